"""A line as small as a word, without axes, for a tile that says the number itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.charts.lines import path_of, stretches_of
from web.charts.scales import Scale, Value, numbers

WIDTH, HEIGHT, MARGIN = 120.0, 32.0, 4.0


@dataclass(frozen=True, slots=True)
class Spark:
    """Paths of the stretches without a gap, and where the line ends."""

    width: float
    height: float
    paths: tuple[str, ...]
    end: tuple[float, float]


def spark(values: Sequence[Value]) -> Spark | None:
    """The line of the values from their least to their greatest; None for fewer than two numbers.

    >>> spark([1, None, 3]).paths
    ()
    >>> spark([1, 2]).end
    (116.0, 4.0)
    """
    known = numbers(values)
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    # What never changes runs level through the middle.
    upward = Scale(low, high, HEIGHT - MARGIN, MARGIN) if high > low else Scale(0, 1, HEIGHT / 2, HEIGHT / 2)
    along = Scale(0, len(values) - 1, MARGIN, WIDTH - MARGIN)
    stretches = stretches_of(values, [along.at(number) for number in range(len(values))], upward)
    return Spark(WIDTH, HEIGHT, tuple(path_of(points) for points in stretches if len(points) > 1), stretches[-1][-1])
