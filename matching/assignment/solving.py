"""The best assignment for the cohort, level by level.

1. least shortfall of minimum loads; 2. most seekers placed, then most pairs; 3. the highest worst pair; 4. the highest
total; 5. most pairs kept; 6. ties by lower index. Shortfall, seekers and pairs can always be at their best together,
since the loads that can be met on one side do not depend on those met on the other (Mendelsohn and Dulmage 1958); so
each has a cut of its own.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.assignment.clock import STEPS, Clock, Progress
from matching.assignment.faces import within_cut, within_prices
from matching.assignment.floors import highest_floor
from matching.assignment.flows import any_flow, best_flow, smallest_cut
from matching.assignment.instance import Instance, Ints
from matching.assignment.levels import gains, levels_of
from matching.assignment.network import Network, locked_pairs, network_of
from matching.assignment.prices import prices_of
from matching.assignment.residual import settled
from matching.assignment.results import Assignment, Certificate
from matching.assignment.rules import NO_RULES, Rules
from matching.assignment.searching import best_by_search
from matching.assignment.ties import lowest_indices

__all__ = ["STEPS", "Progress", "best"]


def best(
    instance: Instance,
    rules: Rules = NO_RULES,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Assignment:
    """The best assignment, the same whatever order the pairs came in.

    Parameters
    ----------
    instance : Instance
    rules : Rules
    time_limit : seconds, or None for none. No level is begun after it, and a search ends with the best so far.
    progress : called with the name of a step, its number and how many there are, before the step. What it raises
        ends the work.

    Raises
    ------
    InvalidRules, ContradictoryRules
        The rules do not fit the instance, or each other.
    CannotSolve
        The scores are too large for so many seekers, or a search found nothing in the time given.

    Examples
    --------
    >>> from matching.assignment import make_instance
    >>> pairs = make_instance([1, 1], [1, 1], [0, 0, 1], [0, 1, 0], [9, 1, 9], [9, 1, 8])
    >>> found = best(pairs)
    >>> found.chosen.tolist(), found.levels.total, found.bound
    ([1, 2], 19, 19)
    """
    clock = Clock(time_limit, progress)
    if rules.keep_a_flow:
        return _Solving(instance, rules, clock).solve()

    def solve(part: Instance, flowing: Rules, *, raise_floor: bool = True) -> Assignment:
        return _Solving(part, flowing, Clock(clock.left()), raise_floor=raise_floor).solve()

    return best_by_search(instance, rules, clock, solve)


class _Solving:
    """The levels one after another: each narrows the network and leaves its proof."""

    def __init__(self, instance: Instance, rules: Rules, clock: Clock, *, raise_floor: bool = True) -> None:
        self.instance, self.rules, self.clock, self.raise_floor = instance, rules, clock, raise_floor
        self.gains = gains(instance, rules)
        self.proof = Certificate(None, None, None, None, None, None)
        self.bound: int | None = None

    def solve(self) -> Assignment:
        """The assignment with its proof, or the best one when the time was up."""
        network = self._most(network_of(self.instance, self.rules))
        flow = network.low
        if network.total:
            network, flow = self._floor(network)
            network, flow = self._total(network, flow)
        flow = self._kept_and_ties(network, flow)
        chosen = self._chosen(flow)
        levels = levels_of(self.instance, self.rules, chosen)
        if self.clock.is_up:
            return Assignment(
                chosen, "time_limit", levels, self.bound if self.bound is not None else self._rough_bound(network)
            )
        return Assignment(chosen, "optimal", levels, levels.total if self.bound is None else self.bound, self.proof)

    def _most(self, network: Network) -> Network:
        """Minimum loads, seekers and pairs: three cuts that can be filled together."""
        demand, capacity = network.room[network.of_seekers], network.room[network.of_providers]
        narrowed = network
        self.clock.begin("shortfall")
        if network.least.any():
            _, side = smallest_cut(network, demand, network.least)
            narrowed = within_cut(narrowed, side, demand, network.least)
            self.proof = replace(self.proof, least_shortfall=side)
        self.clock.begin("placed")
        if (network.first != demand).any():
            _, side = smallest_cut(network, network.first, capacity)
            narrowed = within_cut(narrowed, side, network.first, capacity)
            self.proof = replace(self.proof, most_placed=side)
        self.clock.begin("pairs")
        total, side = smallest_cut(network, demand, capacity)
        self.proof = replace(self.proof, most_pairs=side)
        return replace(within_cut(narrowed, side, demand, capacity), total=total)

    def _floor(self, network: Network) -> tuple[Network, Ints]:
        if not self.clock.begin("floor") or not self.raise_floor:
            flow, _, _ = any_flow(network, network.high)
            return network, network.low if flow is None else flow
        found = highest_floor(network, self.instance.score)
        self.proof = replace(self.proof, highest_floor=found.blocked)
        return found.network, found.flow

    def _total(self, network: Network, flow: Ints) -> tuple[Network, Ints]:
        if not self.clock.begin("total"):
            return network, flow
        flow = best_flow(settled(network, flow), self.gains)
        prices = prices_of(network, self.gains, flow)
        self.proof = replace(self.proof, highest_total=prices)
        self.bound = int(self.gains[self._chosen(flow)].sum())
        return within_prices(network, self.gains, prices), flow

    def _kept_and_ties(self, network: Network, flow: Ints) -> Ints:
        if not self.clock.begin("kept"):
            return flow
        kept = self.rules.kept
        if kept is not None and network.total and kept[network.is_open[: network.n_pairs]].any():
            keeping = kept.astype(np.int64)
            flow = best_flow(network, keeping)
            prices = prices_of(network, keeping, flow)
            self.proof = replace(self.proof, most_kept=prices)
            network = within_prices(network, keeping, prices)
        return lowest_indices(network, flow) if self.clock.begin("ties") else flow

    def _chosen(self, flow: Ints) -> Ints:
        free = np.flatnonzero(flow[: self.instance.n_pairs])
        return np.sort(np.concatenate([free, locked_pairs(self.instance, self.rules)])).astype(np.int64)

    def _rough_bound(self, network: Network) -> int:
        """The sum of the best scores, as many as there are pairs."""
        usable = self.gains[network.high[: network.n_pairs] > 0]
        locked = self.gains[locked_pairs(self.instance, self.rules)]
        return int(np.sort(usable)[len(usable) - network.total :].sum() + locked.sum())
