"""Shortest ways by the number of contacts they lead over, from many sources at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.snapshot.matrices import Matrix, entries_of_rows, places_in_both

Block = NDArray[np.float64]
Places = NDArray[np.intp]
_FEW = 8  # times as many places of a block as entries: then those are gone through one by one


def dependencies_by_hops(adjacency: Matrix) -> Callable[[NDArray[np.intp]], Block]:
    """What tells, for a block of sources, how much of their ways lead over each vertex.

    The answer has shape (n, n sources): for a source s and a vertex v other than s, the sum over
    all targets of the share of the shortest ways from s that lead over v; 0 at the source itself.
    It is Brandes' accumulation for the whole block, one sparse × dense product a hop.
    """

    def dependencies(sources: NDArray[np.intp]) -> Block:
        spreading = _Spreading(adjacency, len(sources))
        n_ways, fronts = _outwards(spreading, sources)
        return _inwards(spreading, n_ways, fronts, sources)

    return dependencies


def hops_between(adjacency: Matrix, vertices: NDArray[np.intp]) -> NDArray[np.int32]:
    """How many contacts the shortest way between each two leads over; shape (n vertices, n vertices).

    −1 without a way, 0 from a vertex to itself. It stops as soon as nothing of it is missing.
    """
    spreading = _Spreading(adjacency, len(vertices))
    reached = np.zeros((adjacency.shape[0], len(vertices)), dtype=bool)
    reached[vertices, np.arange(len(vertices))] = True
    hops = np.where(reached[vertices], 0, -1).astype(np.int32)
    flat, places, hop = reached.ravel(), np.flatnonzero(reached), 0
    while len(places) and (hops < 0).any():
        targets, _ = spreading.from_places(places, np.ones(len(places)))
        places, hop = targets[~flat[targets]], hop + 1
        flat[places] = True
        hops[(hops < 0) & reached[vertices]] = hop
    return hops


class _Spreading:
    """Values that spread from places of a block, vertices × sources, to the neighbours of their vertices."""

    def __init__(self, adjacency: Matrix, n_sources: int) -> None:
        arrays = (np.ones(adjacency.nnz), adjacency.indices, adjacency.indptr)
        self._counting = csr_array(arrays, shape=adjacency.shape, copy=False)
        self._n_sources = n_sources
        self.shape = (adjacency.shape[0], n_sources)
        self._block = np.zeros(self.shape)

    def from_places(self, places: Places, values: Block) -> tuple[Places, Block]:
        """The places reached, ascending, and the sum of what reaches each. All values must be above 0."""
        if self._are_few(places):
            return self._one_by_one(places, values)
        sums = self._product(places, values)
        targets = np.flatnonzero(sums)
        return targets, sums[targets]

    def onto(self, targets: Places, places: Places, values: Block) -> Block:
        """The sum of what reaches each of the targets, which are ascending."""
        if not self._are_few(places):
            return self._product(places, values)[targets]
        reached, sums = self._one_by_one(places, values)
        of_reached, of_targets = places_in_both(reached, targets)
        found = np.zeros(len(targets))
        found[of_targets] = sums[of_reached]
        return found

    def _are_few(self, places: Places) -> bool:
        if len(places) * _FEW >= self._block.size:
            return False  # almost each has an entry, or more
        vertices, pointers = places // self._n_sources, self._counting.indptr
        n_entries = int((pointers[vertices + 1] - pointers[vertices]).sum())
        return n_entries * _FEW < self._block.size

    def _one_by_one(self, places: Places, values: Block) -> tuple[Places, Block]:
        vertices, source = np.divmod(places, self._n_sources)
        positions, owners = entries_of_rows(self._counting.indptr, vertices)
        reached = self._counting.indices[positions].astype(np.intp) * self._n_sources + source[owners]
        targets, number = np.unique(reached, return_inverse=True)
        return targets, np.asarray(np.bincount(number, values[owners], len(targets)), np.float64)

    def _product(self, places: Places, values: Block) -> Block:
        """What reaches every place; over only those rows of the block that hold something where they are few."""
        block = self._block
        block.ravel()[places] = values
        holds = np.zeros(len(block), dtype=bool)
        holds[places // self._n_sources] = True
        if 4 * holds.sum() > len(block):
            found = self._counting @ block
        else:
            rows = np.flatnonzero(holds)
            found = self._counting[rows].T @ block[rows]
        block.ravel()[places] = 0.0
        return np.asarray(found).ravel()


def _outwards(spreading: _Spreading, sources: NDArray[np.intp]) -> tuple[Block, list[Places]]:
    """How many shortest ways lead to each place, and the places reached hop by hop."""
    n_ways = np.zeros(spreading.shape)
    ways = n_ways.ravel()
    fronts = [np.sort(sources * len(sources) + np.arange(len(sources)))]
    ways[fronts[0]] = 1.0
    while len(fronts[-1]):
        targets, sums = spreading.from_places(fronts[-1], ways[fronts[-1]])
        new = ways[targets] == 0
        ways[targets[new]] = sums[new]
        fronts.append(targets[new])
    return n_ways, fronts[:-1]


def _inwards(spreading: _Spreading, n_ways: Block, fronts: list[Places], sources: NDArray[np.intp]) -> Block:
    found = np.zeros_like(n_ways)
    flat, ways = found.ravel(), n_ways.ravel()
    for nearer, front in zip(fronts[-2::-1], fronts[:0:-1], strict=True):
        passed_on = (1.0 + flat[front]) / ways[front]
        flat[nearer] = spreading.onto(nearer, front, passed_on) * ways[nearer]
    found[sources, np.arange(len(sources))] = 0.0
    return found
