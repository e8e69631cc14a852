"""A file of any form that is taken, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from web.services.importing.column_words import n_known
from web.services.importing.decoding import decoded
from web.services.importing.delimited import delimited_rows
from web.services.importing.errors import UnreadableFile
from web.services.importing.series import with_series_joined
from web.services.importing.tables import MAX_BYTES, NumberedRow, Row, Table

_TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab")
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xltx")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (b"\x89PNG", b"%PDF", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"SQLite format 3")
_MARKUP = {b"<": "HTML/XML", b"{": "JSON", b"[{": "JSON"}
_ABOVE_HEADERS = 10  # rows of titles that may stand above the headers


def read_table(content: bytes, name: str) -> Table:
    """The table in a file; its rows are checked for what no table has, and nothing else.

    Parameters
    ----------
    name : str
        What the file is called; it must not say another form than the content has.

    Raises
    ------
    UnreadableFile
        Says why, and what to do.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFile("too_large", size=f"{len(content) / 1e6:.0f}", most=MAX_BYTES // 1_000_000)
    if not content.strip():
        raise UnreadableFile("empty")
    ending = PurePath(name).suffix.lower()
    if ending in _WORKBOOK_ENDINGS or content.startswith((_ZIP, _OLE)):
        return _read_workbook(content, ending)
    if ending not in _TEXT_ENDINGS:
        raise UnreadableFile("unknown_name", name=PurePath(name).name)
    return _read_text(content)


def _read_workbook(content: bytes, ending: str) -> Table:
    from web.services.importing.workbook import workbook_rows  # noqa: PLC0415  # openpyxl is slow to load

    if content.startswith(_OLE):
        raise UnreadableFile("old_or_encrypted")
    if not content.startswith(_ZIP):
        raise UnreadableFile("is_not_workbook")
    if ending not in _WORKBOOK_ENDINGS:
        raise UnreadableFile("is_workbook" if b"xl/" in content else "not_text")
    rows, sheet, others = workbook_rows(content)
    return _table(rows, f"XLSX, {sheet}", others)


def _read_text(content: bytes) -> Table:
    if content.startswith(_BINARY):
        raise UnreadableFile("not_text")
    text, encoding = decoded(content)
    start = text.lstrip()[:2].encode("utf-8", "replace")
    for sign, kind in _MARKUP.items():
        if start.startswith(sign):
            raise UnreadableFile("is_markup", kind=kind)
    rows, delimiter = delimited_rows(text)
    return _table(rows, f"CSV, {encoding}, {delimiter!r}")


def _table(rows: Sequence[NumberedRow], form: str, others: tuple[str, ...] = ()) -> Table:
    if not rows:
        raise UnreadableFile("empty")
    place = _place_of_headers(rows)
    headers = tuple(" ".join(cell.split()) for cell in rows[place][1])
    below = rows[place + 1 :]
    if not below:
        raise UnreadableFile("no_rows")
    table = Table(headers, tuple(_row(number, cells, len(headers)) for number, cells in below), form, others)
    return with_series_joined(table)


def _place_of_headers(rows: Sequence[NumberedRow]) -> int:
    """The first of the rows that has most headers that we know; the first row where none has any."""
    counts = [n_known(cells) for _, cells in rows[:_ABOVE_HEADERS]]
    best = max(counts)
    return counts.index(best) if best > 1 else 0


def _row(number: int, cells: Sequence[str], width: int) -> Row:
    padded = (*cells[:width], *[""] * (width - len(cells)))
    return Row(number, padded, len(cells))
