"""Plans made better by changes of two seats in one round (simulated annealing with a heat bath).

What two at one table in one round cost, given all other rounds, is one number: what the pair costs anyway, and more if
the two meet in another round, too. So whoever is to move, the change of the total is known at once for all with whom
they could change seats, as rows of matrices; one of them is drawn, the likelier the less it costs [1]_. Those who are
to sit together also move as one. Sums are exact as long as numbers are whole and below 2^53.

References
----------
.. [1] S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by simulated annealing", Science 220 (1983);
   S. Geman, D. Geman, "Stochastic relaxation, Gibbs distributions, and the Bayesian restoration of images", IEEE
   Trans. PAMI 6 (1984).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Tables = NDArray[np.int64]


WORK = 4_000_000
FULL_WORK_FROM = 40


def n_visits_for(n: int, share: float) -> int:
    """How many visits of a round make a share of the work that an event of n people is worth.

    Counted in steps and not in seconds, so that the same question has the same answer on every machine; all of it takes
    about five seconds, and proportionately less with fewer than 40 people.
    """
    return max(1, int(share * WORK * min(1.0, n / FULL_WORK_FROM) / (150 + n * (10 + n / 8))))


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """What a plan costs; symmetric matrices over people.

    Attributes
    ----------
    together : ndarray of float64, shape (n, n)
        What two cost in each round in which they share a table; below 0 for what is wanted.
    again : ndarray of float64, shape (n, n)
        What each meeting after their first costs.
    met : ndarray of float64, shape (n, n)
        How often they met in earlier rounds, which stay as they are.
    """

    together: Numbers
    again: Numbers
    met: Numbers

    def total(self, tables: Tables) -> float:
        """What the plan costs; tables holds for each round, of each person, the table."""
        meetings = self.met.copy()
        cost = 0.0
        for table in tables:
            beside = _beside(table)
            cost += float((self.together * beside).sum() + (self.again * beside * (meetings > 0)).sum())
            meetings += beside
        return cost / 2


def _beside(table: Tables) -> Numbers:
    beside: Numbers = (table[:, None] == table).astype(np.float64)
    np.fill_diagonal(beside, 0)
    return beside


def improved(
    tables: Tables,
    costs: Costs,
    heats: tuple[float, float],
    n_visits: int,
    rng: np.random.Generator,
    is_done: Callable[[float], bool],
    units: Sequence[Sequence[int]] = (),
) -> Tables:
    """The cheapest plan on the way from one plan to others; at worst the one given.

    Parameters
    ----------
    tables : ndarray of int64, shape (rounds, n)
        The table of each person in each round; tables keep their sizes.
    costs : Costs
    heats : (float, float)
        How much worse a change may be, at first and at last.
    n_visits : int
        How many times a round is taken up, for as many changes as there are people.
    rng : Generator
    is_done : callable
        Given the lowest cost so far, whether to stop.
    units : sequence of sequences of int
        People who sit together and also change seats together, with as many others.
    """
    now, cost = tables.copy(), costs.total(tables)
    best, lowest = tables, cost
    meetings = costs.met.copy()
    for table in tables:
        meetings += _beside(table)
    cooling = (heats[1] / heats[0]) ** (1 / max(n_visits - 1, 1))
    heat = heats[0]
    for visit in range(n_visits):
        if is_done(lowest):
            break
        at = visit % len(now) if visit < len(now) else int(rng.integers(len(now)))
        meetings -= _beside(now[at])
        lowest_here = None
        one_round = _OneRound(now[at], costs.together + costs.again * (meetings > 0))
        for change in one_round.warmed(heat, rng, units):
            cost += change
            if cost < lowest:
                lowest, lowest_here = cost, one_round.table.copy()
        if lowest_here is not None:
            best = now.copy()
            best[at] = lowest_here
        now[at] = one_round.table
        meetings += _beside(now[at])
        heat *= cooling
    return best


class _OneRound:
    """The tables of one round while all others stay, with the cost of each person at each table."""

    def __init__(self, table: Tables, pair_cost: Numbers) -> None:
        self.table, self.pair_cost = table.copy(), pair_cost
        self.at_table = pair_cost @ (table[:, None] == np.arange(table.max() + 1))
        self.everybody = np.arange(len(table))

    def changes(self, person: int) -> Numbers:
        """How much more the round costs if a person changes seats with each other one; 0 for staying."""
        table, at_table = self.table, self.at_table
        here = table[person]
        change: Numbers = at_table[person, table] + at_table[:, here] - 2 * self.pair_cost[person]
        change -= at_table[person, here] + at_table[self.everybody, table]
        change[table == here] = np.inf
        change[person] = 0
        return change

    def exchange(self, person: int, other: int) -> None:
        """Let two change their seats."""
        here, there = self.table[person], self.table[other]
        moved = self.pair_cost[:, other] - self.pair_cost[:, person]
        self.at_table[:, here] += moved
        self.at_table[:, there] -= moved
        self.table[person], self.table[other] = there, here

    def warmed(self, heat: float, rng: np.random.Generator, units: Sequence[Sequence[int]]) -> Iterator[float]:
        """Draw as many changes as there are people, and one for each unit; how much more each of them costs."""
        luck = rng.random(len(self.table))
        for person, drawn in zip(rng.permutation(len(self.table)).tolist(), luck.tolist(), strict=True):
            change = self.changes(person)
            likely = np.exp((change.min() - change) / heat).cumsum()
            other = int(np.searchsorted(likely, drawn * likely[-1], side="right"))
            if other != person:
                self.exchange(person, other)
                yield float(change[other])
        for unit in units:
            yield self._moved(unit, heat, rng, units)

    def _moved(
        self, unit: Sequence[int], heat: float, rng: np.random.Generator, units: Sequence[Sequence[int]]
    ) -> float:
        """Let a unit change seats with as many at another table, if it is worth it at that heat; what more it costs."""
        there = rng.integers(self.table.max() + 1)
        in_units = {one for other in units for one in other}
        alone = [one for one in np.flatnonzero(self.table == there).tolist() if one not in in_units]
        alike = [other for other in units if len(other) == len(unit) and self.table[other[0]] == there]
        choices = [*alike, *([rng.permutation(alone)[: len(unit)].tolist()] if len(alone) >= len(unit) else [])]
        if there == self.table[unit[0]] or not choices:
            return 0.0
        chosen = choices[int(rng.integers(len(choices)))]
        change = 0.0
        for one, other in zip(unit, chosen, strict=True):
            change += float(self.changes(one)[other])
            self.exchange(one, other)
        if change > 0 and rng.random() >= np.exp(-change / heat):
            for one, other in zip(unit, chosen, strict=True):
                self.exchange(one, other)
            return 0.0
        return change
