"""Where a value lies on an axis, and the round values that an axis names."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

Value = float | None
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight axis: `low` lies at `start`, `high` at `end`, which may be the smaller.

    >>> Scale(0, 10, 100, 0).at(2.5)
    75.0
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of the value; `start` where the axis has no length."""
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.0
        return round(self.start + share * (self.end - self.start), 1)


def numbers(values: Iterable[Value]) -> list[float]:
    """The values that are numbers: neither None, nor NaN, nor infinite.

    >>> numbers([1, None, float("nan"), 2.5])
    [1.0, 2.5]
    """
    return [float(value) for value in values if value is not None and math.isfinite(value)]


def round_ticks(low: float, high: float, most: int = 4, *, whole: bool = False) -> tuple[float, ...]:
    """Round values in equal steps of 1, 2, 2.5 or 5 times a power of ten, from at most `low` to at least `high`.

    There are at most ``most + 1`` steps. With `whole` a step is never below 1 nor broken.
    Where `low` and `high` are the same, the ticks reach from there to zero, or to 1.

    Raises
    ------
    ValueError
        One of them is not finite, or `high` is below `low`.

    Examples
    --------
    >>> round_ticks(0, 328)
    (0.0, 100.0, 200.0, 300.0, 400.0)
    >>> round_ticks(-0.12, 0.31)
    (-0.2, 0.0, 0.2, 0.4)
    >>> round_ticks(0, 2, whole=True)
    (0.0, 1.0, 2.0)
    >>> round_ticks(0, 0)
    (0.0, 1.0)
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high < low:
        raise ValueError(f"no ticks from {low} to {high}")
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0)
        if low == high:
            return 0.0, 1.0
    step = _step((high - low) / most, whole=whole)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # Products of broken steps are rounded, so that .1 · 3 is .3.
    digits = max(0, 2 - math.floor(math.log10(step)))
    return tuple(round(number * step, digits) + 0.0 for number in range(first, last + 1))


def _step(rough: float, *, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in _STEPS if one * power >= rough * (1 - 1e-9))
    if not whole:
        return step
    return max(1.0, step if step == round(step) else 5.0 * power)


def axis_of(values: Iterable[Value], most: int = 4, *, whole: bool = False) -> tuple[float, ...]:
    """The ticks of an axis that begins at zero and holds all the values; (0, 1) where there are none."""
    known = [0.0, *numbers(values)]
    return round_ticks(min(known), max(known), most, whole=whole)
