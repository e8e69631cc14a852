"""Bounds that no assignment can pass, from the sets and prices of a certificate.

Every bound holds whatever the certificate says, because it is weak duality: a flow is at most what a cut lets through,
and is worth at most what prices say. Where a bound is reached, every other assignment that reaches it keeps to the arcs
that the bound is made of; the next level is judged among those only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from matching.assignment.instance import Instance, Ints, Mask
from matching.assignment.rules import Rules
from matching.exact import exact_dot, exact_sum

_LARGEST_PRICE = 2**60


@dataclass(slots=True, eq=False)
class Limits:
    """How little and how much some arcs of one kind carry, and their room."""

    low: Ints
    high: Ints

    @classmethod
    def up_to(cls, room: Ints) -> Limits:
        """From 0 up to the room."""
        return cls(np.zeros_like(room), room.copy())

    def settle(self, margins: Ints) -> None:
        """Full where it pays, and as little as possible where it costs."""
        self.low[margins > 0] = self.high[margins > 0]
        self.high[margins < 0] = self.low[margins < 0]

    def worth(self, margins: Ints) -> int:
        """The most that the margins can be worth within the limits."""
        return exact_dot(margins, np.where(margins > 0, self.high, self.low))


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The values of a certificate's nodes, by what the nodes stand for."""

    source: int
    sink: int
    seekers: NDArray[Any]
    cells: NDArray[Any]
    providers: NDArray[Any]


class Bounds:
    """The free part of an instance: what locked pairs leave, and limits that grow narrower level by level.

    Attributes
    ----------
    ids : indices of the pairs that can still be taken
    seeker, provider, cell : their ends; the cell is -1 where no group limit counts
    """

    def __init__(self, instance: Instance, rules: Rules) -> None:
        locked = np.unique(np.asarray(rules.locked, np.int64))
        self.n_seekers = instance.n_seekers
        self.ids = np.setdiff1d(np.arange(instance.n_pairs), locked) if len(locked) else np.arange(instance.n_pairs)
        self.seeker = instance.seeker[self.ids] if len(locked) else instance.seeker
        self.provider = instance.provider[self.ids] if len(locked) else instance.provider
        taken = np.bincount(instance.seeker[locked], minlength=instance.n_seekers)
        given = np.bincount(instance.provider[locked], minlength=instance.n_providers)
        self.demand = np.minimum(instance.demand - taken, np.bincount(self.seeker, minlength=instance.n_seekers))
        self.capacity = np.minimum(
            instance.capacity - given, np.bincount(self.provider, minlength=instance.n_providers)
        )
        self.first = np.minimum(self.demand, taken == 0)
        self.least = np.clip(instance.minimum - given, 0, self.capacity)
        self._find_cells(instance, rules, locked)
        self.pairs, self.cells = Limits.up_to(np.ones_like(self.ids)), Limits.up_to(self.room_of_cells)
        self.seekers, self.providers = Limits.up_to(self.demand), Limits.up_to(self.capacity)
        self.n_nodes = 2 + instance.n_seekers + len(self.room_of_cells) + instance.n_providers

    def _find_cells(self, instance: Instance, rules: Rules, locked: Ints) -> None:
        self.cell = np.full(len(self.ids), -1, np.int64)
        self.provider_of_cell = self.room_of_cells = np.zeros(0, np.int64)
        if rules.group_of_seeker is None or rules.group_limit is None:
            return
        groups = np.asarray(rules.group_of_seeker, np.int64)[instance.seeker]
        grouped = np.flatnonzero(groups >= 0)
        found, where = np.unique(np.stack([instance.provider[grouped], groups[grouped]]), axis=1, return_inverse=True)
        cell = np.full(instance.n_pairs, -1, np.int64)
        cell[grouped] = where.reshape(-1)
        used = cell[locked]
        self.cell = cell[self.ids]
        self.provider_of_cell = found[0].astype(np.int64)
        self.room_of_cells = rules.group_limit - np.bincount(used[used >= 0], minlength=len(found[0]))

    def keep_usable(self, usable: Mask) -> None:
        """Forget the pairs that can no longer be taken."""
        if usable.all():
            return
        left = np.flatnonzero(usable)
        self.ids, self.seeker, self.provider = self.ids[left], self.seeker[left], self.provider[left]
        self.cell = self.cell[left]
        self.pairs = Limits(self.pairs.low[left], self.pairs.high[left])

    def sides(self, values: Ints | Mask) -> Sides:
        """The values by kind of node."""
        n_seekers, n_cells = self.n_seekers, len(self.room_of_cells)
        seekers, cells, providers = np.split(values[2:], [n_seekers, n_seekers + n_cells])
        return Sides(int(values[0]), int(values[1]), seekers, cells, providers)

    def heads(self, sides: Sides) -> NDArray[Any]:
        """The value at the end of each pair: its cell's, or its provider's."""
        of_providers = sides.providers[self.provider]
        return np.where(self.cell >= 0, sides.cells[self.cell], of_providers) if len(sides.cells) else of_providers

    def cut(self, values: Mask, seekers: Ints, providers: Ints) -> int:
        """What the arcs across a cut let through when each seeker and provider counts up to these numbers."""
        near = self.sides(values)
        across = near.seekers[self.seeker] & ~self.heads(near)
        of_cells = near.cells & ~near.providers[self.provider_of_cell]
        return (
            exact_sum(seekers[~near.seekers])
            + int(np.count_nonzero(across))
            + exact_sum(self.room_of_cells[of_cells])
            + exact_sum(providers[near.providers])
        )

    def keep_to_cut(self, values: Mask, seekers: Ints, providers: Ints) -> None:
        """Narrow the limits to the assignments that reach the cut."""
        near = self.sides(values)
        starts, ends = near.seekers[self.seeker], self.heads(near)
        self.pairs.low[starts & ~ends] = 1
        usable = starts | ~ends
        of_providers = near.providers[self.provider_of_cell]
        full = near.cells & ~of_providers
        self.cells.low[full] = self.room_of_cells[full]
        self.cells.high[~near.cells & of_providers] = 0
        for limits, counted, filled in (
            (self.seekers, seekers, ~near.seekers),
            (self.providers, providers, near.providers),
        ):
            limits.low = np.where(filled, np.maximum(limits.low, counted), limits.low)
            limits.high = np.where(filled, limits.high, np.minimum(limits.high, counted))
        self.keep_usable(usable)

    def is_blocked(self, values: Mask, total: int, usable: Mask) -> bool:
        """Whether the nodes of a set cannot send on what they must along usable pairs (Gale 1957, Hoffman 1960)."""
        inside = self.sides(values)
        starts, ends = inside.seekers[self.seeker], self.heads(inside)
        of_providers = inside.providers[self.provider_of_cell]
        source, sink = bool(inside.source), bool(inside.sink)
        out = int(np.count_nonzero(usable & starts & ~ends)) + exact_sum(self.cells.high[inside.cells & ~of_providers])
        out += exact_sum(self.seekers.high[~inside.seekers]) if source else 0
        out += 0 if sink else exact_sum(self.providers.high[inside.providers])
        comes = exact_sum(self.pairs.low[~starts & ends]) + exact_sum(self.cells.low[~inside.cells & of_providers])
        comes += 0 if source else exact_sum(self.seekers.low[inside.seekers])
        comes += exact_sum(self.providers.low[~inside.providers]) if sink else 0
        return out - comes < total * (source - sink)

    def margins(self, prices: Ints, gain: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """What each pair, arc to a seeker, arc of a cell, and arc of a provider is worth beyond the prices."""
        of = self.sides(prices)
        return (
            gain + self.heads(of) - of.seekers[self.seeker],
            of.seekers - of.source,
            of.providers[self.provider_of_cell] - of.cells,
            of.sink - of.providers,
        )

    def priced(self, prices: Ints, gain: Ints, total: int) -> int:
        """The most that the pairs that can be taken gain within the limits, by prices of nodes."""
        kinds = (self.pairs, self.seekers, self.cells, self.providers)
        worth = sum(kind.worth(margins) for kind, margins in zip(kinds, self.margins(prices, gain), strict=True))
        return worth + total * (int(prices[0]) - int(prices[1]))

    def keep_to_prices(self, prices: Ints, gain: Ints) -> None:
        """Narrow the limits to the assignments that reach what the prices say."""
        kinds = (self.pairs, self.seekers, self.cells, self.providers)
        for kind, margins in zip(kinds, self.margins(prices, gain), strict=True):
            kind.settle(margins)
        self.keep_usable(self.pairs.high > 0)


def is_set_of_nodes(values: Mask | None, n_nodes: int) -> TypeGuard[Mask]:
    """Whether these are flags, one a node."""
    return isinstance(values, np.ndarray) and values.dtype == np.bool_ and values.shape == (n_nodes,)


def are_prices(values: Ints | None, n_nodes: int) -> TypeGuard[Ints]:
    """Whether these are whole numbers, one a node, small enough to be added."""
    if not isinstance(values, np.ndarray) or values.dtype != np.int64 or values.shape != (n_nodes,):
        return False
    return -_LARGEST_PRICE <= int(values.min()) <= int(values.max()) <= _LARGEST_PRICE
