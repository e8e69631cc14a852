"""Streams nodes and links page by page, so that no transaction outlives a page."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import chain, repeat
from typing import Any

from graph import schema
from graph.model import Link, Node
from graph.neo4j_store import cypher
from graph.neo4j_store.connection import Connection, Pending, Transaction
from graph.neo4j_store.values import node_of
from graph.schema import Kind, LinkType, Property
from graph.store import LinkColumns

NODES_A_PAGE = 5_000
SOURCES_A_PAGE = 2_000
# While one page is being unpacked here, the server makes the next ones.
PAGES_AHEAD = 2

_BETWEEN = "\0"  # never part of a text in the network
_APART = "\0\0"  # between a target and the rest; no field is empty, so these are no fields' ends
_END = "\0\0\0"
_EPOCH = date(1970, 1, 1).toordinal()

Column = list[str | int | float | bool | None]
Row = tuple[str | int | float | bool | None, ...]
LinkPage = tuple[list[str], list[str]]


def stream_nodes(connection: Connection, base: str) -> Iterator[Node]:
    """Every node under the base label, in order of id."""
    after = ""
    statement = cypher.NODES[base].page
    while True:
        rows = connection.read(_rows(statement, after=after, n_rows=NODES_A_PAGE))
        for row in rows:
            yield node_of(base, row)
        if len(rows) < NODES_A_PAGE:
            return
        after = rows[-1][0]


def stream_links(connection: Connection, kind: LinkType) -> Iterator[Link]:
    """Every link of the type, in order of (source, target, key)."""
    for batch in stream_columns(connection, kind):
        columns = [_values(prop, batch.columns[prop.name]) for prop in kind.properties]
        # A type without properties has no columns, so its rows are counted by their sources.
        rows = zip(*columns, strict=True) if columns else repeat((), len(batch.sources))
        for source, target, row in zip(batch.sources, batch.targets, rows, strict=True):
            given = {prop.name: value for prop, value in zip(kind.properties, row, strict=True) if value is not None}
            yield Link(kind.name, source, target, given)


def _values(prop: Property, column: Sequence[Any]) -> Sequence[Any]:
    """The column with dates again as dates."""
    if prop.kind is not Kind.DATE:
        return column
    return [None if days is None else date.fromordinal(days + _EPOCH) for days in column]


def stream_columns(connection: Connection, kind: LinkType) -> Iterator[LinkColumns]:
    """Every link of the type in column batches, in order of (source, target, key)."""
    reader = _Reader(kind)
    for sources, joined in _pages(connection, kind):
        if sources:
            yield _columns(kind, reader, sources, joined)


def _rows(statement: str, **parameters: Any) -> Callable[[Transaction], list[list[Any]]]:
    return lambda transaction: transaction.rows(statement, **parameters)


def _pages(connection: Connection, kind: LinkType) -> Iterator[LinkPage]:
    """The pages of all sources in order, a few of them read ahead."""
    statements = cypher.LINKS[kind.name]
    ahead: deque[Pending[list[list[Any]]]] = deque()
    for after, last in _bounds(connection, schema.base_of(kind.source)):
        statement = statements.last_page if last is None else statements.page
        page = _rows(statement, after=after, last=last, apart=_APART, between=_BETWEEN, end=_END)
        ahead.append(connection.start_read(page))
        if len(ahead) > PAGES_AHEAD:
            yield _page(ahead.popleft())
    while ahead:
        yield _page(ahead.popleft())


def _page(pending: Pending[list[list[Any]]]) -> LinkPage:
    sources, joined = pending.result()[0]
    return sources, joined


def _bounds(connection: Connection, base: str) -> Iterator[tuple[str, str | None]]:
    """The first id before each page and its last one; None where the page is open at its end."""
    after = ""
    statement = cypher.NODES[base].bound
    while True:
        rows = connection.read(_rows(statement, after=after, n_rows=SOURCES_A_PAGE - 1))
        yield after, rows[0][0] if rows else None
        if not rows:
            return
        after = rows[0][0]


def _columns(kind: LinkType, reader: _Reader, sources: list[str], joined: list[str]) -> LinkColumns:
    """A page as columns; see `graph.neo4j_store.cypher` for how its texts are made."""
    # As a text, a link is sorted by its target and then its key, since the key comes first and \0 before all else.
    of_each = [sorted(text.removesuffix(_END).split(_END)) for text in joined]
    of_source = list(chain.from_iterable(map(repeat, sources, map(len, of_each))))
    parts = _APART.join(chain.from_iterable(of_each)).split(_APART)
    if not kind.properties:
        return LinkColumns(kind.name, of_source, parts, {})
    return LinkColumns(kind.name, of_source, parts[0::2], reader.columns(parts[1::2]))


class _Reader:
    """Reads the fields that follow a link's target.

    Many links agree in all of them, so what was read of a text is remembered: then a link costs one look instead of
    one for each field.
    """

    def __init__(self, kind: LinkType) -> None:
        self._names = tuple(prop.name for prop in kind.properties)
        self._fields = [_FieldReader(kind.by_name[name]) for name in cypher.LINKS[kind.name].columns]
        self._rows: dict[str, Row] = {}

    def columns(self, texts: list[str]) -> dict[str, Column]:
        """A column for each property, in order of the schema."""
        if len(self._rows) > _MAX_REMEMBERED:
            self._rows.clear()
        new = set(texts).difference(self._rows)
        if len(new) > len(texts) // 2:
            return self._read(texts)  # to remember what hardly comes again would cost more than it saves
        if new:
            self._rows.update(zip(new, zip(*self._read(new).values(), strict=True), strict=True))
        values = list(chain.from_iterable(map(self._rows.__getitem__, texts)))
        return {name: values[place :: len(self._names)] for place, name in enumerate(self._names)}

    def _read(self, texts: Collection[str]) -> dict[str, Column]:
        fields = _BETWEEN.join(texts).split(_BETWEEN)
        width = len(self._fields)
        columns = {field.name: field.column(fields[place::width]) for place, field in enumerate(self._fields)}
        return {name: columns[name] for name in self._names}


class _FieldReader(dict[str, Any]):
    """Reads a column's texts; the same text is read once."""

    def __init__(self, prop: Property) -> None:
        super().__init__()
        self.name = prop.name
        self._read: Callable[[str], Any] = _READ[prop.kind]
        self._free_text = prop.kind is Kind.STR and not prop.choices

    def __missing__(self, text: str) -> Any:
        value = None if text == "-" else self._read(text[1:] if self._free_text else text)
        self[text] = value
        return value

    def column(self, texts: list[str]) -> Column:
        if len(self) > _MAX_REMEMBERED:
            self.clear()
        return [self[text] for text in texts]


_MAX_REMEMBERED = 50_000
_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.STR: str,
    Kind.INT: int,
    Kind.FLOAT: float,
    Kind.BOOL: lambda text: text == "true",
    Kind.DATE: lambda text: date.fromisoformat(text).toordinal() - _EPOCH,
}
