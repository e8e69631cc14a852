"""Polish sentences about place: what is between the two seats, and who also works nearer by.

A person has no seat, so of mentors only the distance is said.
"""

from __future__ import annotations

from matching.wording.said import NEAR_KM, Said

# Where the provider also works, seen from the seeker.
_WORKS_IN = {
    "same_powiat": "w waszej okolicy",
    "neighbouring": "w waszym sąsiedztwie",
    "same_voivodeship": "w waszym województwie",
    "elsewhere": "niedaleko was",
}
# Where both also work.
_BOTH_WORK_IN = {
    "same_powiat": "w tej samej okolicy",
    "neighbouring": "po sąsiedzku",
    "same_voivodeship": "w tym samym województwie",
    "elsewhere": "niedaleko siebie",
}
# Where the provider is, seen from where the seeker also works.
_BESIDE_YOUR_WORK = {
    "same_powiat": "wy też tam działacie",
    "neighbouring": "tuż obok okolicy, w której też działacie",
    "elsewhere": "niedaleko miejsc, w których też działacie",
}


def place(said: Said) -> str:
    """How the two lie to each other."""
    online = " Obie strony pracują też online." if said.facts["online"] else ""
    relation, km = said.text("relation"), said.number("km")
    far_work = relation == "elsewhere" and said.number("region_km") > NEAR_KM
    if said.text("via") in _THROUGH_WORK and not far_work:
        return _THROUGH_WORK[said.text("via")](said, relation, km) + online
    where = said.names.region(said.text("region" if said.text("via") == "regions" else "seat"))
    if relation == "same_powiat":
        return f"Działacie w tej samej okolicy: {where}."
    if relation == "neighbouring":
        return f"Działacie po sąsiedzku: {where}."
    if relation == "same_voivodeship":
        apart = f"; {_apart(said, km)}" if said.text("via") == "seats" and km else ""
        return f"Działacie w tym samym województwie ({_region(said)}){apart}.{online}"
    if km <= NEAR_KM:
        return f"Niedaleko, choć w innym województwie: {where}, około {km} km.{online}"
    return f"Dzieli was około {km} km ({where}).{online}"


def _provider_works(said: Said, relation: str, km: int) -> str:
    there = f"{_WORKS_IN[relation]} ({_region(said)})"
    if said.about_person:
        return f"Około {km} km od was, ale pomaga też {there}."
    return f"Działa też {there}, choć siedzibę ma około {km} km od was."


def _seeker_works(said: Said, relation: str, km: int) -> str:
    lead = f"{'Około' if said.about_person else 'Siedzibę ma około'} {km} km od was"
    if relation == "same_voivodeship":
        return f"{lead}, ale w województwie, w którym też działacie ({_region(said)})."
    return f"{lead} ({_region(said)}), ale {_BESIDE_YOUR_WORK[relation]}."


def _both_work(said: Said, relation: str, km: int) -> str:
    return f"Obie strony działają też {_BOTH_WORK_IN[relation]} ({_region(said)}), choć {_apart(said, km)}."


_THROUGH_WORK = {"provider": _provider_works, "seeker": _seeker_works, "both": _both_work}


def _apart(said: Said, km: int) -> str:
    return f"{'dzieli was' if said.about_person else 'siedziby dzieli'} około {km} km"


def _region(said: Said) -> str:
    region = said.text("region")
    return said.names.voivodeship(region) if said.text("relation") == "same_voivodeship" else said.names.region(region)
