"""A snapshot from a store, read from end to end, or from records that are at hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.model import Link, Node
from graph.snapshot.assembly import Snapshot, assemble
from graph.snapshot.columns import today
from graph.snapshot.tables import read_tables, tables_of
from graph.store import Store


def build_snapshot(store: Store, as_of: date | None = None) -> Snapshot:
    """The network as at `as_of` (today where this machine is, if not given).

    Others may write meanwhile: the snapshot then has the revision from before the reading
    and may already show part of what came after; `refresh_snapshot` completes it.

    Raises
    ------
    StoreUnavailable
        The store does not answer.
    """
    revision = store.revision()
    return assemble(read_tables(store), revision, as_of or today())


def snapshot_of(nodes: Iterable[Node], links: Iterable[Link] = (), as_of: date | None = None) -> Snapshot:
    """The network of these records as at `as_of`, without a store; its revision is 0.

    Raises
    ------
    MissingEnd
        A link's end is not among the nodes.

    Examples
    --------
    >>> from graph.model import make_link, make_node
    >>> ola = make_node("org-1", "Organisation", name="Koło Ola", joined=date(2024, 1, 1))
    >>> web = make_node("I2.02", "Skill", label_pl="Strona", label_en="Website", component="image")
    >>> snapshot = snapshot_of([web, ola], [make_link("NEEDS", "org-1", "I2.02", priority=3)])
    >>> snapshot.needs.toarray().tolist()
    [[3]]
    """
    return assemble(tables_of(nodes, links), 0, as_of or today())
