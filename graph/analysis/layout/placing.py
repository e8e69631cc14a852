"""Placing the connected: where the discs of communities stand, then the members within them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.layout.acquaintance import Acquaintance, pairs_matrix
from graph.analysis.layout.discs import arranged, radii_of
from graph.analysis.layout.members import Room, Ties, settled
from graph.analysis.layout.seeding import Points, points_of_ids, sunflower
from graph.snapshot.columns import Column, Rows
from graph.snapshot.matrices import Matrix

_FIRST_PASSES, _LATER_PASSES = 60, 20
_FIRST_DISC_PASSES, _LATER_DISC_PASSES = 240, 30
_OUTWARD = 0.08  # how much a tie to another community draws, for 1 within
_MOBILITY_OF_KNOWN = 0.35
_STRAYED = 1.3  # times a disc's radius from its centre: whoever comes from so far comes anew


@dataclass(frozen=True, slots=True, eq=False)
class Discs:
    """The groups of a graph: whose actor is in which, how large each is."""

    group: Rows
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, group: Rows) -> Discs:
        """The discs of groups numbered from 0."""
        return cls(group, np.bincount(group))

    @property
    def radii(self) -> NDArray[np.float64]:
        """How far each reaches."""
        return radii_of(self.sizes)

    def means(self, points: Points) -> Points:
        """The mean of the members' points, NaN where no member has one; shape (n discs, 2)."""
        there = ~np.isnan(points[:, 0])
        n_there = np.bincount(self.group[there], minlength=len(self.sizes)).astype(np.float64)
        n_there[n_there == 0] = np.nan
        sums = [np.bincount(self.group[there], points[there, axis], len(self.sizes)) for axis in (0, 1)]
        return np.column_stack(sums) / n_there[:, None]


def placed(graph: Acquaintance, group: Rows, ids: Column, former: Points) -> Points:
    """A point for each actor; shape (n actors, 2).

    Parameters
    ----------
    former : array, shape (n actors, 2)
        Where they stood before, NaN for newcomers.
    """
    discs = Discs.of(group)
    is_known = ~np.isnan(former[:, 0])
    means = discs.means(former)
    contacts = _contacts(graph, discs)
    begin = _begun(means, contacts, discs, ids)
    n_passes = _LATER_DISC_PASSES if is_known.any() else _FIRST_DISC_PASSES
    centres = arranged(begin, discs.radii, contacts, n_passes)
    points = np.where(is_known[:, None], former + (centres - means)[group], np.nan)
    strayed = np.hypot(*(points - centres[group]).T) > _STRAYED * discs.radii[group]
    points[strayed] = np.nan
    mobility = np.where(is_known & ~strayed, _MOBILITY_OF_KNOWN, 1.0)
    points = _with_newcomers(points, graph, discs, centres)
    room = Room(group, centres, discs.radii)
    n_passes = _LATER_PASSES if is_known.any() else _FIRST_PASSES
    return settled(points, _ties(graph, group), room, mobility, n_passes)


def _contacts(graph: Acquaintance, discs: Discs) -> Matrix:
    return pairs_matrix(len(discs.sizes), discs.group[graph.one], discs.group[graph.other])


def _begun(means: Points, contacts: Matrix, discs: Discs, ids: Column) -> Points:
    """Where the discs begin: where their members were, else near those in contact, else by the id of the first."""
    whole = float(np.sqrt((discs.radii**2).sum()))
    first_ids = ids[np.unique(discs.group, return_index=True)[1]]
    by_id = points_of_ids(first_ids.tolist())
    known = ~np.isnan(means[:, 0])
    if not known.any():
        return by_id * whole * 1.2
    total = contacts @ known.astype(np.float64)
    near = contacts @ np.nan_to_num(means) / np.maximum(total, 1e-9)[:, None]
    near = np.where(total[:, None] > 0, near + by_id * discs.radii[:, None], by_id * whole * 1.2)
    return np.where(known[:, None], means, near)


def _with_newcomers(points: Points, graph: Acquaintance, discs: Discs, centres: Points) -> Points:
    """Newcomers near the mean of those known to them in their disc, else spread over it, the best known inmost."""
    group = discs.group
    slot = centres[group] + _spread(graph, discs)
    is_new = np.isnan(points[:, 0])
    inside = group[graph.one] == group[graph.other]
    one, other = graph.one[inside], graph.other[inside]
    sums, counts = np.zeros_like(points), np.zeros(len(points))
    for here, there in ((one, other), (other, one)):
        useful = is_new[here] & ~is_new[there]
        counts += np.bincount(here[useful], minlength=len(points))
        for axis in (0, 1):
            sums[:, axis] += np.bincount(here[useful], points[there[useful], axis], len(points))
    near = sums / np.maximum(counts, 1)[:, None] + 0.15 * (slot - centres[group])
    return np.where(is_new[:, None], np.where(counts[:, None] > 0, near, slot), points)


def _spread(graph: Acquaintance, discs: Discs) -> Points:
    """Offsets that fill each disc evenly, in order of degree, then of row; shape (n actors, 2)."""
    degree = np.bincount(np.concatenate((graph.one, graph.other)), minlength=graph.n)
    order = np.lexsort((np.arange(graph.n), -degree, discs.group))
    first = np.cumsum(discs.sizes) - discs.sizes
    rank = np.empty(graph.n, dtype=np.int64)
    rank[order] = np.arange(graph.n) - first[discs.group[order]]
    return np.asarray(sunflower(int(discs.sizes.max()))[rank])


def _ties(graph: Acquaintance, group: Rows) -> Ties:
    inside = group[graph.one] == group[graph.other]
    return Ties(graph.one, graph.other, np.where(inside, 1.0, _OUTWARD))
