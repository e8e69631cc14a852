"""Reads single records, neighbours and search results, inside a transaction that is already open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from graph import schema
from graph.errors import UnknownName
from graph.fitting import is_text
from graph.link_keys import kept_key
from graph.model import Link, LinkKey, Node, NodeKey
from graph.neo4j_store import cypher
from graph.neo4j_store.connection import Transaction
from graph.neo4j_store.values import key_row, link_of, node_of
from graph.searching import searched_words
from graph.store import Direction

_by_base = attrgetter("base")
_by_type = attrgetter("type")
_by_key = attrgetter("key")


def refuse_unknown_base(base: str) -> None:
    """Ids are looked up under base labels, not under roles.

    Raises
    ------
    UnknownName
        It is not a base label; the message lists them.
    """
    if base not in schema.BASE_LABELS:
        raise UnknownName("base label", base, sorted(schema.BASE_LABELS))


def read_nodes(transaction: Transaction, keys: Sequence[NodeKey]) -> dict[NodeKey, Node]:
    """Those of the nodes that are there, in the order of the keys."""
    found: dict[NodeKey, Node] = {}
    for base, group in groupby(sorted(keys, key=_by_base), key=_by_base):
        ids = list(dict.fromkeys(key.id for key in group if is_text(key.id)))
        rows = transaction.rows(cypher.NODES[base].find, ids=ids)
        found |= {NodeKey(base, row[0]): node_of(base, row) for row in rows}
    return {key: found[key] for key in keys if key in found}


def read_links(transaction: Transaction, keys: Sequence[LinkKey]) -> dict[LinkKey, Link]:
    """Those of the links that are there, in the order of the keys."""
    found: dict[LinkKey, Link] = {}
    for link_type, group in groupby(sorted(keys, key=_by_type), key=_by_type):
        rows = [row for key in group if (row := key_row(key)) is not None]
        statement = cypher.LINKS[schema.link_type(link_type).name].find
        links = [link_of(link_type, *row) for row in transaction.rows(statement, rows=rows)]
        found |= {link.key: link for link in links}
    return {key: found[kept_key(key)] for key in keys if kept_key(key) in found}


def read_neighbours(transaction: Transaction, key: NodeKey, link_type: str | None, direction: Direction) -> list[Link]:
    """The node's links, in order of (type, source, target, key)."""
    statements = cypher.NODES[key.base]
    ways = {"out": [statements.outgoing], "in": [statements.incoming]}
    ways["both"] = ways["out"] + ways["in"]
    if direction not in ways:
        raise UnknownName("direction", direction, sorted(ways))
    types = [schema.link_type(link_type).name] if link_type else [kind.name for kind in schema.LINK_TYPES]
    if not is_text(key.id):
        return []
    rows = [row for statement in ways[direction] for row in transaction.rows(statement, id=key.id, types=types)]
    return sorted((link_of(*row) for row in rows), key=_by_key)


def search_nodes(transaction: Transaction, label: str, text: str, limit: int, offset: int) -> list[Node]:
    """Nodes of the label that hold every word; see `graph.store.Store.search`."""
    if not is_text(text):
        return []
    base = schema.base_of(label)
    rows = transaction.rows(cypher.SEARCH[label], words=searched_words(text), limit=limit, offset=offset)
    return [node_of(base, row) for row in rows]
