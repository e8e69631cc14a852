"""What can be wrong with a file that an evaluation reads."""

from __future__ import annotations

from pathlib import Path

from matching.errors import MatchingError


class InvalidFile(MatchingError):
    """A file is missing, is no CSV in UTF-8, or has a wrong value; the message names where and the next step.

    Parameters
    ----------
    path : Path
    what : str
        What is wrong and what to do, in English.
    line : int or None
        Where, counted from 1.
    polish : str
        The same in Polish; where it is not given, the English text stands in for it.
    """

    def __init__(self, path: Path, what: str, line: int | None = None, *, polish: str = "") -> None:
        super().__init__(_placed(path, what, line, "line"))
        self.path = path
        self.line = line
        self._polish = _placed(path, polish or what, line, "wiersz")

    def said(self, language: str) -> str:
        """The message in that language ("pl" or "en").

        >>> InvalidFile(Path("p.csv"), "a is empty", 3, polish="brak wartości w kolumnie a").said("pl")
        'p.csv, wiersz 3: brak wartości w kolumnie a'
        """
        return self._polish if language == "pl" else str(self)


def _placed(path: Path, what: str, line: int | None, word: str) -> str:
    return f"{path}: {what}" if line is None else f"{path}, {word} {line}: {what}"


class NothingToMeasure(MatchingError):
    """The files hold nothing that the measure could be taken of."""
