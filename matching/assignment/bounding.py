"""Bounds on what choices can be worth, from prices of the rows of a program, and how prices are found.

The relaxed program gives the prices in floating point; they are rounded to fractions of one size, and from there on all
is counted in whole numbers, so that a bound holds whatever the prices are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from matching.assignment.clock import Clock
from matching.assignment.instance import Ints, Mask
from matching.assignment.program import COUNTED, UNBOUNDED, Program
from matching.assignment.relaxing import Floats, relaxed
from matching.exact import exact_dot

_FINEST, _LARGEST = 2**12, 2**42  # the scale of prices, and the largest objective times it
_PENALTY = 2**8  # times the largest objective: what the relaxed program pays for missing a level by one
_HIGHEST = 2**52  # of a price
_FEWEST, _TIMES = 2_000, 3  # columns that are tried first at least, and how many for each row
_EXACT = 2.0**30  # larger objectives are divided for the relaxed program

Bits = NDArray[np.uint8]


@dataclass(slots=True, eq=False)
class Part:
    """A part of all that can be chosen: what each choice may still be, and the best bound so far with its prices."""

    number: int
    low: Ints
    high: Ints
    bound: int
    prices: Ints

    def packed(self) -> tuple[Bits, Bits]:
        """What choices may be in an eighth of the memory of flags."""
        return np.packbits(self.low.astype(np.bool_)), np.packbits(self.high.astype(np.bool_))


def unpacked(part: Part, bits: tuple[Bits, Bits], n_choices: int) -> Part:
    """The part with what its choices may be."""
    low, high = (np.unpackbits(one, count=n_choices).astype(np.int64) for one in bits)
    return replace(part, low=low, high=high)


@dataclass(slots=True, eq=False)
class Bounding:
    """An objective over a program.

    Parameters
    ----------
    program : Program
    objective : int64 array, shape (n_columns,)
    """

    program: Program
    objective: Ints
    scale: int = field(init=False)
    _last: Ints | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        largest = int(np.abs(self.objective).max(initial=1))
        self.scale = max(1, min(_FINEST, _LARGEST // max(largest, 1)))

    def everything(self) -> Part:
        """The part in which nothing is settled."""
        n, program = self.program.n_choices, self.program
        most = exact_dot(self.objective, np.where(self.objective > 0, program.high, program.low))
        return Part(0, program.low[:n].copy(), program.high[:n].copy(), most, 0 * program.most)

    def narrow(self, part: Part, prices: Ints, value: int) -> bool:
        """Whether nothing in a part is worth more than a value, by prices; what they decide is settled, in place."""
        n = self.program.n_choices
        total, worth = self._total(part, prices)
        part.bound = min(part.bound, total // self.scale)
        part.prices = prices
        self._last = prices if self._last is None else self._last
        beyond = min(total - (value + 1) * self.scale, 2**62)  # what may be lost and still be better
        if beyond < 0:
            return True
        fixed = (part.low < part.high) & (np.abs(worth[:n]) > beyond)
        part.low[fixed] = part.high[fixed] = worth[:n][fixed] > 0
        return False

    def _total(self, part: Part, prices: Ints) -> tuple[int, Ints]:
        """The bound that prices say, so many times as large as `scale`, and what columns are worth beyond them."""
        n = self.program.n_choices
        worth = self._worth(prices, self.objective)
        most = np.where(worth > 0, self.program.high, self.program.low)
        most[:n] = np.where(worth[:n] > 0, part.high, part.low)
        return exact_dot(prices, self.program.most) + exact_dot(worth, most), worth

    def against(self, part: Part, value: int) -> Ints | None:
        """Prices that say that what is settled fills a row too much; None where it does not."""
        n, n_full = self.program.n_choices, self.program.n_full
        over = np.flatnonzero(self.program.matrix[:n_full, :n] @ part.low > self.program.most[:n_full])
        if not len(over):
            return None
        prices = part.prices.copy()
        prices[over[0]] += max(0, self._total(part, prices)[0] - value * self.scale)
        return prices

    def at_the_end(self, part: Part, value: int) -> Iterator[Ints]:
        """Where all is settled: no prices, so that the bound is what it is worth; then those of levels it may miss."""
        nothing = 0 * self.program.most
        yield nothing
        above = max(0, self._total(part, nothing)[0] - value * self.scale)
        for row in range(len(nothing) - len(COUNTED), len(nothing)):
            if self.program.most[row] < UNBOUNDED:
                prices = nothing.copy()
                prices[row] = above
                yield prices

    def relaxed(self, part: Part, clock: Clock) -> tuple[Floats, Ints] | None:
        """Columns and prices of the relaxed program, in which levels may be missed at a price; None if late.

        It is solved over the columns that the last prices made promising, and over those that its own make so, until
        there are none: the others are 0.
        """
        low = np.concatenate([part.low, self.program.low[self.program.n_choices :]])
        high = np.concatenate([part.high, self.program.high[self.program.n_choices :]])
        objective, missing = self.objective.copy(), slice(len(low) - len(COUNTED), len(low))
        if not high[missing].any():
            objective[missing] = -int(np.abs(objective).max(initial=1)) * _PENALTY
            high[missing] = UNBOUNDED
        free = low < high
        tried = free & self._is_promising(free)
        while (found := self._over(tried, low, high, objective, clock)) is not None:
            columns, self._last = found
            lacking = free & ~tried & (self._worth(self._last, objective) > 0)
            if not lacking.any():
                return columns, self._last
            tried |= lacking
        return None

    def _worth(self, prices: Ints, objective: Ints) -> Ints:
        worth: Ints = objective * self.scale - self.program.matrix.T @ prices
        return worth

    def _is_promising(self, free: Mask) -> Mask:
        """The columns that are worth most by the last prices, and all that are no choices."""
        n_wanted = max(_FEWEST, _TIMES * len(self.program.most))
        if self._last is None or np.count_nonzero(free) <= n_wanted:
            return free
        worth = np.where(free, self._worth(self._last, self.objective), np.iinfo(np.int64).min)
        promising: Mask = worth >= np.partition(worth, len(worth) - n_wanted)[len(worth) - n_wanted]
        promising[self.program.n_choices :] = True
        return promising

    def _over(self, tried: Mask, low: Ints, high: Ints, objective: Ints, clock: Clock) -> tuple[Floats, Ints] | None:
        """Columns and prices of the relaxed program in which the other columns are as low as can be."""
        at, most = np.flatnonzero(tried), self.program.most
        fixed = np.where(tried, 0, low)
        unit = max(1.0, int(np.abs(self.objective).max(initial=1)) / _EXACT)
        solved = relaxed(
            self.program.matrix[:, at],
            np.where(most < UNBOUNDED, most - self.program.matrix @ fixed, np.inf),
            low[at].astype(np.float64),
            np.where(high < UNBOUNDED, high, np.inf)[at],
            objective[at] / unit,
            clock.left(),
        )
        if solved is None:
            return None
        columns = fixed.astype(np.float64)
        columns[at] = solved.columns
        return columns, np.rint(np.minimum(solved.prices * unit * self.scale, _HIGHEST)).astype(np.int64)
