"""Streams of links, page by page: nothing stays open between two pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from graph.model import Link
from graph.schema import Kind, LinkType
from graph.sqlite_store import sql
from graph.sqlite_store.rows import Row, link_of
from graph.store import LinkColumns

Key = Sequence[Any]
RowReader = Callable[[Key], list[Row]]
ColumnReader = Callable[[Key], list[list[Any]]]

_BOOLS = {None: None, 0: False, 1: True}


def links_of_rows(kind: LinkType, read_rows: RowReader) -> Iterator[Link]:
    """All links of the type, in order of (source, target, key)."""
    positions = _identity(kind)
    after: Key = [""] * len(positions)  # no id is empty, so every link comes after this
    while page := read_rows(after):
        for row in page:
            yield link_of(kind, row)
        after = [page[-1][position] for position in positions]


def column_batches(kind: LinkType, read_columns: ColumnReader) -> Iterator[LinkColumns]:
    """All links of the type, column by column, in the same order; dates as they are stored, in days."""
    positions = _identity(kind)
    after: Key = [""] * len(positions)
    while (page := read_columns(after))[0]:
        sources, targets, *columns = page
        named = {
            prop.name: _bools(column) if prop.kind is Kind.BOOL else column
            for prop, column in zip(kind.properties, columns, strict=True)
        }
        yield LinkColumns(kind.name, sources, targets, named)
        after = [page[position][-1] for position in positions]


def _bools(column: list[Any]) -> list[bool | None]:
    # Mostly nothing is known; counting that is much faster than to look up each.
    return column if column.count(None) == len(column) else list(map(_BOOLS.__getitem__, column))


def page_of_rows(connection: sqlite3.Connection, kind: LinkType, after: Key, n_rows: int) -> list[Row]:
    """The rows of the next links; `after` is the identity of the last one."""
    return connection.execute(sql.LINKS[kind.name].page, (*after, n_rows)).fetchall()


def page_of_columns(connection: sqlite3.Connection, kind: LinkType, after: Key, n_rows: int) -> list[list[Any]]:
    """The same rows, column by column."""
    rows = connection.execute(sql.LINKS[kind.name].page, (*after, n_rows))
    # Each row is taken apart as it comes, so none is kept: Python then uses one tuple for all of them.
    values = list(chain.from_iterable(rows))
    width = 2 + len(kind.properties)
    return [values[place::width] for place in range(width)]


def _identity(kind: LinkType) -> list[int]:
    """Where the ends and the key of a link stand in its row."""
    names = ["source", "target", *kind.by_name]
    return [names.index(name) for name in ("source", "target", *kind.key)]
