"""What can be wrong with a file that an evaluation reads."""

from __future__ import annotations

from pathlib import Path

from matching.errors import MatchingError


class InvalidFile(MatchingError):
    """A file is missing, is no CSV in UTF-8, or has a wrong value; the message names where."""

    def __init__(self, path: Path, what: str, line: int | None = None) -> None:
        where = f"{path}" if line is None else f"{path}, line {line}"
        super().__init__(f"{where}: {what}")
        self.path = path
        self.line = line


class NothingToMeasure(MatchingError):
    """The files hold nothing that the measure could be taken of."""
