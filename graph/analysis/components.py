"""Into how many parts the network falls, and how large the largest is, on many days at once.

Offline. Of contacts that do not end within the days a spanning forest by first day says as much
as all of them. Then the days are halved again and again: whoever is in contact throughout a half
is one vertex for all that happens within it, so that contacts shrink away before single days are
looked at.
References: D. Eppstein, Offline algorithms for dynamic minimum spanning tree problems, Journal
of Algorithms 17 (1994).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from graph.analysis.timeline import Counts, Spells, Timeline


@dataclass(frozen=True, slots=True, eq=False)
class ComponentCounts:
    """Components with at least two actors, day by day; those of one actor are the isolates.

    Attributes
    ----------
    n_linked : int64 array, shape (n days,)
        How many there are.
    largest : int64 array, shape (n days,)
        How many actors the largest has; 0 where nobody is in contact.
    """

    n_linked: Counts
    largest: Counts


class _Part(NamedTuple):
    """What is still open within some of the days, and what is settled for all of them."""

    spells: Spells  # between vertices
    sizes: Counts  # how many actors each vertex stands for
    n_settled: int
    largest_settled: int


def component_counts(timeline: Timeline) -> ComponentCounts:
    """The components of the network on each of the days.

    Takes O(m log d) steps for m spells and d days, and far fewer where contacts last.
    """
    found = ComponentCounts(np.zeros(timeline.n_days, np.int64), np.zeros(timeline.n_days, np.int64))
    if timeline.n_days:
        sizes = np.ones(timeline.n_actors, dtype=np.int64)
        _solve(_Part(_thinned(timeline), sizes, 0, 0), 0, timeline.n_days, found)
    return found


def _thinned(timeline: Timeline) -> Spells:
    """The spells of pairs without those that join nobody who is not joined by others all the while."""
    pairs, n, n_days = timeline.pairs, timeline.n_actors, timeline.n_days
    lasting = pairs.stop >= n_days
    if np.count_nonzero(lasting) < n:
        return pairs
    growing, ending = pairs.taken(lasting), pairs.taken(~lasting)
    # No pair has two spells that reach the end, so the matrix holds each as it is; 0 would be no entry.
    lengths = csr_array((growing.start.astype(float) + 1, (growing.one, growing.other)), shape=(n, n))
    forest = minimum_spanning_tree(lengths).tocoo()
    kind = pairs.start.dtype
    kept = Spells(forest.row, forest.col, (forest.data - 1).astype(kind), np.full(forest.nnz, n_days, dtype=kind))
    return Spells(*(np.concatenate(columns) for columns in zip(kept, ending, strict=True)))


def _solve(part: _Part, low: int, high: int, found: ComponentCounts) -> None:
    part = _settled(_contracted(part, low, high))
    if not len(part.spells.one):
        found.n_linked[low:high] = part.n_settled
        found.largest[low:high] = part.largest_settled
        return
    middle = (low + high) // 2
    for first, last in ((low, middle), (middle, high)):
        within = (part.spells.start < last) & (part.spells.stop > first)
        _solve(part._replace(spells=part.spells.taken(within)), first, last, found)


def _contracted(part: _Part, low: int, high: int) -> _Part:
    """The part in which all who are joined throughout ``low:high`` are one vertex."""
    spells = part.spells
    throughout = (spells.start <= low) & (spells.stop >= high)
    if not throughout.any():
        return part
    n = len(part.sizes)
    lasting, rest = spells.taken(throughout), spells.taken(~throughout)
    graph = csr_array((np.ones(len(lasting.one)), (lasting.one, lasting.other)), shape=(n, n))
    n_vertices, vertex = connected_components(graph, directed=False)
    sizes = np.bincount(vertex, part.sizes, n_vertices).astype(np.int64)
    moved = rest._replace(one=vertex[rest.one], other=vertex[rest.other])
    return part._replace(spells=moved.taken(moved.one != moved.other), sizes=sizes)


def _settled(part: _Part) -> _Part:
    """The part without the vertices that nothing more can happen to, these counted."""
    spells, sizes = part.spells, part.sizes
    is_open = np.zeros(len(sizes), dtype=bool)
    is_open[spells.one] = is_open[spells.other] = True
    closed = sizes[~is_open]
    place = np.cumsum(is_open, dtype=np.int32) - 1
    return _Part(
        spells._replace(one=place[spells.one], other=place[spells.other]),
        sizes[is_open],
        part.n_settled + int((closed > 1).sum()),
        max(part.largest_settled, int(closed[closed > 1].max(initial=0))),
    )
