"""Rows that are nobody: totals, headers once more, and notes below a table."""

from __future__ import annotations

import re
from typing import Literal

from graph.folding import fold
from web.services.importing.column_words import plain
from web.services.importing.matching_columns import Columns
from web.services.importing.tables import Row

Aside = Literal["", "total", "headers", "note"]
_TOTALS = {"razem", "suma", "ogolem", "lacznie", "w sumie", "podsumowanie", "total", "sum", "totals", "grand total"}
_NOTE = re.compile(
    r"(?:zrodlo|uwaga|uwagi|przypis|opracowan\w*|opracowal\w*|sporzadzil\w*|stan na|source|notes?|prepared by)"
    r"\b[^a-z]|\*"
)
_FIGURE = re.compile(r"[\d\s.,%+-]*")


def aside(row: Row, columns: Columns) -> Aside:
    """Why the row is nobody; empty for every other row.

    Totals: the name is a word for them, and nothing else stands beside it but figures and formulas. Headers: the
    cells are those of the first row. A note: one cell alone that begins as notes do.
    """
    filled = [cell for cell in row.cells if cell]
    if len(filled) > 1 and row.cells == columns.headers:
        return "headers"
    if len(filled) == 1 and _NOTE.match(f"{fold(filled[0])} "):
        return "note"
    words = [cell for cell in filled if not _FIGURE.fullmatch(cell) and not cell.startswith("=")]
    return "total" if len(words) == 1 and plain(words[0]) in _TOTALS else ""


_NOTHING = {"brak", "brak danych", "nie dotyczy", "nie podano", "n/d", "nd", "b/d", "bd", "n/a", "-", "–", "—", "none",
            "null", "nan", "#n/d!", "#n/a"}  # fmt: skip


def is_nothing(text: str) -> bool:
    """Whether people write this into a cell that they have nothing for.

    >>> is_nothing("Brak danych."), is_nothing("–"), is_nothing("0")
    (True, True, False)
    """
    return len(text) < 20 and fold(text).strip(" .") in _NOTHING
