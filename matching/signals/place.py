"""Place: how near the two are, from seats and regions of work, softened for work online.

Closeness c is 1 in the same powiat, else the largest of exp(−distance / near_km), 0.7 for
neighbouring powiats and 0.4 for the same voivodeship; of several regions the closest pair
counts. The value is c − far · (1 − c): it takes something away where the two are far apart,
and less where both work online. Unknown places have the value 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask, Rows
from graph.snapshot.matrices import row_of_matrix
from matching.questions import Question
from matching.signals.signal import Facts, Values

SAME_POWIAT, NEIGHBOURING, SAME_VOIVODESHIP = 1.0, 0.7, 0.4


def place_values(question: Question, rows: Rows) -> Values:
    """The value of the place signal for each provider."""
    closeness = closeness_to_seeker(question, rows)
    options = question.options
    online = question.snapshot.actors.online
    both_online = (online[rows] == 1) & (online[question.seeker] == 1)
    far = np.where(both_online, options.far_penalty * options.online_softening, options.far_penalty)
    return np.where(np.isnan(closeness), 0.0, closeness - far * (1 - closeness))


def near_rows(question: Question, rows: Rows) -> Mask:
    """Which providers are in the seeker's powiat, a neighbouring one, or as near."""
    return np.asarray(closeness_to_seeker(question, rows) >= NEIGHBOURING)


def regions_around(question: Question) -> Rows:
    """Regions from which candidates come: the seeker's own, neighbours and its voivodeship."""
    closeness = _closeness_by_region(question)
    return np.flatnonzero(closeness >= SAME_VOIVODESHIP).astype(np.int32)


def closeness_to_seeker(question: Question, rows: Rows) -> Values:
    """Closeness of each provider to the seeker, from 0 to 1; NaN where a place is unknown."""
    places = question.snapshot.places
    by_region = np.append(_closeness_by_region(question), np.nan)  # the last for a seat that is unknown
    closest = by_region[places.region_of]
    elsewhere = by_region[places.works_in.indices]
    workers = np.flatnonzero(np.diff(places.works_in.indptr))
    if len(workers):
        closest[workers] = np.fmax(closest[workers], np.fmax.reduceat(elsewhere, places.works_in.indptr[workers]))
    return np.asarray(closest[rows])


def place_facts(question: Question, provider: int) -> Facts:
    """How the two lie to each other: the closest regions, their relation, kilometres, online."""
    snapshot = question.snapshot
    mine, theirs = regions_of(snapshot, question.seeker), regions_of(snapshot, provider)
    online = snapshot.actors.online
    both_online = bool(online[question.seeker] == 1 and online[provider] == 1)
    if not len(mine) or not len(theirs):
        return {"relation": "unknown", "online": both_online}
    closeness = np.array([[closeness_between(question, one)[other] for other in theirs] for one in mine])
    here, there = np.unravel_index(np.argmax(closeness), closeness.shape)
    one, other = int(mine[here]), int(theirs[there])
    return {
        "relation": _relation(snapshot, one, other),
        "region": str(snapshot.regions.ids[other]),
        "km": round(float(snapshot.region_map.distance_km[one, other])),
        "online": both_online,
    }


def regions_of(snapshot: Snapshot, actor: int) -> Rows:
    """Rows of the regions of an actor: its seat, then the others it works in."""
    seat = int(snapshot.region_of[actor])
    others = [region for region in row_of_matrix(snapshot.places.works_in, actor)[0].tolist() if region != seat]
    return np.array(([seat] if seat >= 0 else []) + others, dtype=np.int32)


def closeness_between(question: Question, region: int) -> NDArray[np.float64]:
    """Closeness of one region to every region, from 0 to 1."""
    snapshot = question.snapshot
    around, powiat = snapshot.region_map, snapshot.regions.level == "powiat"
    by_distance = np.exp(-around.distance_km[region] / question.options.near_km)
    if not powiat[region]:
        return _with_voivodeship(snapshot, region, np.minimum(by_distance, SAME_VOIVODESHIP))
    # A voivodeship is too large for its middle to say how near somebody in it is.
    closeness = np.where(powiat, by_distance, np.minimum(by_distance, SAME_VOIVODESHIP))
    neighbours = row_of_matrix(around.borders, region)[0]
    closeness[neighbours] = np.maximum(closeness[neighbours], NEIGHBOURING)
    closeness = _with_voivodeship(snapshot, region, closeness)
    closeness[region] = SAME_POWIAT
    return closeness


def _with_voivodeship(snapshot: Snapshot, region: int, closeness: NDArray[np.float64]) -> NDArray[np.float64]:
    voivodeship_of = snapshot.region_map.voivodeship_of
    same = (voivodeship_of == voivodeship_of[region]) & (voivodeship_of >= 0)
    return np.asarray(np.where(same, np.maximum(closeness, SAME_VOIVODESHIP), closeness))


def _closeness_by_region(question: Question) -> NDArray[np.float64]:
    """Closeness of each region to the nearest of the seeker's; all NaN if it has none."""
    mine = regions_of(question.snapshot, question.seeker)
    if not len(mine):
        return np.full(len(question.snapshot.regions), np.nan)
    return np.asarray(np.max([closeness_between(question, region) for region in mine.tolist()], axis=0))


def _relation(snapshot: Snapshot, one: int, other: int) -> str:
    voivodeship_of = snapshot.region_map.voivodeship_of
    if one == other and snapshot.regions.level[one] == "powiat":
        return "same_powiat"
    if other in row_of_matrix(snapshot.region_map.borders, one)[0] and snapshot.regions.level[one] == "powiat":
        return "neighbouring"
    if voivodeship_of[one] == voivodeship_of[other] >= 0:
        return "same_voivodeship"
    return "elsewhere"
