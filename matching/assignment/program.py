"""Choices, what they need, and the levels reached so far, as an integer program of whole numbers.

Columns: the choices; then what each provider with a minimum load lacks; then, for each unit that wants several
providers, whether it is placed; then by how much each of the three counted levels is missed. Rows, each a sum that is
at most so much: the demand of each unit; the capacity of each provider; a row for each cell (a provider and a group);
a row for each provider that two units kept apart could both have; minimum loads; placed units; and the levels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csc_matrix

from matching.assignment.choices import Choices, units_of
from matching.assignment.errors import ContradictoryRules
from matching.assignment.instance import Instance, Ints, Mask
from matching.assignment.rules import Rules

COUNTED = ("shortfall", "placed", "pairs")
UNBOUNDED = 2**50  # more than any count of places

Entries = tuple[Any, Any, Any, Any]  # rows from 0, columns, entries, and how much each row may be


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Columns between `low` and `high`, whose rows `matrix @ columns` are at most `most`.

    Attributes
    ----------
    matrix : sparse int64 array, shape (n_rows, n_columns)
    most : int64 array, shape (n_rows,)
    low, high : int64 arrays, shape (n_columns,)
    n_members : int64 array, shape (n_choices,), of the unit of each choice; the choices are the first columns, 0 or 1
    n_lacking, n_placing : int, columns of the next two kinds, and rows of those kinds
    """

    matrix: csc_matrix
    most: Ints
    low: Ints
    high: Ints
    n_members: Ints
    n_lacking: int
    n_placing: int

    @property
    def n_choices(self) -> int:
        """How many of the columns are choices."""
        return len(self.n_members)

    @property
    def n_full(self) -> int:
        """How many rows, the first ones, say what choices fill: demands, capacities, limits, and who is kept apart."""
        return len(self.most) - len(COUNTED) - self.n_lacking - self.n_placing

    @property
    def of_lacking(self) -> slice:
        """Where the rows of minimum loads stand."""
        return slice(self.n_full, self.n_full + self.n_lacking)

    @property
    def of_placing(self) -> slice:
        """Where the rows of units that want several stand."""
        return slice(self.n_full + self.n_lacking, len(self.most) - len(COUNTED))

    def counting(self, level: str) -> Ints:
        """A counted level as weights of columns: what lacks negative, seekers placed, or pairs."""
        row = self.matrix[len(self.most) - len(COUNTED) + COUNTED.index(level)].toarray().reshape(-1)
        row[len(row) - len(COUNTED) :] = 0
        return np.asarray(-row, np.int64)

    def completed(self, taken: Mask) -> Ints:
        """All columns as they follow from the choices taken."""
        columns = np.zeros(len(self.low), np.int64)
        columns[: self.n_choices] = taken
        first, last = len(self.most) - len(COUNTED), len(self.low) - len(COUNTED)
        used = self.matrix @ columns
        columns[self.n_choices : self.n_choices + self.n_lacking] = np.maximum((used - self.most)[self.of_lacking], 0)
        columns[self.n_choices + self.n_lacking : last] = np.minimum(-used[self.of_placing], 1)
        columns[last:] = np.maximum((self.matrix @ columns - self.most)[first:], 0)
        return columns

    def is_kept_by(self, columns: Ints) -> bool:
        """Whether the columns are within their bounds, and the rows as well."""
        within = bool((columns >= self.low).all() and (columns <= self.high).all())
        return within and bool((self.matrix @ columns <= self.most).all())

    def reaching(self, level: str, reached: int) -> Program:
        """The program of what reaches this much of a counted level, with as little shortfall or as many placed."""
        most = self.most.copy()
        most[len(most) - len(COUNTED) + COUNTED.index(level)] = -reached
        return replace(self, most=most)

    def without(self, left_out: Mask) -> Program:
        """The program without some of the choices; those that are locked stay."""
        high = self.high.copy()
        high[: self.n_choices][left_out] = self.low[: self.n_choices][left_out]
        return replace(self, high=high)

    def strict(self) -> Program:
        """The program in which no level may be missed."""
        high = self.high.copy()
        high[len(high) - len(COUNTED) :] = 0
        return replace(self, high=high)

    def missing(self) -> tuple[Program, Ints]:
        """The program in which the levels reached may be missed, and an objective: as little as can be."""
        high, objective = self.high.copy(), np.zeros(len(self.low), np.int64)
        high[len(high) - len(COUNTED) :] = int(self.n_members.sum()) + int(high[self.n_choices :].sum())
        objective[len(high) - len(COUNTED) :] = -1
        return replace(self, high=high), objective


def program_of(instance: Instance, rules: Rules, choices: Choices) -> Program:
    """The program of an instance, with no level reached yet.

    Raises
    ------
    ContradictoryRules
        What is locked breaks a capacity, a limit, or what is kept apart.
    """
    wanting, several = np.flatnonzero(instance.minimum), np.flatnonzero(choices.demand > 1)
    n, at = len(choices.unit), np.arange(len(choices.unit))
    found = _Rows()
    found.add(choices.unit, at, 1, np.minimum(choices.demand, np.bincount(choices.unit, minlength=len(choices.size))))
    found.add(choices.provider, at, choices.n_members, instance.capacity)
    found.add(*_cells(instance, rules, choices))
    found.add(*_apart(instance, rules, choices))
    _refuse_locks(found, choices)
    found.add(*_lacking(instance, choices, wanting))
    found.add(*_placing(choices, several, n + len(wanting)))
    n_columns = n + len(wanting) + len(several) + len(COUNTED)
    for weights in _levels(choices, several, len(wanting), n_columns):
        columns = np.flatnonzero(weights)
        found.add(np.zeros_like(columns), columns, -weights[columns], [UNBOUNDED])
    ones = np.ones(n + len(several), np.int64)
    return Program(
        found.matrix(n_columns),
        np.concatenate(found.most),
        np.concatenate([choices.forced.astype(np.int64), np.zeros(n_columns - n, np.int64)]),
        np.concatenate([ones[:n], instance.minimum[wanting], ones[n:], np.zeros(len(COUNTED), np.int64)]),
        choices.n_members,
        len(wanting),
        len(several),
    )


class _Rows:
    """Rows as they are added."""

    def __init__(self) -> None:
        self.rows: list[Ints] = []
        self.columns: list[Ints] = []
        self.entries: list[Ints] = []
        self.most: list[Ints] = []
        self.n_rows = 0

    def add(self, rows: Any, columns: Any, entries: Any, most: Any) -> None:
        """Add rows, numbered from 0, with their entries."""
        self.rows.append(np.asarray(rows, np.int64) + self.n_rows)
        self.columns.append(np.asarray(columns, np.int64))
        self.entries.append(np.broadcast_to(np.asarray(entries, np.int64), self.columns[-1].shape))
        self.most.append(np.asarray(most, np.int64))
        self.n_rows += len(self.most[-1])

    def joined(self) -> tuple[Ints, Ints, Ints]:
        """The row, the column and the value of every entry."""
        return np.concatenate(self.rows), np.concatenate(self.columns), np.concatenate(self.entries)

    def matrix(self, n_columns: int) -> csc_matrix:
        """The rows, one below another."""
        rows, columns, entries = self.joined()
        return csc_matrix((entries, (rows, columns)), (self.n_rows, n_columns), dtype=np.int64)


def _cells(instance: Instance, rules: Rules, choices: Choices) -> Entries:
    """For each provider and group how many of it there are at most, where a group limit counts."""
    none = np.zeros(0, np.int64)
    if rules.group_of_seeker is None or rules.group_limit is None:
        return none, none, none, none
    groups = np.asarray(rules.group_of_seeker, np.int64)[instance.seeker]
    grouped = np.flatnonzero(groups >= 0)
    keys = instance.provider[grouped] * (int(groups.max(initial=0)) + 1) + groups[grouped]
    cells, at = np.unique(keys, return_inverse=True)
    columns = choices.of_pair[grouped]
    return at[columns >= 0], columns[columns >= 0], 1, np.full(len(cells), rules.group_limit)


def _apart(instance: Instance, rules: Rules, choices: Choices) -> Entries:
    """For each two units kept apart, and each provider that both could have: one of them at most."""
    unit_of = units_of(instance.n_seekers, rules.together)
    parted = sorted({(int(min(two)), int(max(two))) for two in unit_of[np.array(rules.apart, np.int64).reshape(-1, 2)]})
    both = [shared for two in parted for shared in _shared(choices, *two)]
    columns = np.array(both, np.int64).reshape(-1)
    return np.repeat(np.arange(len(both)), 2), columns, 1, np.ones(len(both), np.int64)


def _shared(choices: Choices, one: int, other: int) -> Iterator[tuple[int, int]]:
    (begin, end), (start, stop) = (np.searchsorted(choices.unit, [unit, unit + 1]) for unit in (one, other))
    _, left, right = np.intersect1d(
        choices.provider[begin:end], choices.provider[start:stop], assume_unique=True, return_indices=True
    )
    yield from zip((begin + left).tolist(), (start + right).tolist(), strict=True)


def _lacking(instance: Instance, choices: Choices, wanting: Ints) -> Entries:
    """For each provider with a minimum load: what it gets and what it lacks are no less than that."""
    own = np.flatnonzero(instance.minimum[choices.provider] > 0)
    numbers = np.arange(len(wanting))
    return (
        np.concatenate([np.searchsorted(wanting, choices.provider[own]), numbers]),
        np.concatenate([own, len(choices.unit) + numbers]),
        np.concatenate([-choices.n_members[own], np.full(len(wanting), -1)]),
        -instance.minimum[wanting],
    )


def _placing(choices: Choices, several: Ints, first: int) -> Entries:
    """For each unit that wants several: it is placed only with at least one."""
    own = np.flatnonzero(choices.demand[choices.unit] > 1)
    numbers = np.arange(len(several))
    return (
        np.concatenate([np.searchsorted(several, choices.unit[own]), numbers]),
        np.concatenate([own, first + numbers]),
        np.concatenate([np.full(len(own), -1), np.ones(len(several))]),
        np.zeros(len(several)),
    )


def _levels(choices: Choices, several: Ints, n_lacking: int, n_columns: int) -> Iterator[Ints]:
    """The counted levels as weights of columns, with 1 for what may be missed."""
    n = len(choices.unit)
    of_several = choices.demand[choices.unit] > 1
    lacks, placed, pairs = np.zeros((3, n_columns), np.int64)
    lacks[n : n + n_lacking] = -1
    placed[:n] = np.where(of_several, 0, choices.n_members)
    placed[n + n_lacking : n_columns - len(COUNTED)] = choices.size[several]
    pairs[:n] = choices.n_members
    for number, weights in enumerate((lacks, placed, pairs)):
        weights[n_columns - len(COUNTED) + number] = 1
        yield weights


def _refuse_locks(found: _Rows, choices: Choices) -> None:
    """What is locked must be possible by itself; then everything else can be left out."""
    rows, columns, entries = found.joined()
    used = np.zeros(found.n_rows, np.int64)
    np.add.at(used, rows, entries * choices.forced[columns])
    if (used > np.concatenate(found.most)).any():
        raise ContradictoryRules(
            "no assignment keeps all rules: a locked pair goes against seekers kept together or apart; unlock one"
        )
