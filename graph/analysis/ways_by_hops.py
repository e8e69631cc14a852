"""Shortest ways by the number of contacts they lead over, from many sources at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.snapshot.matrices import Matrix

Block = NDArray[np.float64]


def dependencies_by_hops(adjacency: Matrix) -> Callable[[NDArray[np.intp]], Block]:
    """What tells, for a block of sources, how much of their ways lead over each vertex.

    The answer has shape (n, n sources): for a source s and a vertex v other than s, the sum over
    all targets of the share of the shortest ways from s that lead over v; 0 at the source itself.
    It is Brandes' accumulation for the whole block, one sparse × dense product a hop.
    """
    counting = _counting(adjacency)

    def dependencies(sources: NDArray[np.intp]) -> Block:
        n_ways, fronts = _outwards(counting, sources)
        return _inwards(counting, n_ways, fronts, sources)

    return dependencies


def hops_between(adjacency: Matrix, vertices: NDArray[np.intp]) -> NDArray[np.int32]:
    """How many contacts the shortest way between each two leads over; shape (n vertices, n vertices).

    −1 without a way, 0 from a vertex to itself. It stops as soon as nothing of it is missing.
    """
    counting = _counting(adjacency)
    reached = np.zeros((adjacency.shape[0], len(vertices)), dtype=bool)
    reached[vertices, np.arange(len(vertices))] = True
    hops = np.where(reached[vertices], 0, -1).astype(np.int32)
    places, hop = np.flatnonzero(reached), 0
    while len(places) and (hops < 0).any():
        front = np.zeros(reached.shape)
        front.ravel()[places] = 1.0
        new = (_product(counting, front, places) > 0) & ~reached
        reached |= new
        places, hop = np.flatnonzero(new), hop + 1
        hops[new[vertices]] = hop
    return hops


def _counting(adjacency: Matrix) -> Matrix:
    arrays = (np.ones(adjacency.nnz), adjacency.indices, adjacency.indptr)
    return csr_array(arrays, shape=adjacency.shape, copy=False)


def _outwards(counting: Matrix, sources: NDArray[np.intp]) -> tuple[Block, list[NDArray[np.intp]]]:
    """How many shortest ways lead to each vertex, and the places in that table reached hop by hop."""
    n_ways = np.zeros((counting.shape[0], len(sources)))
    n_ways[sources, np.arange(len(sources))] = 1.0
    flat = n_ways.ravel()
    fronts = [np.flatnonzero(flat)]
    while len(fronts[-1]):
        front = np.zeros_like(n_ways)
        front.ravel()[fronts[-1]] = flat[fronts[-1]]
        reached = _product(counting, front, fronts[-1]).ravel()
        reached[flat > 0] = 0.0
        fronts.append(np.flatnonzero(reached))
        flat[fronts[-1]] = reached[fronts[-1]]
    return n_ways, fronts[:-1]


def _inwards(counting: Matrix, n_ways: Block, fronts: list[NDArray[np.intp]], sources: NDArray[np.intp]) -> Block:
    found = np.zeros_like(n_ways)
    flat, ways = found.ravel(), n_ways.ravel()
    for nearer, front in zip(fronts[-2::-1], fronts[:0:-1], strict=True):
        passed_on = np.zeros_like(n_ways)
        passed_on.ravel()[front] = (1.0 + flat[front]) / ways[front]
        flat[nearer] = _product(counting, passed_on, front).ravel()[nearer] * ways[nearer]
    found[sources, np.arange(len(sources))] = 0.0
    return found


def _product(counting: Matrix, block: Block, places: NDArray[np.intp]) -> Block:
    """The product, over only those rows of the block that hold something where they are few."""
    rows = np.unique(places // block.shape[1])
    if 4 * len(rows) > len(block):
        return np.asarray(counting @ block)
    return np.asarray(counting[rows].T @ block[rows])
