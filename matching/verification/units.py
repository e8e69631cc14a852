"""Who is kept together as one, and whom it can have, found from the pairs and the rules alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.assignment.instance import Instance, Ints, Mask
from matching.assignment.rules import Rules

_NONE = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units and their choices: a unit takes a provider whole, where all its members may have it and fit.

    Attributes
    ----------
    size, demand : int64 arrays, shape (n_units,); units are in order of first member
    unit, provider : int64 arrays, shape (n_choices,), in ascending order
    of_pair : int64 array, shape (n_pairs,), the choice of a pair, or -1
    cell, in_cell : int64 arrays, for each pair under a group limit its cell (provider and group) and its choice, or -1
    apart : int64 array, shape (n, 2), two choices that exclude each other
    """

    size: Ints
    demand: Ints
    unit: Ints
    provider: Ints
    of_pair: Ints
    cell: Ints
    in_cell: Ints
    apart: Ints

    @property
    def n_members(self) -> Ints:
        """The size of the unit of each choice."""
        return self.size[self.unit]

    def summed(self, values: Ints | Mask) -> Ints:
        """The sum of a value of pairs, for each choice."""
        return self._gathered(np.add, values, 0)

    def lowest(self, values: Ints) -> Ints:
        """The least value of a choice's pairs."""
        return self._gathered(np.minimum, values, _NONE)

    def _gathered(self, how: np.ufunc, values: Ints | Mask, start: int) -> Ints:
        found = np.full(len(self.unit), start, np.int64)
        inside = np.flatnonzero(self.of_pair >= 0)
        how.at(found, self.of_pair[inside], values[inside].astype(np.int64))
        return found


def units_of(instance: Instance, rules: Rules) -> Units:
    """The units of an instance.

    Examples
    --------
    >>> from matching.assignment import make_instance
    >>> pairs = make_instance([1, 1, 1], [2, 2], [0, 0, 1, 2], [0, 1, 0, 1], [1, 2, 3, 4], [0, 0, 0, 0])
    >>> found = units_of(pairs, Rules(together=((0, 1),)))
    >>> found.size.tolist(), found.unit.tolist(), found.provider.tolist(), found.of_pair.tolist()
    ([2, 1], [0, 1], [0, 1], [0, -1, 0, 1])
    """
    unit_of = _numbered(instance.n_seekers, rules)
    size = np.bincount(unit_of).astype(np.int64)
    demand = np.full(len(size), _NONE)
    np.minimum.at(demand, unit_of, instance.demand)
    demand[[unit_of[one] for one, other in rules.apart if unit_of[one] == unit_of[other]]] = 0
    ends = np.stack([unit_of[instance.seeker], instance.provider])
    found, at, counted = np.unique(ends, axis=1, return_inverse=True, return_counts=True)
    whole = (counted == size[found[0]]) & (demand[found[0]] > 0) & (size[found[0]] <= instance.capacity[found[1]])
    of_pair = np.where(whole, np.cumsum(whole) - 1, -1)[at.reshape(-1)].astype(np.int64)
    unit, provider = found[:, whole].astype(np.int64)
    apart = np.array(list(_apart(unit_of, rules, unit, provider)), np.int64).reshape(-1, 2)
    return Units(size, demand, unit, provider, of_pair, *_cells(instance, rules, of_pair), apart)


def _numbered(n_seekers: int, rules: Rules) -> Ints:
    """For each seeker its unit: the lowest label spreads among who is together until nothing changes."""
    label = np.arange(n_seekers)
    two = np.array(rules.together, np.int64).reshape(-1, 2)
    while (label[two[:, 0]] != label[two[:, 1]]).any():
        lowest = label[two].min(axis=1)
        np.minimum.at(label, two[:, 0], lowest)
        np.minimum.at(label, two[:, 1], lowest)
    return np.unique(label, return_inverse=True)[1].astype(np.int64)


def _cells(instance: Instance, rules: Rules, of_pair: Ints) -> tuple[Ints, Ints]:
    if rules.group_of_seeker is None or rules.group_limit is None:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    groups = np.asarray(rules.group_of_seeker, np.int64)[instance.seeker]
    inside = np.flatnonzero(groups >= 0)
    _, cell = np.unique(np.stack([instance.provider[inside], groups[inside]]), axis=1, return_inverse=True)
    return cell.reshape(-1).astype(np.int64), of_pair[inside]


def _apart(unit_of: Ints, rules: Rules, unit: Ints, provider: Ints) -> Iterator[tuple[int, int]]:
    number_of = {one: number for number, one in enumerate(zip(unit.tolist(), provider.tolist(), strict=True))}
    by_unit: dict[int, list[int]] = {}
    for one, of in number_of:
        by_unit.setdefault(one, []).append(of)
    parted = {tuple(sorted((int(unit_of[one]), int(unit_of[other])))) for one, other in rules.apart}
    for one, other in sorted(parted):
        for shared in by_unit.get(one, ()):
            if (other, shared) in number_of and one != other:
                yield number_of[one, shared], number_of[other, shared]
