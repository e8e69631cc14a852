"""decisions.csv: who met whom, what each side said, and what was known of both before."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matching.evaluation.errors import InvalidFile
from matching.evaluation.tables import Row, read_table

REQUIRED = ("seeker", "provider", "seeker_says", "provider_says")

LARGEST = 1e100

_SAID = {"1": True, "1.0": True, "0": False, "0.0": False, "": None}

Lists = Mapping[str, tuple[str, ...]]
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a meeting: what it needs, offers and is, by the name after the prefix.

    A row tells what its seeker needs and what its provider offers; where the same two stand in
    another row the other way round, both are known of both.
    """

    id: str
    need: Lists
    offer: Lists
    features: Texts


@dataclass(frozen=True, slots=True)
class Meeting:
    """One row: two sides, what each said (None if not given), when (NaN if not given), and in which group."""

    line: int
    seeker: Side
    provider: Side
    seeker_says: bool | None
    provider_says: bool | None
    order: float
    group: str
    features: Texts


def read_decisions(path: Path) -> tuple[Meeting, ...]:
    """The meetings of a file, in its order.

    Raises
    ------
    InvalidFile
        A required column is missing, or a row has a wrong value.
    """
    return tuple(_meeting(path, row) for row in read_table(path, REQUIRED, filled=("seeker", "provider")))


def _meeting(path: Path, row: Row) -> Meeting:
    seeker, provider = row.text("seeker"), row.text("provider")
    if seeker == provider:
        what = (
            f"seeker and provider are both {seeker!r:.60}; nobody meets themselves: leave the row out, or, if the two"
        )
        raise InvalidFile(path, f"{what} are different, give them different ids", row.line)
    return Meeting(
        row.line,
        Side(seeker, _lists(row, "need_"), {}, _features(row, "seeker_")),
        Side(provider, {}, _lists(row, "offer_"), _features(row, "provider_")),
        _said(path, row, "seeker_says"),
        _said(path, row, "provider_says"),
        _order(path, row),
        row.text("group"),
        _features(row, "pair_"),
    )


def _said(path: Path, row: Row, column: str) -> bool | None:
    if (text := row.text(column)) not in _SAID:
        raise InvalidFile(path, f"{column} is {text!r:.40}; write 1 for yes, 0 for no, or leave it empty", row.line)
    return _SAID[text]


def _order(path: Path, row: Row) -> float:
    text = row.text("order")
    number = number_of(text)
    if text and number is None:
        raise InvalidFile(path, f"order is {text!r:.40}; write a number, or leave it empty", row.line)
    return math.nan if number is None else number


def _lists(row: Row, prefix: str) -> Lists:
    return {name.removeprefix(prefix): row.listed(name) for name in _named(row, prefix)}


def _features(row: Row, prefix: str) -> Texts:
    names = (name for name in _named(row, prefix) if name not in REQUIRED and row.text(name))
    return {name.removeprefix(prefix): row.text(name) for name in names}


def _named(row: Row, prefix: str) -> Iterator[str]:
    return (name for name in row.values if name.startswith(prefix) and name != prefix)


def number_of(text: str) -> float | None:
    """The number that a text is, or None; beyond ±1e100, where squares would be infinite, it is no number.

    >>> number_of("0.5"), number_of("law"), number_of("nan"), number_of("1e300")
    (0.5, None, None, None)
    """
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) <= LARGEST else None
