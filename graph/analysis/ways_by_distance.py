"""Shortest ways where contacts differ in length, from many sources at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from graph.analysis.compact import CompactGraph

Block = NDArray[np.float64]
Places = NDArray[np.intp]
_NO_WAY_32 = np.iinfo(np.int32).max // 2


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
    lengths = np.concatenate((distances, distances))
    network = csr_array((lengths.astype(np.float64), (tails, heads)), shape=(graph.n, graph.n))
    longest = graph.n * int(distances.max(initial=1))
    kind: type[np.signedinteger[Any]] = np.int32 if longest < _NO_WAY_32 else np.int64
    steps = _Edges(tails, heads, lengths.astype(kind)[:, None], int(lengths.min(initial=longest)))

    def dependencies(sources: NDArray[np.intp]) -> Block:
        away = dijkstra(network, directed=True, indices=sources).T
        no_way = np.iinfo(kind).max // 2  # which no length makes equal to another distance
        whole = np.where(np.isfinite(away), away, no_way).astype(kind, order="C")
        return _accumulated(whole.shape, sources, list(_last_steps(steps, whole)))

    return dependencies


class _Edges(NamedTuple):
    """Every edge in both directions, with lengths of shape (n, 1), of which the shortest is the stretch."""

    tails: Places
    heads: Places
    lengths: NDArray[np.signedinteger[Any]]
    stretch: int


def _last_steps(edges: _Edges, away: NDArray[np.signedinteger[Any]]) -> Iterator[tuple[Places, Places]]:
    """The edges that end a shortest way, as places of both ends in the table, stretch by stretch."""
    to = away[edges.heads]
    edge, source = np.nonzero(away[edges.tails] + edges.lengths == to)
    number = to[edge, source] // edges.stretch
    order = np.argsort(number, kind="stable")
    edge, source = edge[order], source[order]
    nearer = edges.tails[edge] * away.shape[1] + source
    farther = edges.heads[edge] * away.shape[1] + source
    bounds = np.flatnonzero(np.diff(number[order])) + 1
    return zip(np.split(nearer, bounds), np.split(farther, bounds), strict=True)


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
