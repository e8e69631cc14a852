"""What surrounds every unit of work: the lock, the revision, the log of changes, the request's key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.errors import StoreUnavailable
from graph.model import LinkKey, NodeKey
from graph.neo4j_store import cypher
from graph.neo4j_store.connection import Transaction
from graph.neo4j_store.values import key_texts, link_key_of, node_key_of
from graph.store import Applied, Changes

# A unit that touches more is logged as "everything"; older entries than the newest KEPT_UNITS are forgotten.
MAX_LOGGED_KEYS = 2_000
KEPT_UNITS = 10_000


_NOT_SET_UP = "this Neo4j database has not been set up for Ogniwo yet; start Ogniwo on it once"


@dataclass(frozen=True, slots=True)
class Standing:
    """The store's revision when a unit began, and the unit's own if it ran before."""

    revision: int
    earlier: int | None
    repeated: bool


def begin(transaction: Transaction, unit_id: str, request_key: str | None) -> Standing:
    """Take the lock that lets one writer in at a time, and say whether this unit ran before.

    The driver runs a unit again where it could not learn whether a first try was committed, so every unit leaves its
    own id in the log; that of a request stays for good.
    """
    if not transaction.value(cypher.LOCK):
        raise StoreUnavailable(_NOT_SET_UP)
    current, asked, done = transaction.rows(cypher.STANDING, unit_id=unit_id, request_key=request_key)[0]
    if done is not None:
        return Standing(current, done, repeated=False)
    return Standing(current, asked, repeated=asked is not None)


def finish(
    transaction: Transaction,
    standing: Standing,
    unit_id: str,
    request_key: str | None,
    nodes: Collection[NodeKey],
    links: Collection[LinkKey],
) -> Applied:
    """Log what the unit touched under the next revision."""
    number = standing.revision + 1
    named = len(nodes) + len(links) <= MAX_LOGGED_KEYS
    transaction.rows(
        cypher.FINISH,
        revision=number,
        unit_id=unit_id,
        forgotten=number - KEPT_UNITS,
        nodes=key_texts(nodes) if named else None,
        links=key_texts(links) if named else None,
    )
    if request_key is not None:
        transaction.rows(cypher.RECORD_REQUEST, request_key=request_key, revision=number)
    return Applied(number)


def revision(transaction: Transaction) -> int:
    """The revision that the database is at.

    Raises
    ------
    StoreUnavailable
        The database was never set up.
    """
    rows = transaction.rows(cypher.REVISION)
    if not rows:
        raise StoreUnavailable(_NOT_SET_UP)
    return int(rows[0][0])


def changes_since(transaction: Transaction, since: int) -> Changes:
    """What was written after revision `since`, in order of the keys; everything where the log is shorter."""
    current = revision(transaction)
    if since == current:
        return Changes(current)
    logged = transaction.rows(cypher.CHANGES, revision=since)
    # A revision from the future belongs to another database, or to this one before it was restored.
    complete = since < current and len(logged) == current - since
    if not complete or any(nodes is None for _, nodes, _ in logged):
        return Changes(current, everything=True)
    nodes = {node_key_of(text) for _, texts, _ in logged for text in texts}
    links = {link_key_of(text) for _, _, texts in logged for text in texts}
    return Changes(current, tuple(sorted(nodes)), tuple(sorted(links)))
