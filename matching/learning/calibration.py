"""From scores to honest probabilities: one scale and one shift in log-odds, learned on cases held out (Platt 1999)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from matching.learning.logistic import fit_logistic

PENALTY = 1.0  # draws the scale towards 1, which is right for a score that is honest already
FLATTEST = 0.01  # of the scale, so that the order of two scores always stays

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns log-odds into honest ones: scale · log-odds + shift, with the scale above 0."""

    scale: float = 1.0
    shift: float = 0.0

    def log_odds(self, scores: Values) -> Values:
        """The honest log-odds of each score."""
        return self.scale * scores + self.shift

    def probabilities(self, scores: Values) -> Values:
        """The probability of each score, from 0 to 1."""
        return np.asarray(expit(self.log_odds(scores)))


def calibration(scores: Values, outcomes: NDArray[np.bool_]) -> Calibration:
    """The scale and shift that fit best what came; those that change nothing without cases of both outcomes.

    Parameters
    ----------
    scores : float64 array, shape (n cases,)
        Log-odds that a model gave to cases it had not learned from.
    outcomes : bool array, shape (n cases,)

    Examples
    --------
    Scores of −4 and 4 where three in four come: the honest log-odds are nearer to ±ln 3.

    >>> outcomes = np.array([False, False, False, True] * 1_000 + [True, True, True, False] * 1_000)
    >>> found = calibration(np.repeat([-4.0, 4.0], 4_000), outcomes)
    >>> found.probabilities(np.array([-4.0, 4.0])).round(2).tolist()
    [0.25, 0.75]
    """
    if outcomes.all() or not outcomes.any():
        return Calibration()
    bounds = (np.array([FLATTEST]), np.array([np.inf]))
    model = fit_logistic(scores[:, None], outcomes, np.ones(1), PENALTY, bounds)
    return Calibration(float(model.weights[0]), model.intercept)
