"""Which pairs of the pool are taken, in which order, and the network that each finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.hops import NOT_CONNECTED, Hops, hops_from
from graph.snapshot.columns import Mask
from matching.introductions.network import Net
from matching.introductions.points import Amounts, amounts_of, values_of
from matching.introductions.pool import Pool


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """A pair that is taken.

    Attributes
    ----------
    position : int
        Where it stands in the pool.
    net : Net
        The network without its contact.
    hops : int
        Steps between the two there.
    amounts : float64 array, shape (n effects,)
    value : float
    """

    position: int
    net: Net
    hops: int
    amounts: Amounts
    value: float


def at_once(pool: Pool, k: int, per_actor: int) -> Iterator[Taken]:
    """The k best, each weighed in the network as it is; ties by the ids of seeker and provider."""
    amounts = _amounts(pool, pool.net, pool.hops)
    values = values_of(amounts, pool.options.weights)
    n_of_actor = np.zeros(len(pool.net.present), dtype=np.int64)
    n_taken = 0
    for position in np.argsort(-values, kind="stable").tolist():
        ends = [pool.seekers[position], pool.providers[position]]
        if (n_of_actor[ends] < per_actor).all():
            n_of_actor[ends] += 1
            n_taken += 1
            hops = int(pool.hops[position])
            yield Taken(position, pool.net, hops, amounts[:, position], float(values[position]))
        if n_taken == k:
            return


def one_after_another(pool: Pool, k: int, per_actor: int) -> Iterator[Taken]:
    """The best, then the best once that is made, and so on up to k.

    Components, contacts, steps and bridges are counted anew each time; how well two fit, and which
    communities there are, stays as it was.
    """
    net, hops = pool.net, pool.hops
    n_of_actor = np.zeros(len(net.present), dtype=np.int64)
    is_open: Mask = np.ones(len(pool.seekers), dtype=bool)
    for _ in range(k):
        if not is_open.any():
            return
        amounts = _amounts(pool, net, hops)
        values = values_of(amounts, pool.options.weights)
        position = int(np.argmax(np.where(is_open, values, -np.inf)))
        yield Taken(position, net, int(hops[position]), amounts[:, position], float(values[position]))
        ends = [int(pool.seekers[position]), int(pool.providers[position])]
        n_of_actor[ends] += 1
        full = n_of_actor >= per_actor
        is_open &= ~(full[pool.seekers] | full[pool.providers])
        is_open[position] = False
        hops, net = _shortened(pool, hops, hops_from(net.adjacency, np.array(ends))), net.with_contact(*ends)


def _amounts(pool: Pool, net: Net, hops: Hops) -> Amounts:
    return amounts_of(net, pool.seekers, pool.providers, hops, pool.fit, pool.lately)


def _shortened(pool: Pool, hops: Hops, from_ends: Hops) -> Hops:
    """Steps between the pairs of the pool with a contact more, from the steps of its two ends."""
    far = np.int64(1) << 30
    ends = np.where(from_ends == NOT_CONNECTED, far, from_ends.astype(np.int64))
    before = np.where(hops == NOT_CONNECTED, far, hops.astype(np.int64))
    one_way = ends[0][pool.seekers] + 1 + ends[1][pool.providers]
    other_way = ends[1][pool.seekers] + 1 + ends[0][pool.providers]
    after: NDArray[np.int64] = np.minimum(before, np.minimum(one_way, other_way))
    return np.where(after >= far, NOT_CONNECTED, after).astype(np.int16)
