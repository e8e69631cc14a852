"""Upserts and deletes nodes, inside a transaction that is already open."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from graph import schema
from graph.errors import InvalidRecord, NodeInUse
from graph.model import Node, NodeKey, missing_properties
from graph.searching import searched_text, sort_text
from graph.sqlite_store import sql
from graph.sqlite_store.values import labels_of, labels_text, properties_of, properties_text


class _Held(NamedTuple):
    """What the file holds of a node."""

    labels: str
    properties: str


def write_nodes(connection: sqlite3.Connection, nodes: Sequence[Node], *, replace: bool) -> None:
    """Upsert checked nodes; see `graph.model.Unit` for what is kept and what goes.

    Raises
    ------
    InvalidRecord
        A node would lack a required property.
    NodeInUse
        A node would lose a role that its links need.
    """
    for base, group in groupby(sorted(nodes, key=_base), key=_base):
        _write_under(connection, base, list(group), replace=replace)


def _base(node: Node) -> str:
    return node.base


def _write_under(connection: sqlite3.Connection, base: str, nodes: list[Node], *, replace: bool) -> None:
    held = _held(connection, base, [node.id for node in nodes])
    rows: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        before = held.get(node.id)
        after = _after(before, node, replace=replace)
        if after is None:
            continue
        new = _Held(labels_text(after.labels), properties_text(after.labels, after.properties))
        if before is not None and before.labels != new.labels:
            _refuse_lost_role(connection, after, labels_of(before.labels) - after.labels)
        held[node.id] = new
        rows[node.id] = (
            node.id,
            new.labels,
            sort_text(node.id, after.properties),
            searched_text(after),
            new.properties,
        )
    connection.executemany(sql.NODES[base].upsert, rows.values())


def _held(connection: sqlite3.Connection, base: str, ids: list[str]) -> dict[str, _Held]:
    rows = connection.execute(sql.NODES[base].find, (json.dumps(ids),))
    return {node_id: _Held(labels, properties) for node_id, labels, properties in rows}


def _after(before: _Held | None, node: Node, *, replace: bool) -> Node | None:
    """The whole node as it will be, or None where nothing changes."""
    if before == (labels_text(node.labels), properties_text(node.labels, node.properties)):
        return None
    after = node
    if before is not None and not replace:
        labels = labels_of(before.labels) | node.labels
        properties = properties_of(labels_of(before.labels), before.properties) | dict(node.properties)
        after = Node(node.id, labels, properties)
    missing = missing_properties(after)
    if missing:
        raise InvalidRecord(f"{'/'.join(sorted(after.labels))} {node.id}", missing[0], "is missing")
    return after


def _refuse_lost_role(connection: sqlite3.Connection, node: Node, lost: frozenset[str]) -> None:
    n_links = _count_links(connection, node.id, lost)
    if n_links:
        raise NodeInUse(f"{'/'.join(sorted(lost))} {node.id}", n_links)


def delete_nodes(connection: sqlite3.Connection, keys: Iterable[NodeKey]) -> None:
    """Delete the nodes that are there.

    Raises
    ------
    NodeInUse
        One of them still has links.
    """
    for key in keys:
        n_links = _count_links(connection, key.id, {key.base, *schema.labels_under(key.base)})
        if n_links:
            raise NodeInUse(f"{key.base} {key.id}", n_links)
        connection.execute(sql.NODES[key.base].delete, (key.id,))


def _count_links(connection: sqlite3.Connection, node_id: str, labels: Collection[str]) -> int:
    n_links = 0
    for kind in schema.LINK_TYPES:
        if kind.source in labels:
            n_links += connection.execute(sql.LINKS[kind.name].count_outgoing, (node_id,)).fetchone()[0]
        if kind.target in labels:
            n_links += connection.execute(sql.LINKS[kind.name].count_incoming, (node_id,)).fetchone()[0]
    return n_links
