"""What can be wrong with an instance or with the rules it is solved under."""

from __future__ import annotations

from pathlib import Path

from matching.errors import MatchingError


class AssignmentError(MatchingError):
    """Base of every error of this package."""


class InvalidInstance(AssignmentError):
    """An array of an instance has a wrong shape or value; the message names the array and the row.

    Attributes
    ----------
    column : str
        Name of the array.
    what : str
        What is wrong with it.
    row : int or None
        Its first wrong entry, counted from 0 in the order given; None where the whole array is meant.
    """

    def __init__(self, column: str, what: str, row: int | None = None) -> None:
        where = column if row is None else f"{column}, row {row} (counted from 0)"
        super().__init__(f"{where}: {what}")
        self.column = column
        self.what = what
        self.row = row


class InvalidArchive(AssignmentError):
    """A file is no archive of an instance; the message names the file and what to do."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path


class InvalidRules(AssignmentError):
    """Rules name pairs or seekers that the instance does not have."""


class ContradictoryRules(AssignmentError):
    """Two rules cannot both hold; the message names both."""


class CannotSolve(AssignmentError):
    """The solver gave up; the message says what to change."""
