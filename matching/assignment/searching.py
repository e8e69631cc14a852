"""The best assignment where seekers are kept together or apart: a bound, a good answer, and a search between them.

The flow that need not keep these rules bounds every level. Where its answer keeps them by itself, it is the best one,
and its certificate proves it. Else it is repaired; a level on which that reaches the bound needs no search. For the
total the flow's prices say which pairs no better answer can have, or lack, and only the others are searched through.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.assignment.clock import Clock
from matching.assignment.errors import CannotSolve, ContradictoryRules
from matching.assignment.instance import LARGEST_SCORE, Instance, Ints, Mask
from matching.assignment.levels import gains, levels_of
from matching.assignment.network import FIRST_SEEKER, SOURCE, refuse_rules_of_another
from matching.assignment.program import Program
from matching.assignment.repairing import (
    LARGEST_LOSS,
    Solve,
    flowing_part,
    keeps_together_and_apart,
    losses_of,
    repaired,
    worth_of,
)
from matching.assignment.results import Assignment, Levels
from matching.assignment.rules import Rules


def best_by_search(instance: Instance, rules: Rules, clock: Clock, solve: Solve) -> Assignment:
    """The best assignment, or the best so far when the time is up; `bound` then says how much more there may be.

    The same input gives the same answer, but ties do not go by index: that would take one search for each pair.

    Parameters
    ----------
    solve : the best flow of an instance

    Raises
    ------
    ContradictoryRules
        Nothing keeps all rules.
    CannotSolve
        Nothing was found in the time given.
    """
    refuse_rules_of_another(instance, rules)
    relaxed = solve(instance, replace(rules, together=(), apart=()))
    if keeps_together_and_apart(instance, rules, relaxed.chosen):
        clock.is_up |= relaxed.status == "time_limit"
        return relaxed
    return _Search(instance, rules, clock, solve, relaxed).best()


class _Search:
    """The levels one after another, each demanded of those after it."""

    def __init__(self, instance: Instance, rules: Rules, clock: Clock, solve: Solve, relaxed: Assignment) -> None:
        self.instance, self.rules, self.clock, self.solve = instance, rules, clock, solve
        self.relaxed = relaxed
        self.gain, self.worth = gains(instance, rules), worth_of(instance, rules, relaxed)
        self.program = Program(instance, rules)
        self.is_at_bound = relaxed.status == "optimal"  # on all levels so far
        self.chosen = self._repaired(np.ones(instance.n_pairs, np.bool_), self.worth)
        self.has_as_many = False  # as the flow, of loads, seekers and pairs
        self.bound: int | None = None

    def best(self) -> Assignment:
        """What the search found."""
        self._raise("shortfall", self.program.shortfall())
        self._raise("placed", self.program.placed())
        self._raise("pairs", self.program.of_pairs(np.ones(self.instance.n_pairs, np.int64)))
        self.has_as_many = self.is_at_bound
        self._raise_floor()
        self._leave_out_by_prices()
        self._raise("total", self.program.of_pairs(self.gain))
        if self.rules.kept is not None and self.rules.kept[self.program.usable].any():
            self._raise("kept", self.program.of_pairs(self.rules.kept.astype(np.int64)))
        if self.chosen is None:
            raise CannotSolve("nothing was found in the time given; allow more of it")
        levels = levels_of(self.instance, self.rules, self.chosen)
        if not self.clock.is_up:
            return Assignment(self.chosen, "optimal", levels, levels.total)
        return Assignment(self.chosen, "time_limit", levels, max(levels.total, self._bound(levels)))

    def _bound(self, levels: Levels) -> int:
        """No total of an answer as good on the levels before is above it."""
        bounds = [int(np.sort(self.gain)[self.instance.n_pairs - levels.pairs :].sum())]
        if self.bound is not None:
            bounds.append(self.bound)
        if self.is_at_bound and self.relaxed.bound is not None:
            bounds.append(self.relaxed.bound)
        return min(bounds)

    def _raise(self, step: str, objective: Ints) -> None:
        if not self.clock.begin(step):
            return
        if not self._reaches_the_bound(step):
            found = self.program.maximise(objective, self.clock.left())
            self.clock.is_up |= not found.is_complete
            if step == "total":
                self.bound = found.bound if self.bound is None else min(found.bound, self.bound)
            if found.chosen is not None and self._is_no_worse(found.chosen):
                self.chosen = found.chosen
            self.is_at_bound &= self._is_at_bound_of(step)
        if self.chosen is not None:
            self.program.demand(objective, _reached(step, levels_of(self.instance, self.rules, self.chosen)))

    def _reaches_the_bound(self, step: str) -> bool:
        """Whether nothing can be better on this level than what there is."""
        if step == "total" and self.bound is not None and self.chosen is not None:
            return levels_of(self.instance, self.rules, self.chosen).total == self.bound
        return self.is_at_bound and self._is_at_bound_of(step)

    def _is_at_bound_of(self, step: str) -> bool:
        if self.chosen is None:
            return False
        reached = levels_of(self.instance, self.rules, self.chosen)
        return bool(getattr(reached, step) == getattr(self.relaxed.levels, step))

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
        if self.is_at_bound and self.relaxed.levels.floor is not None:
            above = int(np.searchsorted(floors, self.relaxed.levels.floor, "right"))
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
        self.is_at_bound &= self._is_at_bound_of("floor")
        if reached >= 0:
            self._leave_out(int(floors[reached]))

    def _step(self, floors: Ints, chosen: Ints) -> int:
        """Which of the floors the pairs reach; -1 without any."""
        floor = levels_of(self.instance, self.rules, chosen).floor
        return -1 if floor is None else int(np.searchsorted(floors, floor))

    def _with_floor(self, floor: int) -> Ints | None:
        """Pairs none of which is below the floor, as many as there were, or None."""
        usable = self.program.usable & (self.instance.score >= floor)
        if (found := self._repaired(usable, self.worth)) is not None and self._is_no_worse(found):
            return found
        before = self.program.usable
        self.program.usable = usable
        try:
            nothing = np.zeros(self.program.n_variables, np.int64)
            tried = self.program.maximise(nothing, self.clock.left())
        except ContradictoryRules:
            return None
        finally:
            self.program.usable = before
        self.clock.is_up |= not tried.is_complete
        return tried.chosen

    def _repaired(self, usable: Mask, worth: Ints, *, raise_floor: bool = True) -> Ints | None:
        return repaired(self.instance, self.rules, worth, usable, self.solve, self._is_late, raise_floor=raise_floor)

    def _is_late(self) -> bool:
        left = self.clock.left()
        return left is not None and left <= 0

    def _leave_out(self, floor: int) -> None:
        self.program.usable = self.program.usable & (self.instance.score >= floor)

    def _leave_out_by_prices(self) -> None:
        """Fix the pairs that no better answer changes: each costs more than the answer lacks to the flow's total.

        The flow is solved anew with the pairs that the floor leaves, without being raised itself. Its prices count
        among answers that have as many on the levels before, so they say nothing where the flow has more.
        """
        if not self.has_as_many or self.chosen is None or self.clock.is_up:
            return
        there = np.flatnonzero(self.program.usable | self._locked())
        part, flowing = flowing_part(self.instance, self.rules, there, self._locked())
        flow = self.solve(part, flowing, raise_floor=False)
        if flow.status != "optimal":
            return
        worth = np.full(self.instance.n_pairs, -LARGEST_SCORE * 2)
        worth[there] = worth_of(part, flowing, flow)
        found = self._repaired(self.program.usable, worth, raise_floor=False)
        if found is not None and self._is_no_worse(found):
            self.chosen = found
        usable = self.program.usable | self._locked()
        in_flow = np.zeros(self.instance.n_pairs, np.bool_)
        in_flow[there[flow.chosen]] = True
        takes = np.where(in_flow, 0, np.maximum(-worth, 0))  # what the flow has takes nothing, whatever its price
        losses = losses_of(self.instance, self.rules, takes, usable, self._unplaced(flow, in_flow))
        self.bound = flow.levels.total - losses.least
        gap = self.bound - levels_of(self.instance, self.rules, self.chosen).total
        in_flow &= ~np.isin(self.instance.seeker, [one for pair in self.rules.together for one in pair])
        self.program.usable = self.program.usable & (in_flow | (losses.beyond <= gap))
        self.program.forced = in_flow & (worth > gap) & ~self._locked()

    def _unplaced(self, flow: Assignment, in_flow: Mask) -> Ints:
        """What it takes from the flow's total at least that a seeker has nobody."""
        found = np.zeros(self.instance.n_seekers, np.int64)
        placed = np.unique(self.instance.seeker[in_flow])
        if len(placed) == np.count_nonzero(self.instance.demand > 0):
            found[placed] = LARGEST_LOSS  # all answers as good on the levels before place everybody
        elif flow.certificate is not None and flow.certificate.highest_total is not None:
            prices = flow.certificate.highest_total
            found[placed] = np.maximum(prices[FIRST_SEEKER + placed] - prices[SOURCE], 0)
        return found

    def _locked(self) -> Mask:
        locked = np.zeros(self.instance.n_pairs, np.bool_)
        locked[self.program.locked] = True
        return locked


def _reached(step: str, levels: Levels) -> int:
    return -levels.shortfall if step == "shortfall" else int(getattr(levels, step))


def _ordered(levels: Levels) -> tuple[int, ...]:
    floor = 0 if levels.floor is None else levels.floor
    return (-levels.shortfall, levels.placed, levels.pairs, floor, levels.total, levels.kept)
