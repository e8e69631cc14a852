"""A copy of the file, whole and readable, taken while others read and write it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from graph.errors import StoreUnavailable
from graph.sqlite_store import sql
from graph.sqlite_store.connections import PATIENCE
from graph.sqlite_store.failures import unavailable, writing_failed


def back_up(path: Path, to: Path) -> None:
    """Copy the SQLite file at `path` to `to`, as it stands between two units of work.

    The copy appears whole or not at all: it is written beside `to`, checked, made safe on
    the disk and only then given its name, in place of a file that had it before. Writers
    wait while it is taken.

    Raises
    ------
    StoreUnavailable
        The file is not there, is damaged, or the copy cannot be written.
    """
    if not path.is_file():
        raise StoreUnavailable(f"there is no file {path} to back up; check OGNIWO_DATA")
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{to.name}-", suffix=".part", dir=to.parent)
        os.close(descriptor)
    except OSError as error:
        raise StoreUnavailable(
            f"cannot write the backup in {to.parent}: {error.strerror}; choose another folder"
        ) from error
    part = Path(name)
    try:
        _copy(path, part)
        _make_durable(part, to)
    except sqlite3.Error as error:
        if writing_failed(error):
            raise StoreUnavailable(
                f"cannot write the backup {to}: there is no room, or its disk failed ({error}); "
                "free space or choose another folder"
            ) from error
        raise unavailable(path, error) from error
    except OSError as error:
        raise StoreUnavailable(
            f"cannot write the backup {to}: {error.strerror}; free space or choose another folder"
        ) from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)


def _copy(path: Path, part: Path) -> None:
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as source, closing(sqlite3.connect(part)) as target:
        # In one step: in several, each write of another process would start the copy over.
        source.backup(target, pages=-1)
        problem = target.execute(sql.QUICK_CHECK).fetchone()[0]
        if problem != "ok":
            raise StoreUnavailable(f"the file {path} is damaged ({problem}); restore it from an earlier backup")


def _make_durable(part: Path, to: Path) -> None:
    with part.open("rb+") as copy:
        os.fsync(copy.fileno())
    part.replace(to)
    folder = os.open(to.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
