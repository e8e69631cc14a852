"""Shortest ways where contacts differ in length, from many sources at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from graph.analysis.compact import CompactGraph

Block = NDArray[np.float64]
Places = NDArray[np.intp]


def dependencies_by_distance(graph: CompactGraph, distances: NDArray[np.int64]) -> Callable[[NDArray[np.intp]], Block]:
    """What tells, for a block of sources, how much of their ways lead over each vertex.

    As `ways_by_hops.dependencies_by_hops` says, but a way is as long as its edges together.
    Lengths are whole numbers, so that equally long ways are equal, not nearly so. As no edge is
    shorter than the shortest, s, the vertices whose distance from the source lies within one
    stretch of length s cannot lie on each other's ways: whole stretches are worked out at once.

    Raises
    ------
    ValueError
        A length is below 1.
    """
    if len(distances) and distances.min() < 1:
        raise ValueError("no contact may be shorter than 1")
    tails = np.concatenate((graph.one, graph.other)).astype(np.intp)
    heads = np.concatenate((graph.other, graph.one)).astype(np.intp)
    lengths = np.concatenate((distances, distances)).astype(np.float64)
    network = csr_array((lengths, (tails, heads)), shape=(graph.n, graph.n))
    stretch = float(lengths.min()) if len(lengths) else 1.0

    def dependencies(sources: NDArray[np.intp]) -> Block:
        away = np.ascontiguousarray(dijkstra(network, directed=True, indices=sources).T)
        nearer, farther, number = _last_steps(away, tails, heads, lengths, stretch)
        return _accumulated(away.shape, sources, list(_by_stretch(nearer, farther, number)))

    return dependencies


def _last_steps(
    away: Block, tails: Places, heads: Places, lengths: Block, stretch: float
) -> tuple[Places, Places, NDArray[np.int64]]:
    """The edges that end a shortest way, as places in the table, and the stretch in which each ends."""
    to = away[heads]
    ends_one = (away[tails] + lengths[:, None] == to) & np.isfinite(to)
    edge, source = np.nonzero(ends_one)
    n_sources = away.shape[1]
    number = (to[ends_one] // stretch).astype(np.int64)
    return tails[edge] * n_sources + source, heads[edge] * n_sources + source, number


def _by_stretch(nearer: Places, farther: Places, number: NDArray[np.int64]) -> Iterator[tuple[Places, Places]]:
    order = np.argsort(number, kind="stable")
    bounds = np.flatnonzero(np.diff(number[order])) + 1
    return zip(np.split(nearer[order], bounds), np.split(farther[order], bounds), strict=True)


def _accumulated(shape: tuple[int, ...], sources: NDArray[np.intp], steps: list[tuple[Places, Places]]) -> Block:
    ways, found = np.zeros(shape).ravel(), np.zeros(shape).ravel()
    starts = sources * shape[1] + np.arange(shape[1])
    ways[starts] = 1.0
    for nearer, farther in steps:
        np.add.at(ways, farther, ways[nearer])
    for nearer, farther in reversed(steps):
        np.add.at(found, nearer, ways[nearer] / ways[farther] * (1.0 + found[farther]))
    found[starts] = 0.0
    return found.reshape(shape)
