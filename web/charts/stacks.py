"""Columns over time, each put together from parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.charts.frames import Frame, Label, Tick, Write, names_below, spread, ticks_drawn
from web.charts.lines import Line
from web.charts.scales import Scale, Value, axis_of, numbers

_GAP = 0.22  # of a column's strip that stays free


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a column."""

    code: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """The parts of one period, from below; none where nothing is known of it."""

    x: float
    width: float
    pieces: tuple[Piece, ...]
    text: str


@dataclass(frozen=True, slots=True)
class StackChart:
    """Everything that a template draws, in units of the frame."""

    frame: Frame
    ticks: tuple[Tick, ...]
    names: tuple[Label, ...]
    columns: tuple[Column, ...]
    ends: tuple[Label, ...]


def stack_chart(
    periods: Sequence[str],
    parts: Sequence[Line],
    write: Write,
    *,
    frame: Frame | None = None,
    short: Sequence[str] | None = None,
) -> StackChart | None:
    """Columns of counts, the first part at the axis; None where there is no number at all.

    Counts below zero hang from the axis, as those who left hang below those who came.

    Raises
    ------
    ValueError
        A part does not have a count, or None, for each period.
    """
    if any(len(part.values) != len(periods) for part in parts):
        raise ValueError("each part needs a value or None for each period")
    known = [part for part in parts if numbers(part.values)]
    if not known:
        return None
    frame = frame or Frame()
    ticks = axis_of(_reaches(known, len(periods)), whole=True)
    upward = frame.upward(ticks)
    strip = (frame.x_end - frame.left) / len(periods)
    columns = tuple(
        _column(number, period, known, strip, frame, upward, write) for number, period in enumerate(periods)
    )
    middles = [(column.x + column.width / 2, text) for column, text in zip(columns, short or periods, strict=True)]
    return StackChart(
        frame=frame,
        ticks=ticks_drawn(ticks, upward, write),
        names=names_below([(x, text) for x, text in middles if text], frame),
        columns=columns,
        ends=_ends(known, frame, upward, write),
    )


def _reaches(parts: Sequence[Line], n_periods: int) -> list[float]:
    """How far the columns reach above the axis, and below."""
    columns = [numbers([part.values[number] for part in parts]) for number in range(n_periods)]
    above = [sum(value for value in column if value > 0) for column in columns]
    return above + [sum(value for value in column if value < 0) for column in columns]


def _column(
    number: int, period: str, parts: Sequence[Line], strip: float, frame: Frame, upward: Scale, write: Write
) -> Column:
    counts = [(part, numbers([part.values[number]])) for part in parts]
    told = ", ".join(f"{part.label}: {write(count[0])}" for part, count in counts if count)
    x = frame.left + number * strip + strip * _GAP / 2
    return Column(
        round(x, 2),
        round(strip * (1 - _GAP), 2),
        _pieces([(part.code, part.values[number]) for part in parts], upward),
        f"{period}: {told or '–'}",
    )


def _pieces(counts: Sequence[tuple[str, Value]], upward: Scale) -> tuple[Piece, ...]:
    pieces, above, below = [], 0.0, 0.0
    for code, value in counts:
        for count in numbers([value]):
            begin = above if count > 0 else below
            upper, lower = upward.at(max(begin, begin + count)), upward.at(min(begin, begin + count))
            if count:
                pieces.append(Piece(code, upper, round(lower - upper, 2)))
            above, below = above + max(count, 0.0), below + min(count, 0.0)
    return tuple(pieces)


def _ends(parts: Sequence[Line], frame: Frame, upward: Scale, write: Write) -> tuple[Label, ...]:
    """What each part is called, beside its place in the last column."""
    last = [(numbers([part.values[-1]]) or [0.0])[0] for part in parts]
    ys = spread([upward.at(middle) for middle in _middles(last)], frame.top, frame.y_end)
    return tuple(
        Label(frame.x_end + 8, round(y + 4, 1), f"{part.label} {write(count)}", "start", part.code)
        for y, part, count in zip(ys, parts, last, strict=True)
    )


def _middles(counts: Sequence[float]) -> list[float]:
    """The value in the middle of each part of a column.

    >>> _middles([2, 4, -1])
    [1.0, 4.0, -0.5]
    """
    return [
        sum(other for other in counts[:number] if (other < 0) == (count < 0)) + count / 2
        for number, count in enumerate(counts)
    ]
