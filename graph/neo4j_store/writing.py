"""Writes one unit of work, inside a transaction that is already open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from graph.batches import check_links, check_nodes
from graph.errors import InvalidRecord
from graph.link_keys import kept_key
from graph.model import Node, NodeKey, Unit, check_node
from graph.neo4j_store.connection import Transaction
from graph.neo4j_store.link_writing import LinkRun, delete_links, link_runs, write_links
from graph.neo4j_store.node_writing import NodeRun, delete_nodes, node_runs, write_nodes
from graph.neo4j_store.reading import read_nodes, refuse_unknown_base
from graph.neo4j_store.units import begin, finish
from graph.store import Applied

Change = Callable[[Node | None], Node | None]


class ChangeFailed(Exception):
    """What a caller's `change` raised, as its cause: it is the caller's own, whatever its type."""


@dataclass(frozen=True, slots=True)
class PreparedUnit:
    """A unit, checked and made into rows before its transaction begins: others wait while it lasts."""

    unit: Unit
    unit_id: str
    nodes: list[NodeRun]
    links: list[LinkRun]


def prepared(unit: Unit) -> PreparedUnit:
    """The unit with every record checked, the ends of symmetric links in order, under an id of its own.

    Raises
    ------
    InvalidRecord, UnknownName
        A record does not fit the schema.
    """
    for key in unit.deleted_nodes:
        refuse_unknown_base(key.base)
    nodes, links = tuple(check_nodes(unit.nodes)), tuple(check_links(unit.links))
    return PreparedUnit(replace(unit, nodes=nodes, links=links), uuid4().hex, node_runs(nodes), link_runs(links))


def apply_unit(transaction: Transaction, prepared_unit: PreparedUnit, request_key: str | None) -> Applied:
    """Write the unit, unless it ran before."""
    unit, unit_id = prepared_unit.unit, prepared_unit.unit_id
    standing = begin(transaction, unit_id, request_key)
    if standing.earlier is not None:
        return Applied(standing.earlier, standing.repeated)
    write_nodes(transaction, prepared_unit.nodes, replace=unit.replace)
    write_links(transaction, prepared_unit.links, replace=unit.replace)
    delete_links(transaction, unit.deleted_links)
    delete_nodes(transaction, unit.deleted_nodes)
    nodes = {node.key for node in unit.nodes} | set(unit.deleted_nodes)
    links = {link.key for link in unit.links} | set(map(kept_key, unit.deleted_links))
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
    write_nodes(transaction, node_runs([changed]), replace=True)
    return finish(transaction, standing, unit_id, None, {key}, set())
