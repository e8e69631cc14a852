"""Files that nobody should be able to bring a program down with, made when a test asks for one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Arkusz1" sheetId="1" r:id="r1"/></sheets>'
    "</workbook>"
)
WORKBOOK_RELS = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)


def text_cell(place: str, text: str) -> str:
    """A cell with its text in place."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADERS = f'<row r="1">{text_cell("A1", "nazwa")}{text_cell("B1", "krs")}</row>'
ROW = f'<row r="2">{text_cell("A2", "Koło")}</row>'


def sheet(rows: str, before: str = "") -> str:
    """The part of a sheet with these rows."""
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def workbook(sheet_part: str | bytes, **parts: bytes) -> bytes:
    """A workbook of one sheet, and whatever parts it has beside."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", WORKBOOK_RELS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet_part)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def _billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{entities}]>'
    return workbook(sheet(HEADERS + f'<row r="2">{text_cell("A2", "&l9;")}</row>', doctype))


def _external_entity() -> bytes:
    doctype = '<!DOCTYPE worksheet [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return workbook(sheet(HEADERS + f'<row r="2">{text_cell("A2", "&secret;")}</row>', doctype))


def _many_rows(n: int) -> bytes:
    return ("nazwa\n" + "".join(f"Koło {number}\n" for number in range(n))).encode()


# Those that would take much memory or time, if they were read as they ask to be.
HEAVY = (
    "zip bomb",
    "giant cell in a workbook",
    "giant cell in text",
    "cells without end in one row",
    "elements inside each other",
    "billion laughs",
    "20,001 rows",
    "rows without end",
    "columns without end",
)
# By name: the file's name, what makes it, and the code of the answer.
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("bomba.xlsx", lambda: workbook(b"\0" * 150_000_000), "bomb"),
    "giant cell in a workbook": (
        "komorka.xlsx",
        lambda: workbook(sheet(HEADERS + f'<row r="2">{text_cell("A2", "x" * 60_000_000)}</row>')),
        "giant_cell",
    ),
    "giant cell in text": ("komorka.csv", lambda: b"nazwa,krs\n" + b"x" * 15_000_000 + b",1\n", "giant_cell"),
    "sparse sheet": (
        "rzadki.xlsx",
        lambda: workbook(sheet(HEADERS + ROW + f'<row r="1048576">{text_cell("XFD1048576", "daleko")}</row>')),
        "stray_cell",
    ),
    "far column": (
        "szeroki.xlsx",
        lambda: workbook(sheet(HEADERS + f'<row r="2">{text_cell("XFD2", "daleko")}</row>')),
        "too_many_columns",
    ),
    "cells without end in one row": (
        "komorki.xlsx",
        lambda: workbook(sheet(HEADERS + '<row r="2">' + "<c/>" * 10_000_000 + "</row>")),
        "too_many_cells",
    ),
    "elements inside each other": (
        "gleboki.xlsx",
        lambda: workbook(sheet("<row>" + "<c>" * 2_000_000)),
        "too_many_cells",
    ),
    "billion laughs": ("smiech.xlsx", _billion_laughs, "entities"),
    "external entity": ("obcy.xlsx", _external_entity, "entities"),
    "macros": ("makra.xlsm", lambda: workbook(sheet(HEADERS + ROW), xl__vbaProject_dot_bin=b"macro"), "macros"),
    "password": (
        "haslo.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000 + "EncryptedPackage".encode("utf-16-le"),
        "old_or_encrypted",
    ),
    "NUL": ("nul.csv", lambda: b"nazwa,krs\nKo\0lo,1\n", "nul"),
    "lone surrogate": ("polowa.csv", lambda: b"nazwa,krs\nKo\xed\xa0\x80lo,1\n", "surrogate"),
    "lone surrogate in UTF-16": (
        "polowa16.csv",
        lambda: b"\xff\xfe" + "nazwa\nKo".encode("utf-16-le") + b"\x00\xd8" + "lo\n".encode("utf-16-le"),
        "surrogate",
    ),
    "lone surrogate in a workbook": (
        "polowa.xlsx",
        lambda: workbook(sheet(HEADERS + f'<row r="2">{text_cell("A2", "&#xD800;")}</row>')),
        "damaged",
    ),
    "20,001 rows": ("wiele.csv", lambda: _many_rows(20_001), "too_many_rows"),
    "rows without end": ("puste.csv", lambda: b"nazwa\n" + b"\n" * 15_000_000, "too_many_rows"),
    "columns without end": ("kolumny.csv", lambda: b"nazwa\n" + b"," * 15_000_000 + b"x\n", "too_many_columns"),
    "quotation mark without end": ("cudzyslow.csv", lambda: b'nazwa,krs\n"Kolo,1\n' + b"x,2\n" * 100, "open_quote"),
    "picture by the name of a table": ("obraz.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "not_text"),
    "noise by the name of a table": ("szum.csv", lambda: bytes(range(1, 32)) * 500, "not_text"),
    "workbook by the name of a table": ("skoroszyt.csv", lambda: workbook(sheet(HEADERS + ROW)), "is_workbook"),
    "table by the name of a workbook": ("tabela.xlsx", lambda: b"nazwa,krs\nKolo,1\n", "is_not_workbook"),
    "archive by the name of a workbook": (
        "archiwum.xlsx",
        lambda: b"PK\x03\x04" + b"\0" * 100,
        "damaged",
    ),
    "page by the name of a table": ("strona.csv", lambda: b"<html><table><tr><td>nazwa</td></tr></table>", "is_markup"),
    "too large": ("duzy.csv", lambda: b"nazwa\n" + b"x\n" * 8_000_001, "too_large"),
    "nothing": ("pusty.csv", lambda: b"", "empty"),
    "headers alone": ("naglowki.csv", lambda: b"nazwa,krs\n", "no_rows"),
    "unknown kind": ("raport.docx.odt", lambda: b"nazwa,krs\nKolo,1\n", "unknown_name"),
}
