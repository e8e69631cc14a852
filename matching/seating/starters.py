"""Plans from a first round that is turned: everybody walks on by one place on a ring, and each turn is a new round.

Participants stand on rings of m places, or stay where they are. If in the first round no distance between the same two
rings occurs twice, then nobody meets anybody twice in m rounds: two who meet again would have had the same distance at
two tables [1]_. So only one round is searched for, by annealing, instead of all of them. Where there are too few
distances for one ring of all rounds, several first rounds are turned on smaller rings.

References
----------
.. [1] R. C. Bose, "On the construction of balanced incomplete block designs", Annals of Eugenics 9 (1939).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Seats = NDArray[np.int64]
HOT, COLD = 0.7, 0.12
MOST_FIRST = 4
BATCH = 1024
NEVER = 0


def turnings(n_tables: int, size: int, n_rounds: int) -> list[tuple[int, int]]:
    """Numbers of first rounds and sizes of rings with enough distances, those with the most to spare first.

    >>> turnings(5, 3, 7)
    [(1, 7)]
    """
    n, needed = n_tables * size, n_tables * size * (size - 1) // 2
    spare = []
    for n_first in range(1, min(MOST_FIRST, n_rounds // 2) + 1):
        for m in range(max(-(-n_rounds // n_first), 2), n + 1):
            n_rings, n_fixed = divmod(n, m)
            distances = m * n_rings * (n_rings - 1) // 2 + n_rings * ((m - 1) // 2) + n_rings * n_fixed
            if n_fixed <= n_tables and distances >= n_first * needed:
                spare.append((n_first, n_first * needed / distances, m))
    return [(n_first, m) for n_first, _, m in sorted(spare)]


def turned(first: Seats, m: int, n_rounds: int) -> Seats:
    """The rounds that come of turning the first ones, shape (first rounds, tables, seats), on rings of m places."""
    on_ring = first[0].size // m * m
    steps = np.arange(m)[:, None, None, None]
    walked = np.where(first < on_ring, first // m * m + (first % m + steps) % m, first)
    return walked.reshape(-1, *first.shape[1:])[:n_rounds]


def search(
    shape: tuple[int, int, int], m: int, n_steps: int, rng: np.random.Generator, is_late: Callable[[], bool]
) -> tuple[Seats, int]:
    """The first rounds with the fewest distances that occur again, and how many do, found in so many steps.

    Two participants at two tables of a round change their seats; the change is kept if it is no worse, and else with a
    probability that falls from step to step (simulated annealing).

    Parameters
    ----------
    shape : (int, int, int)
        First rounds, tables, seats at each.
    m : int
        Places on a ring.
    """
    n = shape[1] * shape[2]
    first = _FirstRounds(np.array([rng.permutation(n) for _ in range(shape[0])]).reshape(shape), m)
    best, fewest = first.seats(), first.n_again
    heat, cooling = HOT, (COLD / HOT) ** (1 / max(n_steps, 1))
    for _ in range(0, n_steps, BATCH):
        if not fewest or is_late():
            break
        who = rng.integers(0, n, (BATCH, 2)).tolist()
        which = rng.integers(0, shape[0], BATCH).tolist()
        for (one, other), at, luck in zip(who, which, rng.random(BATCH).tolist(), strict=True):
            heat *= cooling
            if first.exchange(at, one, other, heat * -math.log(luck or 1e-300)) and first.n_again < fewest:
                best, fewest = first.seats(), first.n_again
    return best, fewest


class _FirstRounds:
    """Tables of the first rounds, and how often each distance occurs."""

    def __init__(self, seats: Seats, m: int) -> None:
        self.rounds = seats.tolist()
        self.table_of = [{one: table for table in tables for one in table} for tables in self.rounds]
        self.kind = _kinds(seats[0].size, m).tolist()
        self.often = [0] * (1 + max(map(max, self.kind)))
        self.often[NEVER] = 1  # so the first one that should never be counts as one again
        tables = [table for tables in self.rounds for table in tables]
        self.n_again = self._count([], [self.kind[one][other] for at in tables for one, other in combinations(at, 2)])

    def seats(self) -> Seats:
        """The tables as an array."""
        return np.array(self.rounds, dtype=np.int64)

    def exchange(self, at: int, one: int, other: int, allowed: float) -> bool:
        """Let two change seats in a round if at most so many distances more occur again; whether they did."""
        table_of = self.table_of[at]
        here, there = table_of[one], table_of[other]
        if here is there:
            return False
        by_one, by_other = self.kind[one], self.kind[other]
        lost = [by_one[x] for x in here if x != one] + [by_other[x] for x in there if x != other]
        won = [by_other[x] for x in here if x != one] + [by_one[x] for x in there if x != other]
        change = self._count(lost, won)
        if change > allowed:
            self._count(won, lost)
            return False
        self.n_again += change
        here[here.index(one)], there[there.index(other)] = other, one
        table_of[one], table_of[other] = there, here
        return True

    def _count(self, lost: list[int], won: list[int]) -> int:
        """Count distances that are lost and won; how many more occur again."""
        often, change = self.often, 0
        for kind in lost:
            often[kind] -= 1
            change -= often[kind] > 0
        for kind in won:
            change += often[kind] > 0
            often[kind] += 1
        return change


def _kinds(n: int, m: int) -> Seats:
    """For each two a number of their rings and distance; NEVER for those who would meet again by themselves."""
    everybody = np.arange(n)
    n_rings = n // m
    on_ring = everybody < n_rings * m
    ring = np.where(on_ring, everybody // m, n_rings + everybody - n_rings * m)
    lower, higher = np.minimum(ring[:, None], ring), np.maximum(ring[:, None], ring)
    apart = (everybody[None, :] - everybody[:, None]) % m * np.where(ring[:, None] > ring[None, :], -1, 1) % m
    apart = np.where(ring[:, None] == ring, np.minimum(apart, m - apart), apart)
    both = on_ring[:, None] & on_ring
    kind = 1 + (lower * (ring[-1] + 1) + higher) * m + np.where(both, apart, 0)
    halfway = (ring[:, None] == ring) & (2 * apart == m)
    return np.where(halfway & both | ~(on_ring[:, None] | on_ring), NEVER, kind)
