"""What can be chosen where seekers are kept together: a unit of seekers, all with the same provider.

Whoever is kept together has one set of providers, so a unit takes a provider whole or not at all: one variable instead
of several that must agree. Apart from its size a unit is like any seeker, and that is why what no flow can say is
nearly a flow all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.assignment.errors import ContradictoryRules
from matching.assignment.instance import Instance, Ints, Mask
from matching.assignment.levels import gains
from matching.assignment.network import locked_pairs
from matching.assignment.rules import Rules

NO_FLOOR = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Units and the providers that each can have.

    Attributes
    ----------
    size, demand : int64 arrays, shape (n_units,), members, and providers wanted; units are in order of first member
    members : tuple of int64 arrays, the seekers of each unit, ascending
    unit, provider : int64 arrays, shape (n_choices,), in ascending order
    n_members : int64 array, shape (n_choices,), the size of the unit
    gain, kept : int64 arrays, shape (n_choices,), of all its pairs
    lowest : int64 array, the lowest score of its pairs that are not locked; `NO_FLOOR` where all are
    forced : bool array, whether a pair of it is locked
    of_pair : int64 array, shape (n_pairs,), the choice of each pair; -1 where not all its unit can have the provider,
        or the provider has too few places for it
    """

    size: Ints
    demand: Ints
    members: tuple[Ints, ...]
    unit: Ints
    provider: Ints
    n_members: Ints
    gain: Ints
    kept: Ints
    lowest: Ints
    forced: Mask
    of_pair: Ints

    @property
    def n_choices(self) -> int:
        """How many there are."""
        return len(self.unit)

    def pairs(self, taken: Mask) -> Ints:
        """The pairs of the choices taken, ascending."""
        there = np.flatnonzero(self.of_pair >= 0)
        return there[taken[self.of_pair[there]]].astype(np.int64)

    def taken_by(self, chosen: Ints) -> Mask:
        """The choices that these pairs make up."""
        taken = np.zeros(self.n_choices, np.bool_)
        taken[self.of_pair[chosen]] = True
        return taken


def choices_of(instance: Instance, rules: Rules) -> Choices:
    """The choices of an instance.

    Raises
    ------
    InvalidRules, ContradictoryRules
        Locked pairs are none of the instance, or go against those who are kept together.

    Examples
    --------
    >>> from matching.assignment import make_instance
    >>> pairs = make_instance([1, 1, 1], [2, 2], [0, 0, 1, 2], [0, 1, 0, 1], [1, 2, 3, 4], [0, 0, 0, 0])
    >>> found = choices_of(pairs, Rules(together=((0, 1),)))
    >>> found.unit.tolist(), found.provider.tolist(), found.gain.tolist(), found.of_pair.tolist()
    ([0, 1], [0, 1], [4, 4], [0, -1, 0, 1])
    """
    unit_of = units_of(instance.n_seekers, rules.together)
    n_units = int(unit_of.max(initial=-1)) + 1
    size = np.bincount(unit_of, minlength=n_units).astype(np.int64)
    order = np.argsort(unit_of, kind="stable").astype(np.int64)
    demand = np.full(n_units, NO_FLOOR)
    np.minimum.at(demand, unit_of, instance.demand)
    parted = [unit_of[one] for one, other in rules.apart if unit_of[one] == unit_of[other]]
    demand[parted] = 0
    possible = demand[unit_of[instance.seeker]] > 0
    keys = unit_of[instance.seeker].astype(np.int64) * max(instance.n_providers, 1) + instance.provider
    found, at, counted = np.unique(keys[possible], return_inverse=True, return_counts=True)
    units = found // max(instance.n_providers, 1)
    whole = (counted == size[units]) & (size[units] <= instance.capacity[found % max(instance.n_providers, 1)])
    number = np.where(whole, np.cumsum(whole) - 1, -1)
    of_pair = np.full(instance.n_pairs, -1, np.int64)
    of_pair[possible] = number[at]
    locked = locked_pairs(instance, rules)
    if (of_pair[locked] < 0).any():
        raise ContradictoryRules(
            "no assignment keeps all rules: a locked pair goes against seekers kept together or apart; unlock one"
        )
    lowest, forced = _lowest_and_forced(instance, of_pair, locked, int(whole.sum()))
    return Choices(
        size,
        demand,
        tuple(np.split(order, np.cumsum(size)[:-1])) if n_units else (),
        units[whole],
        (found % max(instance.n_providers, 1))[whole],
        size[units[whole]],
        _summed(gains(instance, rules), of_pair, len(lowest)),
        _summed(np.zeros(instance.n_pairs, np.int64) if rules.kept is None else rules.kept, of_pair, len(lowest)),
        lowest,
        forced,
        of_pair,
    )


def units_of(n_seekers: int, together: tuple[tuple[int, int], ...]) -> Ints:
    """For each seeker the number of its unit; units are numbered by their first member.

    >>> units_of(5, ((3, 1), (4, 3))).tolist()
    [0, 1, 2, 1, 1]
    """
    first = list(range(n_seekers))

    def first_of(seeker: int) -> int:
        while first[seeker] != seeker:
            first[seeker] = first[first[seeker]]
            seeker = first[seeker]
        return seeker

    for one, other in together:
        low, high = sorted((first_of(one), first_of(other)))
        first[high] = low
    firsts = np.array([first_of(seeker) for seeker in range(n_seekers)], np.int64)
    return np.unique(firsts, return_inverse=True)[1].astype(np.int64)


def _lowest_and_forced(instance: Instance, of_pair: Ints, locked: Ints, n_choices: int) -> tuple[Ints, Mask]:
    lowest = np.full(n_choices, NO_FLOOR)
    free = of_pair >= 0
    free[locked] = False
    np.minimum.at(lowest, of_pair[free], instance.score[free])
    forced = np.zeros(n_choices, np.bool_)
    forced[of_pair[locked]] = True
    return lowest, forced


def _summed(values: Ints | Mask, of_pair: Ints, n_choices: int) -> Ints:
    """The sum of the pairs of each choice."""
    summed = np.zeros(n_choices, np.int64)
    there = of_pair >= 0
    np.add.at(summed, of_pair[there], values[there].astype(np.int64))
    return summed
