"""From scores to honest probabilities where there may be many cases: a rising line in log-odds with bends.

With few cases the line is straight (Platt 1999, as `calibration`); with many it bends at quantiles of the scores,
since what is too sure in the middle may be too timid at the ends. Each piece is drawn towards the slope 1, which is
right for a score that is honest already, and none is flat, so the order of two scores always stays. No number of
pieces is the right one, so the line is the mean of three: with a third of the pieces that the cases allow, two
thirds, and all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from matching.learning.calibration import FLATTEST, PENALTY
from matching.learning.logistic import fit_logistic

CASES_A_PIECE = 200
MOST_PIECES = 15

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class BentLine:
    """What turns log-odds into honest ones.

    Attributes
    ----------
    bends : float64 array, shape (n pieces − 1,)
        The scores at which the slope changes, ascending.
    slopes : float64 array, shape (n pieces,)
        Above 0.
    shift : float
    """

    bends: Values
    slopes: Values
    shift: float

    def log_odds(self, scores: Values) -> Values:
        """The honest log-odds of each score."""
        return np.asarray(_pieces(scores, self.bends) @ self.slopes + self.shift)

    def probabilities(self, scores: Values) -> Values:
        """The probability of each score, from 0 to 1."""
        return np.asarray(expit(self.log_odds(scores)))


def bent_line(scores: Values, outcomes: NDArray[np.bool_]) -> BentLine:
    """The line that fits best what came; the one that changes nothing without cases of both outcomes.

    Parameters
    ----------
    scores : float64 array, shape (n cases,)
        Log-odds that a model gave to cases it had not learned from.
    outcomes : bool array, shape (n cases,)

    Examples
    --------
    Scores of −4 and 4 where three in four come: the honest log-odds are nearer to ±ln 3.

    >>> outcomes = np.array([False, False, False, True] * 1_000 + [True, True, True, False] * 1_000)
    >>> found = bent_line(np.repeat([-4.0, 4.0], 4_000), outcomes)
    >>> found.probabilities(np.array([-4.0, 4.0])).round(2).tolist()
    [0.25, 0.75]
    """
    if outcomes.all() or not outcomes.any():
        return BentLine(np.zeros(0), np.ones(1), 0.0)
    most = int(np.clip(len(scores) // CASES_A_PIECE, 1, MOST_PIECES))
    return mean_of([_fitted(scores, outcomes, math.ceil(most * share / 3)) for share in (1, 2, 3)])


def _fitted(scores: Values, outcomes: NDArray[np.bool_], n_pieces: int) -> BentLine:
    shares = np.arange(1, n_pieces) / n_pieces
    bends = np.unique(np.quantile(scores, shares, method="lower"))
    slopes = np.ones(len(bends) + 1)
    bounds = (np.full(len(slopes), FLATTEST), np.full(len(slopes), np.inf))
    model = fit_logistic(_pieces(scores, bends), outcomes, slopes, PENALTY, bounds, by_deviation=False)
    return BentLine(bends, model.weights, model.intercept)


def mean_of(lines: Sequence[BentLine]) -> BentLine:
    """The line whose log-odds are the mean of those of the lines."""
    bends = np.unique(np.concatenate([line.bends for line in lines]))
    begins = np.concatenate([[-np.inf], bends])
    slopes = np.mean([line.slopes[np.searchsorted(line.bends, begins, "right")] for line in lines], axis=0)
    bare, origin = BentLine(bends, slopes, 0.0), np.zeros(1)
    shift = np.mean([line.log_odds(origin)[0] for line in lines]) - bare.log_odds(origin)[0]
    return replace(bare, shift=float(shift))


def _pieces(scores: Values, bends: Values) -> Values:
    """How far each score goes into each piece; over all pieces the score and a constant; shape (n, n pieces)."""
    ends = np.concatenate([[-np.inf], bends, [np.inf]])
    return np.column_stack([np.clip(scores, low, high) for low, high in pairwise(ends)])
