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

from matching.evaluation.cases import Case
from matching.evaluation.formats import Folder
from matching.evaluation.looked_up import Cases, CutsLookedUp
from matching.evaluation.metrics import K, ndcg_of_hits
from matching.evaluation.world import World
from matching.learning.choices import Choices, joined
from matching.learning.conditional_logit import fit_anew, fit_weights
from matching.learning.guards import promoted
from matching.learning.with_weights import with_weights
from matching.options import SIGNALS, Options
from matching.ordering import first_by_score
from matching.results import Kind
from matching.scoring import TIE_DECIMALS

SHARES = (0.4, 0.55, 0.7, 0.85)  # of the past projects, where the rolling cuts stand
N_JUDGED = 2  # how many of the last cuts are judged on
PENALTIES = (300.0, 30.0, 3.0)
ANEW, PENALTY_ANEW = "learned anew", 600.0
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


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learned, and how it was chosen.

    Attributes
    ----------
    options : Options
        The given ones with the weights that were promoted.
    name : str
        Which these are: "published", "learned anew", "learned (penalty …)" or "popularity".
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
    published = published_weights(options, kind)
    learner = _Learner(published, CutsLookedUp(folder, cut, cases_of, _with_all_signals(options, kind), rng))
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


def _with_all_signals(options: Options, kind: Kind) -> Options:
    """The options with no signal left out and nobody kept away for want of gain."""
    published = published_weights(options, kind)
    everything = with_weights(options, kind, named(np.where(published == 0, 1.0, published)))
    return replace(everything, gain_required=False)


class _Learner:
    """What is learned on some cuts, and how good it is on another."""

    def __init__(self, published: Weights, cuts: CutsLookedUp) -> None:
        self.published, self.cuts = published, cuts

    def all_weights(self, cuts: Sequence[date], end: date, only: str | None = None) -> dict[str, Weights]:
        """The published weights, popularity and the walk alone, and what is learned on the cuts."""
        found = {PUBLISHED: self.published, **PLAIN}
        if only in found:
            return found
        choices = joined([part for cut in cuts for part in self.cuts.choices(cut, end)], len(SIGNALS))
        for name, learned in self._ways().items():
            if only in (None, name):
                found[name] = learned(choices)
        return found

    def _ways(self) -> Mapping[str, Callable[[Choices], Weights]]:
        """Each way to learn, by name; in order of preference among equals."""
        published, plainest = self.published, PLAIN[POPULARITY]

        def towards(penalty: float) -> Callable[[Choices], Weights]:
            return lambda choices: fit_weights(choices, published, penalty)

        return {
            ANEW: lambda choices: fit_anew(choices, published, PENALTY_ANEW),
            **{f"learned (penalty {penalty:g})": towards(penalty) for penalty in PENALTIES},
            FROM_POPULARITY: lambda choices: fit_weights(choices, plainest, PENALTY_OF_ANY_SIGN, non_negative=False),
        }

    def turn(self, before: Sequence[date], cut: date, end: date) -> Turn:
        """The questions of a cut, with weights learned on the cuts before it."""
        weights, cases = self.all_weights(before, cut), self.cuts.cases(cut, end)
        return Turn(self.cuts.world(cut), cases, weights, self.judge(cut, cases, weights))

    def judge(self, cut: date, cases: Sequence[Case], weights: Mapping[str, Weights]) -> dict[str, NDArray[np.float64]]:
        """NDCG of the questions, for each of the weights."""
        found: dict[str, list[float]] = {name: [] for name in weights}
        for case in cases:
            values, chosen = self.cuts.judged(cut, case)
            for name, one in weights.items():
                order = first_by_score((values @ one).round(TIE_DECIMALS), K)
                found[name].append(ndcg_of_hits(chosen[order], len(case.truth), K))
        return {name: np.array(values) for name, values in found.items()}
