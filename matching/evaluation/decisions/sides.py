"""A model of how one side decides: the log-odds of its yes as a sum of contributions, as everywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from graph.snapshot.matrices import Matrix
from matching.evaluation.decisions.folds import Folds
from matching.learning.logistic import Logistic, fit_logistic

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


def held_out(cases: Cases, penalty: float) -> Values:
    """Log-odds of each decision by the model of the other folds."""
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
