"""What one more contact would do to the distances of the whole network.

With d the steps between two actors, n the actors present, and a contact added between u and
v, the distance of i and j becomes

    d'(i, j) = min(d(i, j), d(i, u) + 1 + d(v, j), d(i, v) + 1 + d(u, j)).

Only pairs come nearer of which one is nearer to u than to v by more than a step, and the
other the other way round; so it is enough to search from the smaller of the two sides.
Global efficiency is the mean of 1/d over all pairs, 0 for pairs that are not connected
(Latora and Marchiori 2001).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.hops import NOT_CONNECTED, Hops, blocks_of_hops, hops_from
from graph.snapshot.columns import Rows
from graph.snapshot.matrices import Matrix

EXACT_UP_TO = 512  # sources of the smaller side that are all searched from
N_SAMPLED = 128  # of more, so many are drawn
_SEED = 20240601  # the same network gives the same sample


@dataclass(frozen=True, slots=True)
class Shortening:
    """How much nearer actors come to each other.

    Attributes
    ----------
    n_pairs : float
        Pairs that were connected and come nearer, those two themselves included.
    n_hops : float
        Steps that these pairs save together.
    efficiency : float
        By how much the global efficiency of the network grows, newly connected pairs included.
    standard_error : float or None
        That of `efficiency` where it is estimated from `N_SAMPLED` sources, as are the other
        two then; None where all three are exact.
    """

    n_pairs: float
    n_hops: float
    efficiency: float
    standard_error: float | None = None

    @property
    def is_exact(self) -> bool:
        """Whether nothing is estimated."""
        return self.standard_error is None


def shortening(adjacency: Matrix, n_present: int, one: int, other: int, from_ends: Hops | None = None) -> Shortening:
    """What a contact between the two would change.

    Parameters
    ----------
    adjacency : matrix, actors × actors
        Symmetric, without the new contact.
    n_present : int
        Over how many actors efficiency is a mean; 2 at least.
    one, other : int
        Rows of the two.
    from_ends : int16 array, shape (2, n actors), optional
        Steps from each of the two, where they are known already.

    Examples
    --------
    A chain of four is closed to a ring: of its six pairs, only the two ends (3 steps) come
    nearer, by two steps; 1 − 1/3 over six pairs.

    >>> from scipy.sparse import csr_array
    >>> chain = csr_array(np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]]))
    >>> found = shortening(chain, 4, 0, 3)
    >>> found.n_pairs, found.n_hops, round(found.efficiency, 4), found.is_exact
    (1.0, 2.0, 0.1111, True)
    """
    ends = hops_from(adjacency, np.array([one, other])) if from_ends is None else from_ends
    n_pairs = n_present * (n_present - 1) / 2
    if ends[0][other] == NOT_CONNECTED:
        return Shortening(0.0, 0.0, _joined(ends) / n_pairs)
    return _within(adjacency, ends, n_pairs)


def _joined(ends: Hops) -> float:
    """The sum of 1/d over the pairs that are newly connected."""
    near_one, near_other = (np.bincount(side[side >= 0]) for side in ends)
    steps = np.arange(len(near_one))[:, None] + 1 + np.arange(len(near_other))
    return float((near_one[:, None] * near_other / steps).sum())


def _within(adjacency: Matrix, ends: Hops, n_pairs: float) -> Shortening:
    sides = [np.flatnonzero(ends[at] + 1 < ends[1 - at]) for at in (0, 1)]
    smaller = 0 if len(sides[0]) <= len(sides[1]) else 1
    sources, targets = sides[smaller], sides[1 - smaller]
    drawn = _drawn(sources)
    to_targets = ends[1 - smaller][targets].astype(np.int32) + 1
    found = np.zeros((len(drawn), 3))
    for first, hops in blocks_of_hops(adjacency, drawn):
        before = hops[:, targets].astype(np.int32)
        after = np.minimum(ends[smaller][drawn[first : first + len(hops)], None] + to_targets, before)
        nearer = before - after
        columns = ((nearer > 0).sum(axis=1), nearer.sum(axis=1), (1 / after - 1 / before).sum(axis=1))
        found[first : first + len(hops)] = np.column_stack(columns)
    scale = len(sources) / len(drawn)
    pairs, steps, gains = (found.sum(axis=0) * scale).tolist()
    error = None if len(drawn) == len(sources) else _standard_error(found[:, 2], len(sources)) / n_pairs
    return Shortening(pairs, steps, gains / n_pairs, error)


def _drawn(sources: NDArray[np.intp]) -> Rows:
    if len(sources) <= EXACT_UP_TO:
        return sources
    return np.sort(np.random.default_rng(_SEED).choice(sources, N_SAMPLED, replace=False))


def _standard_error(gains: NDArray[np.float64], n_sources: int) -> float:
    """Of a total estimated from a sample without replacement (Cochran 1977, 2.6)."""
    n_drawn = len(gains)
    return n_sources * math.sqrt(float(gains.var(ddof=1)) / n_drawn * (1 - n_drawn / n_sources))
