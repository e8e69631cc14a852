"""A database file that appears whole: whoever is killed while making it leaves none, and never an empty one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from web import folder

_FORGOTTEN_SECONDS = 3600.0


def make_whole(path: Path, make: Callable[[Path], None]) -> None:
    """Have `make` fill a private file beside, and give it the name; a file that is there stays as it is.

    Of several processes that do this at once, the file of one is taken.
    """
    _remove_forgotten(path)
    if path.exists():
        return
    beside = path.with_name(f"{path.name}{folder.BEING_MADE}{uuid4().hex}")
    folder.make_private(beside)
    try:
        make(beside)
        give_name(beside, path)
    finally:
        folder.remove_database(beside)


def give_name(beside: Path, path: Path) -> bool:
    """Whether the file has the name now; never in place of one that has it, also one made a moment ago."""
    try:
        os.link(beside, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links, such as a memory stick's
        if path.exists():
            return False
        beside.replace(path)
    return True


def _remove_forgotten(path: Path) -> None:
    """What a process that was killed had begun; others may be at work on theirs, so only what is old."""
    for one in path.parent.glob(f"{path.name}{folder.BEING_MADE}*"):
        with suppress(FileNotFoundError):
            if time.time() - one.stat().st_mtime > _FORGOTTEN_SECONDS:
                one.unlink()
