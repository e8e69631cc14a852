"""The network at one date as arrays: immutable, shared by all threads, swapped whole."""

from graph.snapshot.assembly import Snapshot
from graph.snapshot.build import build_snapshot, snapshot_of
from graph.snapshot.columns import NO_DAY, date_of, day_number, today
from graph.snapshot.links import LinkTable
from graph.snapshot.refresh import refresh_snapshot

__all__ = [
    "NO_DAY",
    "LinkTable",
    "Snapshot",
    "build_snapshot",
    "date_of",
    "day_number",
    "refresh_snapshot",
    "snapshot_of",
    "today",
]
