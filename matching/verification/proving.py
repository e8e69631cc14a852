"""The gaps that a certificate leaves, level by level."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.assignment.instance import Instance, Ints, Mask
from matching.assignment.results import Certificate
from matching.assignment.rules import Rules
from matching.exact import exact_sum
from matching.verification.bounds import Bounds, are_prices, is_set_of_nodes

Gap = tuple[str, int]


def gaps_of(instance: Instance, rules: Rules, chosen: Ints, proof: Certificate) -> dict[str, int]:
    """For each level the bound less what was reached: 0 proves it.

    A level whose proof has a wrong form, and every level after one that is not proved, is judged by the plainest bound
    there is.
    """
    return dict(_Proving(instance, rules, chosen, proof).gaps())


class _Proving:
    def __init__(self, instance: Instance, rules: Rules, chosen: Ints, proof: Certificate) -> None:
        self.instance, self.rules, self.proof = instance, rules, proof
        self.bounds = Bounds(instance, rules)
        self.free = np.setdiff1d(chosen, np.asarray(rules.locked, np.int64))
        self.placed = np.bincount(instance.seeker[self.free], minlength=instance.n_seekers)
        self.loads = np.bincount(instance.provider[self.free], minlength=instance.n_providers)

    def gaps(self) -> Iterator[Gap]:
        """Each level with its gap."""
        yield self._cut("shortfall", self.proof.least_shortfall, self.bounds.demand, self.bounds.least)
        if (self.bounds.first != self.bounds.demand).any():
            yield self._cut("placed", self.proof.most_placed, self.bounds.first, self.bounds.capacity)
        yield self._cut("pairs", self.proof.most_pairs, self.bounds.demand, self.bounds.capacity)
        if not len(self.free):
            return  # nothing is left to be raised, if the level of pairs is proved
        yield self._floor()
        yield self._priced("total", self.proof.highest_total, self._gain())
        if self.rules.kept is not None:
            yield self._priced("kept", self.proof.most_kept, self.rules.kept.astype(np.int64))

    def _cut(self, level: str, side: Mask | None, seekers: Ints, providers: Ints) -> Gap:
        reached = min(
            exact_sum(np.minimum(self.placed, seekers)), exact_sum(np.minimum(self.loads, providers))
        )  # one of the two counts every pair
        bound = min(exact_sum(seekers), exact_sum(providers))
        if is_set_of_nodes(side, self.bounds.n_nodes) and side[0] and not side[1]:
            bound = self.bounds.cut(side, seekers, providers)
            if bound == reached:
                self.bounds.keep_to_cut(side, seekers, providers)
        return level, bound - reached

    def _floor(self) -> Gap:
        floor = int(self.instance.score[self.free].min())
        score, limits = self.instance.score[self.bounds.ids], self.bounds.pairs
        proved = bool((score[limits.low > 0] <= floor).any())
        if not proved and is_set_of_nodes(self.proof.highest_floor, self.bounds.n_nodes):
            proved = self.bounds.is_blocked(self.proof.highest_floor, len(self.free), score > floor)
        if proved:
            self.bounds.keep_usable(score >= floor)
        return "floor", 0 if proved else int(score.max()) - floor

    def _priced(self, level: str, prices: Ints | None, gains: Ints) -> Gap:
        reached = exact_sum(gains[self.free])
        gain, limits = gains[self.bounds.ids], self.bounds.pairs
        bound = exact_sum(np.maximum(gain, 0)) + exact_sum(np.minimum(gain, 0)[limits.low > 0])
        if are_prices(prices, self.bounds.n_nodes):
            bound = self.bounds.priced(prices, gain, len(self.free))
            if bound == reached:
                self.bounds.keep_to_prices(prices, gain)
        return level, bound - reached

    def _gain(self) -> Ints:
        if self.rules.kept is None:
            return self.instance.score
        return self.instance.score + self.rules.keep_weight * self.rules.kept.astype(np.int64)
