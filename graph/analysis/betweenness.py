"""Betweenness: on how many of the shortest ways between others somebody lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compact import CompactGraph
from graph.analysis.ways_by_distance import dependencies_by_distance
from graph.analysis.ways_by_hops import dependencies_by_hops

Sources = NDArray[np.intp]
# The ways from a block of sources: how much of those of each source (columns) leads over each vertex (rows).
Dependencies = Callable[[Sources], NDArray[np.float64]]
_BLOCK = 32  # sources at once; more need more memory and are not faster


@dataclass(frozen=True, slots=True, eq=False)
class Betweenness:
    """The share of the shortest ways between two others that lead over each vertex.

    Attributes
    ----------
    share : float64 array, shape (n,)
        From 0 to 1: 1 for the centre of a star; 0 for all where there are fewer than three.
    error : float64 array, shape (n,)
        Standard error of the share; 0 where it is exact.
    agreement : float
        Of the `n_compared` first by one half of the sources, the share that is also among those
        first by the other half; 1 where it is exact.
    n_sources : int
        From how many vertices ways were followed.
    n_compared : int
    """

    share: NDArray[np.float64]
    error: NDArray[np.float64]
    agreement: float
    n_sources: int
    n_compared: int

    @property
    def is_exact(self) -> bool:
        """Whether ways were followed from everybody."""
        return self.n_sources >= len(self.share)


def betweenness_of(
    graph: CompactGraph,
    distances: NDArray[np.int64] | None,
    n_sources: int | None = None,
    rng: np.random.Generator | None = None,
) -> Betweenness:
    """The betweenness of every vertex.

    With t(i, j) the number of shortest ways from i to j and t(i, j | v) of those over v,
    ``b(v) = Σ t(i, j | v) / t(i, j) / ((n − 1)(n − 2) / 2)`` over the pairs of others; a pair
    without a way adds nothing. From a sample of sources, drawn without replacement, the sum over
    all of them is estimated by n / k times that over the k drawn, which errs in neither
    direction; the error is estimated from how much the sources differ.

    Parameters
    ----------
    graph : CompactGraph
    distances : int array, shape (n edges,), or None
        Length of each edge, at least 1; by hops where None.
    n_sources : int, optional
        How many sources to draw; all, and exact, where None or not below n.
    rng : Generator, optional
        What draws them; by default seeded with 0.

    References
    ----------
    .. [1] Brandes (2001). A faster algorithm for betweenness centrality. J. Math. Sociology 25(2).
    .. [2] Brandes, Pich (2007). Centrality estimation in large networks. Int. J. Bifurcation Chaos 17(7).
    """
    if n_sources is None or n_sources >= graph.n:
        sources = np.arange(graph.n)
    else:
        sources = (rng or np.random.default_rng(0)).permutation(graph.n)[: max(n_sources, 2)]
    by_hops, by_distance = dependencies_by_hops, dependencies_by_distance
    dependencies = by_hops(graph.adjacency) if distances is None else by_distance(graph, distances)
    return _estimated(graph.n, sources, dependencies)


def _estimated(n: int, sources: Sources, dependencies: Dependencies) -> Betweenness:
    k = len(sources)
    halves, squares = np.zeros((2, n)), np.zeros(n)
    for half, block in _blocks(sources):
        found = dependencies(block)
        halves[half] += found.sum(axis=1)
        squares += (found**2).sum(axis=1)
    # Every pair is met from both its ends.
    scale = 1.0 / ((n - 1) * (n - 2)) if n > 2 else 0.0
    total = halves.sum(axis=0)
    share = total * scale * (n / max(k, 1))
    if k >= n:
        return Betweenness(share, np.zeros(n), 1.0, k, 0)
    variance = np.maximum(squares - total**2 / k, 0.0) / (k - 1)
    error = scale * n * np.sqrt(variance / k * (1 - k / n))
    n_compared = min(20, n)
    return Betweenness(share, error, _agreement(halves, n_compared), k, n_compared)


def _blocks(sources: Sources) -> Iterator[tuple[int, Sources]]:
    """Blocks of sources, each with the half of the sources that it is of."""
    middle = (len(sources) + 1) // 2
    for half, part in enumerate((sources[:middle], sources[middle:])):
        for start in range(0, len(part), _BLOCK):
            yield half, part[start : start + _BLOCK]


def _agreement(halves: NDArray[np.float64], n_compared: int) -> float:
    first, second = (np.argsort(-half, kind="stable")[:n_compared] for half in halves)
    return len(np.intersect1d(first, second)) / n_compared
