"""How labels and properties are written in the file, and read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from graph import schema
from graph.errors import InvalidRecord
from graph.model import Link, LinkKey, Node, Properties, Value
from graph.schema import Kind, LinkType

Stored = str | int | float | None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_write_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode


@lru_cache(maxsize=256)
def labels_text(labels: frozenset[str]) -> str:
    """The labels as one text, each between bars, so that one can be looked for.

    >>> labels_text(frozenset({"Partner", "Organisation"}))
    '|Organisation|Partner|'
    """
    return "|" + "".join(f"{label}|" for label in sorted(labels))


@lru_cache(maxsize=256)
def labels_of(text: str) -> frozenset[str]:
    """The labels that `labels_text` wrote."""
    return frozenset(text.strip("|").split("|"))


def properties_text(labels: frozenset[str], properties: Properties) -> str:
    """The properties of a node as JSON, times in ISO form; those of None are left out."""
    given: dict[str, Any] = {name: value for name, value in properties.items() if value is not None}
    for name in _times(labels):
        if name in given:
            given[name] = given[name].isoformat()
    return _write_json(given)


def properties_of(labels: frozenset[str], text: str) -> dict[str, Value | None]:
    """The properties that `properties_text` wrote."""
    properties: dict[str, Any] = json.loads(text)
    for name, read in _times(labels).items():
        if name in properties:
            properties[name] = read(properties[name])
    return properties


@lru_cache(maxsize=256)
def _times(labels: frozenset[str]) -> dict[str, Callable[[str], date]]:
    allowed = [p for label in labels for p in schema.node_label(label).properties]
    return {p.name: _READ_TIME[p.kind] for p in allowed if p.kind in _READ_TIME}


_READ_TIME: dict[Kind, Callable[[str], date]] = {
    Kind.DATE: date.fromisoformat,
    Kind.DATETIME: datetime.fromisoformat,
}


def node_of(row: Sequence[Any]) -> Node:
    """The node of a row (id, labels, properties)."""
    labels = labels_of(row[1])
    return Node(row[0], labels, properties_of(labels, row[2]))


def link_row(names: Sequence[tuple[str, Callable[[Any], Stored] | None]], link: Link) -> tuple[Stored, ...]:
    """The row of a link: its ends, then its properties in the order of `writers`."""
    value_of: Callable[[str], Any] = link.properties.get
    return (
        link.source,
        link.target,
        *[
            value if write is None or value is None else write(value)
            for name, write in names
            for value in (value_of(name),)
        ],
    )


@lru_cache(maxsize=64)
def writers(link_type: str) -> tuple[tuple[str, Callable[[Any], Stored] | None], ...]:
    """For each property of the type, its name and what turns its value into the stored one."""
    return tuple((p.name, _WRITE.get(p.kind)) for p in schema.link_type(link_type).properties)


@lru_cache(maxsize=64)
def readers(link_type: str) -> tuple[tuple[str, Callable[[Any], Value]], ...]:
    """For each property of the type, its name and what turns the stored value back."""
    return tuple((p.name, _READ.get(p.kind, _as_it_is)) for p in schema.link_type(link_type).properties)


def link_of(link_type: str, row: Sequence[Any]) -> Link:
    """The link of a row (source, target, properties in the order of the schema)."""
    named = zip(readers(link_type), row[2:], strict=True)
    return Link(link_type, row[0], row[1], {name: read(value) for (name, read), value in named if value is not None})


def key_row(key: LinkKey) -> tuple[Stored, ...] | None:
    """The key's ends and values as they are stored; None where no stored link can have such a key.

    Raises
    ------
    InvalidRecord
        The key has not as many values as its type asks for.
    """
    kind = schema.link_type(key.type)
    if len(key.key) != len(kind.key):
        raise InvalidRecord(f"{key.type} {key.source}–{key.target}", "key", _wanted(kind))
    try:
        values = [_READ_KEY[kind.by_name[name].kind](text) for name, text in zip(kind.key, key.key, strict=True)]
    except ValueError:
        return None
    return (key.source, key.target, *values)


def _wanted(kind: LinkType) -> str:
    return f"must have {len(kind.key)} values: {', '.join(kind.key) or 'none'}"


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


def _as_it_is(value: Value) -> Value:
    return value


def _days_of_text(text: str) -> int:
    return days(date.fromisoformat(text))


_WRITE: dict[Kind, Callable[[Any], Stored]] = {
    Kind.DATE: days,
    Kind.DATETIME: _microseconds,
    Kind.STR_LIST: _write_json,
    Kind.INT_LIST: _write_json,
}
_READ: dict[Kind, Callable[[Any], Value]] = {
    Kind.BOOL: bool,
    Kind.DATE: _day,
    Kind.DATETIME: _moment,
    Kind.STR_LIST: json.loads,
    Kind.INT_LIST: json.loads,
}
_READ_KEY: Mapping[Kind, Callable[[str], Stored]] = {Kind.STR: str, Kind.INT: int, Kind.DATE: _days_of_text}
