"""Rows of an Excel workbook, read without trusting anything in it."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser

from web.services.importing.errors import ImportRefused, UnreadableFile
from web.services.importing.markup import refuse_hostile_markup
from web.services.importing.tables import MAX_COLUMNS, MAX_ROWS, NumberedRow, checked_rows

MAX_UNPACKED = 100_000_000
MAX_CELLS = 400_000  # of which openpyxl reads 40,000 in a second
_MAX_PARTS = 1_000
_READ_AT_ONCE = 1 << 16
_FAR = 50_000  # rows after which a cell is no part of a table


def workbook_rows(content: bytes) -> tuple[list[NumberedRow], str, tuple[str, ...]]:
    """The rows of the first sheet with content, the sheet's name, and the names of others with content.

    Raises
    ------
    UnreadableFile
    """
    with _explained(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        _refuse_archive(archive)
        _refuse_parts(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: pictures, extensions
            return _rows_of_first(load_workbook(io.BytesIO(content), read_only=True, keep_links=False))


@contextmanager
def _explained() -> Iterator[None]:
    """Whatever a damaged workbook makes the libraries raise, said as one thing."""
    try:
        yield
    except ImportRefused:
        raise
    except Exception as error:
        raise UnreadableFile("damaged", cause=type(error).__name__) from error


def _refuse_archive(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if size > MAX_UNPACKED or len(parts) > _MAX_PARTS:
        raise UnreadableFile("bomb", size=f"{size / 1e6:,.0f}", most=MAX_UNPACKED // 1_000_000)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("encrypted")
    names = {part.filename.lower() for part in parts}
    if "[content_types].xml" not in names:
        raise UnreadableFile("is_not_workbook")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableFile("macros")


def _refuse_parts(archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                refuse_hostile_markup(_pieces(stream))


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_READ_AT_ONCE):
        yield piece


def _rows_of_first(workbook: Any) -> tuple[list[NumberedRow], str, tuple[str, ...]]:
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    found: list[NumberedRow] = []
    read = ""
    others = []
    for sheet in sheets:
        if not found:
            found, read = checked_rows(_rows(workbook, sheet), MAX_CELLS), sheet.title
        elif next(_rows(workbook, sheet), None) is not None:
            others.append(sheet.title)
    return found, read, tuple(others)


def _rows(workbook: Any, sheet: Any) -> Iterator[NumberedRow]:
    """The rows that are there; openpyxl's own iteration would make every row and column up to the last."""
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        for number, cells in parser.parse():
            values = {cell["column"]: _as_text(cell["value"]) for cell in cells if cell["value"] is not None}
            filled = {column: text for column, text in values.items() if text.strip()}
            if not filled:
                continue
            if number > MAX_ROWS + _FAR:
                raise UnreadableFile("stray_cell", row=number)
            if max(filled) > MAX_COLUMNS:
                raise UnreadableFile("too_many_columns", row=number, most=MAX_COLUMNS)
            yield number, [filled.get(column, "") for column in range(1, max(filled) + 1)]


def _as_text(value: Any) -> str:
    """A cell as a person would type it: whole numbers without a point, days as ISO."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str | int | float | time):
        return f"={getattr(value, 'text', '') or ''}".replace("==", "=")  # a formula of several cells
    return str(value)
