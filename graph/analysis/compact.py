"""The actors present on a day, numbered without gaps, as the algorithms for graphs want them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.analysis.moment import Moment
from graph.snapshot.columns import Rows, frozen
from graph.snapshot.matrices import Matrix, sealed


@dataclass(frozen=True, slots=True, eq=False)
class CompactGraph:
    """A simple undirected graph whose vertices are 0 … n − 1.

    Attributes
    ----------
    rows : int array, shape (n,)
        The row of each vertex in the snapshot, ascending, so that ties by vertex are ties by id.
    one, other : int32 arrays, shape (n edges,)
        Ends of the edges as vertices, one < other, in order; the edges of the moment, in its order.
    adjacency : int8 matrix, n × n
        Symmetric, indices ascending.
    """

    rows: NDArray[np.intp]
    one: Rows
    other: Rows
    adjacency: Matrix

    @property
    def n(self) -> int:
        """How many vertices there are."""
        return len(self.rows)

    @property
    def n_edges(self) -> int:
        """How many edges there are."""
        return len(self.one)


def compact_of(moment: Moment) -> CompactGraph:
    """The moment's graph with the actors present as its vertices."""
    rows = moment.rows
    vertex_of = np.cumsum(moment.present, dtype=np.int32) - np.int32(1)
    one, other = vertex_of[moment.one], vertex_of[moment.other]
    # Whoever is absent has no contacts, so leaving their rows out leaves every entry in.
    degree = np.diff(moment.adjacency.indptr)[rows]
    pointers = np.concatenate(([0], np.cumsum(degree)))
    index_type = moment.adjacency.indptr.dtype
    arrays = (moment.adjacency.data, vertex_of[moment.adjacency.indices], pointers.astype(index_type))
    adjacency = csr_array(arrays, shape=(len(rows), len(rows)))
    return CompactGraph(rows, frozen(one), frozen(other), sealed(adjacency))


def components_of(adjacency: Matrix) -> tuple[int, NDArray[np.int32]]:
    """How many connected components a graph has, and the number of each vertex's; shape (n,)."""
    if not adjacency.shape[0]:
        return 0, np.zeros(0, dtype=np.int32)
    n_components, of = connected_components(adjacency, directed=False)
    return int(n_components), of
