"""Loads very many records: sorted batches, each a unit, and indexes made once at the end."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from graph import schema
from graph.batches import check_links, check_nodes
from graph.errors import StoreUnavailable
from graph.model import Link, Node
from graph.property_columns import PropertyColumns
from graph.sqlite_store import change_log, sql
from graph.sqlite_store.connections import Connections
from graph.sqlite_store.link_writing import KnownEnds, write_links
from graph.sqlite_store.node_writing import write_nodes
from graph.store import BATCH_ROWS, Applied, Progress

T = TypeVar("T")

# So many links are sorted together before they are written in batches: neighbours in the
# file are then written together, whatever order they came in.
_SORTED_TOGETHER = 5 * BATCH_ROWS


class Load:
    """One bulk load into one file.

    Parameters
    ----------
    connections : Connections
        The file.
    progress : Progress
        Called with the number of records just written.
    """

    def __init__(self, connections: Connections, progress: Progress) -> None:
        self._connections = connections
        self._progress = progress
        self._revision: int | None = None  # of the last batch; the load's one marker stands there
        self._ends = KnownEnds()
        self._met: set[str] = set()  # tables that were looked at
        self._without_index: set[str] = set()

    def write_all(self, nodes: Iterable[Node], links: Iterable[Link]) -> Applied:
        """Write all nodes, then all links."""
        try:
            for batch in _batches(nodes, BATCH_ROWS):
                columns = PropertyColumns(batch)
                self._write_batch(nodes=check_nodes(batch, columns), columns=columns)
            for chunk in _batches(links, _SORTED_TOGETHER):
                for links_batch in _sorted_batches(check_links(chunk)):
                    self._write_batch(links=links_batch)
        except BaseException as error:
            self._restore_indexes_after(error)
            raise
        self._restore_indexes()
        if self._revision is None:
            return Applied(self._connections.read(change_log.revision))
        self._connections.write(_analyse)
        return Applied(self._revision)

    def _write_batch(
        self, *, nodes: Sequence[Node] = (), columns: PropertyColumns | None = None, links: Sequence[Link] = ()
    ) -> None:
        def work(connection: sqlite3.Connection) -> int:
            revision = change_log.next_revision(connection)
            # Whatever was looked up holds only as long as nobody else wrote.
            ends = self._ends if revision - 1 == self._revision else KnownEnds()
            self._ends = ends
            self._delay_indexes(connection, _tables(nodes, links))
            write_nodes(connection, nodes, columns, replace=False)
            write_links(connection, links, ends, replace=False)
            change_log.log_everything(connection, revision, instead_of=self._revision)
            return revision

        self._revision = self._connections.write(work)
        self._progress(len(nodes) + len(links))

    def _delay_indexes(self, connection: sqlite3.Connection, tables: set[str]) -> None:
        """Drop the indexes of tables that are empty: filling them in random order costs more than the rows."""
        for table in tables - self._met:
            self._met.add(table)
            if not connection.execute(sql.TABLES[table].any).fetchone()[0]:
                connection.execute(sql.TABLES[table].drop_index)
                self._without_index.add(table)

    def _restore_indexes(self) -> None:
        # Each in a unit of its own: others get in between, and one that fails does not undo the rest.
        for table in sorted(self._without_index):
            self._connections.write(partial(_create_index, table))

    def _restore_indexes_after(self, error: BaseException) -> None:
        """What stopped the load is what its caller has to know, whatever becomes of the indexes."""
        try:
            self._restore_indexes()
        except StoreUnavailable as second:
            error.add_note(f"Searching may be slow until Ogniwo is started again: {second}")


def _tables(nodes: Sequence[Node], links: Sequence[Link]) -> set[str]:
    """The tables that a batch goes to, if it is a full one."""
    if len(nodes) + len(links) < BATCH_ROWS:
        return set()
    bases = {schema.base_of(min(labels)) for labels in {node.labels for node in nodes}}
    return {sql.NODES[base].table for base in bases} | {sql.LINKS[link.type].table for link in links}


def _create_index(table: str, connection: sqlite3.Connection) -> None:
    connection.execute(sql.TABLES[table].create_index)


def _analyse(connection: sqlite3.Connection) -> None:
    connection.execute(sql.ANALYSIS_LIMIT)
    connection.execute(sql.ANALYZE)


def _batches(records: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(records)
    while batch := list(islice(remaining, size)):
        yield batch


def _sorted_batches(links: Iterable[Link]) -> Iterator[list[Link]]:
    of_type: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        of_type[link.type].append(link)
    for same_type in of_type.values():
        # A stable sort: of two writes to one link the later one still comes later.
        same_type.sort(key=attrgetter("source", "target"))
        yield from _batches(same_type, BATCH_ROWS)
