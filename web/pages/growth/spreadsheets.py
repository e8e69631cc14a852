"""Tables of growth as CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response

from web.services.growth.tables import csv_lines


def spreadsheet(name: str, head: Sequence[str], rows: Iterable[Iterable[object]]) -> Response:
    """The rows as a file of that name; what is not known is an empty cell."""
    return spreadsheet_of_lines(name, csv_lines(head, rows))


def spreadsheet_of_lines(name: str, lines: Iterable[str]) -> Response:
    """Lines of CSV as a file of that name."""
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    response = Response("\N{BYTE ORDER MARK}" + "".join(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return response
