"""Weights by conditional logit (McFadden 1974), penalised towards published ones.

The probability that a candidate is chosen in a question is exp(score) over the sum of
exp(score) of all its candidates, where the score is the sum of weight × value: so a fitted weight
means the same as a published one, and whatever all candidates share tells nothing. A question
counts for the square root of how many it chose. The penalty is
λ · Σ ((weight − published) · deviation of the signal)²: without choices, or with a signal that
never differs, the published weights remain.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matching.learning.choices import Choices

Weights = NDArray[np.float64]


def fit_weights(choices: Choices, published: Weights, penalty: float, *, non_negative: bool = True) -> Weights:
    """The weights with the highest penalised likelihood; shape (n signals,).

    Parameters
    ----------
    choices : Choices
    published : float64 array, shape (n signals,)
        What the penalty draws towards.
    penalty : float, above 0
    non_negative : bool
        Whether a weight that is published as 0 or more must stay so, so that a reason to
        suggest somebody never turns into one against.

    Examples
    --------
    The first signal always decides, the second never differs:

    >>> choices = Choices(np.array([[1.0, 2.0], [0.0, 2.0]]), np.array([True, False]), np.array([0]), np.ones(2))
    >>> weights = fit_weights(choices, np.array([0.5, 0.7]), penalty=0.1)
    >>> bool(weights[0] > 0.5), weights[1].item()
    (True, 0.7)
    """
    deviation = choices.values.std(axis=0) if len(choices) else np.zeros(len(published))
    differs = deviation > 1e-12
    if not differs.any():
        return published.copy()
    scaled = choices.values[:, differs] / deviation[differs]
    centre = published[differs] * deviation[differs]
    fixed = choices.values[:, ~differs] @ published[~differs] + np.log(choices.stands_for)
    bounds = [(0.0, None) if non_negative and start >= 0 else (None, None) for start in centre]
    loss = _Loss(choices, scaled, fixed, centre, penalty)
    found = minimize(loss, centre, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500})
    weights = published.copy()
    weights[differs] = found.x / deviation[differs]
    return weights


def fit_anew(choices: Choices, published: Weights, penalty: float) -> Weights:
    """Weights that owe nothing to the published ones but which signals they weigh, their signs and their spread.

    The penalty draws to 0, so that weights grow with what the choices say of each signal. What comes out is multiplied
    so that Σ (weight · deviation)² is that of the published weights: prices and kept places of a list mean what they
    meant. Without choices the published weights remain.

    Examples
    --------
    Both signals weigh the same; only the first decides:

    >>> values = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    >>> choices = Choices(values, values[:, 0] > 0, np.array([0, 3]), np.ones(6))
    >>> first, second = fit_anew(choices, np.array([1.0, 1.0]), penalty=0.1)
    >>> bool(first > 1 > second)
    True
    """
    weighed = np.flatnonzero(published)
    if not len(choices) or not len(weighed):
        return published.copy()
    signs = np.sign(published[weighed])
    only = Choices(choices.values[:, weighed] * signs, choices.chosen, choices.starts, choices.stands_for)
    found = fit_weights(only, np.zeros(len(weighed)), penalty) * signs
    deviation = only.values.std(axis=0)
    spread = float(np.linalg.norm(found * deviation))
    weights = np.zeros(len(published))
    weights[weighed] = found * (float(np.linalg.norm(published[weighed] * deviation)) / spread) if spread else 0.0
    return weights if spread else published.copy()


class _Loss:
    """The penalised negative log-likelihood and its gradient."""

    def __init__(self, choices: Choices, scaled: Weights, fixed: Weights, centre: Weights, penalty: float) -> None:
        self.scaled, self.fixed, self.centre, self.penalty = scaled, fixed, centre, penalty
        self.starts, self.question_of = choices.starts, choices.question_of
        n_chosen = np.add.reduceat(choices.chosen.astype(np.float64), self.starts)
        self.mass = np.sqrt(n_chosen)
        self.counted = np.where(choices.chosen, (self.mass / n_chosen)[self.question_of], 0.0)

    def __call__(self, weights: Weights) -> tuple[float, Weights]:
        scores = self.scaled @ weights + self.fixed
        highest = np.maximum.reduceat(scores, self.starts)
        shares = np.exp(scores - highest[self.question_of])
        total = np.add.reduceat(shares, self.starts)
        likelihood = self.counted @ scores - self.mass @ (np.log(total) + highest)
        expected = shares * (self.mass / total)[self.question_of]
        gradient = self.scaled.T @ (self.counted - expected)
        off = weights - self.centre
        return float(-likelihood + self.penalty * (off @ off)), -gradient + 2 * self.penalty * off
