"""The sheet of a chart: its size, its margins, and what stands along its edges."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from web.charts.scales import Scale

Write = Callable[[float], str]
_EVEN = re.compile(r"[.,]0+%")  # beside an axis, round shares need no decimals
LETTER = 7.2  # how wide a letter of a label is, about
LINE = 14.0  # how far apart labels must stand


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet of `width` × `height` with its margins."""

    width: float = 400
    height: float = 220
    left: float = 46
    right: float = 60
    top: float = 12
    bottom: float = 26

    @property
    def x_end(self) -> float:
        """Where the plot ends on the right."""
        return self.width - self.right

    @property
    def y_end(self) -> float:
        """Where the plot ends below."""
        return self.height - self.bottom

    def upward(self, ticks: Sequence[float]) -> Scale:
        """The axis of values, with the first of the ticks below and the last on top."""
        return Scale(ticks[0], ticks[-1], self.y_end, self.top)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the plot with its value."""

    y: float
    text: str
    zero: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a place; `anchor` is ``start``, ``middle`` or ``end``."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    code: str = ""


def beside(texts: Sequence[str]) -> float:
    """How wide the margin must be for these texts beside the ends of lines.

    >>> beside(["Mentorzy 24"])
    95.2
    """
    return round(16 + LETTER * max(map(len, texts), default=0), 1)


def ticks_drawn(ticks: Sequence[float], upward: Scale, write: Write) -> tuple[Tick, ...]:
    """The ticks with their places and texts."""
    return tuple(Tick(upward.at(value), _EVEN.sub("%", write(value)), value == 0) for value in ticks)


def names_below(places: Sequence[tuple[float, str]], frame: Frame) -> tuple[Label, ...]:
    """Names of some places along the lower edge, as many as there is room for; the first always.

    >>> [label.text for label in names_below([(0, "2021"), (10, "2022"), (300, "2023")], Frame())]
    ['2021', '2023']
    """
    shown: list[Label] = []
    free_from = float("-inf")
    for x, text in places:
        half = len(text) * LETTER / 2
        middle = min(max(x, half), frame.width - half)
        if middle - half >= free_from:
            shown.append(Label(round(middle, 1), frame.height - 8, text))
            free_from = middle + half + LETTER
    return tuple(shown)


def spread(wanted: Sequence[float], low: float, high: float, apart: float = LINE) -> list[float]:
    """Places as near as possible to those wanted, in their order, at least `apart` from each other.

    They stay between `low` and `high` as long as there is room for all.

    >>> spread([50, 52, 10], 0, 100)
    [44.0, 58.0, 10.0]
    """
    order = sorted(range(len(wanted)), key=lambda number: (wanted[number], number))
    blocks: list[tuple[list[int], float]] = []  # numbers of labels, and where the first of them stands
    for number in order:
        blocks.append(([number], wanted[number]))
        while len(blocks) > 1 and blocks[-2][1] + len(blocks[-2][0]) * apart > blocks[-1][1]:
            members = blocks[-2][0] + blocks[-1][0]
            del blocks[-2:]
            first = sum(wanted[one] - place * apart for place, one in enumerate(members)) / len(members)
            blocks.append((members, max(low, min(first, high - (len(members) - 1) * apart))))
    found = [0.0] * len(wanted)
    for members, first in blocks:
        begin = max(low, min(first, high - (len(members) - 1) * apart))
        for place, one in enumerate(members):
            found[one] = round(begin + place * apart, 1)
    return found
