"""Columns that together are one list: ``Need 1``, ``Need 2``, or the grid of a form, ``Needs [Social media]``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.folding import fold
from web.services.importing.asides import is_nothing
from web.services.importing.cells import yes_or_no
from web.services.importing.column_words import strength
from web.services.importing.tables import Row, Table

_LISTS = ("needs", "offers", "spheres", "works_in")
_SURE = 0.5  # strength of what stands before the number or the bracket
_GRID = re.compile(r"^(?P<stem>.+?)\s*\[(?P<option>[^\[\]]+)\]$")
_NUMBERED = re.compile(r"^(?P<stem>.+?)\s*(?:nr|no\.?|#)?\s*\(?(?P<number>\d{1,2})\)?\.?$", re.IGNORECASE)
_NEVER = {"wcale", "nie potrzebujemy", "nie potrzebuje", "raczej nie", "zdecydowanie nie", "nie wiem",
          "trudno powiedziec", "not at all", "not needed", "rather not", "definitely not", "hard to say"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Member:
    """A column of a series; `option` is what a grid asks about in it."""

    place: int
    option: str


def with_series_joined(table: Table) -> Table:
    """The table in which each such series is one column, at the place of its first, its cells parted by semicolons.

    A row that repeats the headers repeats those of the new table.
    In a grid a cell that says yes stands for what its header has in brackets, one that says no or nothing for
    nothing, and any other is kept beside it.
    """
    joined = {stem: members for stem, members in _series(table.headers).items() if stem not in table.headers}
    if not joined:
        return table
    first = {members[0].place: (stem, members) for stem, members in joined.items()}
    gone = {one.place for members in joined.values() for one in members[1:]}
    kept = [place for place in range(len(table.headers)) if place not in gone]
    headers = tuple(first[place][0] if place in first else table.headers[place] for place in kept)
    series = {place: members for place, (_, members) in first.items()}
    rows = tuple(
        replace(_joined(row, kept, series), cells=headers) if row.cells == table.headers else _joined(row, kept, series)
        for row in table.rows
    )
    return replace(table, headers=headers, rows=rows)


def _series(headers: tuple[str, ...]) -> dict[str, list[_Member]]:
    """By what the headers have in common, the columns of which there are several."""
    found: dict[str, list[_Member]] = {}
    for place, header in enumerate(headers):
        match = _GRID.match(header) or _NUMBERED.match(header)
        if match and any(strength(match["stem"], field) >= _SURE for field in _LISTS):
            found.setdefault(match["stem"], []).append(_Member(place, match.groupdict().get("option", "")))
    return {stem: members for stem, members in found.items() if len(members) > 1}


def _joined(row: Row, kept: list[int], series: dict[int, list[_Member]]) -> Row:
    def cell(place: int) -> str:
        if place not in series:
            return row.cells[place]
        return "; ".join(filter(None, (_said(row.cells[one.place], one.option) for one in series[place])))

    n_gone = len(row.cells) - len(kept)
    return Row(row.number, tuple(map(cell, kept)), row.n_cells - n_gone)


def _said(text: str, option: str) -> str:
    """What a cell of the series says.

    >>> _said("strona www", ""), _said("Tak", "Fundraising"), _said("wcale", "Fundraising"), _said("3", "Marketing")
    ('strona www', 'Fundraising', '', 'Marketing – 3')
    >>> _said("brak", ""), _said("raczej nie", "Fundraising")
    ('', '')
    """
    if not text or is_nothing(text):
        return ""
    if not option:
        return text
    answer = yes_or_no(text)
    if answer == "no" or fold(text) in _NEVER:
        return ""
    return option if answer == "yes" or fold(text) == fold(option) else f"{option} – {text}"
