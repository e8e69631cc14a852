"""The measures of some rankings, with intervals, as one record that prints and writes as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.evaluation.bootstrap import Interval, mean_interval
from matching.evaluation.cases import Case
from matching.evaluation.metrics import coverage, exposure, gini, highest_to_mean, per_query, recall
from matching.evaluation.rankings import Rankings
from matching.evaluation.world import World

FEW_PROJECTS_OF_SEEKER = 1
FEW_PROJECTS_OF_PARTNER = 2


@dataclass(frozen=True, slots=True)
class Measures:
    """How good and how fair some rankings are; intervals are over queries.

    Attributes
    ----------
    recall, ndcg, mrr, hit_rate : Interval
    cold_recall : Interval
        Recall of the queries of organisations with at most one past project.
    small_recall : Interval
        Recall of the small ones (at most two past projects) among the truth, over the queries that have one.
    coverage, gini, highest_to_mean : float
        Of exposure over the known organisations.
    """

    n_queries: int
    recall: Interval
    ndcg: Interval
    mrr: Interval
    hit_rate: Interval
    n_cold: int
    cold_recall: Interval
    n_small: int
    small_recall: Interval
    coverage: float
    gini: float
    highest_to_mean: float


def measures_of(world: World, cases: Sequence[Case], rankings: Rankings) -> Measures:
    """The measures at 10."""
    ordered = {query: [org for org, _ in ranked] for query, ranked in rankings.items()}
    truths = {case.query: case.truth for case in cases}
    n_projects = Counter(org for project in world.past for org in project.members)
    values = per_query(ordered, truths)
    cold = np.array([n_projects[case.seeker] <= FEW_PROJECTS_OF_SEEKER for case in cases], dtype=bool)
    small = [frozenset(org for org in case.truth if n_projects[org] <= FEW_PROJECTS_OF_PARTNER) for case in cases]
    small_recall = [recall(ordered[case.query], truth) for case, truth in zip(cases, small, strict=True) if truth]
    shown = exposure(list(ordered.values()), world.known)
    return Measures(
        n_queries=len(cases),
        **{name: mean_interval(one) for name, one in values.items()},
        n_cold=int(cold.sum()),
        cold_recall=mean_interval(values["recall"][cold]),
        n_small=len(small_recall),
        small_recall=mean_interval(np.array(small_recall)),
        coverage=coverage(shown),
        gini=gini(shown),
        highest_to_mean=highest_to_mean(shown),
    )
