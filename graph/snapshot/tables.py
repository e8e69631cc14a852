"""The tables of a network, as read from a store: one per base label, one per link type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph import schema
from graph.errors import MissingEnd
from graph.model import Link, LinkKey, Node
from graph.snapshot.links import LinkTable, Row, table_of_columns, table_of_links
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


def tables_of(nodes: Iterable[Node], links: Iterable[Link]) -> Tables:
    """The tables of records that are at hand; a later record replaces an earlier one.

    Raises
    ------
    MissingEnd
        A link's end is not among the nodes.
    """
    by_base: dict[str, dict[str, Node]] = {base: {} for base in schema.BASE_LABELS}
    for node in nodes:
        by_base[node.base][node.id] = node
    tables = {base: TABLE_OF[base].of(base, found.values()) for base, found in by_base.items()}
    by_type: dict[str, dict[LinkKey, Link]] = {kind.name: {} for kind in schema.LINK_TYPES}
    for link in links:
        _check_ends(tables, link)
        by_type[link.type][link.key] = link
    ordered = {name: [found[key] for key in sorted(found)] for name, found in by_type.items()}
    linked = {name: table_of_links(name, found, *ends_of(tables, name)) for name, found in ordered.items()}
    return Tables(MappingProxyType(tables), MappingProxyType(linked))


def _check_ends(nodes: Mapping[str, NodeTable], link: Link) -> None:
    for end, row_of in zip((link.source, link.target), ends_of(nodes, link.type), strict=True):
        if end not in row_of:
            raise MissingEnd(f"{link.type} {link.source}–{link.target}", end)


def ends_of(nodes: Mapping[str, NodeTable], link_type: str) -> tuple[Row, Row]:
    """Where the rows of the sources and of the targets of a link type are found."""
    kind = schema.link_type(link_type)
    return nodes[schema.base_of(kind.source)].row_of, nodes[schema.base_of(kind.target)].row_of


def _read_links(row_of: Mapping[str, Row], kind: schema.LinkType, store: Store) -> LinkTable:
    sources, targets = row_of[schema.base_of(kind.source)], row_of[schema.base_of(kind.target)]
    return table_of_columns(kind.name, store.stream_link_columns(kind.name), sources, targets)
