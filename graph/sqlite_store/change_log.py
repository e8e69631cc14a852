"""The store's revision, what each unit touched, and which requests were carried out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from graph.model import LinkKey, NodeKey
from graph.sqlite_store import sql
from graph.store import Changes

# Older units are forgotten, and who asks from before them reads the network anew.
N_KEPT = 10_000
# A unit that touched more than this is logged as having touched everything.
N_KEYS = 5_000


def revision(connection: sqlite3.Connection) -> int:
    """The revision that the file is at."""
    number: int = connection.execute(sql.REVISION).fetchone()[0]
    return number


def next_revision(connection: sqlite3.Connection) -> int:
    """The revision that the open unit makes, counted on."""
    (number,) = connection.execute(sql.NEXT_REVISION).fetchone()
    connection.execute(sql.TRIM_LOG, (number - N_KEPT,))
    return int(number)


def log_keys(
    connection: sqlite3.Connection, number: int, nodes: Collection[NodeKey], links: Collection[LinkKey]
) -> None:
    """Log the keys that the unit of this revision touched."""
    if len(nodes) + len(links) > N_KEYS:
        log_everything(connection, number)
    else:
        connection.execute(sql.LOG_CHANGES, (number, json.dumps(sorted(nodes)), json.dumps(sorted(links))))


def log_everything(connection: sqlite3.Connection, number: int, *, instead_of: int | None = None) -> None:
    """Log that anything may have changed; a load moves its one marker along with its batches."""
    if instead_of is None or not connection.execute(sql.MOVE_MARKER, (number, instead_of)).rowcount:
        connection.execute(sql.LOG_CHANGES, (number, None, None))


def changes_since(connection: sqlite3.Connection, since: int) -> Changes:
    """What was logged after revision `since`, each key once, in order of the keys."""
    number = revision(connection)
    # A later revision than ours was read from another file, such as the one before a restore.
    if since < number - N_KEPT or since > number:
        return Changes(number, everything=True)
    nodes: set[NodeKey] = set()
    links: set[LinkKey] = set()
    for node_keys, link_keys in connection.execute(sql.LOGGED_SINCE, (since,)).fetchall():
        if node_keys is None:
            return Changes(number, everything=True)
        nodes.update(NodeKey(*key) for key in json.loads(node_keys))
        links.update(_link_key(key) for key in json.loads(link_keys))
    return Changes(number, tuple(sorted(nodes)), tuple(sorted(links)))


def _link_key(key: list[Any]) -> LinkKey:
    return LinkKey(key[0], key[1], key[2], tuple(key[3]))


def earlier_revision(connection: sqlite3.Connection, request_key: str | None) -> int | None:
    """The revision that the request made when it was carried out, or None if it was not yet."""
    if request_key is None:
        return None
    row = connection.execute(sql.FIND_REQUEST, (request_key,)).fetchone()
    return None if row is None else int(row[0])


def record_request(connection: sqlite3.Connection, request_key: str | None, number: int) -> None:
    """Remember that the request made this revision."""
    if request_key is not None:
        connection.execute(sql.RECORD_REQUEST, (request_key, number))
