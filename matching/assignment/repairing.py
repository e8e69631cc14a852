"""Assignments that keep seekers together and apart, made from the best one that need not.

A flow does not know these rules, but where it breaks them little has to be settled by hand: whom those who are kept
together all get, and who of two gives way. Its prices say what each choice costs the others, so the cheapest is taken,
the rest is solved anew around it, and so on until nothing is broken. That is no proof, but an answer to begin with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from matching.assignment.errors import CannotSolve, ContradictoryRules
from matching.assignment.instance import Instance, Ints, Mask
from matching.assignment.levels import gains
from matching.assignment.network import network_of
from matching.assignment.results import Assignment
from matching.assignment.rules import Rules

MOST_REPAIRS = 12


class Solve(Protocol):
    """The best flow of an instance; without `raise_floor` its worst pair may be any."""

    def __call__(self, part: Instance, flowing: Rules, *, raise_floor: bool = True) -> Assignment:
        """Solve it."""


@dataclass(slots=True)
class Repairs:
    """What was settled so far.

    Attributes
    ----------
    worth : int64 array, shape (n_pairs,), what a pair adds beyond the prices; 0 or less where the flow leaves it out
    locked, forbidden : bool arrays, shape (n_pairs,)
    """

    instance: Instance
    rules: Rules
    worth: Ints
    usable: Mask
    locked: Mask = field(init=False)
    forbidden: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.locked = np.zeros(self.instance.n_pairs, np.bool_)
        self.locked[self.rules.locked] = True
        self.forbidden = ~self.usable & ~self.locked

    def solved(self, solve: Solve, *, raise_floor: bool) -> Ints:
        """The pairs of the best flow around what was settled."""
        there = np.flatnonzero(~self.forbidden)
        part, flowing = flowing_part(self.instance, self.rules, there, self.locked)
        return there[solve(part, flowing, raise_floor=raise_floor).chosen]

    def keep_to(self, pairs: Ints) -> None:
        """Lock pairs, and forbid all others of their seekers."""
        self.locked[pairs] = True
        own = np.zeros(self.instance.n_seekers, np.bool_)
        own[self.instance.seeker[pairs]] = True
        self.forbidden[own[self.instance.seeker] & ~self.locked] = True

    def settle(self, chosen: Ints) -> bool:
        """Settle what these pairs break; whether anything was."""
        mentors_of = _by_seeker(self.instance, chosen)
        broken = False
        for group in groups_of(self.rules.together):
            if len({frozenset(mentors_of.get(one, {})) for one in group}) > 1:
                self._put_together(group)
                broken = True
        for one, other in self.rules.apart:
            for shared in sorted(mentors_of.get(one, {}).keys() & mentors_of.get(other, {}).keys()):
                self._part(mentors_of[one][shared], mentors_of[other][shared])
                broken = True
        return broken

    def _put_together(self, group: tuple[int, ...]) -> None:
        """Lock the group to the providers that cost the others least, as many as each of it wants."""
        pairs_of = self._shared(group)
        n_wanted = int(self.instance.demand[list(group)].min())
        fixed = {one for one, pairs in pairs_of.items() if self.locked[pairs].any()}
        order = sorted(pairs_of, key=lambda one: (one not in fixed, -int(self.worth[pairs_of[one]].sum()), one))
        taken = [pairs_of[one] for one in order if self._has_room(one, pairs_of[one]) or one in fixed][:n_wanted]
        own = np.isin(self.instance.seeker, group)
        for pairs in taken:
            self.locked[pairs] = True
        self.forbidden[own & ~self.locked] = True

    def _shared(self, group: tuple[int, ...]) -> dict[int, Ints]:
        """By provider the pairs of the group, where all of it may have that provider."""
        found: dict[int, list[int]] = {}
        for pair in np.flatnonzero(np.isin(self.instance.seeker, group) & ~self.forbidden).tolist():
            found.setdefault(int(self.instance.provider[pair]), []).append(pair)
        return {one: np.array(pairs, np.int64) for one, pairs in found.items() if len(pairs) == len(group)}

    def _has_room(self, provider: int, pairs: Ints) -> bool:
        there = self.locked & (self.instance.provider == provider)
        there[pairs] = True
        if int(np.count_nonzero(there)) > self.instance.capacity[provider]:
            return False
        seekers = set(self.instance.seeker[there].tolist())
        if any(one in seekers and other in seekers for one, other in self.rules.apart):
            return False
        if self.rules.group_of_seeker is None or self.rules.group_limit is None:
            return True
        groups = np.asarray(self.rules.group_of_seeker)[sorted(seekers)]
        return bool(np.bincount(groups[groups >= 0], minlength=1).max() <= self.rules.group_limit)

    def _part(self, one: int, other: int) -> None:
        """Take a provider from the one of two that has the better way out."""
        if self.locked[one] and self.locked[other]:
            return
        gives_way = other if self.locked[one] else one if self.locked[other] else max(one, other, key=self._way_out)
        self.forbidden[gives_way] = True

    def _way_out(self, pair: int) -> int:
        others = (self.instance.seeker == self.instance.seeker[pair]) & ~self.forbidden
        others[pair] = False
        return int(self.worth[others].max(initial=np.iinfo(np.int64).min // 2))


def repaired(
    instance: Instance,
    rules: Rules,
    worth: Ints,
    usable: Mask,
    solve: Solve,
    is_late: Callable[[], bool],
    *,
    settled: Ints | None = None,
    raise_floor: bool = True,
) -> Ints | None:
    """Pairs that keep all rules; None where none were found this way.

    Parameters
    ----------
    worth : int64 array, shape (n_pairs,), as `worth_of` gives it
    usable : bool array, shape (n_pairs,)
    solve : the best flow of an instance
    is_late : whether the time is up
    settled : int64 array or None, pairs to begin with, whose seekers have no others
    """
    repairs = Repairs(instance, rules, worth, usable)
    if settled is not None:
        repairs.keep_to(settled)
    for _ in range(MOST_REPAIRS):
        try:
            chosen = repairs.solved(solve, raise_floor=raise_floor)
        except (ContradictoryRules, CannotSolve):
            return None
        if not repairs.settle(chosen):
            return chosen
        if is_late():
            return None
    return None


def worth_of(instance: Instance, rules: Rules, relaxed: Assignment) -> Ints:
    """What each pair adds beyond the prices of a flow; beyond 0 none that the flow could have and has not."""
    proof = relaxed.certificate
    gain = gains(instance, rules)
    if proof is None or proof.highest_total is None:
        return gain
    network = network_of(instance, replace(rules, together=(), apart=()))
    prices = proof.highest_total
    n = instance.n_pairs
    return np.asarray(gain + prices[network.head[:n]] - prices[network.tail[:n]])


def flowing_part(instance: Instance, rules: Rules, there: Ints, locked: Mask) -> tuple[Instance, Rules]:
    """The instance with these pairs only, and the rules that a flow knows for it.

    Parameters
    ----------
    there : int64 array, indices of pairs, ascending
    locked : bool array, shape (n_pairs,)
    """
    kept = None if rules.kept is None else rules.kept[there]
    flowing = replace(rules, together=(), apart=(), locked=np.flatnonzero(locked[there]), kept=kept)
    return _some(instance, there), flowing


def keeps_together_and_apart(instance: Instance, rules: Rules, chosen: Ints) -> bool:
    """Whether pairs keep both rules."""
    mentors_of = _by_seeker(instance, chosen)
    return all(mentors_of.get(a, {}).keys() == mentors_of.get(b, {}).keys() for a, b in rules.together) and not any(
        mentors_of.get(a, {}).keys() & mentors_of.get(b, {}).keys() for a, b in rules.apart
    )


def groups_of(together: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, ...]]:
    """Seekers who all get the same providers, each group once, ascending.

    >>> list(groups_of(((3, 1), (1, 2), (7, 8))))
    [(1, 2, 3), (7, 8)]
    """
    group_of: dict[int, set[int]] = {}
    for one, other in together:
        merged = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(merged, merged)
    yield from sorted({tuple(sorted(group)) for group in group_of.values()})


def _by_seeker(instance: Instance, chosen: Ints) -> dict[int, dict[int, int]]:
    """For each seeker its providers, and the pair with each."""
    found: dict[int, dict[int, int]] = {}
    for pair, seeker, provider in zip(
        chosen.tolist(), instance.seeker[chosen].tolist(), instance.provider[chosen].tolist(), strict=True
    ):
        found.setdefault(seeker, {})[provider] = pair
    return found


def _some(instance: Instance, there: Ints) -> Instance:
    """The instance with these pairs only."""
    names = ("seeker", "provider", "seeker_score", "provider_score", "score")
    return replace(instance, **{name: getattr(instance, name)[there] for name in names})
