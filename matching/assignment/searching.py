"""The best assignment where seekers are kept together or apart: a search with a bound, level by level."""

from __future__ import annotations

import numpy as np

from matching.assignment.clock import Clock
from matching.assignment.errors import CannotSolve, ContradictoryRules
from matching.assignment.instance import Instance, Ints
from matching.assignment.levels import gains, levels_of
from matching.assignment.program import Program
from matching.assignment.results import Assignment, Levels
from matching.assignment.rules import Rules


def best_by_search(instance: Instance, rules: Rules, clock: Clock) -> Assignment:
    """The best assignment, or the best so far when the time is up; `bound` then says how much more there may be.

    The same input gives the same answer, but ties do not go by index: that would take one search for each pair.

    Raises
    ------
    ContradictoryRules
        Nothing keeps all rules.
    CannotSolve
        Nothing was found in the time given.
    """
    return _Search(instance, rules, clock).best()


class _Search:
    """The levels one after another, each demanded of those after it."""

    def __init__(self, instance: Instance, rules: Rules, clock: Clock) -> None:
        self.instance, self.rules, self.clock = instance, rules, clock
        self.program = Program(instance, rules)
        self.chosen: Ints | None = None
        self.bound: int | None = None

    def best(self) -> Assignment:
        """What the search found."""
        gain = gains(self.instance, self.rules)
        self._raise("shortfall", self.program.shortfall())
        self._raise("placed", self.program.placed())
        self._raise("pairs", self.program.of_pairs(np.ones(self.instance.n_pairs, np.int64)))
        self._raise_floor()
        self._raise("total", self.program.of_pairs(gain))
        if self.rules.kept is not None:
            self._raise("kept", self.program.of_pairs(self.rules.kept.astype(np.int64)))
        if self.chosen is None:
            raise CannotSolve("nothing was found in the time given; allow more of it")
        levels = levels_of(self.instance, self.rules, self.chosen)
        if not self.clock.is_up:
            return Assignment(self.chosen, "optimal", levels, levels.total)
        best_gains = int(np.sort(gain)[self.instance.n_pairs - levels.pairs :].sum())
        bound = best_gains if self.bound is None else self.bound
        return Assignment(self.chosen, "time_limit", levels, max(levels.total, bound))

    def _raise(self, step: str, objective: Ints) -> None:
        if not self.clock.begin(step):
            return
        found = self.program.maximise(objective, self.clock.left())
        self.clock.is_up |= not found.is_complete
        if step == "total":
            self.bound = found.bound
        if found.chosen is not None and self._is_no_worse(found.chosen):
            self.chosen = found.chosen
        if self.chosen is not None:
            self.program.demand(objective, _reached(step, levels_of(self.instance, self.rules, self.chosen)))

    def _is_no_worse(self, chosen: Ints) -> bool:
        """Whether rounding lost nothing of the levels before."""
        if self.chosen is None:
            return True
        now, before = (_ordered(levels_of(self.instance, self.rules, one)) for one in (chosen, self.chosen))
        return now >= before

    def _raise_floor(self) -> None:
        """Leave out the worst pairs, as many as can be, halving between what is possible and what is not."""
        if not self.clock.begin("floor") or self.chosen is None:
            return
        free = np.setdiff1d(np.arange(self.instance.n_pairs), self.program.locked)
        floors = np.unique(self.instance.score[free])
        reached, above = self._step(floors, self.chosen), len(floors)
        while 0 <= reached < above - 1:
            tried = (reached + above) // 2
            found = self._with_floor(int(floors[tried]))
            if found is None:
                above = tried
            else:
                self.chosen = found
                reached = self._step(floors, found)
            if self.clock.is_up:
                return
        if reached >= 0:
            self._leave_out(int(floors[reached]))

    def _step(self, floors: Ints, chosen: Ints) -> int:
        """Which of the floors the pairs reach; -1 without any."""
        floor = levels_of(self.instance, self.rules, chosen).floor
        return -1 if floor is None else int(np.searchsorted(floors, floor))

    def _with_floor(self, floor: int) -> Ints | None:
        """Pairs none of which is below the floor, or None."""
        usable = self.program.usable
        self._leave_out(floor)
        try:
            nothing = np.zeros(self.program.n_variables, np.int64)
            found = self.program.maximise(nothing, self.clock.left())
        except ContradictoryRules:
            return None
        finally:
            self.program.usable = usable
        self.clock.is_up |= not found.is_complete
        return found.chosen

    def _leave_out(self, floor: int) -> None:
        self.program.usable = self.program.usable & (self.instance.score >= floor)


def _reached(step: str, levels: Levels) -> int:
    return -levels.shortfall if step == "shortfall" else int(getattr(levels, step))


def _ordered(levels: Levels) -> tuple[int, ...]:
    floor = 0 if levels.floor is None else levels.floor
    return (-levels.shortfall, levels.placed, levels.pairs, floor, levels.total, levels.kept)
