"""The embedded store: `graph.store.Store` on one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

from graph import schema
from graph.errors import InvalidRecord, UnknownName
from graph.link_keys import kept_key
from graph.model import Link, LinkKey, Node, NodeKey, Unit, check_link, check_node
from graph.searching import refuse_negative
from graph.sqlite_store import change_log, reading
from graph.sqlite_store.connections import Connections
from graph.sqlite_store.link_writing import KnownEnds, delete_links, write_links
from graph.sqlite_store.loading import Load
from graph.sqlite_store.migrations import known_migrations, run_migrations, schema_version
from graph.sqlite_store.node_writing import delete_nodes, write_nodes
from graph.sqlite_store.streaming import column_batches, links_of_rows, page_of_columns, page_of_rows
from graph.store import BATCH_ROWS, Applied, Changes, Direction, Health, LinkColumns, Progress

T = TypeVar("T")


class SqliteStore:
    """A network in one file; see `graph.store.Store` for what each method promises.

    A forked child may go on with it, unless a thread of its parent was in the middle of a
    method when it was forked: SQLite would take that thread's locks for the child's own.

    Parameters
    ----------
    path : Path
        The file. It is made by the first use; its folder must exist. Call `migrate` before
        anything else.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._connections = Connections(self.path)

    def migrate(self) -> int:
        """The schema version, after running the migrations that were still missing."""
        migrations = known_migrations()
        return self._connections.write(lambda connection: run_migrations(connection, migrations))

    def health(self) -> Health:
        """What the store is and which schema version it has."""
        version = self._connections.read(schema_version)
        return Health("sqlite", str(self.path), sqlite3.sqlite_version, version)

    def counts(self) -> dict[str, int]:
        """How many nodes per label and links per type there are, zeros included."""
        return self._connections.read(reading.counts)

    def revision(self) -> int:
        """A number that grows with every unit that was applied."""
        return self._connections.read(change_log.revision)

    def changes_since(self, revision: int) -> Changes:
        """What was written after `revision`."""
        return self._connections.read(lambda connection: change_log.changes_since(connection, revision))

    def apply(self, unit: Unit, *, request_key: str | None = None) -> Applied:
        """Write the unit whole, and only once for one `request_key`."""
        checked = _checked(unit)
        return self._connections.write(lambda connection: _apply(connection, checked, request_key))

    def update(self, key: NodeKey, change: Callable[[Node | None], Node | None]) -> Applied:
        """Read a node, let `change` make the new one, and replace it, all as one unit."""
        _refuse_unknown_base(key)

        def work(connection: sqlite3.Connection) -> Applied:
            node = change(reading.nodes(connection, [key]).get(key))
            if node is None:
                return Applied(change_log.revision(connection))
            if check_node(node).key != key:
                raise InvalidRecord(f"{key.base} {key.id}", "id", f"must stay what it is, not {node.base} {node.id}")
            return _apply(connection, Unit(nodes=(node,), replace=True), None)

        return self._connections.write(work)

    def load(self, nodes: Iterable[Node], links: Iterable[Link], *, progress: Progress | None = None) -> Applied:
        """Upsert very many records in batches, each batch one unit, nodes before links."""
        return Load(self._connections, progress or _silent).write_all(nodes, links)

    def node(self, key: NodeKey) -> Node | None:
        """The node, or None."""
        return self.nodes([key]).get(key)

    def nodes(self, keys: Sequence[NodeKey]) -> dict[NodeKey, Node]:
        """Those of the nodes that are there."""
        for key in keys:
            _refuse_unknown_base(key)
        return self._connections.read(lambda connection: reading.nodes(connection, keys))

    def links(self, keys: Sequence[LinkKey]) -> dict[LinkKey, Link]:
        """Those of the links that are there."""
        return self._connections.read(lambda connection: reading.links(connection, keys))

    def neighbours(self, key: NodeKey, link_type: str | None = None, direction: Direction = "both") -> list[Link]:
        """The node's links, in order of (type, source, target, key)."""
        _refuse_unknown_base(key)
        if direction not in get_args(Direction):
            raise UnknownName("direction", direction, sorted(get_args(Direction)))
        kinds = schema.LINK_TYPES if link_type is None else [schema.link_type(link_type)]
        return self._connections.read(lambda connection: reading.neighbours(connection, key, kinds, direction))

    def search(self, label: str, text: str, *, limit: int = 20, offset: int = 0) -> list[Node]:
        """Nodes of the label whose searched text holds every word of `text`, folded."""
        schema.base_of(label)
        refuse_negative(limit=limit, offset=offset)
        return self._connections.read(lambda connection: reading.search(connection, label, text, limit, offset))

    def stream_nodes(self, base: str) -> Iterator[Node]:
        """Every node under the base label, in order of id."""
        _refuse_unknown_base(NodeKey(base, ""))
        return self._node_pages(base)

    def _node_pages(self, base: str) -> Iterator[Node]:
        page = self._node_page(base, "")
        while page:
            yield from page
            page = self._node_page(base, page[-1].id)

    def _node_page(self, base: str, after: str) -> list[Node]:
        return self._connections.read(lambda connection: reading.page_of_nodes(connection, base, after, BATCH_ROWS))

    def stream_links(self, link_type: str) -> Iterator[Link]:
        """Every link of the type, in order of (source, target, key)."""
        kind = schema.link_type(link_type)
        return links_of_rows(kind, self._pages(page_of_rows, kind))

    def stream_link_columns(self, link_type: str) -> Iterator[LinkColumns]:
        """The same links, in column batches of about `BATCH_ROWS`: the fast way to read many."""
        kind = schema.link_type(link_type)
        return column_batches(kind, self._pages(page_of_columns, kind))

    def _pages(self, read: Callable[..., T], kind: schema.LinkType) -> Callable[[Sequence[Any]], T]:
        """Reads the page after a key, each in a transaction of its own."""
        return lambda after: self._connections.read(lambda connection: read(connection, kind, after, BATCH_ROWS))

    def close(self) -> None:
        """Let go of connections; the store can be opened again."""
        self._connections.close()


def _checked(unit: Unit) -> Unit:
    for key in unit.deleted_nodes:
        _refuse_unknown_base(key)
    return Unit(
        tuple(map(check_node, unit.nodes)),
        tuple(map(check_link, unit.links)),
        unit.deleted_links,
        unit.deleted_nodes,
        unit.replace,
    )


def _apply(connection: sqlite3.Connection, unit: Unit, request_key: str | None) -> Applied:
    earlier = change_log.earlier_revision(connection, request_key)
    if earlier is not None:
        return Applied(earlier, repeated=True)
    write_nodes(connection, unit.nodes, replace=unit.replace)
    write_links(connection, unit.links, KnownEnds(), replace=unit.replace)
    delete_links(connection, unit.deleted_links)
    delete_nodes(connection, unit.deleted_nodes)
    revision = change_log.next_revision(connection)
    nodes = {node.key for node in unit.nodes} | set(unit.deleted_nodes)
    links = {link.key for link in unit.links} | set(map(kept_key, unit.deleted_links))
    change_log.log_keys(connection, revision, nodes, links)
    change_log.record_request(connection, request_key, revision)
    return Applied(revision)


def _refuse_unknown_base(key: NodeKey) -> None:
    if key.base not in schema.BASE_LABELS:
        raise UnknownName("base label", key.base, sorted(schema.BASE_LABELS))


def _silent(n_records: int) -> None:
    """Nobody watches the load."""
