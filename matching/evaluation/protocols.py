"""The two protocols, from a folder to measures: new partners, and answers to calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from matching.evaluation.bootstrap import Interval, paired_interval
from matching.evaluation.cases import Case, call_cases, future_of, partner_cases
from matching.evaluation.errors import NothingToMeasure
from matching.evaluation.fairness import as_fair_as_affordable
from matching.evaluation.formats import Folder
from matching.evaluation.looked_up import Cases
from matching.evaluation.metrics import per_query
from matching.evaluation.rankings import Progress, Rankings, popularity_rankings, product_rankings
from matching.evaluation.report import Measures, measures_of
from matching.evaluation.training import PUBLISHED, Trained, train
from matching.evaluation.world import World, world_before
from matching.options import ACCURATE, DEFAULTS, Options
from matching.results import Kind

CASES: Mapping[Kind, Cases] = {Kind.PEER: partner_cases, Kind.CALL: call_cases}
MODES: Mapping[str, Options] = {"fair": DEFAULTS, "accurate": ACCURATE}
_SEED = 20110701


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What an evaluation found.

    Attributes
    ----------
    kind : Kind
    trained : Trained
        The weights used and how they were chosen.
    rankings : Rankings
        For each query its first ten with scores.
    measures, popularity : Measures
        Of the product, and of the number of past projects.
    ahead : Interval
        The mean difference in NDCG@10 to popularity over the same queries, paired.
    n_known, n_past, n_future : int
        Known organisations, and projects on both sides of the cut.
    """

    kind: Kind
    trained: Trained
    rankings: Rankings
    measures: Measures
    popularity: Measures
    ahead: Interval
    n_known: int
    n_past: int
    n_future: int
    left_out: Mapping[str, int]


def evaluate_partners(folder: Folder, cut: date, mode: str, progress: Progress | None = None) -> Evaluated:
    """How well new partners are found.

    Parameters
    ----------
    folder : Folder
    cut : date
        The first day of the future.
    mode : {"fair", "accurate"}
        The product's default, as far as accuracy can afford it, or the order of scores alone.

    Raises
    ------
    NothingToMeasure
        No known organisation finds a new known partner after the cut.
    """
    return evaluate_trained(folder, cut, trained_for(folder, cut, Kind.PEER, mode), Kind.PEER, progress)


def evaluate_calls(
    folder: Folder, cut: date, *, untrained: bool = False, mode: str = "accurate", progress: Progress | None = None
) -> Evaluated:
    """How well those who join a project are found from its call; untrained, with the published weights.

    Raises
    ------
    NothingToMeasure
        No project after the cut has a known member beside its caller.
    """
    published = Trained(comparable(MODES[mode]), PUBLISHED, {}, 0)
    trained = published if untrained else trained_for(folder, cut, Kind.CALL, mode)
    return evaluate_trained(folder, cut, trained, Kind.CALL, progress)


def trained_for(folder: Folder, cut: date, kind: Kind, mode: str) -> Trained:
    """The options of a mode with the weights that the past before the cut speaks for."""
    return train(folder, cut, kind, CASES[kind], comparable(MODES[mode]), np.random.default_rng(_SEED))


def comparable(options: Options) -> Options:
    """The options without the rules of gain: every known organisation is a candidate, as for all that is compared.

    A folder states no needs and offers, so the weights are those that the product uses without them.
    """
    return replace(options, gain_required=False).for_records()


def evaluate_trained(
    folder: Folder, cut: date, trained: Trained, kind: Kind, progress: Progress | None = None
) -> Evaluated:
    """How well partners or answers to calls are found with weights that are there, in lists as fair as affordable."""
    world = world_before(folder, cut)
    future = future_of(folder, world)
    cases = CASES[kind](world, future)
    if not cases:
        raise NothingToMeasure(_nothing(folder, world, len(future), kind))
    trained = as_fair_as_affordable(trained, kind)
    rankings = product_rankings(world, cases, trained.options, progress=progress)
    popular = popularity_rankings(world, cases)
    return Evaluated(
        kind=kind,
        trained=trained,
        rankings=rankings,
        measures=measures_of(world, cases, rankings),
        popularity=measures_of(world, cases, popular),
        ahead=paired_interval(_ndcg(rankings, cases), _ndcg(popular, cases)),
        n_known=len(world.known),
        n_past=len(world.past),
        n_future=len(future),
        left_out=folder.left_out,
    )


def _ndcg(rankings: Rankings, cases: tuple[Case, ...]) -> np.ndarray:
    ordered = {query: [org for org, _ in ranked] for query, ranked in rankings.items()}
    return per_query(ordered, {case.query: case.truth for case in cases})["ndcg"]


def _nothing(folder: Folder, world: World, n_future: int, kind: Kind) -> str:
    left_out = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in folder.left_out.items() if n)
    why = f" (left out: {left_out})" if left_out else ""
    if not folder.projects:
        where = "look at the dates of events.csv and the ids of part.csv"
        return f"nothing to measure: no project has a date and members that stand in orgs.csv{why}; {where}"
    found = f"projects before {world.cut}: {len(world.past)}, from it on: {n_future}{why}"
    missing = {
        Kind.PEER: "no organisation of the past finds a new partner of the past",
        Kind.CALL: "no later project has a member of the past beside its caller",
    }
    return f"nothing to measure: {found}; {missing[kind]}; choose another --cut"
