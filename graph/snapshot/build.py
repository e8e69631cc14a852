"""The snapshot of a store, read from end to end."""

from __future__ import annotations

from datetime import date

from graph.snapshot.assembly import Snapshot, assemble
from graph.snapshot.columns import today
from graph.snapshot.tables import read_tables
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
