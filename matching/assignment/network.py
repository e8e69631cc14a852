"""The network that an instance is solved on: arcs with how much each must and can carry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.assignment.errors import ContradictoryRules, InvalidRules
from matching.assignment.instance import LARGEST_SCORE, Instance, Ints, Mask, Rows
from matching.assignment.rules import Rules

SOURCE, SINK, FIRST_SEEKER = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Source → seekers → cells and providers → sink, without the locked pairs; `results` says how nodes are numbered.

    Attributes
    ----------
    tail, head : int32 arrays, shape (n_arcs,)
        First the pairs, then source to seekers, cells to providers, providers to sink.
    room : int64 array, how much each arc can carry at most
    low, high : int64 arrays, how much each arc carries in all assignments that are best on the levels solved so far
    total : int, how much all arcs into the sink carry together
    first : int64 array, shape (n_seekers,), 1 where a pair would place the seeker, 0 where it is placed or cannot be
    least : int64 array, shape (n_providers,), minimum loads still to be met, as far as there is room
    """

    n_nodes: int
    n_pairs: int
    n_cells: int
    tail: Rows
    head: Rows
    room: Ints
    low: Ints
    high: Ints
    total: int
    first: Ints
    least: Ints

    @property
    def of_seekers(self) -> slice:
        """Where the arcs from the source to the seekers stand."""
        return slice(self.n_pairs, self.n_pairs + len(self.first))

    @property
    def of_providers(self) -> slice:
        """Where the arcs from the providers to the sink stand."""
        return slice(len(self.tail) - len(self.least), len(self.tail))

    @property
    def is_open(self) -> Mask:
        """Which arcs are not settled yet."""
        return self.low < self.high

    def with_bounds(self, low: Ints, high: Ints) -> Network:
        """The same network with these bounds."""
        return replace(self, low=low, high=high)


def network_of(instance: Instance, rules: Rules) -> Network:
    """The network of an instance, in which every arc may carry anything from 0 up to its room.

    Raises
    ------
    InvalidRules
        A rule names what the instance does not have.
    ContradictoryRules
        Locked pairs break a demand, a capacity or the group limit.
    """
    refuse_rules_of_another(instance, rules)
    locked = locked_pairs(instance, rules)
    free = np.ones(instance.n_pairs, np.int64)
    free[locked] = 0
    n_seekers, n_providers = instance.n_seekers, instance.n_providers
    cell_of_pair, provider_of_cell, limits = _cells(instance, rules)
    first_cell = FIRST_SEEKER + n_seekers
    first_provider = first_cell + len(limits)
    heads = np.where(cell_of_pair >= 0, first_cell + cell_of_pair, first_provider + instance.provider)
    taken = np.bincount(instance.seeker[locked], minlength=n_seekers)
    given = np.bincount(instance.provider[locked], minlength=n_providers)
    in_cells = np.bincount(cell_of_pair[locked][cell_of_pair[locked] >= 0], minlength=len(limits))
    if (in_cells > limits).any():
        cell = int(np.argmax(in_cells > limits))
        raise ContradictoryRules(
            f"the locked pairs of provider {provider_of_cell[cell]} hold {in_cells[cell]} seekers of one group, "
            f"but the group limit is {rules.group_limit}; unlock one or raise the limit"
        )
    demand = np.minimum(instance.demand - taken, np.bincount(instance.seeker, free, n_seekers).astype(np.int64))
    capacity = np.minimum(instance.capacity - given, np.bincount(instance.provider, free, n_providers).astype(np.int64))
    room = np.concatenate([free, demand, limits - in_cells, capacity])
    return Network(
        n_nodes=first_provider + n_providers,
        n_pairs=instance.n_pairs,
        n_cells=len(limits),
        tail=_joined(
            FIRST_SEEKER + instance.seeker,
            np.full(n_seekers, SOURCE),
            first_cell + np.arange(len(limits)),
            first_provider + np.arange(n_providers),
        ),
        head=_joined(
            heads,
            FIRST_SEEKER + np.arange(n_seekers),
            first_provider + provider_of_cell,
            np.full(n_providers, SINK),
        ),
        room=room,
        low=np.zeros_like(room),
        high=room,
        total=0,
        first=((taken == 0) & (demand > 0)).astype(np.int64),
        least=np.clip(instance.minimum - given, 0, capacity),
    )


def refuse_rules_of_another(instance: Instance, rules: Rules) -> None:
    """Refuse rules that were made for another instance.

    Raises
    ------
    InvalidRules
    """
    if rules.kept is not None and len(rules.kept) != instance.n_pairs:
        raise InvalidRules(f"kept has {len(rules.kept)} rows, but there are {instance.n_pairs} pairs")
    if not 0 <= rules.keep_weight <= LARGEST_SCORE:
        raise InvalidRules(f"keep_weight is {rules.keep_weight}; from 0 to 2**40")
    for seeker in (row for two in (*rules.together, *rules.apart) for row in two):
        if not 0 <= seeker < instance.n_seekers:
            raise InvalidRules(f"there is no seeker {seeker} to keep together or apart; there are {instance.n_seekers}")


def locked_pairs(instance: Instance, rules: Rules) -> Ints:
    """The locked pairs, ascending, each once.

    Raises
    ------
    InvalidRules
        One of them is no pair of the instance.
    ContradictoryRules
        They are more than a seeker wants or a provider can take.
    """
    locked = np.unique(np.asarray(rules.locked, np.int64))
    if len(locked) and not 0 <= locked[0] <= locked[-1] < instance.n_pairs:
        raise InvalidRules(f"a locked pair is out of range; there are {instance.n_pairs} pairs, counted from 0")
    for side, ends, most in (
        ("seeker", instance.seeker, instance.demand),
        ("provider", instance.provider, instance.capacity),
    ):
        counted = np.bincount(ends[locked], minlength=len(most))
        if (counted > most).any():
            row = int(np.argmax(counted > most))
            named = " and ".join(
                f"({instance.seeker[one]}, {instance.provider[one]})" for one in locked[ends[locked] == row][:2]
            )
            raise ContradictoryRules(
                f"{side} {row} has {counted[row]} locked pairs, among them {named}, "
                f"but room for {most[row]}; unlock one"
            )
    return locked


def _joined(*parts: NDArray[Any]) -> Rows:
    return np.concatenate([part.astype(np.int32) for part in parts])


def _cells(instance: Instance, rules: Rules) -> tuple[Ints, Ints, Ints]:
    """For each pair its cell, or -1; for each cell its provider and how many it can take."""
    none = np.zeros(0, np.int64)
    if rules.group_of_seeker is None or rules.group_limit is None:
        return np.full(instance.n_pairs, -1, np.int64), none, none
    if len(rules.group_of_seeker) != instance.n_seekers or rules.group_limit < 0:
        raise InvalidRules("the group limit needs one group for each seeker and a number from 0")
    groups = np.asarray(rules.group_of_seeker, np.int64)[instance.seeker]
    grouped = groups >= 0
    width = int(groups.max(initial=0)) + 1
    keys, of_grouped = np.unique(instance.provider[grouped] * width + groups[grouped], return_inverse=True)
    cells = np.full(instance.n_pairs, -1, np.int64)
    cells[grouped] = of_grouped
    return cells, keys // width, np.full(len(keys), rules.group_limit, np.int64)
