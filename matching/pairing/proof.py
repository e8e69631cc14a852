"""Counts a pairing and its certificate anew. It knows nothing of how either was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.pairing.certificate import SCALE, Certificate
from matching.pairing.possible import PossiblePairs

LARGEST_SUM = 2**60


@dataclass(frozen=True, slots=True)
class Proof:
    """What the recount found.

    Attributes
    ----------
    total : int
        Sum of the scores of the pairs.
    bound : int or None
        No pairing has a higher total; None where the certificate is not valid.
    gap : int or None
        How much higher the bound is than the total: 0 proves that the pairing is a best one.
    problems : tuple of str
        What is wrong; empty when the pairing is allowed and the certificate valid.
    """

    total: int
    bound: int | None
    gap: int | None
    problems: tuple[str, ...]


def prove(possible: PossiblePairs, pairs: Sequence[tuple[int, int]], certificate: Certificate) -> Proof:
    """The recount of pairs (a < b) and of what their certificate proves.

    Examples
    --------
    A triangle: one pair can be made, and the odd set of all three proves that 5 is the most.

    >>> from matching.pairing.possible import possible_pairs
    >>> triangle = possible_pairs(3, [0, 0, 1], [1, 2, 2], [5, 5, 5])
    >>> certificate = Certificate(np.zeros(3, int), np.zeros(3, int), np.array([-1]), np.array([10]))
    >>> prove(triangle, [(0, 1)], certificate)
    Proof(total=5, bound=5, gap=0, problems=())
    """
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    at = possible.indices_of(ends[:, 0], ends[:, 1])
    total = sum(possible.score[at[at >= 0]].tolist())
    problems = [*_wrong_pairs(possible, ends, at), *wrong_prices(possible, certificate)]
    if problems:
        return Proof(total, None, None, tuple(problems))
    bound = bound_of(certificate)
    return Proof(total, bound, bound - total, ())


def bound_of(certificate: Certificate) -> int:
    """The highest total that prices allow, in whole points."""
    rooms = (set_sizes(certificate) // 2).tolist()
    sets = sum(room * price for room, price in zip(rooms, certificate.set_price.tolist(), strict=True))
    halves: int = sum(certificate.price.tolist()) + sets
    return halves // SCALE


def set_sizes(certificate: Certificate) -> NDArray[np.int64]:
    """How many people each odd set has."""
    around = certificate.set_around.tolist()
    sizes = np.bincount(certificate.set_of[certificate.set_of >= 0], minlength=len(around)).tolist()
    for one, outer in enumerate(around):
        if outer >= 0:
            sizes[outer] += sizes[one]
    return np.array(sizes, dtype=np.int64)


def wrong_prices(possible: PossiblePairs, certificate: Certificate) -> list[str]:
    """What is wrong with a certificate: prices below 0, sets that are not odd or not nested, pairs worth more."""
    wrong = _wrong_numbers(possible, certificate) or _wrong_sets(certificate)
    if wrong:
        return [wrong]
    short = np.flatnonzero(slack(possible, certificate) < 0)
    first = [f"{possible.a[one]}, {possible.b[one]}" for one in short[:1].tolist()]
    return [f"{len(short)} pairs are worth more than their prices, first {one}" for one in first]


def _wrong_numbers(possible: PossiblePairs, certificate: Certificate) -> str:
    if len(certificate.price) != possible.n or len(certificate.set_of) != possible.n:
        return "there is not a price for each person"
    if min(certificate.price.min(initial=0), certificate.set_price.min(initial=0)) < 0:
        return "a price is below 0"
    if sum(certificate.price.tolist()) + sum(certificate.set_price.tolist()) > LARGEST_SUM:
        return "the prices are too large to be added up exactly"
    return ""


def _wrong_sets(certificate: Certificate) -> str:
    n_sets, around = len(certificate.set_price), certificate.set_around
    nested = len(around) == n_sets and ((around == -1) | (around > np.arange(n_sets))).all()
    if not nested or max(around.max(initial=-1), certificate.set_of.max(initial=-1)) >= n_sets:
        return "the sets do not lie within each other"
    return "a set is not odd" if (set_sizes(certificate) % 2 == 0).any() else ""


def slack(possible: PossiblePairs, certificate: Certificate) -> NDArray[np.int64]:
    """How much more each pair costs than it is worth, in half points; shape (m,)."""
    a, b = possible.a, possible.b
    over = certificate.price[a] + certificate.price[b] - SCALE * possible.score
    if len(certificate.set_price):
        ladder, depth, costs = _ladder(certificate)
        top = _climb(ladder, certificate.set_of, depth[certificate.set_of] - 1)
        inside = np.flatnonzero((top[a] == top[b]) & (certificate.set_of[a] >= 0))
        one, other = certificate.set_of[a[inside]], certificate.set_of[b[inside]]
        over[inside] += costs[_common(ladder, depth, one, other)]
    return over


def _ladder(certificate: Certificate) -> tuple[list[NDArray[np.int64]], NDArray[np.int64], NDArray[np.int64]]:
    """For each set (and last for none) those 1, 2, 4, … around it; how many it lies in; what these cost together."""
    around = certificate.set_around.tolist()
    none = len(around)
    depth, costs = [0] * (none + 1), [0] * (none + 1)
    for one in range(none - 1, -1, -1):
        depth[one] = depth[around[one]] + 1  # around is -1 for none, which stands last
        costs[one] = costs[around[one]] + int(certificate.set_price[one])
    ladder = [np.array([*(one if one >= 0 else none for one in around), none], dtype=np.int64)]
    while 2 ** len(ladder) <= max(depth):
        ladder.append(ladder[-1][ladder[-1]])
    return ladder, np.array(depth, dtype=np.int64), np.array(costs, dtype=np.int64)


def _climb(ladder: list[NDArray[np.int64]], sets: NDArray[np.int64], steps: NDArray[np.int64]) -> NDArray[np.int64]:
    for power, rungs in enumerate(ladder):
        sets = np.where((steps >> power) & 1 & (steps > 0), rungs[sets], sets)
    return sets


def _common(
    ladder: list[NDArray[np.int64]], depth: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The innermost set that is around both."""
    lowest = np.minimum(depth[one], depth[other])
    one, other = _climb(ladder, one, depth[one] - lowest), _climb(ladder, other, depth[other] - lowest)
    for rungs in reversed(ladder):
        apart = rungs[one] != rungs[other]
        one, other = np.where(apart, rungs[one], one), np.where(apart, rungs[other], other)
    return np.where(one == other, one, ladder[0][one])


def _wrong_pairs(possible: PossiblePairs, ends: NDArray[np.int64], at: NDArray[np.int64]) -> list[str]:
    problems = [f"the pair {a}, {b} is not possible" for a, b in ends[at < 0].tolist()]
    often = np.flatnonzero(np.bincount(ends[ends >= 0], minlength=possible.n) > 1)
    return [*problems, *(f"{person} is in more than one pair" for person in often.tolist())]
