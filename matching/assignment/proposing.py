"""The stable assignment: seekers propose, providers keep the best so far (Gale and Shapley 1962).

With strict preferences of both sides no order of proposals changes the outcome, and every seeker gets the best that it
can have in any stable assignment (Roth 1984 for many to many, each side ranking pairs one by one).
"""

from __future__ import annotations

from heapq import heappush, heapreplace

import numpy as np

from matching.assignment.instance import Instance
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
    chosen = np.array(sorted(_held(instance)), np.int64)
    return Assignment(chosen, "optimal", levels_of(instance, NO_RULES, chosen))


def _held(instance: Instance) -> list[int]:
    """The pairs that are held in the end."""
    wishes = np.lexsort((instance.provider, -instance.seeker_score, instance.seeker))
    favour = np.lexsort((instance.seeker, -instance.provider_score, instance.provider))
    ranks = np.empty(instance.n_pairs, np.int64)
    ranks[favour] = np.arange(instance.n_pairs)
    begins = np.searchsorted(instance.seeker, np.arange(instance.n_seekers + 1)).tolist()
    proposals = wishes.tolist()
    of_rank, rank_of = favour.tolist(), ranks.tolist()
    seeker_of, provider_of = instance.seeker.tolist(), instance.provider.tolist()
    room, wanted = instance.capacity.tolist(), instance.demand.tolist()
    following = begins[:-1].copy()
    held: list[list[int]] = [[] for _ in room]  # negative ranks, the worst on top
    asking = [seeker for seeker, n in enumerate(wanted) if n]
    while asking:
        seeker = asking.pop()
        missing, place, end = wanted[seeker], following[seeker], begins[seeker + 1]
        while missing and place < end:
            pair = proposals[place]
            place += 1
            provider, rank = provider_of[pair], rank_of[pair]
            those = held[provider]
            if len(those) < room[provider]:
                heappush(those, -rank)
                missing -= 1
            elif those and -rank > those[0]:
                loser = seeker_of[of_rank[-heapreplace(those, -rank)]]
                missing -= 1
                wanted[loser] += 1
                asking.append(loser)
        wanted[seeker], following[seeker] = missing, place
    return [of_rank[-rank] for those in held for rank in those]
