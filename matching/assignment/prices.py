"""Prices of nodes that prove a flow to be the best one: an optimal dual, rebuilt from the flow alone.

They are the lengths of longest paths in the residual network (Bellman 1958), which has no cycle that gains anything if
the flow is optimal. Rounds over what changed settle them fast unless paths are very long; then each strongly connected
part is settled from one of its nodes, and the parts are stacked in their order, which no length of a path slows down.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.assignment.errors import CannotSolve
from matching.assignment.instance import Ints, Mask, Rows
from matching.assignment.network import Network
from matching.assignment.residual import strong_parts

_FULL_ROUNDS = 6
_ROUNDS = 60
_UNREACHED = -(2**62)


def prices_of(network: Network, gain: Ints, flow: Ints) -> Ints:
    """Prices p with p[tail] >= p[head] + gain where an arc could carry more, and <= where it could carry less.

    Parameters
    ----------
    network : Network
    gain : int64 array, shape (n_pairs,)
    flow : int64 array, shape (n_arcs,), the best flow within the bounds

    Returns
    -------
    int64 array, shape (n_nodes,), 0 upwards

    Raises
    ------
    CannotSolve
        The flow is not the best one.
    """
    conditions = _Conditions.of(network, gain, flow)
    prices = np.zeros(network.n_nodes, np.int64)
    for _ in range(_FULL_ROUNDS):
        before = prices.copy()
        conditions.raise_all(prices)
        changed = np.flatnonzero(prices != before)
        if not len(changed):
            return prices
    if len(_raised(conditions, prices, changed, _ROUNDS)):
        prices = _stacked(conditions, strong_parts(network, flow))
    if (prices[conditions.to] < prices[conditions.by] + conditions.steps).any():
        raise CannotSolve("the flow is not the best one, so no prices prove it; please report this instance")
    return prices


class _Conditions:
    """The conditions `prices[to] >= prices[by] + step`; those of the first `n_sorted` are sorted by `to`."""

    def __init__(self, to: Rows, by: Rows, steps: Ints, n_sorted: int, n_nodes: int) -> None:
        self.to, self.by, self.steps, self.n_sorted, self.n_nodes = to, by, steps, n_sorted, n_nodes
        rows = to[:n_sorted]
        self.starts = np.flatnonzero(np.diff(rows, prepend=-1)) if n_sorted else np.zeros(0, np.intp)
        self.rows = rows[self.starts]

    @classmethod
    def of(cls, network: Network, gain: Ints, flow: Ints) -> _Conditions:
        """The conditions of a residual network, those of pairs that could be added first, by seeker."""
        steps = np.zeros(len(flow), np.int64)
        steps[: network.n_pairs] = gain
        more = np.flatnonzero(flow < network.high)
        back = np.flatnonzero(flow > network.low)
        return cls(
            np.concatenate([network.tail[more], network.head[back]]),
            np.concatenate([network.head[more], network.tail[back]]),
            np.concatenate([steps[more], -steps[back]]),
            int(np.searchsorted(more, network.n_pairs)),
            network.n_nodes,
        )

    def only(self, mask: Mask) -> _Conditions:
        """Some of the conditions."""
        return _Conditions(self.to[mask], self.by[mask], self.steps[mask], 0, self.n_nodes)

    def raise_all(self, prices: Ints) -> None:
        """One round over all conditions, in place."""
        n = self.n_sorted
        if n:
            asked = prices[self.by[:n]] + self.steps[:n]
            prices[self.rows] = np.maximum(prices[self.rows], np.maximum.reduceat(asked, self.starts))
        for _ in range(2):
            np.maximum.at(prices, self.to[n:], prices[self.by[n:]] + self.steps[n:])


def _raised(conditions: _Conditions, prices: Ints, changed: NDArray[np.intp], n_rounds: int) -> NDArray[np.intp]:
    """Raise prices in place, round by round, where those raised before ask for it; what the last round raised."""
    order = np.argsort(conditions.by, kind="stable")
    begins = np.searchsorted(conditions.by[order], np.arange(conditions.n_nodes + 1))
    for _ in range(n_rounds):
        if not len(changed):
            break
        touched = order[_ranges(begins[changed], begins[changed + 1])]
        asked = prices[conditions.by[touched]] + conditions.steps[touched]
        raised = asked > prices[conditions.to[touched]]
        to = conditions.to[touched[raised]]
        np.maximum.at(prices, to, asked[raised])
        changed = np.unique(to).astype(np.intp)
    return changed


def _stacked(conditions: _Conditions, part_of: Ints) -> Ints:
    """Prices part by part: within a part from its first node, and each part as high as those before it ask for."""
    inner = part_of[conditions.to] == part_of[conditions.by]
    prices = np.full(conditions.n_nodes, _UNREACHED)
    _, firsts = np.unique(part_of, return_index=True)
    prices[firsts] = 0
    _raised(conditions.only(inner), prices, firsts, 2 * conditions.n_nodes)
    across = conditions.only(~inner)
    asking, asked = part_of[across.by], part_of[across.to]
    height = _heights(asking, asked, prices[across.by] + across.steps - prices[across.to], len(firsts))
    prices += height[part_of]
    prices -= prices.min()
    return prices


def _heights(asking: Ints, asked: Ints, lifts: Ints, n_parts: int) -> Ints:
    """How high each part has to stand; parts are numbered along the conditions, or against them."""
    order = np.argsort(-asked if (asking > asked).all() else asked, kind="stable")
    asking, asked, lifts = asking[order], asked[order], lifts[order]
    starts = np.flatnonzero(np.diff(asked, prepend=-1)).tolist()
    heights = np.zeros(n_parts, np.int64)
    for begin, end in zip(starts, [*starts[1:], len(asked)], strict=False):
        heights[asked[begin]] = max(0, int((heights[asking[begin:end]] + lifts[begin:end]).max()))
    return heights


def _ranges(begins: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """The numbers of all ranges, one after another.

    >>> _ranges(np.array([3, 9]), np.array([5, 10])).tolist()
    [3, 4, 9]
    """
    lengths = ends - begins
    offsets = np.repeat(begins - np.cumsum(lengths) + lengths, lengths)
    return offsets + np.arange(len(offsets))
