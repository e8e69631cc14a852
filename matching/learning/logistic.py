"""Weights by logistic regression, penalised towards given ones.

The penalty is λ · Σ ((weight − centre) · deviation of the feature)²; the intercept is free. So a weight stays
where it was published unless the outcomes speak against it, and in which unit a feature is measured
changes nothing (Hastie, Tibshirani and Friedman 2009, section 4.4). A feature that never differs keeps its weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array, issparse
from scipy.special import expit, logit

Values = NDArray[np.float64]

_NEVER_DIFFERS = 1e-6  # deviation, as a share of the root of the mean square
_SUREST = 1e-6
_SEARCH = {"maxiter": 1_000, "ftol": 1e-10, "gtol": 1e-6}


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """An intercept and weights; the log-odds of a case are their sum with its features."""

    intercept: float
    weights: Values

    def log_odds(self, features: Any) -> Values:
        """Log-odds of each case; features dense or sparse, shape (n cases, n features)."""
        return np.asarray(features @ self.weights + self.intercept)


def fit_logistic(
    features: Any,
    outcomes: NDArray[np.bool_],
    centre: Values,
    penalty: float,
    within: tuple[Values, Values] | None = None,
    *,
    by_deviation: bool = True,
) -> Logistic:
    """The model with the highest penalised likelihood; without cases the centre, at even odds.

    Parameters
    ----------
    features : float64 array or sparse matrix, shape (n cases, n features)
    outcomes : bool array, shape (n cases,)
        May all be the same: then the weights are the centre, and the intercept is as firm as one in a million.
    centre : float64 array, shape (n features,)
        The weights that the penalty draws towards.
    penalty : float, above 0
    within : two float64 arrays, shape (n features,), optional
        The least and the greatest that each weight may be; the centre lies within.
    by_deviation : bool
        False leaves the deviation out of the penalty: for features on one scale, such as many yes-or-no
        ones, of which rare ones should not count for more because they are rare.

    Examples
    --------
    The feature says nothing about the outcome, so its weight stays as given:

    >>> features, outcomes = np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([False, True, False, True])
    >>> fit_logistic(features, outcomes, np.zeros(1), penalty=1.0).weights.round(6).tolist()
    [0.0]

    Two cases speak for it; with a high penalty they hardly move what was given:

    >>> features, outcomes = np.array([[0.0], [1.0]]), np.array([False, True])
    >>> [round(fit_logistic(features, outcomes, np.ones(1), one).weights.item(), 2) for one in (0.01, 1000.0)]
    [6.96, 1.0]
    """
    if not len(outcomes):
        return Logistic(0.0, centre.copy())
    mean, deviation = _spread(features)
    differs = np.flatnonzero(deviation > 0)
    fixed = features @ np.where(deviation > 0, 0.0, centre)
    start = np.append(_log_odds_of_share(outcomes) - fixed.mean(), centre[differs] * deviation[differs])
    weights = centre.copy()
    if outcomes.any() and not outcomes.all():
        scaled = features[:, differs] / deviation[differs]  # so that the search is as quick in every direction
        loss = _Loss(
            csr_array(scaled) if issparse(scaled) else scaled,
            mean[differs] / deviation[differs],
            outcomes,
            fixed,
            start[1:],
            penalty / (1.0 if by_deviation else deviation[differs] ** 2) * np.ones(len(differs)),
        )
        ends = [end[differs] * deviation[differs] for end in within] if within else []
        bounds = [(None, None), *zip(*ends, strict=True)] if within else None
        start = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=_SEARCH).x
        weights[differs] = start[1:] / deviation[differs]
    return Logistic(float(start[0] - mean[differs] @ weights[differs]), weights)


def _log_odds_of_share(outcomes: NDArray[np.bool_]) -> float:
    return float(logit(np.clip(outcomes.mean(), _SUREST, 1 - _SUREST)))


def _spread(features: Any) -> tuple[Values, Values]:
    """Mean and deviation of each feature; a deviation of 0 where it never differs."""
    mean = np.asarray(features.mean(axis=0)).ravel()
    squares = features.multiply(features) if issparse(features) else features * features
    mean_square = np.asarray(squares.mean(axis=0)).ravel()
    deviation = np.sqrt(np.maximum(mean_square - mean**2, 0.0))
    return mean, np.where(deviation > _NEVER_DIFFERS * np.sqrt(mean_square), deviation, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Loss:
    """The penalised negative log-likelihood and its gradient, of features taken about their means."""

    scaled: Any
    mean: Values
    outcomes: NDArray[np.bool_]
    fixed: Values
    centre: Values
    penalty: Values

    def __call__(self, point: Values) -> tuple[float, Values]:
        weights, off = point[1:], point[1:] - self.centre
        log_odds = self.scaled @ weights + (point[0] - self.mean @ weights) + self.fixed
        residual = expit(log_odds) - self.outcomes
        gradient = self.scaled.T @ residual - self.mean * residual.sum() + 2 * self.penalty * off
        value = np.logaddexp(0, log_odds).sum() - log_odds[self.outcomes].sum() + self.penalty @ (off * off)
        return float(value), np.append(residual.sum(), gradient)
