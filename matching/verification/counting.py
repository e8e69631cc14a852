"""What a set of pairs keeps and breaks, counted from the pairs alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.assignment.instance import Instance, Ints, Rows
from matching.assignment.rules import Rules

_NAMED = 3


def no_list_of_pairs(instance: Instance, chosen: Ints) -> str:
    """Why this is no ascending list of pairs of the instance; empty if it is one."""
    if chosen.ndim != 1 or (len(chosen) and not 0 <= chosen.min() <= chosen.max() < instance.n_pairs):
        return "a chosen pair is not one of the instance"
    return "chosen pairs are not in ascending order, each once" if (np.diff(chosen) <= 0).any() else ""


def broken_rules(instance: Instance, rules: Rules, chosen: Ints) -> list[str]:
    """What the pairs break, the first few of each kind."""
    return [
        *_overfull("seeker", instance.seeker[chosen], instance.demand),
        *_overfull("provider", instance.provider[chosen], instance.capacity),
        *(f"the locked pair {pair} is missing" for pair in np.setdiff1d(rules.locked, chosen)[:_NAMED]),
        *_crowded(instance, rules, chosen),
        *_wrongly_seated(instance, rules, chosen),
    ]


def blocking_pairs(instance: Instance, chosen: Ints) -> int:
    """How many eligible pairs would both rather have each other.

    They are not matched, and each side has an open place or likes the other strictly better than its worst partner.

    Examples
    --------
    >>> from matching.assignment import make_instance
    >>> pairs = make_instance([1, 1], [1], [0, 1], [0, 0], [1, 1], [5, 8])
    >>> blocking_pairs(pairs, np.array([0])), blocking_pairs(pairs, np.array([1]))
    (1, 0)
    """
    would = np.ones(instance.n_pairs, np.bool_)
    would[chosen] = False
    for ends, scores, room in (
        (instance.seeker, instance.seeker_score, instance.demand),
        (instance.provider, instance.provider_score, instance.capacity),
    ):
        n_taken = np.bincount(ends[chosen], minlength=len(room))
        above = np.full(len(room), np.iinfo(np.int64).max)  # what the other must be worth more than
        np.minimum.at(above, ends[chosen], scores[chosen])
        above[n_taken < room] = np.iinfo(np.int64).min
        would &= scores > above[ends]
    return int(np.count_nonzero(would))


def _overfull(side: str, ends: Rows, room: Ints) -> Iterator[str]:
    n_taken = np.bincount(ends, minlength=len(room))
    for row in np.flatnonzero(n_taken > room)[:_NAMED]:
        yield f"{side} {row} has {n_taken[row]} pairs, but room for {room[row]}"


def _crowded(instance: Instance, rules: Rules, chosen: Ints) -> Iterator[str]:
    if rules.group_of_seeker is None or rules.group_limit is None:
        return
    groups = np.asarray(rules.group_of_seeker)[instance.seeker[chosen]]
    seats = np.stack([instance.provider[chosen], groups])[:, groups >= 0]
    found, n_in = np.unique(seats, axis=1, return_counts=True)
    for one in np.flatnonzero(n_in > rules.group_limit)[:_NAMED]:
        yield f"provider {found[0, one]} has {n_in[one]} seekers of group {found[1, one]}; limit {rules.group_limit}"


def _wrongly_seated(instance: Instance, rules: Rules, chosen: Ints) -> Iterator[str]:
    seekers, providers = instance.seeker[chosen], instance.provider[chosen]
    for one, other in rules.together:
        if set(providers[seekers == one].tolist()) != set(providers[seekers == other].tolist()):
            yield f"seekers {one} and {other} are not together"
    for one, other in rules.apart:
        if set(providers[seekers == one].tolist()) & set(providers[seekers == other].tolist()):
            yield f"seekers {one} and {other} are not apart"
