"""Columns of values as arrays that nobody can write to, and how dates become numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.schema import Kind

Column = NDArray[Any]
Days = NDArray[np.int32]
Rows = NDArray[np.signedinteger[Any]]  # int32 where many are kept, intp where much is looked up with them
Mask = NDArray[np.bool_]

NO_DAY = int(np.iinfo(np.int32).max)  # later than every day, so "has not ended" needs no special case
UNKNOWN = -1
_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    >>> day_number(date(1970, 1, 11))
    10
    """
    return day.toordinal() - _EPOCH


def date_of(day: int) -> date | None:
    """The date of a day number; None for `NO_DAY`.

    >>> date_of(day_number(date(2024, 2, 29)))
    datetime.date(2024, 2, 29)
    """
    return None if day == NO_DAY else date.fromordinal(int(day) + _EPOCH)


def today() -> date:
    """The date where this machine is."""
    return datetime.now().astimezone().date()


def frozen(column: Column) -> Column:
    """The same array, which can no longer be written to."""
    column.setflags(write=False)
    return column


def encode(kind: Kind, values: Iterable[Any]) -> Column:
    """Values of one property as a read-only column.

    Text is an object column with None where absent; whole numbers are int64 and bools int8,
    with -1 where absent; floats are float64 with NaN; dates are int32 day numbers with
    `NO_DAY`; lists are tuples, empty where absent.

    >>> encode(Kind.BOOL, [True, None, False]).tolist()
    [1, -1, 0]
    >>> encode(Kind.DATE, [date(1970, 1, 2), 5, None]).tolist() == [1, 5, NO_DAY]
    True
    """
    dtype, absent, convert = _ENCODINGS[kind]
    if convert is None:
        converted = [absent if value is None else value for value in values]
    else:
        converted = [absent if value is None else convert(value) for value in values]
    return frozen(_tuple_column(converted) if convert is tuple else np.array(converted, dtype=dtype))


def _tuple_column(values: list[Any]) -> Column:
    # numpy would take tuples of one length for a second dimension.
    column = np.empty(len(values), dtype=object)
    for row, value in enumerate(values):
        column[row] = value
    return column


def _day(value: date | int) -> int:
    return value if isinstance(value, int) else day_number(value)


def _second(value: datetime) -> int:
    return int(value.astimezone(UTC).timestamp())


# Type of the column, what stands where there is no value, and how others are converted.
_ENCODINGS: dict[Kind, tuple[Any, Any, Callable[[Any], Any] | None]] = {
    Kind.STR: (object, None, None),
    Kind.INT: (np.int64, UNKNOWN, None),
    Kind.FLOAT: (np.float64, np.nan, None),
    Kind.BOOL: (np.int8, UNKNOWN, None),
    Kind.DATE: (np.int32, NO_DAY, _day),
    Kind.DATETIME: (np.int64, UNKNOWN, _second),
    Kind.STR_LIST: (object, (), tuple),
    Kind.INT_LIST: (object, (), tuple),
}
