"""Prices of rows that often prove a counted level at once, without anything being solved.

One kind says that nobody lacks anything. The other is the smallest cut of the flow that need not keep anybody together
or apart: where no rule of two costs a place, what proves the flow's level proves this one.
"""

from __future__ import annotations

import numpy as np

from matching.assignment.choices import Choices
from matching.assignment.instance import Instance, Ints, Mask
from matching.assignment.network import FIRST_SEEKER, SINK, SOURCE
from matching.assignment.program import COUNTED, Program


def plain_prices(level: str, program: Program, choices: Choices) -> Ints:
    """Prices that prove a level at which nobody lacks anything."""
    prices = np.zeros(len(program.most), np.int64)
    if level == "shortfall":
        return prices
    usable = program.high[: program.n_choices] > 0
    listed = np.bincount(choices.unit[usable], minlength=len(choices.size)) > 0
    several = choices.demand > 1
    wanted = listed if level == "pairs" else listed & ~several
    prices[: len(listed)] = np.where(wanted, choices.size, 0)
    if level == "placed":
        prices[program.of_placing] = np.where(listed, 0, choices.size)[several]
    return prices


def cut_prices(level: str, program: Program, choices: Choices, instance: Instance, side: Mask) -> Ints:
    """Prices of a smallest cut, of which `side` is the source's side."""
    n_units, n_providers = len(choices.size), instance.n_providers
    seekers = side[FIRST_SEEKER : FIRST_SEEKER + instance.n_seekers]
    providers = side[len(side) - n_providers :]
    cells = side[FIRST_SEEKER + instance.n_seekers : len(side) - n_providers]
    far = np.array([np.count_nonzero(~seekers[members]) for members in choices.members], np.int64)
    several = choices.demand > 1
    prices = np.zeros(len(program.most), np.int64)
    prices[:n_units] = np.where(several & (level == "placed"), 0, far)
    if level == "shortfall":
        prices[program.of_lacking] = ~providers[instance.minimum > 0]
        return prices
    prices[n_units : n_units + n_providers] = providers
    of_cells = slice(n_units + n_providers, n_units + n_providers + len(cells))
    at = program.matrix[of_cells].tocoo()
    provider = np.zeros(len(cells), np.int64)
    provider[at.row] = choices.provider[at.col]
    prices[of_cells] = cells & ~providers[provider] if len(cells) else 0
    if level == "placed":
        prices[program.of_placing] = (choices.size - far)[several]
    return prices


def flow_prices(program: Program, choices: Choices, instance: Instance, prices: Ints) -> Ints:
    """Prices of rows that say of the total what the prices of the flow's nodes say."""
    n_units, n_providers = len(choices.size), instance.n_providers
    seekers = prices[FIRST_SEEKER : FIRST_SEEKER + instance.n_seekers] - prices[SOURCE]
    found = np.zeros(len(program.most), np.int64)
    found[:n_units] = np.maximum([seekers[members].sum() for members in choices.members], 0)
    found[n_units : n_units + n_providers] = np.maximum(prices[SINK] - prices[len(prices) - n_providers :], 0)
    found[-1] = max(int(prices[SINK] - prices[SOURCE]), 0)
    return found


def floor_prices(program: Program, choices: Choices) -> tuple[Ints, ...]:
    """Prices that prove that a floor leaves too few seekers placed, or pairs, because somebody has nobody."""
    found = []
    for level in ("placed", "pairs"):
        prices = plain_prices(level, program, choices)
        prices[COUNTED.index(level) - len(COUNTED)] = 1
        found.append(prices)
    return tuple(found)
