"""Writes one unit of work, inside a transaction that is already open."""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import InvalidRecord
from graph.model import Node, NodeKey, Unit, check_link, check_node
from graph.neo4j_store.connection import Transaction
from graph.neo4j_store.link_writing import delete_links, write_links
from graph.neo4j_store.node_writing import delete_nodes, write_nodes
from graph.neo4j_store.reading import read_nodes, refuse_unknown_base
from graph.neo4j_store.units import begin, finish
from graph.store import Applied

Change = Callable[[Node | None], Node | None]


class ChangeFailed(Exception):
    """What a caller's `change` raised, as its cause: it is the caller's own, whatever its type."""


def checked(unit: Unit) -> Unit:
    """The unit with every record checked, the ends of symmetric links in order."""
    for key in unit.deleted_nodes:
        refuse_unknown_base(key.base)
    return Unit(
        nodes=tuple(map(check_node, unit.nodes)),
        links=tuple(map(check_link, unit.links)),
        deleted_links=unit.deleted_links,
        deleted_nodes=unit.deleted_nodes,
        replace=unit.replace,
    )


def apply_unit(transaction: Transaction, unit: Unit, unit_id: str, request_key: str | None) -> Applied:
    """Write a checked unit, unless it ran before."""
    standing = begin(transaction, unit_id, request_key)
    if standing.earlier is not None:
        return Applied(standing.earlier, standing.repeated)
    write_nodes(transaction, unit.nodes, replace=unit.replace)
    write_links(transaction, unit.links, replace=unit.replace)
    delete_links(transaction, unit.deleted_links)
    delete_nodes(transaction, unit.deleted_nodes)
    nodes = {node.key for node in unit.nodes} | set(unit.deleted_nodes)
    links = {link.key for link in unit.links} | set(unit.deleted_links)
    return finish(transaction, standing, unit_id, request_key, nodes, links)


def update_node(transaction: Transaction, key: NodeKey, change: Change, unit_id: str) -> Applied:
    """Replace a node by what `change` makes of it, unless this very unit ran before."""
    standing = begin(transaction, unit_id, None)
    if standing.earlier is not None:
        return Applied(standing.earlier)
    node = read_nodes(transaction, [key]).get(key)
    try:
        changed = change(node)
    except Exception as error:
        raise ChangeFailed from error
    if changed is None:
        return Applied(standing.revision)
    check_node(changed)
    if changed.key != key:
        raise InvalidRecord(f"{key.base} {key.id}", "id", f"must stay what it is, not {changed.base} {changed.id}")
    write_nodes(transaction, [changed], replace=True)
    return finish(transaction, standing, unit_id, None, {key}, set())
