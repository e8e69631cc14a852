"""Lines over time, with the area below a single one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from web.charts.frames import Frame, Label, Tick, Write, names_below, spread, ticks_drawn
from web.charts.scales import Scale, Value, axis_of, numbers


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a code for its colour, a short label, and a value for each period, None for a gap."""

    code: str
    label: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line as paths: one for each stretch without a gap, and dots where a value stands alone."""

    code: str
    paths: tuple[str, ...]
    areas: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """The strip of one period, which tells its values when it is pointed at."""

    middle: float
    width: float
    ys: tuple[tuple[str, float], ...]
    text: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Everything that a template draws, in units of the frame."""

    frame: Frame
    ticks: tuple[Tick, ...]
    names: tuple[Label, ...]
    lines: tuple[DrawnLine, ...]
    ends: tuple[Label, ...]
    spots: tuple[Spot, ...]


def line_chart(
    periods: Sequence[str],
    lines: Sequence[Line],
    write: Write,
    *,
    frame: Frame | None = None,
    short: Sequence[str] | None = None,
    whole: bool = False,
) -> LineChart | None:
    """The chart of some lines over the same periods; None where none of them has a number.

    Parameters
    ----------
    short : sequence of str, optional
        What stands below the axis, "" for nothing; the periods themselves where it is left out.
    whole : bool
        Whether the values are counts, so that the axis names whole numbers only.

    Raises
    ------
    ValueError
        A line does not have a value, or None, for each period.
    """
    if any(len(line.values) != len(periods) for line in lines):
        raise ValueError("each line needs a value or None for each period")
    known = [line for line in lines if numbers(line.values)]
    if not known:
        return None
    frame = frame or Frame()
    ticks = axis_of([value for line in known for value in line.values], whole=whole)
    upward, xs = frame.upward(ticks), _across(len(periods), frame)
    drawn = tuple(_drawn(line, xs, upward, with_area=len(lines) == 1) for line in known)
    below = [(x, text) for x, text in zip(xs, periods if short is None else short, strict=True) if text]
    return LineChart(
        frame=frame,
        ticks=ticks_drawn(ticks, upward, write),
        names=names_below(below, frame),
        lines=drawn,
        ends=_ends(known, drawn, frame, write, named=len(lines) > 1),
        spots=_spots(periods, known, xs, upward, write),
    )


def _across(n_periods: int, frame: Frame) -> list[float]:
    if n_periods == 1:
        return [round((frame.left + frame.x_end) / 2, 2)]
    along = Scale(0, n_periods - 1, frame.left, frame.x_end)
    return [along.at(number) for number in range(n_periods)]


def _drawn(line: Line, xs: Sequence[float], upward: Scale, *, with_area: bool) -> DrawnLine:
    stretches = stretches_of(line.values, xs, upward)
    floor = upward.at(max(0.0, upward.low))
    long = [points for points in stretches if len(points) > 1]
    return DrawnLine(
        code=line.code,
        paths=tuple(path_of(points) for points in long),
        areas=tuple(_area(points, floor) for points in long) if with_area else (),
        dots=tuple(points[0] for points in stretches if len(points) == 1),
        end=stretches[-1][-1],
    )


def stretches_of(values: Sequence[Value], xs: Sequence[float], upward: Scale) -> list[list[tuple[float, float]]]:
    """The points of a line, parted where a value is missing.

    >>> stretches_of([1, 2, None, 3], [0, 10, 20, 30], Scale(0, 4, 40, 0))
    [[(0, 30.0), (10, 20.0)], [(30, 10.0)]]
    """
    stretches: list[list[tuple[float, float]]] = []
    follows = False
    for value, x in zip(values, xs, strict=True):
        known = numbers([value])
        if known:
            if not follows:
                stretches.append([])
            stretches[-1].append((x, upward.at(known[0])))
        follows = bool(known)
    return stretches


def path_of(points: Sequence[tuple[float, float]]) -> str:
    """The points as a path, each after the first told by how far it lies from the one before.

    >>> path_of([(0, 30), (10, 20.5)])
    'M0,30l10,-9.5'
    """
    first, steps = points[0], []
    for (x, y), (to_x, to_y) in itertools.pairwise(points):
        steps.append(f"{_number(to_x - x)},{_number(to_y - y)}")
    return f"M{_number(first[0])},{_number(first[1])}" + (f"l{' '.join(steps)}" if steps else "")


def _area(points: Sequence[tuple[float, float]], floor: float) -> str:
    return f"M{_number(points[0][0])},{_number(floor)}L{path_of(points)[1:]}V{_number(floor)}Z"


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _ends(
    lines: Sequence[Line], drawn: Sequence[DrawnLine], frame: Frame, write: Write, *, named: bool
) -> tuple[Label, ...]:
    """What each line is called, and where it stands last, to the right of its end."""
    ys = spread([line.end[1] for line in drawn], frame.top, frame.y_end)
    last = [write(numbers(line.values)[-1]) for line in lines]
    texts = [f"{line.label} {text}" if named else text for line, text in zip(lines, last, strict=True)]
    x = frame.x_end + 8
    return tuple(
        Label(x, round(y + 4, 1), text, "start", line.code) for y, text, line in zip(ys, texts, lines, strict=True)
    )


def _spots(
    periods: Sequence[str], lines: Sequence[Line], xs: Sequence[float], upward: Scale, write: Write
) -> tuple[Spot, ...]:
    strip = xs[1] - xs[0] if len(xs) > 1 else upward.start
    return tuple(
        _spot(number, period, lines, xs[number], strip, upward, write) for number, period in enumerate(periods)
    )


def _spot(number: int, period: str, lines: Sequence[Line], x: float, strip: float, upward: Scale, write: Write) -> Spot:
    values = [(line, numbers([line.values[number]])) for line in lines]
    told = [
        f"{line.label}: {write(known[0])}" if len(lines) > 1 else write(known[0]) for line, known in values if known
    ]
    return Spot(
        middle=x,
        width=round(strip, 1),
        ys=tuple((line.code, upward.at(known[0])) for line, known in values if known),
        text=f"{period}: {', '.join(told) if told else '–'}",
    )
