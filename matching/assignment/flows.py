"""Flows in a network by OR-tools: the largest one, one that exists at all, the one that gains most."""

from __future__ import annotations

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.assignment.errors import CannotSolve
from matching.assignment.instance import Ints, Mask, Rows
from matching.assignment.network import SINK, SOURCE, Network


def smallest_cut(network: Network, seekers: Ints, providers: Ints) -> tuple[int, Mask]:
    """The size of the largest flow, and the source's side of a smallest cut.

    Parameters
    ----------
    network : Network
        Only the room of its arcs counts, not their bounds.
    seekers, providers : int64 arrays, how much the arcs into seekers and out of providers can carry instead
    """
    room = network.room.copy()
    room[network.of_seekers] = seekers
    room[network.of_providers] = providers
    size, _, side = _largest(network.tail, network.head, room, network.n_nodes, SOURCE, SINK)
    return size, side


def any_flow(network: Network, high: Ints) -> tuple[Ints | None, Mask, int]:
    """A flow within the bounds, else None with the nodes that cannot send on all they must, and how much they cannot.

    Parameters
    ----------
    network : Network
    high : int64 array, shape (n_arcs,), takes the place of the network's
    """
    surplus = _surplus(network)
    used = np.flatnonzero(network.low < high)
    over, under = np.flatnonzero(surplus > 0), np.flatnonzero(surplus < 0)
    enter, leave = network.n_nodes, network.n_nodes + 1
    tail = np.concatenate([network.tail[used], np.full(len(over), enter, np.int32), under.astype(np.int32)])
    head = np.concatenate([network.head[used], over.astype(np.int32), np.full(len(under), leave, np.int32)])
    room = np.concatenate([high[used] - network.low[used], surplus[over], -surplus[under]])
    size, carried, side = _largest(tail, head, room, network.n_nodes + 2, enter, leave)
    lacking = int(surplus[over].sum()) - size
    if lacking:
        return None, side[: network.n_nodes], lacking
    flow = network.low.copy()
    flow[used] += carried[: len(used)]
    return flow, side[: network.n_nodes], 0


def best_flow(network: Network, gain: Ints) -> Ints:
    """The flow within the bounds, of the network's total, with the highest gain.

    Parameters
    ----------
    network : Network
    gain : int64 array, shape (n_pairs,), what each pair adds

    Raises
    ------
    CannotSolve
        The gains differ by too much for so many nodes.
    """
    used = np.flatnonzero(network.is_open)
    of_pairs = used < network.n_pairs
    gains = gain[used[of_pairs]]
    cost = np.zeros(len(used), np.int64)
    cost[of_pairs] = gains.max(initial=0) - gains  # every flow has as many pairs, so a constant changes nothing
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        network.tail[used], network.head[used], network.high[used] - network.low[used], cost
    )
    solver.set_nodes_supplies(np.arange(network.n_nodes, dtype=np.int32), _surplus(network))
    status = solver.solve()
    if status == SimpleMinCostFlow.Status.BAD_COST_RANGE:
        raise CannotSolve("scores lie too far apart for so many seekers; divide all of them by the same number")
    if status != SimpleMinCostFlow.Status.OPTIMAL:
        raise CannotSolve(f"the flow solver answered {status.name}; please report this instance")
    flow = network.low.copy()
    flow[used] += solver.flows(np.arange(len(used), dtype=np.int32))
    return flow


def _surplus(network: Network) -> Ints:
    """What each node has to send on beyond what the lower bounds take from it."""
    surplus = np.zeros(network.n_nodes, np.int64)
    must = np.flatnonzero(network.low)
    np.add.at(surplus, network.head[must], network.low[must])
    np.subtract.at(surplus, network.tail[must], network.low[must])
    surplus[SOURCE] += network.total
    surplus[SINK] -= network.total
    return surplus


def _largest(tail: Rows, head: Rows, room: Ints, n_nodes: int, source: int, sink: int) -> tuple[int, Ints, Mask]:
    """Size and arcs of the largest flow, and the source's side of the smallest cut nearest to the source."""
    used = np.flatnonzero(room)
    flow = np.zeros(len(room), np.int64)
    side = np.zeros(n_nodes, np.bool_)
    side[source] = True
    if not len(used):
        return 0, flow, side
    solver = SimpleMaxFlow()
    solver.add_arcs_with_capacity(tail[used], head[used], room[used])
    status = solver.solve(source, sink)
    if status != SimpleMaxFlow.Status.OPTIMAL:
        raise CannotSolve(f"the flow solver answered {status.name}; please report this instance")
    flow[used] = solver.flows(np.arange(len(used), dtype=np.int32))
    side[solver.get_source_side_min_cut()] = True
    return int(solver.optimal_flow()), flow, side
