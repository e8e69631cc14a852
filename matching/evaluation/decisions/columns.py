"""How a feature column is read, told by its values in the training file alone.

A column of numbers counts by deviations from the mean; with few different values each is a
category as well, since it may be a code. Other columns hold a category, several with bars
between, or a text, whose words count only by how many both sides share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.evaluation.decisions.files import number_of
from matching.evaluation.decisions.overlaps import Named
from matching.words import stems_of

FURTHEST = 4.0  # deviations from the mean that a number counts at most
FEW_VALUES = 20  # with so many different numbers or fewer they may be codes
AS_CODE = 0.5  # what such a category counts, so that it takes more to make a number a code
WORDY = 4  # words a value, on average, from which a column is read as text


class Sort(StrEnum):
    """What the values of a column are."""

    NUMBER = "number"
    CODE = "code"  # a number with few different values
    CATEGORY = "category"
    LIST = "list"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How the values of a column become features; one that is not known gives none."""

    sort: Sort
    mean: float = 0.0
    deviation: float = 1.0

    def features(self, label: str, value: str | None) -> Named:
        """What somebody is.

        >>> dict(ColumnReading(Sort.NUMBER, 10.0, 2.0).features("age", "13"))
        {'age': 1.5}
        >>> dict(ColumnReading(Sort.LIST).features("tags", "a|b"))
        {'tags=a': 1.0, 'tags=b': 1.0}
        """
        if value is None:
            return
        if (number := self._standard(value)) is not None:
            yield label, number
        if self.sort not in (Sort.NUMBER, Sort.TEXT):
            weight = AS_CODE if self.sort is Sort.CODE else 1.0
            yield from ((f"{label}={term}", weight) for term in self.terms(value))

    def likeness(self, label: str, mine: str | None, theirs: str | None) -> Named:
        """How alike two are: numbers by their distance, from 0 downwards; the rest by shared terms, from 0 to 1.

        >>> dict(ColumnReading(Sort.NUMBER, 10.0, 2.0).likeness("age", "13", "9"))
        {'age': -2.0}
        >>> dict(ColumnReading(Sort.LIST).likeness("tags", "a|b", "b|c|d"))
        {'tags': 0.25}
        """
        if mine is None or theirs is None:
            return
        here, there = self._standard(mine), self._standard(theirs)
        if here is not None and there is not None:
            yield label, -abs(here - there)
        if self.sort is not Sort.NUMBER:
            one, other = set(self.terms(mine)), set(self.terms(theirs))
            same = label if here is None else f"{label} same"
            yield same, len(one & other) / max(len(one | other), 1)

    def terms(self, value: str) -> tuple[str, ...]:
        """The terms of a value, each once."""
        if self.sort is Sort.TEXT:
            return tuple(dict.fromkeys(stems_of(value)))
        parts = value.split("|") if self.sort is Sort.LIST else [value]
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def _standard(self, value: str) -> float | None:
        if self.sort not in (Sort.NUMBER, Sort.CODE) or (number := number_of(value)) is None:
            return None
        return float(np.clip((number - self.mean) / self.deviation, -FURTHEST, FURTHEST))


def reading_of(values: Sequence[str]) -> ColumnReading:
    """How a column with these values is read.

    >>> reading_of(["1", "3"]), reading_of(["law", "2"]).sort, reading_of(["a|b", "c"]).sort
    (ColumnReading(sort=<Sort.CODE: 'code'>, mean=2.0, deviation=1.0), <Sort.CATEGORY: 'category'>, <Sort.LIST: 'list'>)
    """
    different = sorted(set(values))
    numbers = [number for value in values if (number := number_of(value)) is not None]
    if len(numbers) == len(values):
        sort = Sort.CODE if len(different) <= FEW_VALUES else Sort.NUMBER
        return ColumnReading(sort, float(np.mean(numbers)), float(np.std(numbers)) or 1.0)
    if any("|" in value for value in different):
        return ColumnReading(Sort.LIST)
    n_words = sum(len(stems_of(value)) for value in different)
    return ColumnReading(Sort.TEXT if n_words >= WORDY * len(different) else Sort.CATEGORY)
