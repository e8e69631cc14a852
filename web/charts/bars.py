"""Bars beside each other's names in a table: how long each is, and where the axis lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.charts.scales import Scale, Value, numbers

WIDTH = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from the axis, to the left where the value is below zero."""

    x: float
    width: float
    below: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each value, None where it is not known, and where the axis lies."""

    axis: float
    bars: tuple[Bar | None, ...]


def bars_of(values: Sequence[Value]) -> Bars | None:
    """The bars of some values on one scale that holds zero; None where there is no number.

    >>> bars_of([4, -1, None])
    Bars(axis=20.0, bars=(Bar(x=20.0, width=80.0, below=False), Bar(x=0.0, width=20.0, below=True), None))
    >>> bars_of([0]).bars
    (Bar(x=0.0, width=0.0, below=False),)
    """
    known = numbers(values)
    if not known:
        return None
    along = Scale(min(0.0, *known), max(0.0, *known), 0.0, WIDTH)
    return Bars(along.at(0.0), tuple(_bar(value, along) for value in values))


def _bar(value: Value, along: Scale) -> Bar | None:
    known = numbers([value])
    if not known:
        return None
    zero, end = along.at(0.0), along.at(known[0])
    return Bar(min(zero, end), round(abs(end - zero), 2), known[0] < 0)
