"""Upserts and deletes nodes, inside a transaction that is already open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph import schema
from graph.errors import InvalidRecord, NodeInUse
from graph.fitting import is_text
from graph.model import Node, NodeKey, missing_properties
from graph.neo4j_store import cypher
from graph.neo4j_store.connection import Transaction
from graph.neo4j_store.values import Row, node_of, node_rows, search_rows

# From so many on it pays to ask first whether all of them are new: creating is cheaper than looking each up.
MANY = 100


@dataclass(frozen=True, slots=True)
class NodeRun:
    """Nodes of the same labels as the rows of one statement, in order of id."""

    labels: frozenset[str]
    rows: list[Row]

    @property
    def base(self) -> str:
        """The base label of all of them."""
        return schema.base_of(min(self.labels))


def node_runs(nodes: Sequence[Node]) -> list[NodeRun]:
    """Checked nodes, ready to be written; no run holds an id twice."""
    return [NodeRun(run[0].labels, node_rows(run)) for run in _runs(nodes)]


def write_nodes(transaction: Transaction, runs: Sequence[NodeRun], *, replace: bool) -> None:
    """Upsert nodes; see `graph.model.Unit` for what is kept and what goes.

    Raises
    ------
    InvalidRecord
        A node would lack a required property.
    NodeInUse
        A node would lose a role that its links need.
    """
    statements = cypher.REPLACE_NODES if replace else cypher.UPSERT_NODES
    for run in runs:
        if len(run.rows) >= MANY and _are_all_new(transaction, run):
            _create(transaction, run)
            continue
        _finish(transaction, run.base, transaction.rows(statements[run.labels], rows=run.rows))
        if replace and run.base == schema.ACTOR:
            _refuse_lost_roles(transaction, [row["id"] for row in run.rows])


def _are_all_new(transaction: Transaction, run: NodeRun) -> bool:
    ids = [row["id"] for row in run.rows]
    return not transaction.rows(cypher.NODES[run.base].any_of, ids=ids)


def _create(transaction: Transaction, run: NodeRun) -> None:
    """Create nodes that are not there: no other writer can come between, since this unit holds the lock."""
    for row in run.rows:
        _refuse_incomplete(Node(row["id"], run.labels, row))
    transaction.rows(cypher.CREATE_NODES[run.labels], rows=run.rows)


def _runs(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Nodes of the same labels that one statement can write, in order of id; none holds an id twice.

    An id that comes again starts a new run, so that what is written later also counts later.
    """
    run: dict[str, Node] = {}
    for node in _grouped(nodes):
        if run and (node.id in run or node.labels != next(iter(run.values())).labels):
            yield [run[node_id] for node_id in sorted(run)]
            run = {}
        run[node.id] = node
    if run:
        yield [run[node_id] for node_id in sorted(run)]


def _grouped(nodes: Sequence[Node]) -> Sequence[Node]:
    """The nodes by labels where no id comes twice; as they are otherwise."""
    if len({node.key for node in nodes}) < len(nodes):
        return nodes
    return sorted(nodes, key=lambda node: sorted(node.labels))


def _finish(transaction: Transaction, base: str, rows: list[list[Any]]) -> None:
    """Refuse nodes that lack something; make the search text of the others from all that they hold."""
    found = [node_of(base, row) for row in rows]
    for node in found:
        _refuse_incomplete(node)
    if found:
        transaction.rows(cypher.NODES[base].set_search, rows=search_rows(found))


def _refuse_incomplete(node: Node) -> None:
    missing = missing_properties(node)
    if missing:
        raise InvalidRecord(f"{'/'.join(sorted(node.labels))} {node.id}", missing[0], "is missing")


def _refuse_lost_roles(transaction: Transaction, ids: list[str]) -> None:
    for name, link in cypher.LINKS.items():
        kind = schema.link_type(name)
        for statement, role in ((link.lost_source, kind.source), (link.lost_target, kind.target)):
            lost = transaction.rows(statement, ids=ids) if statement else []
            if lost:
                raise NodeInUse(f"{role} {lost[0][0]}", lost[0][1])


def delete_nodes(transaction: Transaction, keys: Iterable[NodeKey]) -> None:
    """Delete the nodes that are there.

    Raises
    ------
    NodeInUse
        One of them still has links.
    """
    for key in keys:
        if not is_text(key.id):
            continue
        statements = cypher.NODES[key.base]
        counted = transaction.rows(statements.count_links, id=key.id)
        if counted and counted[0][0]:
            raise NodeInUse(f"{key.base} {key.id}", counted[0][0])
        if counted:
            transaction.rows(statements.delete, id=key.id)
