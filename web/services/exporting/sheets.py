"""A table as a file: CSV or XLSX, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from web.services.safe_cells import safe_cell

FORMS = ("csv", "xlsx")
_BOM = "\ufeff"  # by which spreadsheets know UTF-8
_WIDTHS = (14, 60)  # characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headers, and rows of text as they come; a row may be read once."""

    title: str
    headers: tuple[str, ...]
    rows: Iterable[Sequence[str]]


def pieces(sheet: Sheet, form: str) -> Iterator[bytes]:
    """The table as a file of one of `FORMS`, piece by piece."""
    if form == "xlsx":
        yield xlsx_bytes(sheet)
    else:
        yield from csv_pieces(sheet)


def csv_pieces(sheet: Sheet) -> Iterator[bytes]:
    """The table as CSV in UTF-8, cells parted by semicolons as Polish spreadsheets want them, row by row."""
    yield (_BOM + _line(sheet.headers)).encode()
    for row in sheet.rows:
        yield _line([safe_cell(cell) for cell in row]).encode()


def xlsx_bytes(sheet: Sheet) -> bytes:
    """The table as a workbook of one sheet, every cell text, the headers kept in sight."""
    from openpyxl import Workbook  # noqa: PLC0415  # slow to load
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    made = book.create_sheet(sheet.title)
    made.freeze_panes = "A2"
    for place, header in enumerate(sheet.headers, start=1):
        made.column_dimensions[get_column_letter(place)].width = min(max(len(header) + 4, _WIDTHS[0]), _WIDTHS[1])
    made.append(list(sheet.headers))
    for row in sheet.rows:
        made.append([safe_cell(cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(cells)
    return line.getvalue()
