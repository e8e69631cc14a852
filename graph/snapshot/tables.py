"""The tables of a network, as read from a store: one per base label, one per link type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph import schema
from graph.snapshot.links import LinkTable, Row, table_of_columns
from graph.snapshot.nodes import TABLE_OF, NodeTable
from graph.store import Store


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Node tables by base label and link tables by link type."""

    nodes: Mapping[str, NodeTable]
    links: Mapping[str, LinkTable]


def read_tables(store: Store) -> Tables:
    """Every table of the store's network, read by streaming."""
    nodes = {base: TABLE_OF[base].of(base, store.stream_nodes(base)) for base in schema.BASE_LABELS}
    # Plain dictionaries, since looking up millions of ids through read-only ones takes seconds.
    row_of: dict[str, Row] = {base: dict(table.row_of) for base, table in nodes.items()}
    links = {kind.name: _read_links(row_of, kind, store) for kind in schema.LINK_TYPES}
    return Tables(MappingProxyType(nodes), MappingProxyType(links))


def ends_of(nodes: Mapping[str, NodeTable], link_type: str) -> tuple[Row, Row]:
    """Where the rows of the sources and of the targets of a link type are found."""
    kind = schema.link_type(link_type)
    return nodes[schema.base_of(kind.source)].row_of, nodes[schema.base_of(kind.target)].row_of


def _read_links(row_of: Mapping[str, Row], kind: schema.LinkType, store: Store) -> LinkTable:
    sources, targets = row_of[schema.base_of(kind.source)], row_of[schema.base_of(kind.target)]
    return table_of_columns(kind.name, store.stream_link_columns(kind.name), sources, targets)
