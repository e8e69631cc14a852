"""Shares and counts from surveys of the sector, from which the generator draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from seeds.errors import UnknownCode
from seeds.reference.table import FOLDER, Row, read_rows


@dataclass(frozen=True, slots=True)
class Prior:
    """One figure of a survey; `year` and `source` are as the file gives them."""

    topic: str
    item: str
    value: float
    unit: str
    year: str
    source: str


def read_priors(folder: Path = FOLDER) -> tuple[Prior, ...]:
    """The figures of a folder's ``survey_priors.csv``, in the file's order."""
    columns = ("topic", "item", "value", "unit", "year", "source")
    rows = read_rows("survey_priors.csv", columns, key=("topic", "item", "year"), folder=folder)
    return tuple(map(_prior, rows))


@cache
def priors() -> tuple[Prior, ...]:
    """All figures, in the file's order."""
    return read_priors()


@cache
def shares(topic: str) -> Mapping[str, float]:
    """The shares of one topic, scaled to sum to exactly 1 (published ones are rounded).

    >>> round(shares("reach")["national"], 2)
    0.28

    Raises
    ------
    UnknownCode
        No such topic, or it does not hold shares.
    """
    found = {prior.item: prior.value for prior in priors() if prior.topic == topic and prior.unit == "share"}
    if not found:
        raise UnknownCode("topic of shares", topic, sorted({p.topic for p in priors() if p.unit == "share"}))
    total = sum(found.values())
    return MappingProxyType({item: value / total for item, value in found.items()})


def _prior(row: Row) -> Prior:
    share = row.text("unit") == "share"
    return Prior(
        row.text("topic"),
        row.text("item"),
        row.number_in("value", 0, 1 if share else 1e12),
        row.text("unit"),
        row.text("year"),
        row.text("source"),
    )
