"""What a running command and its direct children use, looked at from outside."""

from __future__ import annotations

import os
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """Seconds of CPU of a process and its children up to now."""
    ticks = 0
    for one in (str(pid), *_children(pid)):
        try:
            fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes_together(pid: int) -> float:
    """Proportional memory of a process and its children: what they share counts once."""
    kilobytes = 0
    for one in (str(pid), *_children(pid)):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue  # it has just ended
        kilobytes += int(rollup.partition("Pss:")[2].split()[0])
    return kilobytes / 1024


def _children(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
