"""Files that commands write."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """The file with these lines, whole or not at all; one that is there is replaced."""
    from graph.whole_files import replacing

    with replacing(path) as write:
        for line in lines:
            write(line.encode())
