"""Assignments by trying everything: what the solvers are compared with on small instances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from matching.assignment import NO_RULES, Instance, Rules


def best_by_trying(instance: Instance, rules: Rules = NO_RULES) -> list[int]:
    """The best set of pairs: the levels in their order, then the list of indices that comes first."""
    return list(max(allowed(instance, rules), key=lambda chosen: levels_by_hand(instance, rules, chosen))[:])


def levels_by_hand(instance: Instance, rules: Rules, chosen: tuple[int, ...]) -> tuple[object, ...]:
    """The levels in the words of the definition; larger is better."""
    loads = Counter(int(instance.provider[one]) for one in chosen)
    shortfall = sum(max(0, int(least) - loads[row]) for row, least in enumerate(instance.minimum))
    locked = set(np.asarray(rules.locked).tolist())
    free = [int(instance.score[one]) for one in chosen if one not in locked]
    kept = [bool(rules.kept is not None and rules.kept[one]) for one in chosen]
    return (
        -shortfall,
        len({int(instance.seeker[one]) for one in chosen}),
        len(chosen),
        min(free, default=0),
        sum(int(instance.score[one]) for one in chosen) + rules.keep_weight * sum(kept),
        sum(kept),
        [-one for one in sorted(chosen)],
    )


def allowed(instance: Instance, rules: Rules = NO_RULES) -> Iterator[tuple[int, ...]]:
    """Every set of pairs that keeps all demands, capacities and rules."""
    locked = set(np.asarray(rules.locked).tolist())
    by_seeker = [np.flatnonzero(instance.seeker == row).tolist() for row in range(instance.n_seekers)]
    for chosen in _grown(instance, by_seeker, 0, (), Counter()):
        if locked <= set(chosen) and _keeps(instance, rules, chosen):
            yield chosen


def _grown(
    instance: Instance, by_seeker: list[list[int]], row: int, chosen: tuple[int, ...], loads: Counter[int]
) -> Iterator[tuple[int, ...]]:
    if row == instance.n_seekers:
        yield chosen
        return
    for n in range(min(int(instance.demand[row]), len(by_seeker[row])) + 1):
        for more in combinations(by_seeker[row], n):
            grown = loads + Counter(int(instance.provider[one]) for one in more)
            if all(n_taken <= instance.capacity[provider] for provider, n_taken in grown.items()):
                yield from _grown(instance, by_seeker, row + 1, chosen + more, grown)


def _keeps(instance: Instance, rules: Rules, chosen: tuple[int, ...]) -> bool:
    providers: dict[int, set[int]] = {row: set() for row in range(instance.n_seekers)}
    groups: Counter[tuple[int, int]] = Counter()
    for one in chosen:
        seeker, provider = int(instance.seeker[one]), int(instance.provider[one])
        providers[seeker].add(provider)
        if rules.group_of_seeker is not None and rules.group_of_seeker[seeker] >= 0:
            groups[provider, int(rules.group_of_seeker[seeker])] += 1
    within = rules.group_limit is None or all(n <= rules.group_limit for n in groups.values())
    joined = all(providers[one] == providers[other] for one, other in rules.together)
    parted = all(not providers[one] & providers[other] for one, other in rules.apart)
    return within and joined and parted


def blocking_by_hand(instance: Instance, chosen: list[int]) -> int:
    """How many pairs would both rather have each other."""
    inside = set(chosen)
    n_blocking = 0
    for one in range(instance.n_pairs):
        if one not in inside:
            sides = (
                (instance.seeker, instance.seeker_score, instance.demand),
                (instance.provider, instance.provider_score, instance.capacity),
            )
            n_blocking += all(_would(one, inside, ends, scores, room) for ends, scores, room in sides)
    return n_blocking


def _would(one: int, inside: set[int], ends: np.ndarray, scores: np.ndarray, room: np.ndarray) -> bool:
    mine = [int(scores[other]) for other in inside if ends[other] == ends[one]]
    return len(mine) < room[ends[one]] or (bool(mine) and scores[one] > min(mine))
