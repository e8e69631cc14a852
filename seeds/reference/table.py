"""Reads one reference CSV; every complaint names the file, the row and the column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from seeds.errors import BadReference

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; its methods read a cell as what it should be.

    >>> row = Row("regions.csv", 2, {"terc": "0201", "gminy": "6", "towns": "Lubań; Lubin"})
    >>> row.text("terc"), row.integer("gminy"), row.words("towns", ";")
    ('0201', 6, ('Lubań', 'Lubin'))
    """

    file: str
    number: int
    cells: dict[str, str]

    def error(self, column: str, problem: str) -> BadReference:
        """The error that says where this cell stands and what is wrong with it."""
        return BadReference(self.file, self.number, column, problem)

    def optional(self, column: str) -> str | None:
        """The cell's text without spaces at its ends, or None where it is empty."""
        return self.cells[column].strip() or None

    def text(self, column: str) -> str:
        """The cell's text, which must be there."""
        value = self.optional(column)
        if value is None:
            raise self.error(column, "is empty")
        return value

    def code(self, column: str, choices: Iterable[str]) -> str:
        """The cell's text, which must be one of `choices`."""
        value = self.text(column)
        if value not in choices:
            raise self.error(column, f"{value!r} is not one of {', '.join(choices)}")
        return value

    def number_in(self, column: str, low: float, high: float) -> float:
        """The cell as a number from `low` to `high`."""
        try:
            value = float(self.text(column))
        except ValueError:
            raise self.error(column, f"{self.cells[column]!r} is not a number") from None
        if not low <= value <= high:
            raise self.error(column, f"{value} is not from {low} to {high}")
        return value

    def integer(self, column: str) -> int:
        """The cell as a whole number, zero or more."""
        value = self.text(column)
        if not (value.isascii() and value.isdigit()):
            raise self.error(column, f"{value!r} is not a whole number")
        return int(value)

    def flag(self, column: str) -> bool:
        """The cell as true (1) or false (0)."""
        return self.code(column, ("0", "1")) == "1"

    def words(self, column: str, separator: str | None = None) -> tuple[str, ...]:
        """The cell's parts, without empty ones."""
        return tuple(part.strip() for part in self.cells[column].split(separator) if part.strip())


def read_rows(file: str, columns: Sequence[str], *, key: Sequence[str], folder: Path = FOLDER) -> tuple[Row, ...]:
    """The rows of a table, after checking its columns and that no two rows share the `key`.

    Raises
    ------
    BadReference
        The file is absent or not UTF-8, a column is missing, a row is ragged or repeated.
    """
    try:
        text = (folder / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadReference(file, None, None, "is not there") from None
    except UnicodeDecodeError as error:
        raise BadReference(file, None, None, f"is not UTF-8 (byte {error.start})") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise BadReference(file, 1, missing[0], "is missing")
    rows = tuple(_row(file, number, cells) for number, cells in enumerate(reader, start=2))
    _refuse_repeated(rows, key)
    return rows


def _row(file: str, number: int, cells: dict[str, str]) -> Row:
    if None in cells or None in cells.values():
        raise BadReference(file, number, None, "has more or fewer cells than the header")
    return Row(file, number, cells)


def _refuse_repeated(rows: Iterable[Row], key: Sequence[str]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        value = tuple(row.text(column) for column in key)
        if value in seen:
            raise row.error(key[0], f"{', '.join(value)} stands in row {seen[value]} already")
        seen[value] = row.number
