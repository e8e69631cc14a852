"""Rows of a text file: which sign parts its cells, and what stands in them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from web.services.importing.errors import UnreadableFile
from web.services.importing.tables import MAX_CHARACTERS, MAX_ROWS, NumberedRow, checked_rows

DELIMITERS = (",", ";", "\t", "|")
_SAMPLED, _SAMPLED_CHARACTERS = 40, 1_000_000
_MAX_LINES = 10 * MAX_ROWS  # blank ones too


def delimited_rows(text: str) -> tuple[list[NumberedRow], str]:
    """The rows that are not blank, and the sign between their cells.

    The sign is the one that parts most rows into the same number of cells, at least two; a
    first line ``sep=;``, as spreadsheets write it, says so itself.

    Raises
    ------
    UnreadableFile
    """
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter = first.strip()[-1]
        return [(number + 1, cells) for number, cells in checked_rows(_rows(rest, delimiter))], delimiter
    delimiter = max(DELIMITERS, key=lambda sign: _agreement(text, sign))
    return checked_rows(_rows(text, delimiter)), delimiter


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have the commonest number of cells, if that is above one."""
    reader = csv.reader(io.StringIO(text[:_SAMPLED_CHARACTERS], newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        widths.update(len(cells) for cells in islice(reader, _SAMPLED) if cells)
    except csv.Error:
        return 0, 0
    width, n_rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (n_rows, width) if width > 1 else (0, width)


def _rows(text: str, delimiter: str) -> Iterator[NumberedRow]:
    """Rows as the file has them; forgiving about quotation marks inside a cell, not about open ones."""
    if '"' in text:
        _refuse_open_quote(text, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for cells in reader:
            number += 1
            if number > _MAX_LINES:
                raise UnreadableFile("too_many_rows", most=MAX_ROWS)
            yield number, cells
    except csv.Error:
        raise UnreadableFile("giant_cell", row=number + 1, most=MAX_CHARACTERS) from None


def _refuse_open_quote(text: str, delimiter: str) -> None:
    number = 1
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise UnreadableFile("open_quote", row=number) from None
