"""Who takes which place in a plan: people change their places in all rounds at once, so nobody meets more people.

A plan without repeats stays one, whoever takes which place; so what is left to choose is a quadratic assignment [1]_.

References
----------
.. [1] T. C. Koopmans, M. Beckmann, "Assignment problems and the location of economic activities", Econometrica 25
   (1957).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def relabelled(
    meetings: Numbers,
    pair_cost: Numbers,
    heats: tuple[float, float],
    n_steps: int,
    rng: np.random.Generator,
    is_done: Callable[[float], bool],
) -> NDArray[np.int64]:
    """For each place the person who takes it, so that the pairs who meet cost as little as can be found.

    Parameters
    ----------
    meetings : ndarray of float64, shape (n, n)
        How often two places share a table.
    pair_cost : ndarray of float64, shape (n, n)
        What it costs when two people meet once; symmetric, 0 for oneself.
    heats : (float, float)
        How much worse a change may be, at first and at last.
    n_steps : int
    rng : Generator
    is_done : callable
        Given what it costs now, whether to stop before all steps are taken.

    Examples
    --------
    Only the first two places meet, and only the last two people gain by it.

    >>> meetings, cost = np.zeros((4, 4)), np.zeros((4, 4))
    >>> meetings[0, 1] = meetings[1, 0] = 1
    >>> cost[2, 3] = cost[3, 2] = -5
    >>> sorted(relabelled(meetings, cost, (1, 0.1), 50, np.random.default_rng(0), lambda _: False)[:2].tolist())
    [2, 3]
    """
    n = len(meetings)
    person, cost = np.arange(n), pair_cost.copy()
    now = float((meetings * cost).sum()) / 2
    best, lowest = person.copy(), now
    cooling = (heats[1] / heats[0]) ** (1 / max(n_steps - 1, 1))
    heat = heats[0]
    for place, luck in zip(rng.integers(0, n, n_steps).tolist(), rng.random(n_steps).tolist(), strict=True):
        if is_done(now):
            break
        change = _changes(meetings, cost, place)
        likely = np.exp((change.min() - change) / heat).cumsum()
        other = int(np.searchsorted(likely, luck * likely[-1], side="right"))
        heat *= cooling
        if other == place:
            continue
        swap = [other, place]
        person[[place, other]] = person[swap]
        cost[[place, other]] = cost[swap]
        cost[:, [place, other]] = cost[:, swap]
        now += float(change[other])
        if now < lowest:
            best, lowest = person.copy(), now
    return best


def _changes(meetings: Numbers, cost: Numbers, place: int) -> Numbers:
    """How much more it costs if the person of a place changes with each other one; 0 for staying."""
    own = np.einsum("ij,ij->i", meetings, cost)
    change: Numbers = cost @ meetings[place] + meetings @ cost[place] - own - own[place]
    change += 2 * meetings[place] * cost[place]
    change[place] = 0
    return change
