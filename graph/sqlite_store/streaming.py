"""Streams of links, page by page: nothing stays open between two pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from graph.model import Link
from graph.schema import Kind, LinkType
from graph.sqlite_store.rows import link_of
from graph.store import LinkColumns

PageReader = Callable[[Sequence[Any]], list[Any]]

_BOOLS = {None: None, 0: False, 1: True}


def pages(kind: LinkType, read_page: PageReader) -> Iterator[list[Any]]:
    """The rows of all links of the type, in order of (source, target, key)."""
    names = ["source", "target", *kind.by_name]
    identity = [names.index(name) for name in ("source", "target", *kind.key)]
    after: Sequence[Any] = [""] * len(identity)  # no id is empty, so every link comes after this
    while page := read_page(after):
        yield page
        after = [page[-1][position] for position in identity]


def links_of_rows(kind: LinkType, read_page: PageReader) -> Iterator[Link]:
    """All links of the type."""
    for page in pages(kind, read_page):
        for row in page:
            yield link_of(kind, row)


def column_batches(kind: LinkType, read_page: PageReader) -> Iterator[LinkColumns]:
    """All links of the type, column by column; dates as they are stored, in days."""
    for page in pages(kind, read_page):
        sources, targets, *columns = zip(*page, strict=True)
        named = {
            prop.name: list(map(_BOOLS.__getitem__, column)) if prop.kind is Kind.BOOL else column
            for prop, column in zip(kind.properties, columns, strict=True)
        }
        yield LinkColumns(kind.name, sources, targets, named)
