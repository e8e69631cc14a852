"""What can go wrong with seeds; every message says what to do next."""

from __future__ import annotations

from collections.abc import Iterable


class SeedsError(Exception):
    """Base of every error that this package raises on purpose."""


class BadReference(SeedsError):
    """A reference file cannot be read as it stands.

    Attributes
    ----------
    file : str
        Its name.
    row : int or None
        The line in the file, the header being 1; None where the whole file is meant.
    column : str or None
        The column, where one is at fault.
    """

    def __init__(self, file: str, row: int | None, column: str | None, problem: str) -> None:
        place = [file, *([f"row {row}"] if row else []), *([f"column {column}"] if column else [])]
        super().__init__(f"{', '.join(place)}: {problem}; correct the file or restore it from the release")
        self.file = file
        self.row = row
        self.column = column
        self.problem = problem


class UnknownCode(SeedsError):
    """A code, a kind of label or a language that the reference tables do not have."""

    def __init__(self, what: str, code: str, choices: Iterable[str]) -> None:
        super().__init__(f"unknown {what} {code!r:.60}; choose one of: {', '.join(choices)}")
        self.what = what
        self.code = code


class InvalidSize(SeedsError):
    """A network of that size cannot be generated."""

    def __init__(self, n_organisations: int) -> None:
        super().__init__(f"cannot generate {n_organisations} organisations; ask for 1 to 2,000,000")
        self.n_organisations = n_organisations
