"""A draft as a file for a spreadsheet: CSV, XLSX or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.whole_files import replacing
from web.ogniwo import Ogniwo
from web.services.cohorts.errors import CannotExport, NoDraft
from web.services.cohorts.report import report
from web.services.cohorts.words import number
from web.services.safe_cells import safe_cell

Rows = list[list[Any]]

_HEADERS = {
    "pl": (
        "organizacja",
        "id organizacji",
        "mentor",
        "id mentora",
        "ocena",
        "zysk organizacji",
        "zysk mentora",
        "dlaczego",
    ),
    "en": (
        "organisation",
        "organisation id",
        "mentor",
        "mentor id",
        "score",
        "organisation gains",
        "mentor gains",
        "why",
    ),
}
_WIDTHS = (44, 20, 26, 20, 10, 16, 16, 110)  # characters


def export(ogniwo: Ogniwo, cohort_id: str, path: Path, language: str, *, draft: int | None = None) -> int:
    """How many rows the new file has: one a pair, then one for each organisation without a mentor.

    Raises
    ------
    CannotExport
        The file is there already, or its name does not end in .csv, .xlsx or .json.
    NoDraft
        There is no draft yet.
    UnknownCohort, UnknownDraft
    """
    make = _FORMATS.get(path.suffix.lower())
    if make is None:
        raise CannotExport(str(path), "ending")
    if path.exists():
        raise CannotExport(str(path), "there")
    told = report(ogniwo, cohort_id, language, draft=draft)
    if told["draft_report"] is None:
        raise NoDraft(cohort_id)
    rows = rows_of(told["draft_report"], language)
    with replacing(path) as write:
        write(make(told, rows, language))
    return len(rows)


def rows_of(draft: dict[str, Any], language: str) -> Rows:
    """One row a pair, then one for each organisation that has no mentor, with the cause."""
    pairs = [
        [
            *(one["seeker_name"], one["seeker"], one["mentor_name"], one["mentor"]),
            *(round(one[name], 3) for name in ("score", "seeker_score", "mentor_score")),
            " ".join(f"{_signed(reason['contribution'], language)} {reason['sentence']}" for reason in one["reasons"]),
        ]
        for one in draft["pairs"]
    ]
    left = [[one["name"], one["seeker"], "", "", "", "", "", one["sentence"]] for one in draft["unplaced"]]
    return pairs + left


def as_csv(rows: Rows, language: str) -> str:
    """The rows with their header, as spreadsheets of that language read them; no cell is taken for a formula.

    In Polish cells are parted by semicolons, and numbers have a decimal comma.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";" if language == "pl" else ",", lineterminator="\r\n")
    writer.writerow(_HEADERS[language])
    writer.writerows([[_written(cell, language) for cell in row] for row in rows])
    return file.getvalue()


def _written(cell: Any, language: str) -> Any:
    if isinstance(cell, float) and language == "pl":
        return str(cell).replace(".", ",")
    return safe_cell(cell)


def as_xlsx(rows: Rows, language: str) -> bytes:
    """The rows with their header as a workbook of one sheet."""
    from openpyxl import Workbook  # noqa: PLC0415  # slow to load, and only who exports needs it

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ogniwo")
    sheet.freeze_panes = "B2"
    for column, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.append(list(_HEADERS[language]))
    for row in rows:
        sheet.append([safe_cell(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _signed(contribution: float, language: str) -> str:
    text = number(abs(round(contribution, 2)), language)
    return f"({'−' if contribution < 0 else '+'}{text})"


_FORMATS: dict[str, Callable[[dict[str, Any], Rows, str], bytes]] = {
    ".csv": lambda told, rows, language: ("\N{BYTE ORDER MARK}" + as_csv(rows, language)).encode(),
    ".xlsx": lambda told, rows, language: as_xlsx(rows, language),
    ".json": lambda told, rows, language: json.dumps(told, ensure_ascii=False, indent=2).encode(),
}
