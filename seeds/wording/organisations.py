"""Descriptions of invented organisations: what they do, who they are, what they look for."""

from __future__ import annotations

import random
from collections.abc import Callable

from seeds.wording.facts import OrganisationFacts
from seeds.wording.organisation_names import organisation_name
from seeds.wording.phrases import activities, skill_phrases
from seeds.wording.polish import plural, sentence


def organisation_texts(facts: OrganisationFacts, rng: random.Random) -> tuple[str, str]:
    """A name and a description of one to four sentences."""
    return organisation_name(facts, rng), organisation_about(facts, rng)


def organisation_about(facts: OrganisationFacts, rng: random.Random) -> str:
    """A description that says nothing the facts do not."""
    style = rng.choices((_we, _it, _terse), (7, 2 if not facts.informal else 0, 1.2))[0]
    return " ".join(style(facts, rng))


def _we(facts: OrganisationFacts, rng: random.Random) -> list[str]:
    parts = [_activity(facts, 0, rng)]
    if rng.random() < 0.55:
        parts.insert(rng.choice((0, 1)), _we_are(facts, rng))
    if len(facts.spheres) > 1 and rng.random() < 0.3:
        parts.append(_activity(facts, 1, rng))
    parts += _wishes(facts, rng)
    return parts[:4]


def _activity(facts: OrganisationFacts, which: int, rng: random.Random) -> str:
    known = activities().get(facts.spheres[which]) or activities()["SP13"]
    return _placed(rng.choice(known.we), facts)


def _we_are(facts: OrganisationFacts, rng: random.Random) -> str:
    where = facts.place.where
    choices = [f"Działamy {where}", f"Działamy {where} i w najbliższej okolicy"]
    if facts.form == "OSP":
        choices = [f"Nasza jednostka działa od {facts.founded_year} roku"]
    elif facts.informal:
        choices += [
            f"Jesteśmy grupą znajomych, działamy {where}",
            "Nie mamy jeszcze osobowości prawnej i na razie dobrze nam z tym",
            f"Spotykamy się {where} od {facts.founded_year} roku, na razie nieformalnie",
        ]
    elif facts.years >= 2:
        years = plural(facts.years, "rok", "lata", "lat")
        choices += [
            f"Działamy {where} od {facts.founded_year} roku",
            f"Pracujemy {where} już {years}",
            f"Mamy {years} i za sobą niejeden projekt" if facts.n_projects > 5 else f"Działamy {years}",
        ]
    else:
        choices += [f"Dopiero zaczynamy: zarejestrowaliśmy się w {facts.founded_year} roku"]
    if facts.n_volunteers >= 5:
        people = plural(facts.n_volunteers, "osoba pomaga", "osoby pomagają", "osób pomaga")
        choices.append(f"{people} nam bez wynagrodzenia")
    if facts.n_staff >= 2:
        people = plural(facts.n_staff, "osobę", "osoby", "osób")
        choices.append(f"Zatrudniamy {people}")
    return sentence(rng.choice(choices))


def _wishes(facts: OrganisationFacts, rng: random.Random) -> list[str]:
    wishes: list[Callable[[], str]] = [lambda: _need(facts, rng)]
    if facts.offers and rng.random() < 0.2 + 0.2 * facts.stage:
        wishes.append(lambda: _offer(facts, rng))
    if rng.random() < 0.2:
        wishes = wishes[1:]
    return [make() for make in wishes]


def _need(facts: OrganisationFacts, rng: random.Random) -> str:
    phrases = [skill_phrases()[code].need for code in facts.needs[:2]]
    first = phrases[0]
    openings = ["Szukamy", "Potrzebujemy", "Najbardziej brakuje nam", "W tym roku szukamy", "Przede wszystkim szukamy"]
    if len(phrases) > 1 and rng.random() < 0.35:
        return sentence(f"{rng.choice(openings)} {first}, a także {phrases[1]}")
    return sentence(f"{rng.choice(openings)} {first}")


def _offer(facts: OrganisationFacts, rng: random.Random) -> str:
    phrase = skill_phrases()[facts.offers[0]].offer
    openings = ("Możemy", "Sami możemy", "W zamian możemy", "Innym możemy", "Chętnie zgodzimy się")
    return sentence(f"{rng.choice(openings[:4])} {phrase}")


def _it(facts: OrganisationFacts, rng: random.Random) -> list[str]:
    known = activities().get(facts.spheres[0]) or activities()["SP13"]
    parts = [_placed(rng.choice(known.it), facts)]
    if rng.random() < 0.6 and facts.years >= 2:
        parts.append(sentence(f"działa od {facts.founded_year} roku"))
    if rng.random() < 0.6:
        parts.append(sentence(f"{rng.choice(('szuka', 'potrzebuje'))} {skill_phrases()[facts.needs[0]].need}"))
    return parts


def _terse(facts: OrganisationFacts, rng: random.Random) -> list[str]:
    return [_activity(facts, 0, rng)]


def _placed(text: str, facts: OrganisationFacts) -> str:
    return text.format(where=facts.place.where, name=facts.place.name)
