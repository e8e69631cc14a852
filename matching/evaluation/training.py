"""Learning from the past alone: rolling cuts before the cut, and which weights did best there.

The cuts stand where given shares of the past projects had begun. From each, the projects after it
are the answers. Weights are learned on the earlier cuts and judged on a later one, with
answers that the learning had not seen; those that are promoted are learned anew on all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from matching.candidates import candidates
from matching.eligibility import eligible
from matching.evaluation.cases import Case, future_of
from matching.evaluation.formats import Folder, Project
from matching.evaluation.metrics import K, ndcg_of_hits
from matching.evaluation.world import World, world_before
from matching.learning.choices import Choices, joined, one_question
from matching.learning.conditional_logit import fit_weights
from matching.learning.guards import promoted
from matching.learning.with_weights import with_weights
from matching.options import SIGNALS, Options
from matching.ordering import first_by_score
from matching.results import Kind
from matching.scoring import TIE_DECIMALS, score

SHARES = (0.4, 0.55, 0.7, 0.85)  # of the past projects, where the rolling cuts stand
N_JUDGED = 2  # how many of the last cuts are judged on
MOST_QUESTIONS = 300  # of one cut
MOST_OTHERS = 1_000  # candidates drawn of those that were not chosen
PENALTIES = (300.0, 30.0, 3.0)
PUBLISHED, POPULARITY, WALK = "published", "popularity", "walk"
# Partners may be sought where the published weights look least, as in another region: these weights may be below 0.
FROM_POPULARITY, PENALTY_OF_ANY_SIGN = "learned from popularity", 30.0

Weights = NDArray[np.float64]


def _weights(**of: float) -> Weights:
    return np.array([of.get(name, 0.0) for name in SIGNALS])


# What anybody would think of first. The walk signal is the mean of both ways; with half of what the way back takes away
# from those with many projects given back, it is the walk from the seeker (for some 1,000 organisations).
PLAIN: Mapping[str, Weights] = MappingProxyType(
    {POPULARITY: _weights(activity=1.0), WALK: _weights(walk=1.0, activity=0.5 / math.log(1_000))}
)

Cases = Callable[[World, tuple[Project, ...]], tuple[Case, ...]]


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learned, and how it was chosen.

    Attributes
    ----------
    options : Options
        The given ones with the weights that were promoted.
    name : str
        Which these are: "published", "learned (penalty …)" or "popularity".
    judged : mapping of name to mean NDCG@10 on the held-out questions
    n_judged : int
        How many questions these were.
    turns : tuple of Turn
        The held-out questions themselves.
    fairness : str
        How fair the lists are; see `matching.evaluation.fairness`.
    """

    options: Options
    name: str
    judged: Mapping[str, float]
    n_judged: int
    turns: tuple[Turn, ...] = ()
    fairness: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """Questions of one cut, held out, with the weights that could be known before it.

    Attributes
    ----------
    weights : mapping of name to float64 array, shape (n signals,)
    ndcg : mapping of name to float64 array, shape (n questions,)
        By score alone.
    """

    world: World
    cases: tuple[Case, ...]
    weights: Mapping[str, Weights]
    ndcg: Mapping[str, NDArray[np.float64]]


def rolling_cuts(folder: Folder, cut: date) -> tuple[date, ...]:
    """Days before the cut on which the shares of the past projects had begun, each once, ascending."""
    days = [project.day for project in folder.projects if project.day < cut]
    if not days:
        return ()
    chosen = {days[int(share * len(days))] for share in SHARES}
    return tuple(sorted(day for day in chosen if day > days[0]))


def _judged_on(n_cuts: int) -> range:
    """Numbers of the cuts to judge on: the last ones. The first is for learning alone, unless there is no other.

    >>> [list(_judged_on(n)) for n in range(5)]
    [[], [0], [1], [1, 2], [2, 3]]
    """
    first = 1 if n_cuts > 1 else 0
    return range(max(n_cuts - N_JUDGED, first), n_cuts)


def train(
    folder: Folder, cut: date, kind: Kind, cases_of: Cases, options: Options, rng: np.random.Generator
) -> Trained:
    """The options with the weights that the past before the cut speaks for."""
    learner = _Learner(folder, kind, cases_of, options, rng)
    cuts = rolling_cuts(folder, cut)
    turns = tuple(learner.turn(cuts[:number], cuts[number], cut) for number in _judged_on(len(cuts)))
    if not turns:
        return Trained(options, PUBLISHED, {}, 0)
    judged = {name: np.concatenate([turn.ndcg[name] for turn in turns]) for name in turns[0].ndcg}
    name = promoted(judged, PUBLISHED, POPULARITY)
    found = learner.all_weights(cuts, cut, only=name)[name]
    means = {one: float(values.mean()) if len(values) else float("nan") for one, values in judged.items()}
    return Trained(with_weights(options, kind, named(found)), name, means, len(judged[PUBLISHED]), turns)


def named(weights: Weights) -> dict[str, float]:
    """The weights, given in the order of `SIGNALS`, by their signals."""
    return dict(zip(SIGNALS, weights.tolist(), strict=True))


def published_weights(options: Options, kind: Kind) -> Weights:
    """The options' weights in the order of `SIGNALS`, 0 for those not used."""
    return np.array([options.weight(kind, name) for name in SIGNALS])


class _Learner:
    """What learning needs at each cut; worlds are built once."""

    def __init__(self, folder: Folder, kind: Kind, cases_of: Cases, options: Options, rng: np.random.Generator) -> None:
        self.folder, self.kind, self.cases_of, self.rng = folder, kind, cases_of, rng
        self.published = published_weights(options, kind)
        everything = with_weights(options, kind, named(np.where(self.published == 0, 1.0, self.published)))
        self.options = replace(everything, gain_required=False)
        self.worlds: dict[date, World] = {}

    def world(self, cut: date) -> World:
        if cut not in self.worlds:
            self.worlds[cut] = world_before(self.folder, cut)
        return self.worlds[cut]

    def cases(self, cut: date, end: date) -> tuple[Case, ...]:
        """Questions of a cut whose answers come before the end, at most so many, drawn evenly."""
        world = self.world(cut)
        cases = self.cases_of(world, future_of(self.folder, world, end))
        if len(cases) <= MOST_QUESTIONS:
            return cases
        drawn = np.sort(self.rng.choice(len(cases), MOST_QUESTIONS, replace=False))
        return tuple(cases[number] for number in drawn.tolist())

    def values_of(self, cut: date, case: Case) -> tuple[Weights, NDArray[np.bool_]]:
        """Values of all signals of the candidates, and which of them are in the truth."""
        world = self.world(cut)
        question = case.ask(world, K, self.options)
        scored = score(question, candidates(question))
        allowed = np.flatnonzero(eligible(question, scored))
        truth = [world.snapshot.actors.row_of[world.actor_of[org]] for org in case.truth]
        return scored.values[:, allowed].T, np.isin(scored.rows[allowed], truth)

    def choices(self, cut: date, end: date) -> list[Choices]:
        found = (self.values_of(cut, case) for case in self.cases(cut, end))
        return [one_question(values, chosen, MOST_OTHERS, self.rng) for values, chosen in found if chosen.any()]

    def all_weights(self, cuts: Sequence[date], end: date, only: str | None = None) -> dict[str, Weights]:
        """The published weights, popularity and the walk alone, and what is learned on the cuts."""
        found = {PUBLISHED: self.published, **PLAIN}
        if only in found:
            return found
        choices = joined([part for cut in cuts for part in self.choices(cut, end)], len(SIGNALS))
        for penalty in PENALTIES:
            name = f"learned (penalty {penalty:g})"
            if only in (None, name):
                found[name] = fit_weights(choices, self.published, penalty)
        if only in (None, FROM_POPULARITY):
            plainest = PLAIN[POPULARITY]
            found[FROM_POPULARITY] = fit_weights(choices, plainest, PENALTY_OF_ANY_SIGN, non_negative=False)
        return found

    def turn(self, before: Sequence[date], cut: date, end: date) -> Turn:
        """The questions of a cut, with weights learned on the cuts before it."""
        weights, cases = self.all_weights(before, cut), self.cases(cut, end)
        return Turn(self.world(cut), cases, weights, self.judge(cut, cases, weights))

    def judge(self, cut: date, cases: Sequence[Case], weights: Mapping[str, Weights]) -> dict[str, NDArray[np.float64]]:
        """NDCG of the questions, for each of the weights."""
        found: dict[str, list[float]] = {name: [] for name in weights}
        for case in cases:
            values, chosen = self.values_of(cut, case)
            for name, one in weights.items():
                order = first_by_score((values @ one).round(TIE_DECIMALS), K)
                found[name].append(ndcg_of_hits(chosen[order], len(case.truth), K))
        return {name: np.array(values) for name, values in found.items()}
