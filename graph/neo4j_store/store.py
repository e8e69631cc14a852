"""The store of a network in Neo4j; see `graph.store.Store` for what each method promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import uuid4

from graph import schema
from graph.model import Link, LinkKey, Node, NodeKey, Unit
from graph.neo4j_store import cypher, loading, reading, streaming, units, writing
from graph.neo4j_store.address import Neo4jAddress
from graph.neo4j_store.connection import Connection, Transaction
from graph.neo4j_store.migrations import known_migrations, run_migrations
from graph.searching import refuse_negative
from graph.store import Applied, Changes, Direction, Health, LinkColumns, Progress


class Neo4jStore:
    """A network in one Neo4j database, 5.26 or newer, a single server or a cluster.

    Nothing is opened before the first use. Call `migrate` before anything else.
    """

    def __init__(self, address: Neo4jAddress) -> None:
        self.address = address
        self._connection = Connection(address)

    def migrate(self) -> int:
        """The schema version, after running the migrations that were still missing."""
        return run_migrations(self._connection, known_migrations())

    def health(self) -> Health:
        """What the store is and which schema version it has."""
        return self._connection.read(self._health)

    def _health(self, transaction: Transaction) -> Health:
        server_version = transaction.value(cypher.SERVER_VERSION)
        return Health("neo4j", self.address.uri, server_version, transaction.value(cypher.SCHEMA_VERSION))

    def counts(self) -> dict[str, int]:
        """How many nodes per label and links per type there are, zeros included."""
        return dict(self._connection.read(lambda transaction: transaction.rows(cypher.COUNTS)))

    def revision(self) -> int:
        """A number that grows with every unit that was applied."""
        return self._connection.read(units.revision)

    def changes_since(self, revision: int) -> Changes:
        """What was written after `revision`."""
        return self._connection.read(lambda transaction: units.changes_since(transaction, revision))

    def apply(self, unit: Unit, *, request_key: str | None = None) -> Applied:
        """Write the unit whole, and only once for one `request_key`."""
        prepared = writing.prepared(unit)
        return self._connection.write(lambda transaction: writing.apply_unit(transaction, prepared, request_key))

    def update(self, key: NodeKey, change: Callable[[Node | None], Node | None]) -> Applied:
        """Read a node, let `change` make the new one, and replace it, all as one unit."""
        reading.refuse_unknown_base(key.base)
        unit_id = uuid4().hex

        def change_alone(node: Node | None) -> Node | None:
            with self._connection.without_writing():
                return change(node)

        try:
            return self._connection.write(
                lambda transaction: writing.update_node(transaction, key, change_alone, unit_id)
            )
        except writing.ChangeFailed as failed:
            raise failed.__cause__ or failed from None

    def load(self, nodes: Iterable[Node], links: Iterable[Link], *, progress: Progress | None = None) -> Applied:
        """Upsert very many records in batches, each batch one unit, nodes before links."""
        return loading.load(self._connection, nodes, links, progress) or Applied(self.revision())

    def node(self, key: NodeKey) -> Node | None:
        """The node, or None."""
        return self.nodes([key]).get(key)

    def nodes(self, keys: Sequence[NodeKey]) -> dict[NodeKey, Node]:
        """Those of the nodes that are there."""
        for key in keys:
            reading.refuse_unknown_base(key.base)
        read = self._connection.read if len(keys) < 2 else self._connection.read_one_state
        return read(lambda transaction: reading.read_nodes(transaction, keys))

    def links(self, keys: Sequence[LinkKey]) -> dict[LinkKey, Link]:
        """Those of the links that are there."""
        read = self._connection.read if len(keys) < 2 else self._connection.read_one_state
        return read(lambda transaction: reading.read_links(transaction, keys))

    def neighbours(self, key: NodeKey, link_type: str | None = None, direction: Direction = "both") -> list[Link]:
        """The node's links, in order of (type, source, target, key)."""
        reading.refuse_unknown_base(key.base)
        return self._connection.read(
            lambda transaction: reading.read_neighbours(transaction, key, link_type, direction)
        )

    def search(self, label: str, text: str, *, limit: int = 20, offset: int = 0) -> list[Node]:
        """Nodes of the label whose searched text holds every word of `text`, folded."""
        schema.base_of(label)
        refuse_negative(limit=limit, offset=offset)
        return self._connection.read(lambda transaction: reading.search_nodes(transaction, label, text, limit, offset))

    def stream_nodes(self, base: str) -> Iterator[Node]:
        """Every node under the base label, in order of id."""
        reading.refuse_unknown_base(base)
        return streaming.stream_nodes(self._connection, base)

    def stream_links(self, link_type: str) -> Iterator[Link]:
        """Every link of the type, in order of (source, target, key)."""
        kind = schema.link_type(link_type)
        return streaming.stream_links(self._connection, kind)

    def stream_link_columns(self, link_type: str) -> Iterator[LinkColumns]:
        """The same links, in column batches of about `BATCH_ROWS`: the fast way to read many."""
        kind = schema.link_type(link_type)
        return streaming.stream_columns(self._connection, kind)

    def close(self) -> None:
        """Let go of connections; the store can be opened again."""
        self._connection.close()
