"""The embedded store: a network in one SQLite file, without a server."""

from graph.sqlite_store.backup import back_up
from graph.sqlite_store.store import SqliteStore

__all__ = ["SqliteStore", "back_up"]
