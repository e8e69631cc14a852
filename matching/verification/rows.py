"""What the choices of units fill, as rows with prices: a bound on what choices can be worth, whatever the prices.

Rows, each a sum that is at most so much: for each unit its demand; for each provider its capacity; for each provider
and group that meet in a pair the group limit; for each two units kept apart and each provider that both could have,
one; for each provider with a minimum load, less what it gets and what it lacks, less that minimum; for each unit that
wants several, whether it is placed less what it has, 0; and shortfall, seekers placed and pairs as they were reached.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.assignment.instance import Instance, Ints
from matching.assignment.results import Levels
from matching.assignment.rules import Rules
from matching.exact import exact_dot, exact_sum
from matching.verification.units import Units, units_of

COUNTED = ("shortfall", "placed", "pairs")
_LARGEST = 2**61


@dataclass(frozen=True, slots=True, eq=False)
class Gain:
    """What a level adds up: for each choice, for each place lacked, for each member of a unit that wants several."""

    of_choices: Ints
    lacked: int = 0
    placed: int = 0


class Rows:
    """The rows of an instance, and which pairs and choices stand in them."""

    def __init__(self, instance: Instance, rules: Rules, reached: Levels) -> None:
        self.instance, self.reached = instance, reached
        self.units: Units = units_of(instance, rules)
        self.limit = rules.group_limit or 0
        self.wanting = np.flatnonzero(instance.minimum)
        self.several = np.flatnonzero(self.units.demand > 1)
        self.of_several = self.units.demand[self.units.unit] > 1
        n_cells = int(self.units.cell.max(initial=-1)) + 1
        counted = (len(self.units.size), instance.n_providers, n_cells, len(self.units.apart), len(self.wanting))
        self.ends = np.cumsum([*counted, len(self.several)])
        self.n_rows = int(self.ends[-1]) + len(COUNTED)

    def gain(self, level: str) -> Gain:
        """What a counted level adds up."""
        n_members = self.units.n_members
        if level == "placed":
            return Gain(np.where(self.of_several, 0, n_members), placed=1)
        return Gain(n_members) if level == "pairs" else Gain(0 * n_members, lacked=-1)

    def are_prices(self, prices: Ints) -> bool:
        """Whether these are whole numbers from 0 upwards, one a row, small enough to be added."""
        if not isinstance(prices, np.ndarray) or prices.dtype != np.int64 or prices.shape != (self.n_rows,):
            return False
        most_in_one = 8 * (int(self.units.size.max(initial=1)) + len(self.units.apart) + 1)
        return int(prices.min(initial=0)) >= 0 and int(prices.max(initial=0)) < _LARGEST // most_in_one

    def worth(self, prices: Ints, n_reached: int, gain: Gain, scale: int, low: Ints, high: Ints) -> tuple[int, Ints]:
        """The most that choices between two bounds can be worth by prices, and what each is worth beyond them.

        Parameters
        ----------
        prices : int64 array, shape (n_rows,), `scale` times as large as they are
        n_reached : how many of the counted levels hold
        low, high : int64 arrays, shape (n_choices,)
        """
        of_units, of_providers, of_cells, of_apart, of_minimum, of_placing, of_levels = np.split(prices, self.ends)
        lacked, placed, pairs = of_levels * (np.arange(len(COUNTED)) < n_reached)
        units, n_members = self.units, self.units.n_members
        minimum, placing = np.zeros(self.instance.n_providers, np.int64), np.zeros(len(units.size), np.int64)
        minimum[self.wanting], placing[self.several] = of_minimum, of_placing
        each = minimum[units.provider] - of_providers[units.provider] + pairs + np.where(self.of_several, 0, placed)
        choices = gain.of_choices * scale + n_members * each - of_units[units.unit] + placing[units.unit]
        inside = units.in_cell >= 0
        np.subtract.at(choices, units.in_cell[inside], of_cells[units.cell[inside]])
        np.subtract.at(choices, units.apart, of_apart[:, None])
        lacking = gain.lacked * scale + of_minimum - lacked
        several = (gain.placed * scale + placed) * units.size[self.several] - of_placing
        total = (
            exact_dot(choices, np.where(choices > 0, high, low))
            + exact_dot(np.maximum(lacking, 0), self.instance.minimum[self.wanting])
            + exact_sum(np.maximum(several, 0))
            + exact_dot(of_units, np.minimum(units.demand, np.bincount(units.unit, minlength=len(units.size))))
            + exact_dot(of_providers, self.instance.capacity)
            + exact_sum(of_cells) * self.limit
            + exact_sum(of_apart)
            - exact_dot(of_minimum, self.instance.minimum[self.wanting])
        )
        levels = int(lacked) * self.reached.shortfall - int(placed) * self.reached.placed
        return total + levels - int(pairs) * self.reached.pairs, choices
