"""The map of the 16 voivodeships, each shaded by its value, which stands on it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from web.charts.frames import Write
from web.charts.scales import Value, axis_of, numbers

_FILE = Path(__file__).parent / "voivodeships.json"
# Where a value does not fit on the middle of its voivodeship, how far aside it stands.
_ASIDE = {"24": (0.0, -4.0), "08": (0.0, 4.0), "02": (-4.0, -6.0), "22": (0.0, 6.0), "16": (-2.0, 0.0)}


@dataclass(frozen=True, slots=True)
class Area:
    """A voivodeship: its outline, its shade from 1 (light), 0 for the value 0, None where it is not known."""

    code: str
    path: str
    x: float
    y: float
    shade: int | None
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Shade:
    """What a shade stands for: values above `low` up to `high`."""

    number: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Choropleth:
    """Everything that a template draws, in units of the sheet."""

    width: float
    height: float
    areas: tuple[Area, ...]
    shades: tuple[Shade, ...]

    @property
    def has_zeros(self) -> bool:
        """Whether a voivodeship has the value 0."""
        return any(area.shade == 0 for area in self.areas)


def choropleth(
    values: Mapping[str, Value], names: Mapping[str, str], write: Write, *, whole: bool = False
) -> Choropleth | None:
    """The map of the values by TERC code; None where no voivodeship has a number.

    Shades are equal round steps from zero, so twice as dark is about twice as much; five at most.

    Raises
    ------
    ValueError
        A value is below zero, or belongs to no voivodeship.
    """
    sheet = outlines()
    if strangers := sorted(set(values) - set(sheet["regions"])):
        raise ValueError(f"no such voivodeships: {', '.join(strangers)}")
    known = numbers(values.values())
    if not known:
        return None
    if min(known) < 0:
        raise ValueError("shades begin at zero")
    ticks = axis_of(known, 5, whole=whole)
    areas = tuple(
        _area(code, drawn, values.get(code), ticks, names.get(code, code), write)
        for code, drawn in sheet["regions"].items()
    )
    shades = tuple(Shade(number, low, high) for number, (low, high) in enumerate(itertools.pairwise(ticks), 1))
    return Choropleth(sheet["width"], sheet["height"], areas, shades)


@cache
def outlines() -> dict[str, Any]:
    """The map as it is kept: its source and licence, its size, and a path and a middle for each voivodeship."""
    return dict(json.loads(_FILE.read_text(encoding="utf-8")))


def _area(code: str, drawn: Mapping[str, Any], value: Value, ticks: tuple[float, ...], name: str, write: Write) -> Area:
    known = numbers([value])
    text = write(known[0]) if known else "–"
    aside_x, aside_y = _ASIDE.get(code, (0.0, 0.0))
    x, y = drawn["middle"]
    shade = _shade(known[0], ticks) if known else None
    return Area(code, drawn["path"], round(x + aside_x, 1), round(y + aside_y + 4, 1), shade, text, f"{name}: {text}")


def _shade(value: float, ticks: tuple[float, ...]) -> int:
    return 0 if value == 0 else next(number for number, tick in enumerate(ticks) if value <= tick or tick == ticks[-1])
