"""Tables of growth as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from web.services.gaps import safe_cell


def spreadsheet(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The rows as a file of that name; what is not known is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(["" if cell is None else safe_cell(cell) for cell in row])
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    response = Response("\N{BYTE ORDER MARK}" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return response
