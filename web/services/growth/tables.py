"""Figures as CSV, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from web.services.safe_cells import safe_cell


def csv_lines(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    r"""The columns' names, then the rows, each as a line of CSV.

    >>> list(csv_lines(("name", "n"), [("=1+1", 2), ("Koło; Łąka", None)]))
    ['name,n\r\n', "'=1+1,2\r\n", 'Koło; Łąka,\r\n']
    """
    yield _line(columns)
    for row in rows:
        yield _line(safe_cell(cell) for cell in row)


def _line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
