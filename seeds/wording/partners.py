"""Names and descriptions of invented partners, by type and place."""

from __future__ import annotations

import random

from seeds.wording.facts import PartnerFacts
from seeds.wording.partner_names import partner_name
from seeds.wording.phrases import skill_phrases
from seeds.wording.polish import sentence


def partner_texts(facts: PartnerFacts, rng: random.Random) -> tuple[str, str]:
    """A name and a description of one to three sentences."""
    return partner_name(facts, rng), partner_about(facts, rng)


def partner_about(facts: PartnerFacts, rng: random.Random) -> str:
    """What the partner gives and looks for."""
    parts = [sentence(f"{rng.choice(('działamy', 'pracujemy'))} {facts.place.where}")]
    if facts.offers:
        parts.append(sentence(f"możemy {skill_phrases()[facts.offers[0]].offer}"))
    if facts.needs:
        parts.append(sentence(f"szukamy {skill_phrases()[facts.needs[0]].need}"))
    return " ".join(parts)
