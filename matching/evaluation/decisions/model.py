"""A model of matches by what both sides decide.

A pair matches with the product of both sides' probabilities, so that a pair which one side would
refuse does not come first; where one decision is given, with its probability alone. How strongly
weights are drawn to the published ones is chosen by how well the matches of left-out training pairs
are told, and what was said of these then makes the probabilities honest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit, log_expit

from graph.snapshot.matrices import Matrix
from matching.evaluation.decisions.earlier import Expected, blocks_of, standing_before
from matching.evaluation.decisions.features import vocabulary_of
from matching.evaluation.decisions.folds import Folds, folds_of
from matching.evaluation.decisions.pairs import (
    Decision,
    Pair,
    decisions_by_providers,
    decisions_by_seekers,
    one_population,
)
from matching.evaluation.decisions.sides import Cases, fit, held_out
from matching.evaluation.decisions.standing import CENTRE
from matching.learning.bent_line import bent_line
from matching.learning.probabilities import log_losses

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]

PENALTIES = (1_000.0, 200.0, 40.0, 8.0)  # of the square of a weight as it stands
_CLEARLY = 1e-6
_LIKELIEST = -1e-9  # logarithm of the highest probability of a match


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What a model says of the test pairs.

    Attributes
    ----------
    matches : float64 array, shape (n test pairs,)
        Probability that all say yes whose decision is given; where none is, that all do who are ever asked.
    sides : float64 array, shape (2, n test pairs)
        Probability that the seeker says yes, and the provider; NaN where the training file has none of that side.
    matches_without_standing : float64 array, shape (n test pairs,)
        Orders the pairs by what is known without anybody's earlier decisions; no probability.
    """

    matches: Values
    sides: Values
    matches_without_standing: Values


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Decisions that one model is for: of one side, or of both sides of one population.

    Attributes
    ----------
    learned, asked : slice
        Where they stand among the training decisions and among the test decisions.
    cases : Cases
        The training decisions.
    rows_of_test : sparse matrix, shape (n test decisions, n features)
    """

    learned: slice
    asked: slice
    cases: Cases
    rows_of_test: Matrix

    def with_standing(self, expected: tuple[Values, Values], standing: tuple[Values, Values]) -> _Block:
        """What was known of both sides before each decision, beside the log-odds of what they are, which count as one.

        Each is a pair: of the training decisions and of the test decisions.
        """
        of_train, of_test = (
            np.column_stack([np.nan_to_num(one), two]) for one, two in zip(expected, standing, strict=True)
        )
        rows, rows_of_test = csr_array(of_train[self.learned]), csr_array(of_test[self.asked])
        more = replace(self.cases, rows=rows, centre=np.concatenate([[1.0], CENTRE]))
        return replace(self, cases=more, rows_of_test=rows_of_test)


class _Told(NamedTuple):
    """Log-odds of the training decisions by models of the other folds, and of the test decisions; NaN if unlearned."""

    penalty: float
    left_out: Values
    found: Values


def judge(train: Sequence[Pair], test: Sequence[Pair]) -> Judged:
    """What is learned from the training pairs says of the test pairs.

    Of what the test pairs said, a pair's score knows only earlier decisions of its group. What both
    sides are is learned first, so that standing is what it does not explain; then what both count for.
    """
    alike = one_population([*train, *test])
    folds = np.tile(folds_of(train, test), 2)
    decided, asked = _both_sides(train), _both_sides(test)
    plain = _blocks(decided, asked, folds, alike=alike)
    without = _told(train, test, plain, PENALTIES)
    expected = Expected(decided, without.left_out), Expected(asked, without.found)
    standing = standing_before(*expected, folds, alike=alike)
    with_standing = [block.with_standing((without.left_out, without.found), standing) for block in plain]
    told = _told(train, test, with_standing, PENALTIES)
    usual = _usual(train)
    line = bent_line(*_known(_of_match(train, told.left_out, usual), train))
    return Judged(
        line.probabilities(_of_match(test, told.found, usual)),
        expit(told.found).reshape(2, -1),
        expit(_of_match(test, without.found, usual)),
    )


def _both_sides(pairs: Sequence[Pair]) -> list[Decision]:
    """What the seekers say, then what the providers say."""
    return [*decisions_by_seekers(pairs), *decisions_by_providers(pairs)]


def _blocks(decided: Sequence[Decision], asked: Sequence[Decision], folds: Folds, *, alike: bool) -> list[_Block]:
    """What is to be learned; a side of which the training file has no decision is left out."""
    found = []
    sizes = len(decided) // 2, len(asked) // 2
    for learned, judged in zip(*(blocks_of(n_pairs, alike=alike) for n_pairs in sizes), strict=True):
        known = np.array([one.says is not None for one in decided[learned]], dtype=bool)
        if known.any():
            says = np.array([bool(one.says) for one in decided[learned]])
            vocabulary = vocabulary_of([one for one in decided[learned] if one.says is not None])
            cases = Cases(vocabulary.matrix(decided[learned]), says, known, folds[learned], vocabulary.centre)
            found.append(_Block(learned, judged, cases, vocabulary.matrix(asked[judged])))
    return found


def _told(train: Sequence[Pair], test: Sequence[Pair], blocks: Sequence[_Block], penalties: Sequence[float]) -> _Told:
    """With the penalty that tells left-out matches best: from the highest down, as long as it helps."""
    penalty, *lower = penalties
    best = _left_out(train, blocks, penalty)
    for one in lower:
        tried = _left_out(train, blocks, one)
        if _loss(train, tried) > _loss(train, best) - _CLEARLY:
            break
        penalty, best = one, tried
    found = np.full(2 * len(test), np.nan)
    for block in blocks:
        found[block.asked] = fit(block.cases, block.cases.known, penalty).log_odds(block.rows_of_test)
    return _Told(penalty, best, found)


def _left_out(train: Sequence[Pair], blocks: Sequence[_Block], penalty: float) -> Values:
    log_odds = np.full(2 * len(train), np.nan)
    for block in blocks:
        log_odds[block.learned] = held_out(block.cases, penalty)
    return log_odds


def _loss(train: Sequence[Pair], log_odds: Values) -> float:
    scores, truth = _known(_of_match(train, log_odds, _usual(train)), train)
    return float(log_losses(expit(scores), truth).mean())


def _usual(train: Sequence[Pair]) -> Mask:
    """Whether seekers, and whether providers, are ever asked; shape (2,)."""
    return np.array(
        [any(pair.seeker_says is not None for pair in train), any(pair.provider_says is not None for pair in train)]
    )


def _of_match(pairs: Sequence[Pair], log_odds: Values, usual: Mask) -> Values:
    """Log-odds that all say yes whose decision is given; where none is, that all do who are ever asked.

    Only of sides that a model was learned for; where that leaves none, of those learned.
    """
    sides = log_odds.reshape(2, -1)
    learned = ~np.isnan(sides)
    said = [[pair.seeker_says for pair in pairs], [pair.provider_says for pair in pairs]]
    given = np.array([[says is not None for says in side] for side in said], dtype=bool) & learned
    counted = np.where(given.any(axis=0), given, learned & usual[:, None])
    together = np.minimum(np.where(counted, log_expit(np.nan_to_num(sides)), 0.0).sum(axis=0), _LIKELIEST)
    return np.asarray(together - np.log(-np.expm1(together)))


def _known(scores: Values, pairs: Sequence[Pair]) -> tuple[Values, Mask]:
    """The scores of the pairs of which it is known whether they match, and whether they do."""
    at = np.flatnonzero([pair.matched is not None for pair in pairs])
    return scores[at], np.array([bool(pairs[one].matched) for one in at.tolist()], dtype=bool)
