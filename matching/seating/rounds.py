"""Rounds in which all tables are full, with as few repeats as can be found: by algebra, and by search where it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.seating.algebraic import written_down
from matching.seating.annealing import Costs, improved, n_visits_for
from matching.seating.counting import Repeats, fewest_repeats, repeats_of
from matching.seating.errors import InvalidTables, TooManySeats
from matching.seating.known import known_plan
from matching.seating.starters import search, turned, turnings

Seats = NDArray[np.int64]
Rounds = list[list[list[int]]]
MOST_SEATS = 2_000_000
MOST_SEARCHED = 2_000
MOST_ANNEALED = 10**8
N_TURNINGS, STARTER_STEPS = 4, (50_000, 200_000, 200_000)
N_ANNEALED = 6
HEATS = (0.25, 0.08)


@dataclass(frozen=True, slots=True)
class FullTables:
    """Rounds with full tables.

    Attributes
    ----------
    rounds : list of rounds, each a list of tables, each a list of participants
        Participants are numbered from 0; tables and those at them are in order.
    repeats : Repeats
        Who meets again, counted anew from the rounds.
    fewest : Repeats
        No plan has fewer.
    stopped : {"proved", "searched", "time"}
        Why the search ended: nothing better is possible, all its steps are taken, or the time is up. Only in the last
        case may the same question have another answer on another machine.
    """

    rounds: Rounds
    repeats: Repeats
    fewest: Repeats
    stopped: str


def full_tables(
    n_tables: int, size: int, n_rounds: int, rng: np.random.Generator, time_limit: float = 20.0
) -> FullTables:
    """Rounds for n_tables · size participants in which as few meetings are repeats as can be found.

    Parameters
    ----------
    n_tables, size, n_rounds : int
        From 1; at most 2,000,000 seats in all rounds together.
    rng : Generator
    time_limit : float
        Seconds of processor time after which the best plan so far is returned.

    Raises
    ------
    InvalidTables
        A number is below 1, or there are too many seats.

    Examples
    --------
    >>> found = full_tables(3, 3, 4, np.random.default_rng(0))
    >>> found.repeats, found.stopped
    (Repeats(pairs=0, meetings=0), 'proved')
    """
    for name, number in (("tables", n_tables), ("seats at a table", size), ("rounds", n_rounds)):
        if number < 1:
            raise InvalidTables(f"{number} {name} are not possible; at least 1 is needed")
    if n_tables * size * n_rounds > MOST_SEATS:
        raise TooManySeats(n_tables * size * n_rounds, MOST_SEATS)
    until = time.process_time() + time_limit
    search_for_less = _Search(n_tables, size, n_rounds, rng, lambda: time.process_time() >= until)
    return search_for_less.found()


class _Search:
    """Tries one way after the other until no plan can be better."""

    def __init__(
        self, n_tables: int, size: int, n_rounds: int, rng: np.random.Generator, is_late: Callable[[], bool]
    ) -> None:
        self.n_tables, self.size, self.n_rounds = n_tables, size, n_rounds
        self.rng, self.is_late = rng, is_late
        self.fewest = fewest_repeats(n_tables, size, n_rounds)
        self.best: Rounds = []
        self.repeats: Repeats | None = None

    def found(self) -> FullTables:
        """The best plan of all ways."""
        written = written_down(self.n_tables, self.size, self.n_rounds)
        if len(written) < self.n_rounds <= len(known := known_plan(self.n_tables, self.size)):
            written = known[: self.n_rounds]
        self._offer(np.resize(written, (self.n_rounds, self.n_tables, self.size)))
        n = self.n_tables * self.size
        if not self._is_proved() and n <= MOST_SEARCHED:
            turned_plans = self._turn()
            if n * n * self.n_rounds <= MOST_ANNEALED:  # beyond, one look at a plan takes longer than anybody waits
                self._anneal([*turned_plans, written])
        if self.repeats is None:
            raise AssertionError("a plan was offered")
        stopped = "proved" if self._is_proved() else "time" if self.is_late() else "searched"
        return FullTables(self.best, self.repeats, self.fewest, stopped)

    def _is_proved(self) -> bool:
        return self.repeats is not None and self.repeats.meetings <= self.fewest.meetings

    def _offer(self, plan: Seats) -> None:
        rounds = [sorted(sorted(table) for table in tables) for tables in plan.tolist()]
        repeats = repeats_of(rounds)
        if self.repeats is None or (repeats.meetings, repeats.pairs) < (self.repeats.meetings, self.repeats.pairs):
            self.best, self.repeats = rounds, repeats

    def _turn(self) -> list[Seats]:
        """Look for first rounds to be turned, with few steps and then with more; the plans of the last try."""
        plans: list[Seats] = []
        ways = turnings(self.n_tables, self.size, self.n_rounds)[:N_TURNINGS]
        for n_steps in STARTER_STEPS:
            plans = []
            for n_first, m in ways:
                shape = (n_first, self.n_tables, self.size)
                first, _ = search(shape, m, n_steps, self.rng, self.is_late)
                plans.append(turned(first, m, self.n_rounds))
                self._offer(plans[-1])
                if self._is_proved() or self.is_late():
                    return plans
        return plans

    def _anneal(self, seeds: list[Seats]) -> None:
        """Make plans better that begin with what was found, or with the luck of the draw."""
        n = self.n_tables * self.size
        n_visits = n_visits_for(n, 1 / N_ANNEALED)
        costs = Costs(np.zeros((n, n)), np.ones((n, n)), np.zeros((n, n)))
        for turn in range(N_ANNEALED):
            if self._is_proved() or self.is_late():
                return
            seed = seeds[turn] if turn < len(seeds) else np.empty((0, self.n_tables, self.size), dtype=np.int64)
            tables = improved(self._tables(seed), costs, HEATS, n_visits, self.rng, self._is_enough)
            self._offer(np.argsort(tables, axis=1, kind="stable").reshape(-1, self.n_tables, self.size))

    def _tables(self, seed: Seats) -> Seats:
        """The table of each participant in the rounds of a plan, and in drawn ones where it has too few."""
        n = self.n_tables * self.size
        drawn = [self.rng.permutation(n) for _ in range(self.n_rounds - len(seed))]
        seats = np.array([*(one.ravel() for one in seed), *drawn])
        return np.argsort(seats, axis=1) // self.size

    def _is_enough(self, cost: float) -> bool:
        return cost <= self.fewest.meetings or self.is_late()
