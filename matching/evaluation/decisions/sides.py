"""A model of how one side decides: the log-odds of its yes as a sum of contributions, as everywhere.

How strongly the weights are drawn to the published ones is chosen on left-out parts of the training file.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from graph.snapshot.matrices import Matrix
from matching.evaluation.decisions.folds import Folds
from matching.learning.logistic import Logistic, fit_logistic
from matching.learning.probabilities import log_losses

PENALTIES = (1_000.0, 200.0, 40.0, 8.0)  # of the square of a weight as it stands
_CLEARLY = 1e-6

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Decisions of one side, or of both sides of one population.

    Attributes
    ----------
    rows : sparse matrix, shape (n decisions, n features)
    says : bool array, shape (n decisions,)
        False where it is not known.
    known : bool array, shape (n decisions,)
    folds : int64 array, shape (n decisions,)
    centre : float64 array, shape (n features,)
        Published weights.
    """

    rows: Matrix
    says: NDArray[np.bool_]
    known: NDArray[np.bool_]
    folds: Folds
    centre: Values


@dataclass(frozen=True, slots=True, eq=False)
class SideModel:
    """How one side decides, and what the models of the other folds say of each training decision, in log-odds."""

    logistic: Logistic
    penalty: float
    held_out: Values = field(repr=False)


def fit_side(cases: Cases) -> SideModel:
    """The model with the penalty that did best on the folds left out; from the highest down, as long as it helps."""
    penalty, *lower = PENALTIES
    held_out = _held_out(cases, penalty)
    for one in lower:
        tried = _held_out(cases, one)
        if _loss(cases, tried) > _loss(cases, held_out) - _CLEARLY:
            break
        penalty, held_out = one, tried
    return SideModel(fit(cases, cases.known, penalty), penalty, held_out)


def _loss(cases: Cases, log_odds: Values) -> float:
    return float(log_losses(expit(log_odds), cases.says)[cases.known].mean())


def _held_out(cases: Cases, penalty: float) -> Values:
    log_odds = np.zeros(len(cases.folds))
    for fold in np.unique(cases.folds):
        inside = cases.folds == fold
        model = fit(cases, cases.known & ~inside, penalty)
        log_odds[inside] = model.log_odds(cases.rows[np.flatnonzero(inside)])
    return log_odds


def fit(cases: Cases, chosen: NDArray[np.bool_], penalty: float) -> Logistic:
    """The model of the chosen decisions; where all say the same, how often that is, drawn a little towards even."""
    at = np.flatnonzero(chosen)
    says = cases.says[at]
    if says.all() or not says.any():
        return Logistic(float(logit((says.sum() + 1) / (len(says) + 2))), np.zeros(len(cases.centre)))
    return fit_logistic(cases.rows[at], says, cases.centre, penalty, by_deviation=False)
