"""What is counted for a measure before it is decided what of it may be told, and that decision carried out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from web.services.growth.indicators.hiding import Sum, hidden_keys
from web.services.growth.indicators.results import Breakdown, Cell, Measure, Unit

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Number:
    """A value, and how many stand behind it; equal keys count the same. Without a key nothing is hidden."""

    value: float | None
    n: int | None = None
    key: Hashable = None

    @classmethod
    def count(cls, n: int, *key: Hashable) -> Number:
        """A count that is its own group."""
        return cls(n, n, key)


Groups = Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure with everything that was counted for it.

    Attributes
    ----------
    groups : mapping of a way to tell groups apart to its groups
        Of each, the groups' counts add up to that of the total.
    needs : tuple
        Keys that must all be told for this to be told, since it could be used to work them out.
    sums : tuple of Sum
        What else adds up.
    also : mapping of key to int
        Groups in those sums that no table has, and which could be worked out all the same.
    """

    name: str
    unit: Unit
    total: Number
    groups: Mapping[str, Groups] = field(default_factory=dict)
    needs: tuple[Hashable, ...] = ()
    sums: tuple[Sum, ...] = ()
    also: Mapping[Hashable, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """A way to tell things apart.

    Attributes
    ----------
    by : str
    codes : tuple of str
    of : int array, shape (n things,)
        Position of each thing's code; -1 where it is not known.
    """

    by: str
    codes: tuple[str, ...]
    of: NDArray[np.int64]

    def counts(self, things: NDArray[np.int64]) -> dict[str, int]:
        """How many of these things each group has: those that have any, in order, the unknown last."""
        return {code: len(rows) for code, rows in self.parts(things)}

    def parts(self, things: NDArray[np.int64]) -> Iterable[tuple[str, NDArray[np.int64]]]:
        """These things group by group, as `counts` counts them."""
        of = self.of[things]
        for position, code in [*enumerate(self.codes), (-1, UNKNOWN)]:
            if (mine := of == position).any():
                yield code, things[mine]

    def numbers(self, things: NDArray[np.int64], *key: Hashable) -> dict[str, Number]:
        """The counts as numbers that are keyed by what is counted, by how it is grouped and by the group."""
        return {code: Number.count(n, *key, self.by, code) for code, n in self.counts(things).items()}


def told(measures: Sequence[Sequence[Counted]]) -> list[tuple[Measure, ...]]:
    """The measures of several indicators with everything hidden that must be."""
    every = [one for of_one in measures for one in of_one]
    counts: dict[Hashable, int] = {}
    sums: list[Sum] = []
    for one in every:
        sums += one.sums
        counts |= one.also
        for number in (one.total, *(number for groups in one.groups.values() for number in groups.values())):
            if number.key is not None and number.n is not None:
                counts[number.key] = number.n
        for groups in one.groups.values():
            if one.total.key is not None:
                sums.append(Sum(one.total.key, tuple(number.key for number in groups.values())))
    hidden = hidden_keys(counts, sums)
    return [tuple(_measure(one, hidden) for one in of_one) for of_one in measures]


def _measure(one: Counted, hidden: set[Hashable]) -> Measure:
    is_hidden = one.total.key in hidden or any(key in hidden for key in one.needs)
    breakdowns = tuple(
        Breakdown(by, tuple(_cell(code, number, number.key in hidden) for code, number in groups.items()))
        for by, groups in one.groups.items()
    )
    total = _cell("", one.total, is_hidden)
    return Measure(one.name, one.unit, total, () if is_hidden else breakdowns)


def _cell(group: str, number: Number, hidden: bool) -> Cell:
    return Cell(group, None, None, hidden=True) if hidden else Cell(group, number.value, number.n)
