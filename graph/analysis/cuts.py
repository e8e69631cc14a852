"""Who and which contacts hold the network together: without them it would fall apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import depth_first_order

from graph.analysis.compact import CompactGraph, components_of
from graph.snapshot.columns import Mask, Rows


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """What would fall apart without one vertex or one edge.

    Attributes
    ----------
    n_parts : int64 array, shape (n,)
        Into how many parts the component of a vertex falls when it leaves: 0 where it had no
        contact, 1 where the rest stays together, 2 or more for an articulation point.
    n_cut_off : int64 array, shape (n,)
        How many others would no longer be connected with the largest of these parts.
    bridges : int64 array, shape (n bridges,)
        Positions, in the graph's edges, of those without which a component falls apart.
    n_beyond : int64 array, shape (n bridges,)
        How many vertices the smaller of the two sides has.
    """

    n_parts: NDArray[np.int64]
    n_cut_off: NDArray[np.int64]
    bridges: NDArray[np.int64]
    n_beyond: NDArray[np.int64]

    @property
    def is_articulation(self) -> Mask:
        """Which vertices are articulation points."""
        return self.n_parts > 1


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    """A depth-first walk over all components, from a root of its own (number n) that no edge counts from.

    `position` is each vertex's place in the walk, `order` the vertices by it; `parent`, `size` (of the
    subtree) and `low` (the earliest place that an edge from the subtree leads to) are by vertex.
    """

    order: NDArray[np.int64]
    parent: NDArray[np.int64]
    size: NDArray[np.int64]
    low: NDArray[np.int64]
    position: NDArray[np.int64]


def cuts_of(graph: CompactGraph) -> Cuts:
    """The articulation points and bridges of a graph, and how much hangs on each.

    Linear in the size of the graph and without recursion.

    References
    ----------
    .. [1] Hopcroft, Tarjan (1973). Algorithm 447: efficient algorithms for graph manipulation.
       CACM 16(6).
    """
    n = graph.n
    if not n:
        nothing = np.zeros(0, dtype=np.int64)
        return Cuts(nothing, nothing, nothing, nothing)
    _, component = components_of(graph.adjacency)
    walk = _walked(graph, component)
    of_component = np.bincount(component)[component]
    parent = walk.parent[:n]
    below = np.flatnonzero(parent < n)  # all but the roots of the components
    hangs = below[walk.low[below] >= walk.position[parent[below]]]
    n_parts, n_hanging, largest = (np.zeros(n, dtype=np.int64) for _ in range(3))
    np.add.at(n_parts, parent[hangs], 1)
    np.add.at(n_hanging, parent[hangs], walk.size[hangs])
    np.maximum.at(largest, parent[hangs], walk.size[hangs])
    rest = of_component - 1 - n_hanging
    n_cut_off = of_component - 1 - np.maximum(largest, rest)
    ends = below[walk.low[below] > walk.position[parent[below]]]
    bridges = _positions(graph, np.minimum(ends, parent[ends]), np.maximum(ends, parent[ends]))
    order = np.argsort(bridges)
    n_beyond = np.minimum(walk.size[ends], of_component[ends] - walk.size[ends])
    return Cuts(n_parts + (rest > 0), n_cut_off, bridges[order], n_beyond[order])


def _positions(graph: CompactGraph, one: Rows, other: Rows) -> NDArray[np.int64]:
    edges = graph.one.astype(np.int64) * graph.n + graph.other
    return np.searchsorted(edges, one.astype(np.int64) * graph.n + other).astype(np.int64)


def _walked(graph: CompactGraph, component: NDArray[np.int32]) -> _Walk:
    n = graph.n
    _, first = np.unique(component, return_index=True)
    tails = np.concatenate((np.full(len(first), n), graph.one, graph.other)).astype(np.int32)
    heads = np.concatenate((first, graph.other, graph.one)).astype(np.int32)
    network = csr_array((np.ones(len(tails), dtype=np.int8), (tails, heads)), shape=(n + 1, n + 1))
    order, parent = (each.astype(np.int64) for each in depth_first_order(network, n, directed=True))
    position = np.empty(n + 1, dtype=np.int64)
    position[order] = np.arange(n + 1)
    low = _lowest_edge(graph, position, parent)
    size = np.ones(n + 1, dtype=np.int64)
    lows, sizes = low.tolist(), size.tolist()
    # Only the tree is walked one by one, from its leaves; the edges were looked at all at once.
    for vertex, above in zip(order[:0:-1].tolist(), parent[order[:0:-1]].tolist(), strict=True):
        lows[above] = min(lows[above], lows[vertex])
        sizes[above] += sizes[vertex]
    return _Walk(order, parent, np.array(sizes), np.array(lows), position)


def _lowest_edge(graph: CompactGraph, position: NDArray[np.int64], parent: NDArray[np.int64]) -> NDArray[np.int64]:
    """The earliest place of a vertex itself and of its neighbours but the one it was reached from."""
    low = position.copy()
    tails, heads = np.concatenate((graph.one, graph.other)), np.concatenate((graph.other, graph.one))
    back = parent[tails] != heads
    np.minimum.at(low, tails[back], position[heads[back]])
    return low
