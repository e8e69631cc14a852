"""A model of matches by what both sides decide.

A pair matches with the product of both sides' probabilities, so that a pair which one side would
refuse does not come first; where one decision is given, with its probability alone. What the
model said of training pairs that it had not seen makes the probabilities honest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack
from scipy.special import expit, log_expit

from graph.snapshot.matrices import Matrix
from matching.evaluation.decisions.features import vocabulary_of
from matching.evaluation.decisions.folds import Folds, folds_of
from matching.evaluation.decisions.pairs import (
    Decision,
    Pair,
    decisions_by_providers,
    decisions_by_seekers,
    one_population,
)
from matching.evaluation.decisions.sides import Cases, fit, fit_side
from matching.evaluation.decisions.standing import CENTRE, Said, common_log_odds, standings, standings_without
from matching.learning.bent_line import bent_line

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]

_LIKELIEST = -1e-9  # logarithm of the highest probability of a match


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What a model says of the test pairs.

    Attributes
    ----------
    matches : float64 array, shape (n test pairs,)
        Probability that all say yes whose decision is given; of all sides where none is.
    sides : float64 array, shape (2, n test pairs)
        Probability that the seeker says yes, and the provider; NaN where the training file has none of that side.
    matches_without_standing : float64 array, shape (n test pairs,)
        Orders the pairs by what is known without anybody's earlier decisions; no probability.
    """

    matches: Values
    sides: Values
    matches_without_standing: Values


class _Block(NamedTuple):
    """Decisions that one model is for, with what was known before each: of one side, or of both of one population."""

    train: list[Decision]
    test: list[Decision]
    standing_of_train: Values
    standing_of_test: Values
    folds: Folds


def judge(train: Sequence[Pair], test: Sequence[Pair]) -> Judged:
    """What is learned from the training pairs says of the test pairs.

    Of what the test pairs said, a pair's score knows only earlier decisions of its group.
    """
    alike = one_population([*train, *test])
    folds = np.tile(folds_of(train, test), 2)
    decided, asked = _both_sides(train), _both_sides(test)
    standing, standing_of_test = _standing(decided, asked, folds, alike=alike)
    held_out, found, without = (np.full(2 * len(pairs), np.nan) for pairs in (train, test, test))
    for learned, judged in zip(_blocks(len(train), alike=alike), _blocks(len(test), alike=alike), strict=True):
        block = _Block(decided[learned], asked[judged], standing[learned], standing_of_test[judged], folds[learned])
        if any(one.says is not None for one in block.train):
            held_out[learned], found[judged], without[judged] = _learned(block)
    line = bent_line(*_known(_of_match(train, held_out), train))
    return Judged(
        line.probabilities(_of_match(test, found)), expit(found).reshape(2, -1), expit(_of_match(test, without))
    )


def _both_sides(pairs: Sequence[Pair]) -> list[Decision]:
    """What the seekers say, then what the providers say."""
    return [*decisions_by_seekers(pairs), *decisions_by_providers(pairs)]


def _blocks(n_pairs: int, *, alike: bool) -> list[slice]:
    """Which decisions are told by one model."""
    return [slice(0, 2 * n_pairs)] if alike else [slice(0, n_pairs), slice(n_pairs, 2 * n_pairs)]


def _learned(block: _Block) -> tuple[Values, Values, Values]:
    """Log-odds of the training decisions, held out; of the test decisions; and of these without standing."""
    known = np.array([one.says is not None for one in block.train])
    says = np.array([bool(one.says) for one in block.train])
    vocabulary = vocabulary_of([one for one in block.train if one.says is not None])
    plain, centre = vocabulary.matrix(block.train), vocabulary.centre
    whole = Cases(_beside(plain, block.standing_of_train), says, known, block.folds, np.concatenate([centre, CENTRE]))
    model = fit_side(whole)
    at_test = vocabulary.matrix(block.test)
    without = fit(Cases(plain, says, known, block.folds, centre), known, model.penalty)
    return (
        model.held_out,
        model.logistic.log_odds(_beside(at_test, block.standing_of_test)),
        without.log_odds(at_test),
    )


def _beside(features: Matrix, standing: Values) -> Matrix:
    return csr_array(hstack([features, csr_array(standing)]))


def _standing(
    train: Sequence[Decision], test: Sequence[Decision], folds: Folds, *, alike: bool
) -> tuple[Values, Values]:
    """What was known before each decision; nothing of a kind that is never known in the test file."""
    decided, asked = _said(train, alike=alike), _said(test, alike=alike)
    common = [common_log_odds(decided[block]) for block in _blocks(len(train) // 2, alike=alike)]
    decided, asked = (
        [one._replace(expected=common[at * len(common) // len(of)]) for at, one in enumerate(of)]
        for of in (decided, asked)
    )
    numbered = all(any(not math.isnan(one.first_order) for one in of) for of in (decided, asked))
    of_train = standings(decided) if numbered else standings_without(decided, folds)
    # Whether something is known does not depend on what was said: as if all had said yes, no number is 0 by chance.
    yes = [[one if one.says is None else one._replace(says=True) for one in of] for of in (decided, asked)]
    ever_known = standings(yes[1], yes[0]).any(axis=0)
    return of_train * ever_known, standings(asked, decided) * ever_known


def _said(decisions: Sequence[Decision], *, alike: bool) -> list[Said]:
    """The decisions as far as standing goes; two populations are told apart by their role."""
    roles = ("", "") if alike else ("seeker ", "provider ")
    n_pairs = len(decisions) // 2
    return [
        Said(
            roles[at >= n_pairs] + one.decider.id,
            roles[at < n_pairs] + one.other.id,
            one.says,
            0.0,
            one.pair.group,
            one.pair.first_order,
            one.pair.last_order,
        )
        for at, one in enumerate(decisions)
    ]


def _of_match(pairs: Sequence[Pair], log_odds: Values) -> Values:
    """Log-odds that all sides say yes that are asked: those whose decision is given, all where none is.

    Only of sides that a model was learned for; where that leaves none, of those learned.
    """
    sides = log_odds.reshape(2, -1)
    learned = ~np.isnan(sides)
    said = [[pair.seeker_says for pair in pairs], [pair.provider_says for pair in pairs]]
    given = np.array([[says is not None for says in side] for side in said], dtype=bool) & learned
    counted = np.where(given.any(axis=0), given, learned)
    together = np.minimum(np.where(counted, log_expit(np.nan_to_num(sides)), 0.0).sum(axis=0), _LIKELIEST)
    return np.asarray(together - np.log(-np.expm1(together)))


def _known(scores: Values, pairs: Sequence[Pair]) -> tuple[Values, Mask]:
    """The scores of the pairs of which it is known whether they match, and whether they do."""
    at = np.flatnonzero([pair.matched is not None for pair in pairs])
    return scores[at], np.array([bool(pairs[one].matched) for one in at.tolist()], dtype=bool)
