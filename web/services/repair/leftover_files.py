"""Files and folders that a killed command left in Ogniwo's folder, or beside a backup."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from web import folder
from web.services import backup_scratch

# A database file is made in seconds; one that lay unfinished for so long is nobody's.
_FORGOTTEN_SECONDS = 3600.0


def leftover_files(place: Path) -> list[Path]:
    """What was left there, in order; nothing of it is of any use to anybody.

    The caller holds the folder, so that no restore is going on.
    """
    if not place.is_dir() or folder.is_being_replaced(place):
        return []
    return sorted({*backup_scratch.left_by_killed(place), *folder.left_by_killed_restore(place), *_half_made(place)})


def remove_leftovers(paths: list[Path]) -> list[Path]:
    """Those of them that are gone now."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return [path for path in paths if not path.exists()]


def _half_made(place: Path) -> list[Path]:
    long_ago = time.time() - _FORGOTTEN_SECONDS
    return [one for one in place.glob(f"*{folder.BEING_MADE}*") if one.stat().st_mtime < long_ago]
