"""The best pairs of all, with their certificate: halves of pairs first, then a search for each odd ring."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.pairing.certificate import NONE, SCALE, Certificate
from matching.pairing.forest import Forest
from matching.pairing.fractional import Halves, halves_of, is_dense
from matching.pairing.nest import NOBODY, Nest
from matching.pairing.possible import PossiblePairs
from matching.pairing.proof import slack

N_CLOSEST = 12
N_ADDED = 4


def best_pairs(possible: PossiblePairs) -> tuple[list[tuple[int, int]], Certificate]:
    """Pairs of the highest total, as (a, b) with a < b in order, and what proves it.

    The search looks only at the pairs whose price is closest to their worth. All others are checked against the
    prices it ends with; where some are worth more, the worst few of each person are added, and the search begins anew.
    """
    worthwhile = possible.worthwhile()
    halves = halves_of(worthwhile)
    looked_at = _first_looked_at(worthwhile, halves)
    while True:
        nest = _searched(worthwhile.only(np.flatnonzero(looked_at)), halves)
        certificate = _certificate(nest)
        over = slack(worthwhile, certificate)
        missed = np.flatnonzero(over < 0)
        if not len(missed):
            return _pairs(nest), certificate
        looked_at[missed[_closest(worthwhile.only(missed), over[missed], N_ADDED)]] = True


def _first_looked_at(possible: PossiblePairs, halves: Halves) -> NDArray[np.bool_]:
    """A mask of the pairs that are among the closest of one of their ends, and of those in the assignment."""
    over = halves.price[possible.a] + halves.price[possible.b] - SCALE * possible.score
    chosen = _closest(possible, over, N_CLOSEST)
    chosen |= halves.follower[possible.a] == possible.b
    chosen |= halves.follower[possible.b] == possible.a
    return chosen


def _closest(possible: PossiblePairs, over: NDArray[np.int64], n_each: int) -> NDArray[np.bool_]:
    """A mask of the pairs that are among the first of one of their ends, by what they cost over their worth."""
    n, m = possible.n, len(possible.a)
    if m <= n_each * n // 2:
        return np.ones(m, dtype=bool)
    chosen = np.zeros(m, dtype=bool)
    if is_dense(possible):
        table = np.full((n, n), m, dtype=np.int64)
        over_at = np.full((n, n), np.iinfo(np.int64).max)
        over_at[possible.a, possible.b] = over_at[possible.b, possible.a] = over
        table[possible.a, possible.b] = table[possible.b, possible.a] = np.arange(m)
        closest = np.argpartition(over_at, n_each - 1, axis=1)[:, :n_each]
        found = np.take_along_axis(table, closest, axis=1)
        chosen[found[found < m]] = True
        return chosen
    end = np.concatenate([possible.a, possible.b])
    order = np.lexsort((np.concatenate([over, over]), end))
    first = np.searchsorted(end[order], np.arange(n))
    rank = np.arange(2 * m) - first[end[order]]
    chosen[order[rank < n_each] % m] = True
    return chosen


def _searched(possible: PossiblePairs, halves: Halves) -> Nest:
    partner, left_over = _rounded(halves)
    nest = Nest(partner, halves.price.tolist())
    neighbours: list[list[tuple[int, int]]] = [[] for _ in range(possible.n)]
    worths = (SCALE * possible.score).tolist()
    for a, b, worth in zip(possible.a.tolist(), possible.b.tolist(), worths, strict=True):
        neighbours[a].append((b, worth))
        neighbours[b].append((a, worth))
    Forest(nest, neighbours).grow(person for person in left_over if nest.price[person] > 0)
    return nest


def _rounded(halves: Halves) -> tuple[list[int], list[int]]:
    """Every second link of each ring as a pair, and of each odd ring one person left over, best one without a price."""
    follower, price = halves.follower.tolist(), halves.price.tolist()
    partner = [NOBODY] * len(follower)
    left_over: list[int] = []
    seen = [False] * len(follower)
    for start in range(len(follower)):
        ring = _ring_from(start, follower, seen)
        if len(ring) % 2:
            at = next((place for place, one in enumerate(ring) if price[one] == 0), 0)
            ring = ring[at:] + ring[:at]
            left_over.append(ring.pop(0))
        for one, other in zip(ring[::2], ring[1::2], strict=True):
            partner[one], partner[other] = other, one
    return partner, left_over


def _ring_from(start: int, follower: list[int], seen: list[bool]) -> list[int]:
    ring = []
    while not seen[start]:
        seen[start] = True
        ring.append(start)
        start = follower[start]
    return ring


def _pairs(nest: Nest) -> list[tuple[int, int]]:
    return [(person, other) for person, other in enumerate(nest.partner) if person < other]


def _certificate(nest: Nest) -> Certificate:
    sets = sorted(nest.ring)  # a set is made after those in it
    number = {part: at for at, part in enumerate(sets)}
    holders = [number.get(one, NONE) for one in nest.holder]
    return Certificate(
        np.array(nest.price[: nest.n], dtype=np.int64),
        np.array(holders[: nest.n], dtype=np.int64),
        np.array([holders[part] for part in sets], dtype=np.int64),
        np.array([nest.price[part] for part in sets], dtype=np.int64),
    )
