"""The best assignment where seekers are kept together or apart: level by level, each proved by a search.

The flow that need not keep these rules is solved first. Where its answer keeps them by itself, it is the best one, and
its certificate proves it. Else it is repaired, and from there each level is searched (`branching`): those kept
together are one unit (`choices`), so little is left that a flow could not say, and the searches are short.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.assignment.branching import Outcome, Rounding, Search
from matching.assignment.choices import NO_FLOOR, choices_of
from matching.assignment.clock import Clock
from matching.assignment.errors import CannotSolve
from matching.assignment.hinting import cut_prices, floor_prices, flow_prices, plain_prices
from matching.assignment.instance import Instance, Ints, Mask
from matching.assignment.levels import gains, levels_of
from matching.assignment.network import refuse_rules_of_another
from matching.assignment.program import COUNTED, Program, program_of
from matching.assignment.relaxing import Floats
from matching.assignment.repairing import Solve, keeps_together_and_apart, repaired, worth_of
from matching.assignment.results import Assignment, Levels, Tree
from matching.assignment.rules import Rules
from matching.exact import exact_sum

_LARGEST = 2**50
_CUTS = {"shortfall": "least_shortfall", "placed": "most_placed", "pairs": "most_pairs"}


def best_by_search(instance: Instance, rules: Rules, clock: Clock, solve: Solve) -> Assignment:
    """The best assignment, or the best so far when the time is up; `bound` then says how much more there may be.

    Parameters
    ----------
    solve : the best flow of an instance

    Raises
    ------
    ContradictoryRules
        Nothing keeps all rules.
    CannotSolve
        Scores are too large for a search.
    """
    refuse_rules_of_another(instance, rules)
    relaxed = solve(instance, replace(rules, together=(), apart=()))
    if keeps_together_and_apart(instance, rules, relaxed.chosen):
        clock.is_up |= relaxed.status == "time_limit"
        return relaxed
    return _Levels(instance, rules, clock, solve, relaxed).best()


class _Levels:
    """The levels one after another, each demanded of those after it."""

    def __init__(self, instance: Instance, rules: Rules, clock: Clock, solve: Solve, relaxed: Assignment) -> None:
        self.instance, self.rules, self.clock, self.solve = instance, rules, clock, solve
        self.relaxed, self.worth = relaxed, worth_of(instance, rules, relaxed)
        self.choices = choices_of(instance, rules)
        self.program = program_of(instance, rules, self.choices)
        self.chosen = self.choices.pairs(self._without_what_breaks(relaxed.chosen))
        self._take(self._repaired(None))
        self.trees: dict[str, Tree] = {}
        self.bound: int | None = None

    def best(self) -> Assignment:
        """What the search found."""
        for level in COUNTED:
            if self.clock.begin(level):
                self._count(level)
        if self.clock.begin("floor"):
            self._raise_floor()
        if self.clock.begin("total"):
            self._raise_total()
        levels = levels_of(self.instance, self.rules, self.chosen)
        if not self.clock.is_up:
            return Assignment(self.chosen, "optimal", levels, levels.total, trees=self.trees)
        return Assignment(self.chosen, "time_limit", levels, max(levels.total, self._bound(levels)))

    def _without_what_breaks(self, chosen: Ints) -> Mask:
        """The choices that pairs make up whole, without those that break a rule."""
        of_pair, program = self.choices.of_pair[chosen], self.program
        counted = np.bincount(of_pair[of_pair >= 0], minlength=program.n_choices)
        taken: Mask = (counted == self.choices.n_members) | self.choices.forced
        while not program.is_kept_by(columns := program.completed(taken)):
            broken = program.matrix @ columns > program.most
            inside = (program.matrix[broken, : program.n_choices] != 0).sum(axis=0)
            taken &= (np.asarray(inside).reshape(-1) == 0) | self.choices.forced
        return taken

    def _levels(self) -> Levels:
        return levels_of(self.instance, self.rules, self.chosen)

    def _take(self, found: Ints | None) -> None:
        """Keep what is better on the levels."""
        if found is not None and _ordered(levels_of(self.instance, self.rules, found)) > _ordered(self._levels()):
            self.chosen = found

    def _repaired(self, floor: int | None) -> Ints | None:
        usable = np.ones(self.instance.n_pairs, np.bool_) if floor is None else self.instance.score >= floor
        return repaired(self.instance, self.rules, self.worth, usable, self.solve, self._is_late)

    def _rounding(self, program: Program, *, raise_floor: bool) -> Rounding:
        """Units of several as columns have them for the most part, and the best flow of all others around them."""
        of_pair, n = self.choices.of_pair, program.n_choices
        usable = of_pair >= 0
        usable[usable] = program.high[of_pair[usable]] > 0
        of_several = self.choices.n_members > 1

        def rounded(columns: Floats) -> Mask | None:
            settled = self.choices.pairs(of_several & (columns[:n] > 0.5))
            near = np.full(self.instance.n_pairs, -1, np.int64)
            near[usable] = np.rint(columns[of_pair[usable]] * 1_000)
            found = repaired(
                self.instance,
                self.rules,
                near,
                usable,
                self.solve,
                self._is_late,
                settled=settled,
                raise_floor=raise_floor,
            )
            return None if found is None else self.choices.taken_by(found)

        return rounded

    def _is_late(self) -> bool:
        left = self.clock.left()
        return left is not None and left <= 0

    def _searched(self, level: str, objective: Ints, value: int, *, hints: tuple[Ints, ...] = ()) -> Outcome:
        rounding = self._rounding(self.program, raise_floor=False) if level == "total" else None
        found = Search(self.program, objective, value, self.clock, hints=hints, rounding=rounding).run()
        if found.taken is not None:
            self._take(self.choices.pairs(found.taken))
        self.clock.is_up |= found.bound > found.value
        if found.tree is not None:
            self.trees[level] = found.tree
        return found

    def _count(self, level: str) -> None:
        reached = _reached(level, self._levels())
        self._searched(level, self.program.counting(level), reached, hints=self._hints(level))
        self.program = self.program.reaching(level, _reached(level, self._levels()))

    def _hints(self, level: str) -> tuple[Ints, ...]:
        """Prices that may prove a counted level at once."""
        plain = plain_prices(level, self.program, self.choices)
        proof = self.relaxed.certificate
        side = None if proof is None else getattr(proof, _CUTS[level])
        if side is None and proof is not None and level == "placed":
            side = proof.most_pairs  # everybody wants one, so the two levels have one cut
        if side is None:
            return (plain,)
        return plain, cut_prices(level, self.program, self.choices, self.instance, side)

    def _raise_floor(self) -> None:
        """Leave out the worst choices, as many as can be: from what bounds it, upwards in strides, then halving."""
        floors = np.unique(self.choices.lowest[self.choices.lowest != NO_FLOOR])
        forced = int(self.choices.lowest[self.choices.forced].min(initial=NO_FLOOR))
        reached, above, stride = self._step(floors), int(np.searchsorted(floors, forced, "right")), 1
        tried = int(np.searchsorted(floors, self._likely_floor(), "right")) - 1
        while 0 <= reached < above - 1 and not self.clock.is_up:
            tried = min(max(tried, reached + 1), above - 1)
            if self._has_floor(int(floors[tried])):
                reached = self._step(floors)
                tried, stride = reached + stride, 2 * stride
            else:
                above = tried
                tried = (reached + above) // 2
        if reached >= 0 and not self.clock.is_up:
            self._prove_floor(floors, reached, above)
            self.program = self.program.without(self.choices.lowest < floors[reached])

    def _prove_floor(self, floors: Ints, reached: int, above: int) -> None:
        """Where nothing better was tried, because nothing better was there, say why; a locked pair needs no proof."""
        forced = int(self.choices.lowest[self.choices.forced].min(initial=NO_FLOOR))
        if "floor" not in self.trees and above == len(floors) and floors[reached] < forced:
            self._has_floor(int(floors[reached]) + 1)

    def _step(self, floors: Ints) -> int:
        """Which of the floors the pairs reach; -1 without any."""
        floor = self._levels().floor
        return -1 if floor is None else int(np.searchsorted(floors, floor))

    def _likely_floor(self) -> int:
        """The best that whoever has the least can have, and no more than the flow has."""
        best = np.full(len(self.choices.size), np.iinfo(np.int64).min)
        np.maximum.at(best, self.choices.unit, self.choices.lowest)
        floor = self.relaxed.levels.floor
        of_listed = best[best > np.iinfo(np.int64).min]
        return min(int(of_listed.min(initial=NO_FLOOR)), NO_FLOOR if floor is None else floor)

    def _has_floor(self, floor: int) -> bool:
        """Whether an answer with this floor is as good on the levels before; False also if the time is up."""
        before = self._levels().floor
        self._take(self._repaired(floor))
        if self._levels().floor != before:
            return True
        program, objective = self.program.without(self.choices.lowest < floor).missing()
        found = Search(
            program,
            objective,
            -1,
            self.clock,
            enough=0,
            hints=floor_prices(program, self.choices),
            guide=self._gain(program),
            rounding=self._rounding(program, raise_floor=False),
        ).run()
        if found.taken is not None:
            self._take(self.choices.pairs(found.taken))
            return True
        self.clock.is_up |= found.bound >= 0
        if found.tree is not None:
            self.trees["floor"] = found.tree
        return False

    def _raise_total(self) -> None:
        """The highest total, and of equal ones that which keeps most."""
        kept_most = int(self.choices.kept.sum()) + 1
        if int(np.abs(self.choices.gain).max(initial=0)) * kept_most > _LARGEST:
            raise CannotSolve("scores are too large for seekers kept together or apart; divide all by the same number")
        objective = self._gain(self.program) * kept_most
        objective[: self.program.n_choices] += self.choices.kept
        taken = self.choices.taken_by(self.chosen)
        value = exact_sum(objective[: len(taken)][taken])
        found = self._searched("total", objective, value, hints=self._flow_hints(kept_most))
        self.bound = found.bound // kept_most

    def _flow_hints(self, times: int) -> tuple[Ints, ...]:
        """The prices of the flow, so that the search begins with the pairs near to it."""
        proof = self.relaxed.certificate
        if proof is None or proof.highest_total is None:
            return ()
        return (times * flow_prices(self.program, self.choices, self.instance, proof.highest_total),)

    def _gain(self, program: Program) -> Ints:
        objective = np.zeros(len(program.low), np.int64)
        objective[: program.n_choices] = self.choices.gain
        return objective

    def _bound(self, levels: Levels) -> int:
        """No total of an answer as good on the levels before is above it."""
        gain = gains(self.instance, self.rules)
        bounds = [exact_sum(np.sort(gain)[len(gain) - levels.pairs :])]
        if self.bound is not None:
            bounds.append(self.bound)
        if _ordered(levels)[:4] == _ordered(self.relaxed.levels)[:4] and self.relaxed.bound is not None:
            bounds.append(self.relaxed.bound)
        return min(bounds)


def _reached(level: str, levels: Levels) -> int:
    return -levels.shortfall if level == "shortfall" else int(getattr(levels, level))


def _ordered(levels: Levels) -> tuple[int, ...]:
    floor = 0 if levels.floor is None else levels.floor
    return (-levels.shortfall, levels.placed, levels.pairs, floor, levels.total, levels.kept)
