"""A record as one line of JSON, always the same bytes for the same record, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from graph import schema
from graph.model import Link, Node, Value
from graph.schema import Kind, Property

Record = Node | Link


def _iso(value: date) -> str:
    return value.isoformat()


_to_json: Callable[[Any], str] = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_iso
).encode


def line_of(record: Record) -> bytes:
    """The record's line: keys sorted, no spaces, dates in ISO form, UTF-8.

    >>> line_of(Link("NEEDS", "o-1", "s-1", {"priority": 2}))
    b'{"link":"NEEDS","properties":{"priority":2},"source":"o-1","target":"s-1"}\\n'
    """
    if isinstance(record, Node):
        fields = {"node": record.id, "labels": sorted(record.labels), "properties": dict(record.properties)}
    else:
        ends = {"source": record.source, "target": record.target}
        fields = {"link": record.type, **ends, "properties": dict(record.properties)}
    return f"{_to_json(fields)}\n".encode()


def record_of(line: bytes) -> Record:
    """The record of a line that `line_of` wrote; whether it fits the schema is the store's to check.

    >>> record_of(line_of(Node("c", frozenset({"Cohort"}), {"starts": date(2021, 9, 1)}))).properties
    {'starts': datetime.date(2021, 9, 1)}

    Raises
    ------
    UnknownName
        A label or a link type that is not in the schema.
    KeyError, TypeError, ValueError
        The line is not one of a record.
    """
    fields = json.loads(line)
    if "node" in fields:
        labels = frozenset(fields["labels"])
        # Two roles share properties, and each is read once.
        allowed = {name: prop for label in sorted(labels) for name, prop in schema.node_label(label).by_name.items()}
        return Node(fields["node"], labels, _read(allowed.values(), fields["properties"]))
    kind = schema.link_type(fields["link"])
    return Link(kind.name, fields["source"], fields["target"], _read(kind.properties, fields["properties"]))


def _read(allowed: Iterable[Property], properties: Mapping[str, Any]) -> dict[str, Value | None]:
    """The properties with times as times; a name that the schema lacks is kept, for the store to refuse."""
    given = dict(properties)
    for prop in allowed:
        read = _READ.get(prop.kind)
        if read is not None and given.get(prop.name) is not None:
            given[prop.name] = read(given[prop.name])
    return given


_READ: dict[Kind, Callable[[str], date]] = {Kind.DATE: date.fromisoformat, Kind.DATETIME: datetime.fromisoformat}
