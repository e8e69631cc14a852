"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

from typing import TypeVar

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")

Cell = TypeVar("Cell")


def safe_cell(cell: Cell) -> Cell | str:
    """The cell; a text that begins as a formula does, with an apostrophe before it.

    One that has apostrophes before such a sign gets one more, so that an import, which takes one
    off (`importing.cells.in_form`), finds what there was.

    >>> safe_cell("=1+1"), safe_cell("Koło"), safe_cell("'=x"), safe_cell(-0.5)
    ("'=1+1", 'Koło', "''=x", -0.5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'").startswith(_ACTIVE) else cell
