"""The distinct sets of regions that actors are found in: a question looks at these, not at every actor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows, frozen
from graph.snapshot.parts import Part
from graph.snapshot.places import Places


@dataclass(frozen=True, slots=True, eq=False)
class PlaceSets(Part):
    """Seats and regions of work, each combination once.

    Attributes
    ----------
    set_of : intp array, shape (n actors,)
        The set of each actor.
    regions : int32 array
        The regions of all sets, one set after the other; -1 for a seat that is unknown.
    starts : int64 array, shape (n sets,)
        Where each set begins.
    """

    set_of: Rows
    regions: Rows
    starts: NDArray[np.int64]

    def largest(self, by_region: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each set the largest of its regions' values, NaN where it has none; shape (n sets,)."""
        with_unknown = np.append(by_region, np.nan)
        return np.asarray(np.fmax.reduceat(with_unknown[self.regions], self.starts))


def place_sets(snapshot: Snapshot) -> PlaceSets:
    """The sets of the snapshot's actors."""
    return snapshot.derive(_made, snapshot.places)


def _made(former: PlaceSets | None, places: Places) -> PlaceSets:
    # Sums of random numbers tell sets apart: two of a million different ones agree once in 10⁷ networks.
    rng = np.random.default_rng(20210901)
    n_regions = places.works_in.shape[1]
    of_seat = rng.integers(0, 2**63, n_regions + 1, dtype=np.uint64)
    of_work = rng.integers(0, 2**63, n_regions, dtype=np.uint64)
    sums = of_seat[places.region_of]
    sizes = np.diff(places.works_in.indptr)
    workers = np.flatnonzero(sizes)
    if len(workers):
        sums[workers] += np.add.reduceat(of_work[places.works_in.indices], places.works_in.indptr[workers])
    _, first, set_of = np.unique(sums, return_index=True, return_inverse=True)
    members = places.works_in[first]
    starts = members.indptr[:-1].astype(np.int64) + np.arange(len(first))
    regions = np.insert(members.indices, members.indptr[:-1], places.region_of[first])
    return PlaceSets((places,), frozen(set_of), frozen(regions.astype(np.int32)), frozen(starts))
