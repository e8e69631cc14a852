"""The pairs that may be made, checked and in one order, so that the order of the input never matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.errors import MatchingError

LARGEST_TOTAL = 2**52


class InvalidPairs(MatchingError):
    """A pair has an unknown end, twice the same end, or two scores; the message names the rows."""


@dataclass(frozen=True, slots=True)
class PossiblePairs:
    """Pairs with their scores, each once, in order of `a` and then `b`.

    Attributes
    ----------
    n : int
        How many people there are; they are numbered from 0.
    a, b : ndarray of int64, shape (m,)
        The two of each pair; a < b.
    score : ndarray of int64, shape (m,)
        Any integers. Pairs that are not listed, and those not above 0, are never made.
    """

    n: int
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    score: NDArray[np.int64]

    def worthwhile(self) -> PossiblePairs:
        """The pairs with a positive score."""
        return self.only(self.score > 0)

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> PossiblePairs:
        """Some of the pairs, by a mask or by ascending indices; the people stay the same."""
        return PossiblePairs(self.n, self.a[chosen], self.b[chosen], self.score[chosen])

    def indices_of(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where pairs (a < b) stand, −1 for those that are not listed."""
        keys, wanted = self.a * self.n + self.b, np.asarray(a * self.n + b)
        if not len(keys):
            return np.full(len(wanted), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, at, -1)


def possible_pairs(n: int, a: ArrayLike, b: ArrayLike, score: ArrayLike) -> PossiblePairs:
    """The pairs, each once.

    Parameters
    ----------
    n : int
        How many people there are.
    a, b : array_like of int, shape (m,)
        The two of each pair, in any order, from 0 to n − 1.
    score : array_like of int, shape (m,)

    Raises
    ------
    InvalidPairs
        An end is unknown, the two are the same, a pair has two different scores, or scores are so large
        that their total would not be exact. Rows are counted from 0.

    Examples
    --------
    >>> found = possible_pairs(3, [1, 2, 0], [0, 1, 1], [5, 7, 5])
    >>> found.a.tolist(), found.b.tolist(), found.score.tolist()
    ([0, 1], [1, 2], [5, 7])
    """
    first, second, worth = (np.asarray(one, dtype=np.int64).ravel() for one in (a, b, score))
    if not len(first) == len(second) == len(worth):
        raise InvalidPairs(f"a, b and score differ in length: {len(first)}, {len(second)}, {len(worth)}")
    _check_ends(n, first, second)
    if len(worth) and int(np.abs(worth).max()) * max(n, 1) > LARGEST_TOTAL:
        raise InvalidPairs(f"scores are too large for {n} people; the highest total allowed is 2^52")
    low, high = np.minimum(first, second), np.maximum(first, second)
    order = np.argsort(low * n + high, kind="stable")
    low, high, worth = low[order], high[order], worth[order]
    again = np.flatnonzero((low[1:] == low[:-1]) & (high[1:] == high[:-1]))
    for here in again[worth[again] != worth[again + 1]][:1].tolist():
        rows = sorted(order[[here, here + 1]].tolist())
        raise InvalidPairs(
            f"rows {rows[0]} and {rows[1]} give the pair {low[here]}, {high[here]} different scores; keep one of them"
        )
    once = np.delete(np.arange(len(order)), again + 1)
    return PossiblePairs(n, low[once], high[once], worth[once])


def _check_ends(n: int, a: NDArray[np.int64], b: NDArray[np.int64]) -> None:
    unknown = np.flatnonzero((np.minimum(a, b) < 0) | (np.maximum(a, b) >= n))
    if len(unknown):
        row = int(unknown[0])
        raise InvalidPairs(f"row {row}: the pair {a[row]}, {b[row]} is not of people 0 to {n - 1}")
    alone = np.flatnonzero(a == b)
    if len(alone):
        raise InvalidPairs(f"row {alone[0]}: {a[alone[0]]} cannot be paired with itself")
