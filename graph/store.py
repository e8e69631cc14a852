"""What every store of a network can do; two adapters, one contract suite.

Each method is one unit of work: it happens whole or not at all, and a read sees the state
between two units. Exceptions are `load`, which is many units, and the streams, which read page
by page: every page sees one state, but others may write between two pages. There is no way to
run a query of one's own. Every method raises `StoreUnavailable` within 8 seconds when the
store does not answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from graph.model import Link, LinkKey, Node, NodeKey, Unit

Direction = Literal["out", "in", "both"]
Progress = Callable[[int], None]

BATCH_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Applied:
    """What a unit of work did: the store's revision after it, and whether it ran before."""

    revision: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What was written after one revision up to another, each key once, in order.

    A key names something upserted or deleted; look it up to see which. `everything` says
    that the store cannot tell (a bulk load, or the log was trimmed): read the network anew.
    """

    revision: int
    nodes: tuple[NodeKey, ...] = ()
    links: tuple[LinkKey, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """Many links of one type, column by column, in order of (source, target, key).

    `columns` has one list per property of the type, None where absent; a date is its number
    of days since 1970-01-01, so that a million of them need no million objects.
    """

    type: str
    sources: Sequence[str]
    targets: Sequence[str]
    columns: Mapping[str, Sequence[str | int | float | bool | None]]


@dataclass(frozen=True, slots=True)
class Health:
    """What a store says of itself."""

    kind: str  # "sqlite" or "neo4j"
    address: str  # path or URI, without credentials
    server_version: str
    schema_version: int


class Store(Protocol):
    """A network, held somewhere. Safe to use from several threads and processes."""

    def migrate(self) -> int:
        """The schema version, after running the migrations that were still missing.

        Several processes may call this at once; each migration runs once.

        Raises
        ------
        StoreTooNew, MigrationChanged
        """

    def health(self) -> Health:
        """What the store is and which schema version it has."""

    def counts(self) -> dict[str, int]:
        """How many nodes per label and links per type there are, zeros included."""

    def revision(self) -> int:
        """A number that grows with every unit that was applied."""

    def changes_since(self, revision: int) -> Changes:
        """What was written after `revision`."""

    def apply(self, unit: Unit, *, request_key: str | None = None) -> Applied:
        """Write the unit whole, and only once for one `request_key`.

        Raises
        ------
        InvalidRecord
            A record does not fit the schema, a new node lacks a required property, or a link
            that keeps its `until` would begin after it.
        MissingEnd
            A link's end is not in the network, or lacks the role the type asks for.
        NodeInUse
            A node to delete still has links.
        """

    def update(self, key: NodeKey, change: Callable[[Node | None], Node | None]) -> Applied:
        """Read a node, let `change` make the new one, and replace it, all as one unit.

        No other writer comes between. `change` may be called more than once and must have no
        effect of its own; it returns None to leave things as they are.

        Raises
        ------
        RuntimeError
            `change` tried to write to the network itself.
        """

    def load(
        self,
        nodes: Iterable[Node],
        links: Iterable[Link],
        *,
        progress: Progress | None = None,
    ) -> Applied:
        """Upsert very many records in batches, each batch one unit, nodes before links.

        Interrupted or refused, it leaves whole batches; run again, it ends with the same network.
        `progress` is called with the number of records just written.
        """

    def node(self, key: NodeKey) -> Node | None:
        """The node, or None."""

    def nodes(self, keys: Sequence[NodeKey]) -> dict[NodeKey, Node]:
        """Those of the nodes that are there."""

    def links(self, keys: Sequence[LinkKey]) -> dict[LinkKey, Link]:
        """Those of the links that are there, under the keys as asked.

        The ends of a symmetric link may be given in either order.
        """

    def neighbours(self, key: NodeKey, link_type: str | None = None, direction: Direction = "both") -> list[Link]:
        """The node's links, in order of (type, source, target, key)."""

    def search(self, label: str, text: str, *, limit: int = 20, offset: int = 0) -> list[Node]:
        """Nodes of the label whose searched text holds every word of `text`, folded.

        In order of (folded name or Polish label or id, id). An empty text finds all.

        Raises
        ------
        ValueError
            `limit` or `offset` is below zero.
        """

    def stream_nodes(self, base: str) -> Iterator[Node]:
        """Every node under the base label, in order of id."""

    def stream_links(self, link_type: str) -> Iterator[Link]:
        """Every link of the type, in order of (source, target, key)."""

    def stream_link_columns(self, link_type: str) -> Iterator[LinkColumns]:
        """The same links, in column batches of about `BATCH_ROWS`: the fast way to read many."""

    def close(self) -> None:
        """Let go of connections; the store can be opened again."""
