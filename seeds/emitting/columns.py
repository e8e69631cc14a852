"""Reads arrays as plain Python values, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seeds.drawing.arrays import Ints
from seeds.drawing.timeline import NEVER, date_of

CHUNK = 8_192


def rows_of(*columns: NDArray[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of equally long columns, as tuples of plain values.

    >>> list(rows_of(np.array([1, 2]), np.array([.5, 1.])))
    [(1, 0.5), (2, 1.0)]
    """
    for at in range(0, len(columns[0]), CHUNK):
        yield from zip(*(column[at : at + CHUNK].tolist() for column in columns), strict=True)


def grouped(rows: Ints, values: Ints, n_rows: int) -> Iterator[Sequence[int]]:
    """For each of `n_rows` rows in turn its values; `rows` must ascend.

    >>> [list(values) for values in grouped(np.array([0, 0, 2]), np.array([7, 8, 9]), 3)]
    [[7, 8], [], [9]]
    """
    for at in range(0, n_rows, CHUNK):
        ends = np.searchsorted(rows, np.arange(at, min(at + CHUNK, n_rows) + 1))
        chunk = values[ends[0] : ends[-1]].tolist()
        local = (ends - ends[0]).tolist()
        for start, end in pairwise(local):
            yield chunk[start:end]


def day_or_none(number: int) -> date | None:
    """The date of a day, or None for what has not happened."""
    return None if number >= NEVER else date_of(number)
