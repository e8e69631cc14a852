"""A table out of a file: headers, rows of text, and the limits that keep a hostile file harmless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from web.services.importing.errors import UnreadableFile

MAX_BYTES = 16_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 256
MAX_CELLS = 1_000_000
_MOST_CELLS = 64 * MAX_COLUMNS  # with the blank ones at the end, of which spreadsheets write many
MAX_CHARACTERS = 32_767  # what a cell of a spreadsheet can hold

NumberedRow = tuple[int, Sequence[str]]  # as a person counts rows, from 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headers.

    Attributes
    ----------
    number : int
        As a spreadsheet numbers it, from 1 with the headers; in a text file, where a row may
        take several lines, the count of rows.
    cells : tuple of str
        As many as there are headers, without the spaces around them.
    n_cells : int
        How many the file has in this row, where that is another number.
    """

    number: int
    cells: tuple[str, ...]
    n_cells: int


@dataclass(frozen=True, slots=True)
class Table:
    """Headers and rows of one file.

    Attributes
    ----------
    form : str
        How it was read, for people: ``CSV, UTF-8, ;`` or ``XLSX, Arkusz1``.
    other_sheets : tuple of str
        Names of sheets that were not read.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    form: str
    other_sheets: tuple[str, ...] = ()


def checked_rows(rows: Iterable[NumberedRow], n_most: int = MAX_CELLS) -> list[NumberedRow]:
    """The rows that are not blank, without the spaces around their cells; `n_most` of those may be filled.

    Raises
    ------
    UnreadableFile
        There are too many rows, columns or cells, a cell is too long, or it holds what no text has.
    """
    return list(_checked(rows, n_most))


def _checked(rows: Iterable[NumberedRow], n_most: int) -> Iterator[NumberedRow]:
    n_rows = n_cells = 0
    for number, cells in rows:
        if len(cells) > _MOST_CELLS:
            raise UnreadableFile("too_many_columns", row=number, most=MAX_COLUMNS)
        filled = _without_blank_end([_checked_cell(number, cell) for cell in cells])
        if not filled:
            continue
        n_rows, n_cells = n_rows + 1, n_cells + sum(map(bool, filled))
        if n_rows > MAX_ROWS + 1:
            raise UnreadableFile("too_many_rows", most=MAX_ROWS)
        if len(filled) > MAX_COLUMNS:
            raise UnreadableFile("too_many_columns", row=number, most=MAX_COLUMNS)
        if n_cells > n_most:
            raise UnreadableFile("too_many_cells", most=n_most)
        yield number, filled


def _without_blank_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _checked_cell(number: int, cell: str) -> str:
    if len(cell) > MAX_CHARACTERS:
        raise UnreadableFile("giant_cell", row=number, most=MAX_CHARACTERS)
    if "\0" in cell:
        raise UnreadableFile("nul", row=number)
    if not cell.isascii() and any("\ud800" <= one <= "\udfff" for one in cell):
        raise UnreadableFile("surrogate", row=number)
    return cell.strip()
