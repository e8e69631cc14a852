"""The programme's indicators: what each is called, how it is counted, and what the uncounted ones wait for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seeds.reference.table import FOLDER, Row, read_rows


@dataclass(frozen=True, slots=True)
class IndicatorLabel:
    """An indicator in both languages; `awaits` says where one that is not collected yet will come from."""

    code: str
    label_pl: str
    label_en: str
    formula_pl: str
    formula_en: str
    awaits_pl: str | None
    awaits_en: str | None

    def label(self, language: str) -> str:
        """What it is called."""
        return self.label_pl if language == "pl" else self.label_en

    def formula(self, language: str) -> str:
        """How it is counted."""
        return self.formula_pl if language == "pl" else self.formula_en

    def awaits(self, language: str) -> str | None:
        """Where it will come from; None for one that is counted."""
        return self.awaits_pl if language == "pl" else self.awaits_en


def read_indicators(folder: Path = FOLDER) -> tuple[IndicatorLabel, ...]:
    """The indicators of a folder's ``indicators.csv``, in the file's order."""
    columns = ("code", "label_pl", "label_en", "formula_pl", "formula_en", "awaits_pl", "awaits_en")
    return tuple(map(_indicator, read_rows("indicators.csv", columns, key=("code",), folder=folder)))


@cache
def indicator_labels() -> tuple[IndicatorLabel, ...]:
    """The 13 indicators of the programme, in order.

    >>> [one.code for one in indicator_labels() if one.awaits("en")]
    ['I03', 'I04', 'I07', 'I13']
    """
    return read_indicators()


def _indicator(row: Row) -> IndicatorLabel:
    awaits = row.optional("awaits_pl"), row.optional("awaits_en")
    if (awaits[0] is None) != (awaits[1] is None):
        raise row.error("awaits_pl", "stands in one language only")
    return IndicatorLabel(
        row.text("code"),
        row.text("label_pl"),
        row.text("label_en"),
        row.text("formula_pl"),
        row.text("formula_en"),
        *awaits,
    )
