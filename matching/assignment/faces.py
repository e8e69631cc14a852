"""What all assignments that are best on a level have in common, as narrower bounds of the network.

By complementary slackness an assignment is best exactly if it agrees with an optimal dual: it fills what the cut or
the prices make scarce, and leaves out what they make worthless (Schrijver, Combinatorial Optimization, 2003, chapters
10 and 12). So a level is handed on as bounds, never as a large coefficient beside a small one, which would overflow.
"""

from __future__ import annotations

import numpy as np

from matching.assignment.instance import Ints, Mask
from matching.assignment.network import FIRST_SEEKER, Network


def within_cut(network: Network, side: Mask, seekers: Ints, providers: Ints) -> Network:
    """The network narrowed to the assignments that fill a smallest cut.

    Parameters
    ----------
    network : Network
    side : bool array, shape (n_nodes,), the source's side of the cut
    seekers, providers : int64 arrays, how much of each load counts in the level
    """
    low, high = network.low.copy(), network.high.copy()
    inner = np.ones(len(low), np.bool_)
    inner[network.of_seekers] = inner[network.of_providers] = False
    leaving, entering = side[network.tail], side[network.head]
    full = inner & leaving & ~entering
    low[full] = network.room[full]
    high[inner & ~leaving & entering] = 0
    near_seekers = side[FIRST_SEEKER : FIRST_SEEKER + len(seekers)]
    near_providers = side[network.n_nodes - len(providers) :]
    _settle(low[network.of_seekers], high[network.of_seekers], ~near_seekers, seekers)
    _settle(low[network.of_providers], high[network.of_providers], near_providers, providers)
    return network.with_bounds(low, high)


def _settle(low: Ints, high: Ints, full: Mask, counted: Ints) -> None:
    """Narrow two views: loads that cross the cut reach what counts, the others do not exceed it."""
    low[full] = np.maximum(low[full], counted[full])
    high[~full] = np.minimum(high[~full], counted[~full])


def within_prices(network: Network, gain: Ints, prices: Ints) -> Network:
    """The network narrowed to the assignments of highest gain.

    Parameters
    ----------
    network : Network
    gain : int64 array, shape (n_pairs,)
    prices : int64 array, shape (n_nodes,), an optimal dual
    """
    margin = prices[network.head] - prices[network.tail]
    margin[: network.n_pairs] += gain
    low = np.where(margin > 0, network.high, network.low)
    high = np.where(margin < 0, network.low, network.high)
    return network.with_bounds(low, high)
