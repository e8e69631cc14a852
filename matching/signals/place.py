"""Place: how near the two are, from seats and regions of work, softened for work online.

The value is c − far · (1 − c) for the closeness c of `matching.closeness`, of several regions
that of the closest pair: it takes something away where the two are far apart, and less
where both work online. Unknown places have the value 0.
"""

from __future__ import annotations

import math

import numpy as np

from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask, Rows
from graph.snapshot.matrices import row_of_matrix
from matching.closeness import NEIGHBOURING, SAME_VOIVODESHIP, regions_of
from matching.place_sets import place_sets
from matching.profiles import NOBODY
from matching.questions import Question
from matching.signals.signal import Facts, Values


def place_values(question: Question, rows: Rows) -> Values:
    """The value of the place signal for each provider."""
    snapshot, options = question.snapshot, question.options
    if not len(question.profile.regions):
        return np.zeros(len(rows))
    set_of = place_sets(snapshot).set_of[rows]
    values = _value_of_sets(question, options.far_penalty)[set_of]
    if question.profile.online == 1:
        both = np.flatnonzero(snapshot.actors.online[rows] == 1)
        values[both] = _value_of_sets(question, options.far_penalty * options.online_softening)[set_of[both]]
    return np.asarray(values)


def _value_of_sets(question: Question, far: float) -> Values:
    values = _closeness_of_sets(question) * (1 + far) - far
    values[np.isnan(values)] = 0.0
    return values


def near_rows(question: Question, rows: Rows) -> Mask:
    """Which providers are in the seeker's powiat, a neighbouring one, or as near; whoever asks."""
    if not len(question.profile.regions):
        return np.zeros(len(rows), dtype=bool)
    near = _closeness_of_sets(question) >= NEIGHBOURING  # false where a place is unknown
    return np.asarray(near[place_sets(question.snapshot).set_of[rows]])


def far_rows(question: Question, rows: Rows) -> Mask:
    """Which providers are farther than the seeker's own voivodeship; nobody of whom that is not known."""
    if not len(question.profile.regions):
        return np.zeros(len(rows), dtype=bool)
    far = _closeness_of_sets(question) < SAME_VOIVODESHIP  # false where a place is unknown
    return np.asarray(far[place_sets(question.snapshot).set_of[rows]])


def regions_around(question: Question) -> Rows:
    """Regions as close to one of the seeker's as its own voivodeship, or closer."""
    return np.flatnonzero((question.closeness >= SAME_VOIVODESHIP).any(axis=0)).astype(np.int32)


def _closeness_of_sets(question: Question) -> Values:
    """Closeness of each set of regions to the seeker, which has a region itself."""
    return question.once("closeness", lambda: place_sets(question.snapshot).largest(question.closeness.max(axis=0)))


def place_facts(question: Question, provider: int) -> Facts:
    """How the two lie to each other: their relation, where that is, kilometres, online.

    The relation is that of the closest pair of their regions. `km` are between their seats,
    or between that pair where a seat is unknown; `region_km` are between the pair. `via`
    says who is in the pair without having its seat there: "provider", "seeker", "both";
    else it is "seats", or "regions" where a seat is unknown. `seat` is the provider's, or empty.
    """
    return question.once(("place_facts", provider), lambda: _facts(question, provider))


def _facts(question: Question, provider: int) -> Facts:
    snapshot = question.snapshot
    theirs = regions_of(snapshot, provider)
    both_online = bool(question.profile.online == 1 and snapshot.actors.online[provider] == 1)
    if not len(question.profile.regions) or not len(theirs):
        return {"relation": "unknown", "online": both_online}
    closeness = question.closeness[:, theirs]
    at, to = np.unravel_index(np.argmax(closeness), closeness.shape)
    here, there = int(question.profile.regions[at]), int(theirs[to])
    seats = _seat_of_seeker(question, here), int(snapshot.region_of[provider])
    relation, region = _relation(snapshot, here, there)
    return {
        "relation": relation,
        "region": str(snapshot.regions.ids[region]),
        "seat": str(snapshot.regions.ids[seats[1]]) if seats[1] >= 0 else "",
        "via": _via(seats, here, there),
        "km": _km_between(snapshot, *(seats if min(seats) >= 0 else (here, there))),
        "region_km": _km_between(snapshot, here, there),
        "online": both_online,
    }


def _seat_of_seeker(question: Question, here: int) -> int:
    """The region of the seeker's seat, -1 if unknown; a call of nobody's is where its places are."""
    return here if question.seeker == NOBODY else int(question.snapshot.region_of[question.seeker])


def _via(seats: tuple[int, int], here: int, there: int) -> str:
    """Who of the two merely works in its region of the closest pair."""
    if min(seats) < 0:
        return "regions"
    return {(True, True): "seats", (True, False): "provider", (False, True): "seeker"}.get(
        (seats[0] == here, seats[1] == there), "both"
    )


def _km_between(snapshot: Snapshot, one: int, other: int) -> int:
    """Whole kilometres between two regions, -1 where one of them has no point on the map."""
    distance = float(snapshot.region_map.distance_km[one, other])
    return -1 if math.isnan(distance) else round(distance)


def _relation(snapshot: Snapshot, one: int, other: int) -> tuple[str, int]:
    """The relation of two regions, and the region that tells where that is."""
    voivodeship_of, is_powiat = snapshot.region_map.voivodeship_of, snapshot.regions.level[one] == "powiat"
    if is_powiat and one == other:
        return "same_powiat", other
    if is_powiat and other in row_of_matrix(snapshot.region_map.borders, one)[0]:
        return "neighbouring", other
    if voivodeship_of[one] == voivodeship_of[other] >= 0:
        return "same_voivodeship", int(voivodeship_of[one])
    return "elsewhere", other
