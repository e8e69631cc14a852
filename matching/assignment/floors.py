"""The highest floor: the worst pair raised as far as the levels before allow.

From above: the floor is lowered only as far as the nodes that cannot send on what they must prove to be needed. The
last such set of nodes is the proof that the floor found cannot be raised.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.assignment.errors import CannotSolve
from matching.assignment.flows import any_flow
from matching.assignment.instance import Ints, Mask
from matching.assignment.network import FIRST_SEEKER, Network


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """The highest floor.

    Attributes
    ----------
    score : int, the lowest score of a pair in the assignments that remain
    network : Network, without the pairs below it
    flow : int64 array, one assignment of it
    blocked : bool array, shape (n_nodes,), or None: nodes that better pairs alone do not serve; None where a pair of
        that score is in every assignment
    """

    score: int
    network: Network
    flow: Ints
    blocked: Mask | None


def highest_floor(network: Network, score: Ints) -> Floor:
    """The highest floor of a network that carries at least one pair.

    Parameters
    ----------
    network : Network
    score : int64 array, shape (n_pairs,)
    """
    forced = network.low[: network.n_pairs] > 0
    usable = network.high[: network.n_pairs] > 0
    floor, blocked = _first_limit(network, score, forced, usable)
    while True:
        high = network.high.copy()
        high[: network.n_pairs][usable & ~forced & (score < floor)] = 0
        flow, side, lacking = any_flow(network, high)
        if flow is not None:
            return Floor(floor, network.with_bounds(network.low, high), flow, blocked)
        tail, head = network.tail[: network.n_pairs], network.head[: network.n_pairs]
        helping = score[usable & ~forced & (score < floor) & side[tail] & ~side[head]]
        if len(helping) < lacking:
            raise CannotSolve("the levels before the worst pair contradict each other; please report this instance")
        floor = int(np.partition(helping, len(helping) - lacking)[len(helping) - lacking])
        blocked = side


def _first_limit(network: Network, score: Ints, forced: Mask, usable: Mask) -> tuple[int, Mask | None]:
    """No floor is above the best pair of whoever must be served, nor above a pair that every assignment has."""
    limits: list[tuple[int, Mask | None]] = []
    if forced.any():
        limits.append((int(score[forced].min()), None))
    seekers = np.arange(FIRST_SEEKER, FIRST_SEEKER + len(network.first))
    senders = np.zeros(network.n_nodes, np.bool_)
    senders[0] = senders[seekers] = True
    limits.append((int(score[usable].max()), senders))
    nodes = network.tail[: network.n_pairs], network.head[: network.n_pairs]
    must = network.head[network.of_seekers][network.low[network.of_seekers] > 0]
    served = network.tail[network.of_providers][network.low[network.of_providers] > 0]
    for ends, needy, alone in ((nodes[0], must, True), (nodes[1], served, False)):
        if not len(needy) or (not alone and network.n_cells):
            continue
        best = np.full(network.n_nodes, np.iinfo(np.int64).min)
        np.maximum.at(best, ends[usable], score[usable])
        worst_off = int(needy[np.argmin(best[needy])])
        side = np.full(network.n_nodes, not alone)
        side[worst_off] = alone
        limits.append((int(best[worst_off]), side))
    return min(limits, key=lambda one: one[0])
