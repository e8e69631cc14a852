"""The folder of the embedded databases: who uses it, and replacing what is in it all at once."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

BEING_MADE = ".new-"  # in the name of a database file that has not its own name yet
_LOCK = "in-use.lock"
_STAGED = "restored"
_READY = "restored.ready"
_BESIDE = ("", "-journal", "-wal", "-shm")  # what SQLite keeps under the name of a database
_WAIT_SECONDS = 5.0
_PAUSE_SECONDS = 0.05
_OTHERS = 0o077  # the rights of everybody but the owner


class FolderInUse(Exception):
    """Somebody else uses the folder in a way that does not go together with this."""


class Hold:
    """The right to use a folder, until it is let go or the process ends."""

    def __init__(self, lock: int) -> None:
        self._lock: int | None = lock

    def let_go(self) -> None:
        """Give the right back; the second time nothing happens."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def use(folder: Path) -> Hold:
    """The right to use the folder together with others, after finishing a restore that was cut off.

    Raises
    ------
    FolderInUse
        A restore is going on.
    """
    refusal = f"a backup is being restored into {folder}; wait for it to end, then start again"
    return _wait_for(lambda: _try_whole(folder), refusal)


def use_alone(folder: Path) -> Hold:
    """The right to use the folder with nobody beside.

    Raises
    ------
    FolderInUse
        An Ogniwo runs on it.
    """
    refusal = f"an Ogniwo is running on {folder}; stop it first (also `ogniwo serve`)"
    return _wait_for(lambda: _try(folder, fcntl.LOCK_EX), refusal)


def make_private(file: Path) -> None:
    """Let only its owner read the file, and what SQLite keeps beside it; make it, empty, where it is not there.

    Never opened while it is there: closing it again would drop this process's locks on it.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    for one in (file.with_name(file.name + ending) for ending in _BESIDE):
        with suppress(FileNotFoundError):
            state = one.stat()
            if state.st_mode & _OTHERS and state.st_uid == os.geteuid():
                one.chmod(stat.S_IMODE(state.st_mode) & ~_OTHERS)


def remove_database(file: Path) -> None:
    """Remove a database that nobody uses, and what SQLite keeps beside it."""
    for ending in _BESIDE:
        file.with_name(file.name + ending).unlink(missing_ok=True)


def is_empty(folder: Path) -> bool:
    """Whether there is nothing in the folder but what this module keeps there, and files that were never finished."""
    return not folder.exists() or all(
        one.name in {_LOCK, _STAGED} or BEING_MADE in one.name for one in folder.iterdir()
    )


def is_being_replaced(folder: Path) -> bool:
    """Whether a replacement was decided and is not finished."""
    return (folder / _READY).exists()


def left_by_killed_restore(folder: Path) -> list[Path]:
    """What a restore that was killed before anything changed has left; only while none is going on."""
    return [one for one in (folder / _STAGED, folder / f"{_READY}.new") if one.exists()]


def make_stage(folder: Path) -> Path:
    """An empty place inside the folder, on the same disk, where its new files are made ready."""
    stage = folder / _STAGED
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700, parents=True)
    return stage


def replace_by_stage(folder: Path) -> Path:
    """Where the former files are now; those of the stage have taken their places.

    Cut off before the note is written, nothing has changed; after it, the next start
    finishes what is left.
    """
    names = sorted(one.name for one in (folder / _STAGED).iterdir())
    aside = _unused(folder, f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    _write_durably(folder / _READY, json.dumps({"names": names, "aside": aside}))
    finish_replacement(folder)
    return folder / aside


def finish_replacement(folder: Path) -> None:
    """Carry on a replacement from wherever it was cut off; without one nothing happens."""
    if not is_being_replaced(folder):
        return
    note = folder / _READY
    plan = json.loads(note.read_text(encoding="utf-8"))
    for name in plan["names"]:
        _replace(folder, name, folder / plan["aside"])
    _sync(folder)
    note.unlink()
    shutil.rmtree(folder / _STAGED, ignore_errors=True)


def _unused(folder: Path, name: str) -> str:
    """The name, with a number where an earlier restore has taken it."""
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(one for one in names if not (folder / one).exists())


def _replace(folder: Path, name: str, aside: Path) -> None:
    staged = folder / _STAGED / name
    if not staged.exists():
        return
    # A journal left beside another database than its own would destroy that one.
    for former in (folder / f"{name}{ending}" for ending in _BESIDE):
        if former.exists():
            aside.mkdir(mode=0o700, exist_ok=True)
            former.replace(aside / former.name)
    staged.replace(folder / name)


def _wait_for(attempt: Callable[[], Hold | None], refusal: str) -> Hold:
    deadline = time.monotonic() + _WAIT_SECONDS
    while (hold := attempt()) is None:
        if time.monotonic() > deadline:
            raise FolderInUse(refusal)
        time.sleep(_PAUSE_SECONDS)
    return hold


def _try_whole(folder: Path) -> Hold | None:
    """The shared right to a folder that is not half replaced; of several who start, one finishes that."""
    if is_being_replaced(folder):
        alone = _try(folder, fcntl.LOCK_EX)
        if alone is not None:
            try:
                finish_replacement(folder)
            finally:
                alone.let_go()
        return None
    shared = _try(folder, fcntl.LOCK_SH)
    if shared is not None and is_being_replaced(folder):
        shared.let_go()
        return None
    return shared


def _try(folder: Path, operation: int) -> Hold | None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return Hold(lock)


def _write_durably(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
