"""Legal forms of organisations, the informal group among them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seeds.reference.table import FOLDER, Row, read_rows


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form; `register` names, in words, where such a body is entered."""

    code: str
    label_pl: str
    label_en: str
    register: str
    has_krs: bool
    has_regon: bool


def read_legal_forms(folder: Path = FOLDER) -> tuple[LegalForm, ...]:
    """The legal forms of a folder's ``legal_forms.csv``, in the file's order."""
    columns = ("form_code", "label_pl", "label_en", "register", "has_krs", "has_regon")
    return tuple(map(_legal_form, read_rows("legal_forms.csv", columns, key=("form_code",), folder=folder)))


@cache
def legal_forms() -> tuple[LegalForm, ...]:
    """The 15 legal forms, the commonest first and the informal group last.

    >>> [form.code for form in legal_forms()][-1]
    'INFORMAL'
    """
    return read_legal_forms()


def _legal_form(row: Row) -> LegalForm:
    return LegalForm(
        row.text("form_code"),
        row.text("label_pl"),
        row.text("label_en"),
        row.text("register"),
        row.flag("has_krs"),
        row.flag("has_regon"),
    )
