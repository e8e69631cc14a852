"""Ties by lower index: among equally good assignments the one whose list of pairs comes first.

Pairs are settled in their order: each is in if any of the assignments that remain has it. A pair can be changed exactly
if a cycle of the residual network passes through it, so only strongly connected nodes matter. A search that fails
closes off a set of nodes for good; both directions are searched at once, so that the smaller side is paid for, and all
failed searches together take O(m log n) steps.
"""

from __future__ import annotations

from itertools import count

import numpy as np

from matching.assignment.instance import Ints
from matching.assignment.network import Network
from matching.assignment.residual import strong_parts

Steps = dict[int, int]  # by arc, or by ~arc where it would carry less: the node at the other end


def lowest_indices(network: Network, flow: Ints) -> Ints:
    """The flow within the bounds, of the same total, whose pairs come first by index.

    Parameters
    ----------
    network : Network, narrowed to the flows that are equally good
    flow : int64 array, shape (n_arcs,), one of them
    """
    part_of = strong_parts(network, flow)
    undecided = network.is_open & (part_of[network.tail] == part_of[network.head])
    if not undecided[: network.n_pairs].any():
        return flow
    settled = _Settling(network, flow, part_of, np.flatnonzero(undecided))
    for pair in np.flatnonzero(undecided[: network.n_pairs]).tolist():
        settled.settle(pair)
    lowest = flow.copy()
    for arc, carried in settled.carried.items():
        lowest[arc] = carried
    return lowest


class _Settling:
    """The residual network within its strongly connected parts, changed as pairs are settled."""

    def __init__(self, network: Network, flow: Ints, part_of: Ints, arcs: Ints) -> None:
        listed = arcs.tolist()
        self.ends = dict(
            zip(listed, zip(network.tail[arcs].tolist(), network.head[arcs].tolist(), strict=True), strict=True)
        )
        self.bounds = dict(
            zip(listed, zip(network.low[arcs].tolist(), network.high[arcs].tolist(), strict=True), strict=True)
        )
        self.carried = dict(zip(listed, flow[arcs].tolist(), strict=True))
        self.part_of = part_of.tolist()
        self.new_parts = count(max(self.part_of) + 1)
        self.onward: dict[int, Steps] = {}
        self.backward: dict[int, Steps] = {}
        for tail, head in self.ends.values():
            for node in (tail, head):
                self.onward.setdefault(node, {})
                self.backward.setdefault(node, {})
        for arc in listed:
            self._renew(arc)

    def settle(self, pair: int) -> None:
        """Put the pair in if that is possible, and take it out of the network."""
        seeker, provider = self.ends[pair]
        if self.carried[pair] == 0 and self.part_of[seeker] == self.part_of[provider]:
            self._drop(pair)
            if path := self._path(provider, seeker):
                for step in path:
                    self._push(step)
                self.carried[pair] = 1
        self._drop(pair)

    def _push(self, step: int) -> None:
        arc, change = (step, 1) if step >= 0 else (~step, -1)
        self.carried[arc] += change
        self._drop(arc)
        self._renew(arc)

    def _renew(self, arc: int) -> None:
        tail, head = self.ends[arc]
        low, high = self.bounds[arc]
        if self.carried[arc] < high:
            self.onward[tail][arc] = head
            self.backward[head][arc] = tail
        if self.carried[arc] > low:
            self.onward[head][~arc] = tail
            self.backward[tail][~arc] = head

    def _drop(self, arc: int) -> None:
        tail, head = self.ends[arc]
        self.onward[tail].pop(arc, None)
        self.backward[head].pop(arc, None)
        self.onward[head].pop(~arc, None)
        self.backward[tail].pop(~arc, None)

    def _path(self, start: int, end: int) -> list[int]:
        """The steps from one node to another; none if there is no path, and then the parts are split."""
        ahead, behind = _Search(start, self.onward), _Search(end, self.backward)
        while True:
            search, other = (ahead, behind) if ahead.cost_of_next() <= behind.cost_of_next() else (behind, ahead)
            if search.is_over():
                self._close_off(search)
                return []
            if (met := search.expand(other)) is not None:
                return [*reversed(ahead.steps_to(met)), *behind.steps_to(met)]

    def _close_off(self, search: _Search) -> None:
        """Nothing leads out of, or into, what was found; so no cycle crosses its border."""
        part = next(self.new_parts)
        for node in search.reached:
            self.part_of[node] = part
        for node in search.reached:
            for steps in (self.onward[node], self.backward[node]):
                for step in [step for step, other in steps.items() if self.part_of[other] != part]:
                    self._drop(step if step >= 0 else ~step)


class _Search:
    """A breadth-first search in one direction."""

    def __init__(self, start: int, steps: dict[int, Steps]) -> None:
        self.steps = steps
        self.reached: dict[int, tuple[int, int] | None] = {start: None}
        self.waiting = [start]
        self.n_expanded = 0
        self.n_looked_at = 0

    def is_over(self) -> bool:
        """Whether everything that can be reached was."""
        return self.n_expanded == len(self.waiting)

    def cost_of_next(self) -> int:
        """How many steps will have been looked at after the next node."""
        return self.n_looked_at + (0 if self.is_over() else len(self.steps[self.waiting[self.n_expanded]]))

    def expand(self, other: _Search) -> int | None:
        """Go on from the next node; a node that the other search has reached as well, or None."""
        node = self.waiting[self.n_expanded]
        self.n_expanded += 1
        self.n_looked_at += len(self.steps[node])
        for step, to in self.steps[node].items():
            if to not in self.reached:
                self.reached[to] = (node, step)
                if to in other.reached:
                    return to
                self.waiting.append(to)
        return None

    def steps_to(self, node: int) -> list[int]:
        """The steps by which a node was reached, the last one first."""
        steps: list[int] = []
        while (came := self.reached[node]) is not None:
            node, step = came
            steps.append(step)
        return steps
