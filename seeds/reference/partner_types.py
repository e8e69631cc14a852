"""Types of partners from other sectors, with what they usually give and need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.schema import SECTORS
from seeds.reference.table import FOLDER, Row, read_rows


@dataclass(frozen=True, slots=True)
class PartnerType:
    """A type of partner; `gives_pl` and `needs_pl` are short Polish phrases."""

    code: str
    sector: str
    label_pl: str
    label_en: str
    gives_pl: tuple[str, ...]
    needs_pl: tuple[str, ...]


def read_partner_types(folder: Path = FOLDER) -> tuple[PartnerType, ...]:
    """The partner types of a folder's ``partner_types.csv``, in order of code."""
    columns = ("partner_code", "sector", "label_pl", "label_en", "typically_gives_pl", "typically_needs_pl")
    rows = read_rows("partner_types.csv", columns, key=("partner_code",), folder=folder)
    return tuple(sorted(map(_partner_type, rows), key=lambda kind: kind.code))


@cache
def partner_types() -> tuple[PartnerType, ...]:
    """The 26 partner types, in order of code.

    >>> partner_types()[4].label_en, partner_types()[4].sector
    ('Public library', 'culture')
    """
    return read_partner_types()


def _partner_type(row: Row) -> PartnerType:
    return PartnerType(
        row.text("partner_code"),
        row.code("sector", SECTORS),
        row.text("label_pl"),
        row.text("label_en"),
        row.words("typically_gives_pl", ";"),
        row.words("typically_needs_pl", ";"),
    )
