"""Connections to the office's database, with the guarantees Ogniwo counts on."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from graph.sqlite_store.connections import wal_is_sound
from web.office.errors import DriverMissing

READS = "ogniwo_reads"

# A writer may wait for the threads beside it, to begin, and for readers to commit: 8 seconds together.
PATIENCE_SECONDS = 2.6
_SERVER_SECONDS = 5


def make_engine(url: str) -> sa.Engine:
    """An engine for a SQLite file or a PostgreSQL server; nothing is connected yet.

    Raises
    ------
    DriverMissing
        The address is of PostgreSQL and psycopg is not installed.
    """
    if url.startswith("sqlite"):
        return _sqlite_engine(url)
    try:
        return sa.create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=_SERVER_SECONDS,
            connect_args={"connect_timeout": _SERVER_SECONDS, "options": f"-c lock_timeout={_SERVER_SECONDS}s"},
        )
    except ModuleNotFoundError as error:
        raise DriverMissing from error


def _sqlite_engine(url: str) -> sa.Engine:
    Path(sa.make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url,
        max_overflow=-1,  # waiting for a lock of the file is the only waiting there is
        connect_args={"timeout": PATIENCE_SECONDS, "isolation_level": None},
    )
    sa.event.listen(engine, "connect", _set_pragmas)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    mode = "WAL" if wal_is_sound(sqlite3.sqlite_version_info) else "TRUNCATE"
    connection.execute(f"PRAGMA journal_mode={mode}")
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_spill=OFF", "recursive_triggers=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    # A writer takes its lock at once: upgrading a read lock later fails under competition.
    reads = connection.get_execution_options().get(READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
