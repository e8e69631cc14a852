"""The stable assignment: seekers propose, providers keep the best so far (Gale and Shapley 1962).

With strict preferences of both sides no order of proposals changes the outcome, and every seeker gets the best that it
can have in any stable assignment (Roth 1984 for many to many, each side ranking pairs one by one).
"""

from __future__ import annotations

from heapq import heappush, heapreplace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matching.assignment.instance import Instance, Ints, Rows
from matching.assignment.levels import levels_of
from matching.assignment.results import Assignment
from matching.assignment.rules import NO_RULES


def stable(instance: Instance) -> Assignment:
    """The stable assignment that is best for every seeker; minimum loads are not looked at.

    Each side ranks by its own score of the other, ties by lower index. There is no blocking pair.

    Examples
    --------
    >>> from matching.assignment import make_instance
    >>> both_want_the_first = make_instance([1, 1], [1, 1], [0, 0, 1, 1], [0, 1, 0, 1], [2, 1, 2, 1], [1, 1, 2, 1])
    >>> stable(both_want_the_first).chosen.tolist()
    [1, 2]
    """
    chosen = _held(instance)
    return Assignment(chosen, "optimal", levels_of(instance, NO_RULES, chosen))


def _held(instance: Instance) -> Ints:
    """The pairs that are held in the end, ascending."""
    wishes = ranked(instance.seeker, instance.seeker_score, instance.n_seekers)
    favour = ranked(instance.provider, instance.provider_score, instance.n_providers)
    ranks = np.empty(instance.n_pairs, np.int64)
    ranks[favour] = np.arange(instance.n_pairs)
    asked, offers = instance.provider[wishes].tolist(), (-ranks[wishes]).tolist()
    seeker_of_rank = instance.seeker[favour].tolist()
    begins = np.searchsorted(instance.seeker, np.arange(instance.n_seekers + 1)).tolist()
    room, missing = instance.capacity.tolist(), instance.demand.tolist()
    following = begins[:-1].copy()
    held: list[list[int]] = [[] for _ in room]  # negative ranks, so that the worst is on top
    asking = [seeker for seeker, n in enumerate(missing) if n]
    while asking:
        seeker = asking.pop()
        n, place, end = missing[seeker], following[seeker], begins[seeker + 1]
        while n and place < end:
            provider, offer = asked[place], offers[place]
            place += 1
            those = held[provider]
            if len(those) < room[provider]:
                heappush(those, offer)
                n -= 1
            elif those and offer > those[0]:
                loser = seeker_of_rank[-heapreplace(those, offer)]
                n -= 1
                missing[loser] += 1
                asking.append(loser)
        missing[seeker], following[seeker] = n, place
    kept = np.fromiter(chain.from_iterable(held), np.int64)
    return np.sort(favour[-kept]).astype(np.int64)


def ranked(ends: Rows, scores: Ints, n_ends: int) -> NDArray[np.intp]:
    """Pairs by one of their ends, the best score first, ties in the order of pairs, which is that of the other end."""
    if not len(ends):
        return np.zeros(0, np.intp)
    highest = int(scores.max())
    span = highest - int(scores.min()) + 1
    if n_ends * span < 2**62:  # one number says it all, which is faster to sort
        return np.argsort(ends * np.int64(span) + (highest - scores), kind="stable")
    return np.lexsort((-scores, ends))
