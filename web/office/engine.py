"""Connections to the office's database, with the guarantees Ogniwo counts on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from graph.sqlite_store.connections import wal_is_sound
from graph.sqlite_store.failures import is_busy
from web.office.errors import DriverMissing

READS = "ogniwo_reads"
DEADLINE = "ogniwo_deadline"

# All waiting for one transaction together stays below 8 seconds.
PATIENCE_SECONDS = 6.5
# SQLite itself waits this long at a time; short, because its pauses grow and a waiter could starve.
_BUSY_SECONDS = 0.06
_SERVER_SECONDS = 5
# What a server is asked for: it gives up by itself, and a server that is gone is noticed.
_SERVER_OPTIONS = {
    "connect_timeout": _SERVER_SECONDS,
    "options": f"-c lock_timeout={_SERVER_SECONDS}s -c statement_timeout={_SERVER_SECONDS}s",
    "tcp_user_timeout": 1000 * _SERVER_SECONDS,
    "keepalives_idle": _SERVER_SECONDS,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}

_JOURNAL_WAL = "PRAGMA journal_mode=WAL"
_JOURNAL_TRUNCATE = "PRAGMA journal_mode=TRUNCATE"
_SETTINGS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_spill=OFF",
    "PRAGMA recursive_triggers=ON",
)

T = TypeVar("T")


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
            connect_args=_SERVER_OPTIONS,
        )
    except ModuleNotFoundError as error:
        raise DriverMissing from error


def _sqlite_engine(url: str) -> sa.Engine:
    path = url.removeprefix("sqlite:///")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=path),  # as it is, for a path may have signs that mean something in addresses
        max_overflow=-1,  # waiting for a lock of the file is the only waiting there is
        connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None},
    )
    sa.event.listen(engine, "connect", _set_pragmas)
    sa.event.listen(engine, "begin", _begin)
    return engine


def commit(connection: sa.Connection, deadline: float) -> None:
    """Commit; in a file, wait until the deadline for those who are still reading."""
    if connection.dialect.name == "sqlite":
        patiently(lambda: connection.exec_driver_sql("COMMIT"), deadline)


def patiently(attempt: Callable[[], T], deadline: float) -> T:
    """What the attempt returns, made again while the file is busy and there is time."""
    while True:
        try:
            return attempt()
        except (sqlite3.OperationalError, sa.exc.OperationalError) as error:
            cause = error.orig if isinstance(error, sa.exc.OperationalError) else error
            busy = isinstance(cause, sqlite3.OperationalError) and is_busy(cause)
            if not busy or time.monotonic() > deadline:
                raise


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    journal = _JOURNAL_WAL if wal_is_sound(sqlite3.sqlite_version_info) else _JOURNAL_TRUNCATE
    deadline = time.monotonic() + PATIENCE_SECONDS
    patiently(lambda: connection.execute(journal).fetchall(), deadline)
    for setting in _SETTINGS:
        connection.execute(setting)


def _begin(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    deadline = options.get(DEADLINE, time.monotonic() + PATIENCE_SECONDS)
    if options.get(READS, False):
        connection.exec_driver_sql("BEGIN")
        # The first reading takes the lock, which then holds to the end.
        patiently(lambda: connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").all(), deadline)
    else:
        # A writer takes its lock at once: upgrading a read lock later fails under competition.
        patiently(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"), deadline)
