"""The folder in which a backup is made ready, and finding those that a killed one left.

It stands beside the archive, so that the finished file only has to change its name. Archives
may lie anywhere, so a note in Ogniwo's own folder says where it is; and it is locked for as
long as the backup is being taken, so that nobody takes it for one that was left.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

_SCRATCH = ".ogniwo-backup-"
_NOTE = "backup-under-way-"


@contextmanager
def scratch_folder(beside: Path, noted_in: Path) -> Iterator[Path]:
    """An empty private folder, which is gone after the block.

    Raises
    ------
    OSError
        It cannot be made.
    """
    name = uuid4().hex
    scratch, note = beside / f"{_SCRATCH}{name}", noted_in / f"{_NOTE}{name}"
    scratch.mkdir(mode=0o700)
    lock = os.open(scratch, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        note.write_text(str(scratch.absolute()), encoding="utf-8")
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        note.unlink(missing_ok=True)
        os.close(lock)


def left_by_killed(folder: Path) -> list[Path]:
    """Scratch folders of backups that ended without removing them, and notes of such as are gone, in order.

    Parameters
    ----------
    folder : Path
        Ogniwo's own; beside those noted there, it and the current one are looked through.
    """
    noted = {note: _scratch_of(note) for note in folder.glob(f"{_NOTE}*")}
    near = {one.absolute() for place in (folder, Path.cwd()) for one in place.glob(f"{_SCRATCH}*")}
    scratches = near | {one for one in noted.values() if one is not None}
    left = {one for one in scratches if one.is_dir() and _is_left(one)}
    idle = {note for note, scratch in noted.items() if scratch is None or scratch in left or not scratch.exists()}
    return sorted(left | idle)


def _scratch_of(note: Path) -> Path | None:
    """What the note names; None where it is gone, or was cut off."""
    with suppress(OSError):
        named = Path(note.read_text(encoding="utf-8"))
        return named if named.name.startswith(_SCRATCH) else None
    return None


def _is_left(scratch: Path) -> bool:
    with suppress(OSError):
        lock = os.open(scratch, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        finally:
            os.close(lock)
    return False
