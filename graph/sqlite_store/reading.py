"""Reads of the network, each seeing one state of the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from graph import schema
from graph.fitting import is_text
from graph.model import Link, LinkKey, Node, NodeKey
from graph.schema import LinkType
from graph.searching import searched_words
from graph.sqlite_store import sql
from graph.sqlite_store.rows import key_row, link_of, node_of, role_text
from graph.store import Direction


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many nodes per label and links per type there are, zeros included."""
    found = {label.name: 0 for label in schema.NODE_LABELS}
    for base in schema.BASE_LABELS:
        for labels, n_nodes in connection.execute(sql.NODES[base].count).fetchall():
            for label in labels.strip("|").split("|"):
                found[label] += n_nodes
    for kind in schema.LINK_TYPES:
        found[kind.name] = connection.execute(sql.LINKS[kind.name].count).fetchone()[0]
    return found


def nodes(connection: sqlite3.Connection, keys: Iterable[NodeKey]) -> dict[NodeKey, Node]:
    """Those of the nodes that are there."""
    ids_under: dict[str, list[str]] = {}
    for key in keys:
        if is_text(key.id):
            ids_under.setdefault(key.base, []).append(key.id)
    found: dict[NodeKey, Node] = {}
    for base, ids in ids_under.items():
        for row in connection.execute(sql.NODES[base].find, (json.dumps(ids),)).fetchall():
            found[NodeKey(base, row[0])] = node_of(base, row)
    return found


def links(connection: sqlite3.Connection, keys: Iterable[LinkKey]) -> dict[LinkKey, Link]:
    """Those of the links that are there."""
    found: dict[LinkKey, Link] = {}
    for key in keys:
        wanted = key_row(key)
        row = wanted and connection.execute(sql.LINKS[key.type].find, wanted).fetchone()
        if row:
            found[key] = link_of(schema.link_type(key.type), row)
    return found


def neighbours(
    connection: sqlite3.Connection, key: NodeKey, kinds: Sequence[LinkType], direction: Direction
) -> list[Link]:
    """The node's links of these types, in order of (type, source, target, key)."""
    found: list[Link] = []
    for kind in kinds if is_text(key.id) else ():
        rows: list[Any] = []
        if direction != "in" and schema.base_of(kind.source) == key.base:
            rows += connection.execute(sql.LINKS[kind.name].outgoing, (key.id,)).fetchall()
        if direction != "out" and schema.base_of(kind.target) == key.base:
            rows += connection.execute(sql.LINKS[kind.name].incoming, (key.id,)).fetchall()
        found += [link_of(kind, row) for row in rows]
    return sorted(found, key=lambda link: link.key)


def search(connection: sqlite3.Connection, label: str, text: str, limit: int, offset: int) -> list[Node]:
    """The nodes that hold every word of the text; see `graph.store.Store.search`."""
    if not is_text(text):
        return []
    base = schema.base_of(label)
    words = searched_words(text)
    first, others = (words[0], words[1:]) if words else ("", [])
    rows = connection.execute(
        sql.NODES[base].search, (role_text(label), first, json.dumps(others), limit, offset)
    ).fetchall()
    keys = [NodeKey(base, node_id) for (node_id,) in rows]
    found = nodes(connection, keys)
    return [found[key] for key in keys]


def page_of_nodes(connection: sqlite3.Connection, base: str, after: str, n_rows: int) -> list[Node]:
    """The next nodes in order of id."""
    return [node_of(base, row) for row in connection.execute(sql.NODES[base].page, (after, n_rows)).fetchall()]
