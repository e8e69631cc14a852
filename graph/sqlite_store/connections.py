"""Connections to the file: one per process and thread, each unit a transaction, waiting when busy."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from weakref import WeakSet

from graph.errors import StoreUnavailable
from graph.sqlite_store import sql
from graph.sqlite_store.failures import is_busy, unavailable

T = TypeVar("T")

# All waiting together stays below the 8 seconds that the protocol promises.
PATIENCE = 6.5  # seconds
# SQLite itself waits this long at a time; short, because its pauses grow and a waiter could starve.
_BUSY_TIMEOUT = 0.06  # seconds
# Releases without the bug that can damage a write-ahead log after a checkpoint.
_SOUND_WAL = {(3, 44): 6, (3, 50): 7, (3, 51): 3}

# A connection inherited by a forked child must neither be used nor closed there.
_inherited: list[object] = []


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """Whether that release of SQLite keeps a write-ahead log without risk of damage.

    >>> [wal_is_sound(v) for v in [(3, 40, 1), (3, 44, 6), (3, 45, 0), (3, 50, 7), (3, 51, 2), (3, 52, 0)]]
    [False, True, False, True, False, True]
    """
    release, patch = (version[0], version[1]), version[2]
    return release > (3, 51) or patch >= _SOUND_WAL.get(release, 1_000)


class _Owned:
    """A connection that closes with the thread that owns it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.pid = os.getpid()

    def __del__(self) -> None:
        if self.pid == os.getpid():
            self.connection.close()
        else:
            _inherited.append(self.connection)


class _OfThisProcess:
    """What the threads of one process share: who writes, and whose connections are open."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.writer = threading.Lock()
        self.of_thread = threading.local()
        self.open: WeakSet[_Owned] = WeakSet()


class Connections:
    """The connections to one file.

    Parameters
    ----------
    path : Path
        The file; its folder must exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mine = _OfThisProcess()

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` returns, seeing one state of the file; it may be called again if the file was busy."""
        return self._in_transaction(work, time.monotonic() + PATIENCE, writing=False)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` returns, once all it wrote is safe on the disk; nothing stays if it raises."""
        deadline = time.monotonic() + PATIENCE
        with self._driver_errors():
            if self._connection(deadline).in_transaction:
                raise RuntimeError("a unit of work cannot be started from inside another; finish the first one")
        writer = self._of_this_process().writer
        # Threads queue here, so that only processes have to compete for the file.
        if not writer.acquire(timeout=PATIENCE):
            raise StoreUnavailable(f"the network file {self.path} is busy with a long write; try again in a moment")
        try:
            return self._in_transaction(work, deadline, writing=True)
        finally:
            writer.release()

    def close(self) -> None:
        """Close the connections of every thread of this process."""
        mine = self._of_this_process()
        for owned in list(mine.open):
            owned.connection.close()
        self._mine = _OfThisProcess()

    def _in_transaction(self, work: Callable[[sqlite3.Connection], T], deadline: float, *, writing: bool) -> T:
        with self._driver_errors():
            connection = self._connection(deadline)
            if connection.in_transaction:
                return work(connection)  # a read from within a unit of work sees what it wrote
            while True:
                try:
                    return _transaction(connection, work, deadline, writing=writing)
                except sqlite3.OperationalError as error:
                    if not is_busy(error) or time.monotonic() > deadline:
                        raise

    def _connection(self, deadline: float) -> sqlite3.Connection:
        mine = self._of_this_process()
        owned: _Owned | None = getattr(mine.of_thread, "owned", None)
        if owned is None:
            owned = _Owned(_open(self.path, deadline))
            mine.of_thread.owned = owned
            mine.open.add(owned)
        return owned.connection

    def _of_this_process(self) -> _OfThisProcess:
        if self._mine.pid != os.getpid():
            _inherited.append(self._mine)
            self._mine = _OfThisProcess()
        return self._mine

    @contextmanager
    def _driver_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise unavailable(self.path, error) from error


def _transaction(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], deadline: float, *, writing: bool
) -> T:
    connection.execute(sql.BEGIN_WRITE if writing else sql.BEGIN_READ)
    began = time.monotonic()
    try:
        result = work(connection)
        # Only waiting counts against our patience: long work must not lose all it did to a short wait at its end.
        _patiently(lambda: connection.execute(sql.COMMIT), deadline + time.monotonic() - began)
    except BaseException:
        if connection.in_transaction:
            connection.execute(sql.ROLLBACK)
        raise
    return result


def _patiently(attempt: Callable[[], T], deadline: float) -> T:
    """What the attempt returns, made again while the file is busy and there is time."""
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise


def _open(path: Path, deadline: float) -> sqlite3.Connection:
    # Closing happens from other threads too, hence no check of the thread; each uses only its own.
    connection = sqlite3.connect(
        path, timeout=_BUSY_TIMEOUT, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        _patiently(lambda: _set_up(connection), deadline)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    for setting in sql.SETTINGS:
        connection.execute(setting)
    if wal_is_sound(sqlite3.sqlite_version_info):
        connection.execute(sql.JOURNAL_WAL)
    else:
        connection.execute(sql.JOURNAL_TRUNCATE)
