"""What breaks if one actor leaves: who is cut off, and how much longer ways become."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.compact import CompactGraph, compact_of, components_of
from graph.analysis.moment import Moment
from graph.analysis.ways_by_hops import hops_between

N_CONTACTS = 30  # ways are measured between so many contacts of the one who leaves


@dataclass(frozen=True, slots=True, eq=False)
class Breaking:
    """What the network would be without one actor.

    Attributes
    ----------
    row : int
        Whoever leaves.
    n_contacts : int
        Everybody they are in contact with.
    parts : tuple of int arrays
        Rows of the others of their component, by the parts it would fall into: the largest
        first, ties by the smallest id; empty where there are no contacts.
    n_pairs : int
        Pairs of contacts between whom ways were measured: all, or those of `N_CONTACTS` contacts.
    n_parted : int
        Those of these pairs who would no longer be connected at all.
    hops_now, hops_then : float
        Mean number of contacts on the shortest way between the pairs that stay connected, with
        and without whoever leaves; NaN where there are none.
    """

    row: int
    n_contacts: int
    parts: tuple[NDArray[np.intp], ...]
    n_pairs: int
    n_parted: int
    hops_now: float
    hops_then: float

    @property
    def cut_off(self) -> NDArray[np.intp]:
        """Rows of those who would no longer be connected with the largest part, ascending."""
        others = [np.zeros(0, dtype=np.intp), *self.parts[1:]]
        return np.sort(np.concatenate(others))

    @property
    def left_alone(self) -> NDArray[np.intp]:
        """Rows of those who would be in contact with nobody, ascending."""
        alone = [np.zeros(0, dtype=np.intp), *(part for part in self.parts if len(part) == 1)]
        return np.sort(np.concatenate(alone))


def breaking_of(moment: Moment, row: int) -> Breaking:
    """What breaks if the actor in this row leaves on the day.

    Raises
    ------
    ValueError
        The actor is not present on the day.
    """
    if not moment.present[row]:
        raise ValueError("who is not present can't leave")
    graph = compact_of(moment)
    leaves = int(np.searchsorted(graph.rows, row))
    contacts = graph.adjacency.indices[graph.adjacency.indptr[leaves] : graph.adjacency.indptr[leaves + 1]]
    _, component = components_of(graph.adjacency)
    without = _without(graph, leaves)
    _, part_of = components_of(without)
    parts = _parts(graph, np.flatnonzero(component == component[leaves]), part_of, leaves)
    drawn = np.random.default_rng(0).permutation(len(contacts))[:N_CONTACTS]
    asked = np.sort(contacts[drawn]).astype(np.intp)
    one, other = np.triu_indices(len(asked), 1)
    joined = part_of[asked[one]] == part_of[asked[other]]
    now = hops_between(graph.adjacency, asked)[one, other][joined]
    then = hops_between(without, asked)[one, other][joined]
    means = (float(now.mean()), float(then.mean())) if joined.any() else (float("nan"), float("nan"))
    return Breaking(row, len(contacts), parts, len(one), int((~joined).sum()), *means)


def _without(graph: CompactGraph, vertex: int) -> csr_array:
    keep = (graph.one != vertex) & (graph.other != vertex)
    one, other = graph.one[keep], graph.other[keep]
    ends = (np.concatenate((one, other)), np.concatenate((other, one)))
    return csr_array((np.ones(2 * len(one), dtype=np.int8), ends), shape=graph.adjacency.shape)


def _parts(
    graph: CompactGraph, members: NDArray[np.intp], part_of: NDArray[np.int32], leaves: int
) -> tuple[NDArray[np.intp], ...]:
    others = members[members != leaves]
    if not len(others):
        return ()
    order = np.argsort(part_of[others], kind="stable")
    bounds = np.flatnonzero(np.diff(part_of[others][order])) + 1
    parts = np.split(graph.rows[others[order]], bounds)
    return tuple(sorted(parts, key=lambda part: (-len(part), int(part[0]))))
