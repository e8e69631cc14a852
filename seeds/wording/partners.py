"""Names and descriptions of invented partners, by type and place."""

from __future__ import annotations

import random

from seeds.wording.facts import PartnerFacts
from seeds.wording.partner_names import partner_name
from seeds.wording.phrases import partner_activities
from seeds.wording.polish import sentence
from seeds.wording.requests import asking, in_singular, offering

# What a sector is itself, it does not offer as experience with that sector.
_OWN_FIELD = ("N2.", "S3.04")


def partner_texts(facts: PartnerFacts, rng: random.Random) -> tuple[str, str]:
    """A name and a description of one to four sentences."""
    return partner_name(facts, rng), partner_about(facts, rng)


def partner_about(facts: PartnerFacts, rng: random.Random) -> str:
    """What the partner does, gives and looks for."""
    known = partner_activities()[facts.partner_type]
    parts = rng.sample(known, 2 if rng.random() < 0.3 else 1)
    if facts.partner_type not in {"P03", "P24", "P25"} and rng.random() < 0.35:
        parts.insert(0, sentence(f"{rng.choice(('działamy', 'jesteśmy', 'spotkać nas można'))} {facts.place.where}"))
    offers = [code for code in facts.offers if not code.startswith(_OWN_FIELD)]
    asks = bool(facts.needs) and rng.random() < 0.7
    if asks:
        parts.append(asking(facts.needs[:1], rng, eager=False))
    if offers and rng.random() < 0.6:
        parts.append(offering(offers[0], rng, after_asking=asks))
    text = " ".join(parts[:4])
    return in_singular(text) if facts.partner_type == "P24" else text
