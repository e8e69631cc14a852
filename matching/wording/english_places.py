"""English sentences about place: what is between the two seats, and who also works nearer by.

A person has no seat, so of mentors only the distance is said.
"""

from __future__ import annotations

from matching.wording.said import NEAR_KM, Said

# Where the provider also works, seen from the seeker.
_WORKS_IN = {
    "same_powiat": "in your area",
    "neighbouring": "next to you",
    "same_voivodeship": "in your voivodeship",
    "elsewhere": "not far from you",
}
# Where both also work.
_BOTH_WORK_IN = {
    "same_powiat": "in the same area",
    "neighbouring": "next to each other",
    "same_voivodeship": "in the same voivodeship",
    "elsewhere": "not far from each other",
}
# Where the provider is, seen from where the seeker also works.
_BESIDE_YOUR_WORK = {
    "same_powiat": "you work there too",
    "neighbouring": "right next to where you also work",
    "elsewhere": "not far from where you also work",
}


def place(said: Said) -> str:
    """How the two lie to each other."""
    online = " Both of you also work online." if said.facts["online"] else ""
    relation, km = said.text("relation"), said.number("km")
    far_work = relation == "elsewhere" and said.number("region_km") > NEAR_KM
    if said.text("via") in _THROUGH_WORK and not far_work:
        return _THROUGH_WORK[said.text("via")](said, relation, km) + online
    where = said.names.region(said.text("region" if said.text("via") == "regions" else "seat"))
    if relation == "same_powiat":
        return f"You work in the same area: {where}."
    if relation == "neighbouring":
        return f"You are neighbours: {where}."
    if relation == "same_voivodeship":
        apart = f"; {_apart(said, km)}" if said.text("via") == "seats" and km else ""
        return f"You work in the same voivodeship ({_region(said)}){apart}.{online}"
    if km <= NEAR_KM:
        return f"Not far, though in another voivodeship: {where}, about {km} km.{online}"
    return f"You are about {km} km apart ({where}).{online}"


def _provider_works(said: Said, relation: str, km: int) -> str:
    there = f"{_WORKS_IN[relation]} ({_region(said)})"
    if said.about_person:
        return f"About {km} km from you, but also helps {there}."
    return f"Also works {there}, though the seat is about {km} km from you."


def _seeker_works(said: Said, relation: str, km: int) -> str:
    lead = f"{'About' if said.about_person else 'The seat is about'} {km} km from you"
    if relation == "same_voivodeship":
        return f"{lead}, but in a voivodeship where you also work ({_region(said)})."
    return f"{lead} ({_region(said)}), but {_BESIDE_YOUR_WORK[relation]}."


def _both_work(said: Said, relation: str, km: int) -> str:
    return f"Both of you also work {_BOTH_WORK_IN[relation]} ({_region(said)}), though {_apart(said, km)}."


_THROUGH_WORK = {"provider": _provider_works, "seeker": _seeker_works, "both": _both_work}


def _apart(said: Said, km: int) -> str:
    return f"{'you' if said.about_person else 'your seats'} are about {km} km apart"


def _region(said: Said) -> str:
    region = said.text("region")
    return said.names.voivodeship(region) if said.text("relation") == "same_voivodeship" else said.names.region(region)
