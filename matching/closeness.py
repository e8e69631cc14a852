"""Closeness of regions: from 0 to 1, by the same powiat, neighbours, voivodeship and distance.

Closeness is 1 in the same powiat, else the largest of exp(−distance / near_km), 0.7 for
neighbouring powiats and 0.4 for the same voivodeship. A voivodeship is too large for its
middle to say how near somebody in it is: to or from one, closeness is at most 0.4.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows
from graph.snapshot.matrices import row_of_matrix

SAME_POWIAT, NEIGHBOURING, SAME_VOIVODESHIP = 1.0, 0.7, 0.4

Closeness = NDArray[np.float64]


def regions_of(snapshot: Snapshot, actor: int) -> Rows:
    """Rows of the regions of an actor: its seat, then the others it works in."""
    seat = int(snapshot.region_of[actor])
    others = [region for region in row_of_matrix(snapshot.places.works_in, actor)[0].tolist() if region != seat]
    return np.array(([seat] if seat >= 0 else []) + others, dtype=np.int32)


def closeness_to_all(snapshot: Snapshot, regions: Rows, near_km: float) -> Closeness:
    """Closeness of each of some regions to every region; shape (len(regions), n regions)."""
    rows = [_closeness_of(snapshot, region, near_km) for region in regions.tolist()]
    return np.array(rows).reshape(len(regions), len(snapshot.regions))


def _closeness_of(snapshot: Snapshot, region: int, near_km: float) -> Closeness:
    around, powiat = snapshot.region_map, snapshot.regions.level == "powiat"
    closeness = np.nan_to_num(np.exp(-around.distance_km[region] / near_km), nan=0.0)  # no point on the map
    coarse = ~(powiat & powiat[region])
    closeness[coarse] = np.minimum(closeness[coarse], SAME_VOIVODESHIP)
    same = (around.voivodeship_of == around.voivodeship_of[region]) & (around.voivodeship_of >= 0)
    closeness[same] = np.maximum(closeness[same], SAME_VOIVODESHIP)
    if powiat[region]:
        neighbours = row_of_matrix(around.borders, region)[0]
        closeness[neighbours] = np.maximum(closeness[neighbours], NEIGHBOURING)
        closeness[region] = SAME_POWIAT
    return np.asarray(closeness)
