"""Prices of nodes that prove a flow to be the best one: an optimal dual, rebuilt from the flow alone.

They are the lengths of longest paths in the residual network (Bellman 1958), which has no cycle that gains anything if
the flow is optimal. Rounds over all pairs come first, then only what changed in the round before is looked at.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.assignment.errors import CannotSolve
from matching.assignment.instance import Ints, Rows
from matching.assignment.network import Network

_FULL_ROUNDS = 6


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
    """
    raising = _Raising(network, gain, flow)
    prices = np.zeros(network.n_nodes, np.int64)
    for _ in range(_FULL_ROUNDS):
        before = prices.copy()
        raising.all_at_once(prices)
        changed = np.flatnonzero(prices != before)
        if not len(changed):
            return prices
    raising.what_follows(prices, changed)
    return prices


class _Raising:
    """The conditions `prices[to] >= prices[by] + step`, those of pairs that could be added first, by seeker."""

    def __init__(self, network: Network, gain: Ints, flow: Ints) -> None:
        steps = np.zeros(len(flow), np.int64)
        steps[: network.n_pairs] = gain
        more, less = flow < network.high, flow > network.low
        pairs = np.flatnonzero(more[: network.n_pairs])
        others = np.flatnonzero(more[network.n_pairs :]) + network.n_pairs
        back = np.flatnonzero(less)
        self.n_pairs = len(pairs)
        self.to: Rows = np.concatenate([network.tail[pairs], network.tail[others], network.head[back]])
        self.by: Rows = np.concatenate([network.head[pairs], network.head[others], network.tail[back]])
        self.steps = np.concatenate([steps[pairs], steps[others], -steps[back]])
        rows = self.to[: self.n_pairs]
        self.starts = np.flatnonzero(np.diff(rows, prepend=-1)) if self.n_pairs else np.zeros(0, np.intp)
        self.rows = rows[self.starts]
        self.n_nodes = network.n_nodes

    def all_at_once(self, prices: Ints) -> None:
        """One round over all conditions, in place."""
        rest = slice(self.n_pairs, None)
        if self.n_pairs:
            asked = prices[self.by[: self.n_pairs]] + self.steps[: self.n_pairs]
            prices[self.rows] = np.maximum(prices[self.rows], np.maximum.reduceat(asked, self.starts))
        for _ in range(2):
            np.maximum.at(prices, self.to[rest], prices[self.by[rest]] + self.steps[rest])

    def what_follows(self, prices: Ints, changed: NDArray[np.intp]) -> None:
        """Rounds over the conditions that a change of the round before could break, until none is broken; in place."""
        order = np.argsort(self.by, kind="stable")
        begins = np.searchsorted(self.by[order], np.arange(self.n_nodes + 1))
        for _ in range(2 * self.n_nodes + 2):
            if not len(changed):
                return
            touched = order[_ranges(begins[changed], begins[changed + 1])]
            asked = prices[self.by[touched]] + self.steps[touched]
            raised = asked > prices[self.to[touched]]
            to = self.to[touched[raised]]
            np.maximum.at(prices, to, asked[raised])
            changed = np.unique(to).astype(np.intp)
        raise CannotSolve("the flow is not the best one, so no prices prove it; please report this instance")


def _ranges(begins: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """The numbers of all ranges, one after another.

    >>> _ranges(np.array([3, 9]), np.array([5, 10])).tolist()
    [3, 4, 9]
    """
    lengths = ends - begins
    offsets = np.repeat(begins - np.cumsum(lengths) + lengths, lengths)
    return offsets + np.arange(len(offsets))
