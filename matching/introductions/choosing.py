"""Which pairs of the pool are taken, in which order, and the network that each finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from graph.analysis.hops import NOT_CONNECTED, Hops, hops_from
from graph.snapshot.columns import Mask
from matching.introductions.goals import Turns, serving
from matching.introductions.network import Net
from matching.introductions.options import IntroductionQuestion
from matching.introductions.points import Amounts, amounts_of, values_of
from matching.introductions.pool import Pool


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """A pair that is taken.

    Attributes
    ----------
    position : int
        Where it stands in the pool.
    goal : str
        In whose turn it was taken.
    net : Net
        The network without its contact.
    hops : int
        Steps between the two there.
    amounts : float64 array, shape (n effects,)
    value : float
    """

    position: int
    goal: str
    net: Net
    hops: int
    amounts: Amounts
    value: float


def chosen(pool: Pool, question: IntroductionQuestion) -> Iterator[Taken]:
    """At most k pairs, for each turn the one with the most points; ties by the ids of seeker and provider.

    By sequence, components, contacts, steps and bridges are counted anew as if those before had
    been made; how well two fit, and which communities there are, stays as it was.
    """
    net, hops = pool.net, pool.hops
    weighed = _weighed(pool, net, hops)
    n_of_actor = np.zeros(len(net.present), dtype=np.int64)
    is_open: Mask = np.ones(len(pool.seekers), dtype=bool)
    turns = Turns(question.goal)
    for _ in range(question.k):
        best_of = partial(_best, *weighed, hops, is_open)
        if (found := turns.next(best_of)) is None:
            return
        goal, position = found
        amounts, values = weighed
        yield Taken(position, goal, net, int(hops[position]), amounts[:, position], float(values[position]))
        ends = [int(pool.seekers[position]), int(pool.providers[position])]
        n_of_actor[ends] += 1
        full = n_of_actor >= question.per_actor
        is_open &= ~(full[pool.seekers] | full[pool.providers])
        is_open[position] = False
        if question.by_sequence:
            hops = _shortened(pool, hops, hops_from(net.adjacency, np.array(ends)))
            net = net.with_contact(*ends)
            weighed = _weighed(pool, net, hops)


def _best(amounts: Amounts, values: Amounts, hops: Hops, is_open: Mask, goal: str) -> int | None:
    """Position of the open pair with the most points that serves the goal, the first of equal ones."""
    among = np.flatnonzero(is_open & serving(goal, amounts, hops))
    return int(among[np.argmax(values[among])]) if len(among) else None


def _weighed(pool: Pool, net: Net, hops: Hops) -> tuple[Amounts, Amounts]:
    """What each effect of each pair amounts to, and the points of each pair together."""
    amounts = amounts_of(net, pool.seekers, pool.providers, hops, pool.fit, pool.lately)
    return amounts, values_of(amounts, pool.options.weights)


def _shortened(pool: Pool, hops: Hops, from_ends: Hops) -> Hops:
    """Steps between the pairs of the pool with a contact more, from the steps of its two ends."""
    far = np.int64(1) << 30
    ends = np.where(from_ends == NOT_CONNECTED, far, from_ends.astype(np.int64))
    before = np.where(hops == NOT_CONNECTED, far, hops.astype(np.int64))
    one_way = ends[0][pool.seekers] + 1 + ends[1][pool.providers]
    other_way = ends[1][pool.seekers] + 1 + ends[0][pool.providers]
    after: NDArray[np.int64] = np.minimum(before, np.minimum(one_way, other_way))
    return np.where(after >= far, NOT_CONNECTED, after).astype(np.int16)
