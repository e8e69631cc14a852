"""Nodes and links as rows of the file, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from graph import schema
from graph.link_keys import read_key
from graph.model import Link, LinkKey, Node
from graph.property_columns import PropertyColumns
from graph.schema import LinkType
from graph.sqlite_store.columns import Stored, days, node_properties, properties_of, readers, sendable, stored_columns

Row = tuple[Any, ...]


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


def role_text(label: str) -> str:
    """What stands in the text of a node's labels if it counts as `label`.

    >>> role_text("Mentor"), role_text("Actor")
    ('|Mentor|', '|')
    """
    return "|" if label in schema.BASE_LABELS else f"|{label}|"


def node_rows(base: str, nodes: Sequence[Node], columns: PropertyColumns) -> list[Row]:
    """A row (id, labels, values in the order of the columns) for each node."""
    stored = stored_columns(node_properties(base), columns)
    return list(zip([node.id for node in nodes], [labels_text(node.labels) for node in nodes], *stored, strict=True))


def node_of(base: str, row: Row) -> Node:
    """The node of such a row."""
    return Node(row[0], labels_of(row[1]), properties_of(readers(node_properties(base)), row[2:]))


def rows_to_send(rows: Sequence[Row]) -> Iterable[Row]:
    """The same rows with what is absent as the driver takes it fastest."""
    return zip(*map(sendable, zip(*rows, strict=True)), strict=True)


def link_rows(kind: LinkType, links: Sequence[Link]) -> list[Row]:
    """A row to send (source, target, values in the order of the schema) for each link."""
    columns = map(sendable, stored_columns(kind.properties, PropertyColumns(links)))
    return list(zip([link.source for link in links], [link.target for link in links], *columns, strict=True))


def link_of(kind: LinkType, row: Row) -> Link:
    """The link of such a row."""
    return Link(kind.name, row[0], row[1], properties_of(readers(kind.properties), row[2:]))


def key_row(key: LinkKey) -> tuple[Stored, ...] | None:
    """The key's ends and values as they are stored; None where no link can have such a key.

    Raises
    ------
    InvalidRecord
        The key has not as many values as its type asks for.
    """
    said = read_key(key)
    if said is None:
        return None
    return (said.source, said.target, *(days(value) if isinstance(value, date) else value for value in said.values))
