"""Assignments by HiGHS, pair by pair as the rules are written: what the search is compared with."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from matching.assignment import Instance, Levels, Rules


def total_by_milp(instance: Instance, rules: Rules, levels: Levels) -> int | None:
    """The highest total of what is as good on the levels before it, or None if nothing is.

    Variables: the pairs, then whether each seeker is placed, then what each provider lacks.
    """
    n, n_seekers, n_providers = instance.n_pairs, instance.n_seekers, instance.n_providers
    width = n + n_seekers + n_providers
    placed, lacks = n + np.arange(n_seekers), n + n_seekers + np.arange(n_providers)
    of_seekers, of_providers = np.zeros((n_seekers, width)), np.zeros((n_providers, width))
    of_seekers[instance.seeker, np.arange(n)] = of_providers[instance.provider, np.arange(n)] = 1
    marks = -np.eye(n_seekers, width, n)
    lacking = np.eye(n_providers, width, n + n_seekers)
    sums = np.zeros((3, width))
    sums[0, lacks], sums[1, placed], sums[2, :n] = 1, 1, 1
    limits = [
        LinearConstraint(of_seekers, 0, instance.demand),
        LinearConstraint(of_providers, 0, instance.capacity),
        LinearConstraint(of_seekers + marks, 0, np.inf),
        LinearConstraint(of_providers + lacking, instance.minimum, np.inf),
        LinearConstraint(sums, [0, levels.placed, levels.pairs], [levels.shortfall, np.inf, np.inf]),
        *_of_rules(instance, rules, width),
    ]
    most = np.concatenate([instance.score >= levels.floor, np.ones(n_seekers), instance.minimum]).astype(float)
    gain = np.concatenate([-instance.score.astype(float), np.zeros(width - n)])
    whole = np.ones(width)
    found = milp(gain, constraints=limits, bounds=Bounds(0, most), integrality=whole, options={"mip_rel_gap": 0.0})
    return None if found.x is None else int(instance.score[found.x[:n] > 0.5].sum())


def _of_rules(instance: Instance, rules: Rules, width: int) -> list[LinearConstraint]:
    matrix, least, most = [], [], []
    for provider in range(instance.n_providers):
        for row, low, high in _of_provider(instance, rules, provider):
            matrix.append(np.concatenate([row, np.zeros(width - instance.n_pairs)]))
            least.append(low)
            most.append(high)
    return [LinearConstraint(csr_matrix(np.array(matrix)), least, most)] if matrix else []


def _of_provider(instance: Instance, rules: Rules, provider: int) -> Iterator[tuple[np.ndarray, int, int]]:
    """Weights of pairs, and between what their sum must be."""

    def of(seekers: list[int]) -> np.ndarray:
        return (np.isin(instance.seeker, seekers) & (instance.provider == provider)).astype(float)

    for one, other in rules.together:
        yield of([one]) - of([other]), 0, 0
    for one, other in rules.apart:
        yield of([one]) + of([other]), 0, 1
    if rules.group_of_seeker is not None and rules.group_limit is not None:
        for group in set(rules.group_of_seeker.tolist()) - {-1}:
            yield of(np.flatnonzero(rules.group_of_seeker == group).tolist()), 0, rules.group_limit
