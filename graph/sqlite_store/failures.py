"""What the driver's errors mean to a person, and what to do about them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from graph.errors import StoreUnavailable

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_ADVICE = {
    sqlite3.SQLITE_BUSY: "is kept busy by another program; wait until it has finished, then try again",
    sqlite3.SQLITE_LOCKED: "is kept busy by another part of Ogniwo; wait a moment, then try again",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that its folder exists and that you may write in it",
    sqlite3.SQLITE_READONLY: "may only be read; give yourself the right to write the file and its folder",
    sqlite3.SQLITE_PERM: "may not be opened; give yourself the right to read and write it",
    sqlite3.SQLITE_FULL: "could not be written since the disk is full; free some space, then try again",
    sqlite3.SQLITE_IOERR: "could not be read or written; check that its disk is present, healthy and not full",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a backup (ogniwo restore)",
    sqlite3.SQLITE_NOTADB: "is not an Ogniwo network; point OGNIWO_DATA at the right folder, or restore a backup",
}


def is_busy(error: sqlite3.Error) -> bool:
    """Whether the file is only in use just now, so that waiting may help."""
    return _primary_code(error) in _BUSY


def writing_failed(error: sqlite3.Error) -> bool:
    """Whether what failed was to write a file, not to read one."""
    failed = {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
    }
    return getattr(error, "sqlite_errorcode", 0) in failed


def unavailable(path: Path, error: sqlite3.Error) -> StoreUnavailable:
    """The store's own error for one of the driver's, with the next step."""
    advice = _ADVICE.get(_primary_code(error), "could not be used; run ogniwo doctor to see its state")
    return StoreUnavailable(f"the network file {path} {advice} ({error})")


def _primary_code(error: sqlite3.Error) -> int:
    # The low byte is the primary code; the rest tells apart its causes.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
