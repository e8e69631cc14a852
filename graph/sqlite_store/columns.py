"""How values stand in the columns of the file: which column, of which type, written and read how."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from graph import schema
from graph.model import Value
from graph.property_columns import Column, PropertyColumns
from graph.schema import Kind, Property

Stored = str | int | float | None
Reader = tuple[str, Callable[[Any], Value] | None]

COLUMN_TYPES = {
    Kind.STR: "TEXT",
    Kind.INT: "INTEGER",
    Kind.FLOAT: "REAL",
    Kind.BOOL: "INTEGER",
    Kind.DATE: "INTEGER",  # days since 1970-01-01
    Kind.DATETIME: "INTEGER",  # microseconds since 1970-01-01, UTC
    Kind.STR_LIST: "TEXT",  # JSON
    Kind.INT_LIST: "TEXT",  # JSON
}

# SQLite keeps a NaN as NULL, and no checked value is a NaN. The driver takes ten times as long to hand over a None:
# it first looks for somebody to adapt it.
ABSENT = float("nan")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()


@lru_cache(maxsize=64)
def node_properties(base: str) -> tuple[Property, ...]:
    """The properties of all labels under the base, each name once: the columns of its table.

    >>> [prop.name for prop in node_properties("Cohort")]
    ['name', 'starts', 'ends']
    """
    properties = [p for label in schema.labels_under(base) for p in schema.node_label(label).properties]
    return tuple({p.name: p for p in reversed(properties)}[name] for name in dict.fromkeys(p.name for p in properties))


def stored_columns(properties: Iterable[Property], columns: PropertyColumns) -> list[Column]:
    """For each property the records' values as they are stored, None where absent."""
    return [
        _stored(prop.kind, columns[prop.name]) if prop.name in columns.names else columns[prop.name]
        for prop in properties
    ]


def sendable(column: Sequence[Any]) -> Sequence[Any]:
    """The column as the driver takes it fastest."""
    n_absent = column.count(None)
    if n_absent == len(column):
        return [ABSENT] * n_absent
    return [ABSENT if value is None else value for value in column] if n_absent else column


def _stored(kind: Kind, column: Column) -> Column:
    write = _WRITE.get(kind)
    if write is None:
        return column
    return [None if value is None else write(value) for value in column]


@lru_cache(maxsize=64)
def readers(properties: tuple[Property, ...]) -> tuple[Reader, ...]:
    """For each property its name and what turns a stored value back; None where it stays as it is."""
    return tuple((prop.name, _READ.get(prop.kind)) for prop in properties)


def properties_of(named: Sequence[Reader], values: Sequence[Any]) -> dict[str, Value | None]:
    """The properties of a row's values; absent ones are left out."""
    return {
        name: value if read is None else read(value)
        for (name, read), value in zip(named, values, strict=True)
        if value is not None
    }


def days(day: date) -> int:
    """The number of days since 1970-01-01.

    >>> days(date(1970, 1, 2)), days(date(1969, 12, 31))
    (1, -1)
    """
    return day.toordinal() - _EPOCH_DAY


def _day(number: int) -> date:
    return date.fromordinal(number + _EPOCH_DAY)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(number: int) -> datetime:
    return _EPOCH + timedelta(microseconds=number)


# One encoder for all: json.dumps would make one for each list.
_json = json.JSONEncoder(ensure_ascii=False).encode

_WRITE: dict[Kind, Callable[[Any], Stored]] = {
    Kind.BOOL: int,  # the driver is slow with a bool
    Kind.DATE: days,
    Kind.DATETIME: _microseconds,
    Kind.STR_LIST: _json,
    Kind.INT_LIST: _json,
}
_READ: dict[Kind, Callable[[Any], Value]] = {
    Kind.BOOL: bool,
    Kind.DATE: _day,
    Kind.DATETIME: _moment,
    Kind.STR_LIST: json.loads,
    Kind.INT_LIST: json.loads,
}
