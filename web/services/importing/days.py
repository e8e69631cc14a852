"""Columns of days that put the month first, as American forms do, told by what cannot be a month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from web.services.importing.matching_columns import Columns
from web.services.importing.tables import Row, Table

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_OF_DAYS = {"joined", "founded", "starts_at", "since", "until"}


def with_days_first(table: Table, columns: Columns) -> Table:
    """The table in which every column of days has the day first.

    A column has the month first where one of its cells can only be read so (3/13/2024), and none can only be
    read otherwise.
    """
    places = [
        place
        for place, field in columns.fields.items()
        if field in _OF_DAYS and has_month_first(row.cells[place] for row in table.rows)
    ]
    if not places:
        return table
    return replace(table, rows=tuple(_turned(row, places) for row in table.rows))


def has_month_first(cells: Iterable[str]) -> bool:
    """Whether these days are told month first.

    >>> has_month_first(["3/1/2024", "3/13/2024"]), has_month_first(["3/1/2024"]), has_month_first(["13/1/2024"])
    (True, False, False)
    """
    found = [match for cell in cells if (match := _SLASHED.match(cell))]
    return any(int(one[2]) > 12 for one in found) and all(int(one[1]) <= 12 for one in found)


def _turned(row: Row, places: list[int]) -> Row:
    cells = list(row.cells)
    for place in places:
        cells[place] = _SLASHED.sub(r"\2/\1/\3", cells[place], count=1)
    return replace(row, cells=tuple(cells))
