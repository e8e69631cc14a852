"""What a link's key says: the ends in the order they are kept in, and the values that its texts stand for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from graph import schema
from graph.errors import InvalidRecord
from graph.fitting import is_text
from graph.model import LinkKey
from graph.schema import Kind

KeyValue = str | int | date


class ReadKey(NamedTuple):
    """A key that a link may have, its values in the order of the type's key."""

    source: str
    target: str
    values: tuple[KeyValue, ...]


def kept_key(key: LinkKey) -> LinkKey:
    """The key as stores keep it: the ends of a symmetric type in order of id.

    >>> kept_key(LinkKey("BORDERS", "0202", "0201")).source
    '0201'
    """
    if schema.link_type(key.type).symmetric and key.source > key.target:
        return LinkKey(key.type, key.target, key.source, key.key)
    return key


def read_key(key: LinkKey) -> ReadKey | None:
    """What the key says, its ends in order; None where no link can have such a key.

    >>> read_key(LinkKey("PAIRED_WITH", "b", "a", ("2024",)))
    ReadKey(source='a', target='b', values=('2024',))
    >>> read_key(LinkKey("INTRODUCED_TO", "a", "b", ("20210301", "peer"))) is None
    True

    Raises
    ------
    InvalidRecord
        The key has not as many values as its type asks for.
    """
    kind = schema.link_type(key.type)
    if len(key.key) != len(kind.key):
        problem = f"must have {len(kind.key)} values: {', '.join(kind.key) or 'none'}"
        raise InvalidRecord(f"{key.type} {key.source}–{key.target}", "key", problem)
    if not all(map(is_text, (key.source, key.target, *key.key))):
        return None
    values: list[KeyValue] = []
    for name, text in zip(kind.key, key.key, strict=True):
        value = _value(kind.by_name[name].kind, text)
        if value is None:
            return None
        values.append(value)
    ends = kept_key(key)
    return ReadKey(ends.source, ends.target, tuple(values))


def _value(kind: Kind, text: str) -> KeyValue | None:
    """The value that is written so and not otherwise: ``20210301`` is no date of a key."""
    try:
        value = _READ[kind](text)
    except ValueError:
        return None
    return value if str(value) == text else None  # the text of a date is its ISO form


_READ: dict[Kind, Callable[[str], KeyValue]] = {Kind.STR: str, Kind.INT: int, Kind.DATE: date.fromisoformat}
