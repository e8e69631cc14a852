"""Upserts and deletes nodes, inside a transaction that is already open."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from graph import schema
from graph.errors import InvalidRecord, NodeInUse
from graph.fitting import is_text
from graph.model import Node, NodeKey
from graph.property_columns import PropertyColumns
from graph.searching import search_columns, search_texts
from graph.sqlite_store import sql
from graph.sqlite_store.columns import node_properties, sendable, stored_columns
from graph.sqlite_store.rows import Row, labels_of, labels_text, node_of, node_rows, rows_to_send

_FIRST_PROPERTY = 2  # where the properties of a row begin: after the id and the labels


def write_nodes(
    connection: sqlite3.Connection, nodes: Sequence[Node], columns: PropertyColumns | None = None, *, replace: bool
) -> None:
    """Upsert checked nodes; see `graph.model.Unit` for what is kept and what goes. `columns`, if given, are theirs.

    Raises
    ------
    InvalidRecord
        A node would lack a required property.
    NodeInUse
        A node would lose a role that its links need.
    """
    bases = {schema.base_of(min(labels)) for labels in {node.labels for node in nodes}}
    if columns is not None and len(bases) == 1:
        _write_under(connection, bases.pop(), nodes, columns, replace=replace)
        return
    under: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        under[node.base].append(node)
    for base, same_base in under.items():
        _write_under(connection, base, same_base, PropertyColumns(same_base), replace=replace)


def _write_under(
    connection: sqlite3.Connection, base: str, nodes: Sequence[Node], columns: PropertyColumns, *, replace: bool
) -> None:
    ids = json.dumps([node.id for node in nodes])
    held: dict[str, Row] = {row[0]: row for row in connection.execute(sql.NODES[base].find, (ids,))}
    if not held and (rows := _rows_of_new(base, nodes, columns)):
        connection.executemany(sql.NODES[base].upsert, rows)
        return
    written: dict[str, tuple[Row, Node]] = {}
    for node, given in zip(nodes, node_rows(base, nodes, columns), strict=True):
        before = held.get(node.id)
        if given == before:
            continue
        after = given if before is None or replace else _merged(base, before, node, given)
        _refuse_incomplete(base, after)
        if before is not None and before[1] != after[1]:
            _refuse_lost_role(connection, node.id, labels_of(before[1]) - labels_of(after[1]))
        held[node.id] = after
        written[node.id] = after, node if after is given else node_of(base, after)
    texts = search_texts([node for _, node in written.values()])
    rows = [row + found_by for (row, _), found_by in zip(written.values(), texts, strict=True)]
    connection.executemany(sql.NODES[base].upsert, rows_to_send(rows))


def _rows_of_new(base: str, nodes: Sequence[Node], columns: PropertyColumns) -> Iterable[Row] | None:
    """Rows to send for nodes that are all new, made column by column; None where one needs a closer look."""
    ids, labels = [node.id for node in nodes], [labels_text(node.labels) for node in nodes]
    stored = stored_columns(node_properties(base), columns)
    required = {position for text in set(labels) for position, _ in _required(base, text)}
    if len(set(ids)) < len(ids) or any(None in stored[position - _FIRST_PROPERTY] for position in required):
        return None
    return zip(ids, labels, *map(sendable, stored), *search_columns(nodes, columns), strict=True)


def _merged(base: str, before: Row, node: Node, given: Row) -> Row:
    """The row with what is given set, what is given as None removed, and the rest kept."""
    removed = {name for name, value in node.properties.items() if value is None}
    values = [
        old if new is None and prop.name not in removed else new
        for prop, old, new in zip(node_properties(base), before[_FIRST_PROPERTY:], given[_FIRST_PROPERTY:], strict=True)
    ]
    return (node.id, labels_text(labels_of(before[1]) | node.labels), *values)


def _refuse_incomplete(base: str, row: Row) -> None:
    for position, name in _required(base, row[1]):
        if row[position] is None:
            raise InvalidRecord(f"{row[1].strip('|').replace('|', '/')} {row[0]}", name, "is missing")


@lru_cache(maxsize=256)
def _required(base: str, labels: str) -> tuple[tuple[int, str], ...]:
    required = {p.name for label in labels_of(labels) for p in schema.node_label(label).properties if p.required}
    return tuple((n, p.name) for n, p in enumerate(node_properties(base), _FIRST_PROPERTY) if p.name in required)


def _refuse_lost_role(connection: sqlite3.Connection, node_id: str, lost: frozenset[str]) -> None:
    n_links = _count_links(connection, node_id, lost)
    if n_links:
        raise NodeInUse(f"{'/'.join(sorted(lost))} {node_id}", n_links)


def delete_nodes(connection: sqlite3.Connection, keys: Iterable[NodeKey]) -> None:
    """Delete the nodes that are there.

    Raises
    ------
    NodeInUse
        One of them still has links.
    """
    for key in keys:
        if not is_text(key.id):
            continue  # no node can have such an id
        n_links = _count_links(connection, key.id, {key.base, *schema.labels_under(key.base)})
        if n_links:
            raise NodeInUse(f"{key.base} {key.id}", n_links)
        connection.execute(sql.NODES[key.base].delete, (key.id,))


def _count_links(connection: sqlite3.Connection, node_id: str, labels: Collection[str]) -> int:
    """How many links the node has as an end that must be one of these labels."""
    n_links = 0
    for kind in schema.LINK_TYPES:
        if kind.source in labels:
            n_links += connection.execute(sql.LINKS[kind.name].count_outgoing, (node_id,)).fetchone()[0]
        if kind.target in labels:
            n_links += connection.execute(sql.LINKS[kind.name].count_incoming, (node_id,)).fetchone()[0]
    return n_links
