"""Learned weights of one kind: what decisions say, held near the published weights and within bounds.

The log-odds that a pair says yes are shift + scale · Σ weight × value. The scale is fitted with the published
weights first, so that what is learned is the mixture. Then the weights are fitted with that scale,
penalised towards the published ones, or towards what choices out of lists make of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.learning.calibration import Calibration, calibration
from matching.learning.decisions import ShownList
from matching.learning.from_lists import weights_of_choices
from matching.learning.logistic import fit_logistic

Values = NDArray[np.float64]
Truth = NDArray[np.bool_]

FACTOR = 3.0  # a weight is a third of the published one at least, three times as much at most
PENALTY = 20.0  # as much as 160 decided pairs say at even odds, for 2 · 20 = 160 · ½ · ½


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Weights with what turns a score into a probability."""

    weights: Values
    calibration: Calibration

    @classmethod
    def of(cls, weights: Values, values: Values, said_yes: Truth) -> Fitted:
        """These weights, with the scale and shift that fit the decisions best."""
        return cls(weights, calibration(values @ weights, said_yes))

    def scores(self, values: Values) -> Values:
        """Scores of the rows under these weights; shape (n,)."""
        return np.asarray(values @ self.weights)

    def probabilities(self, values: Values) -> Values:
        """How likely each row says yes; shape (n,)."""
        return self.calibration.probabilities(self.scores(values))


def fit_weights(values: Values, said_yes: Truth, published: Values, lists: Sequence[ShownList] = ()) -> Values:
    """The weights that fit the decisions best near the published ones; each keeps its sign; shape (n signals,).

    Parameters
    ----------
    values : float64 array, shape (n, n signals)
    said_yes : bool array, shape (n,)
    published : float64 array, shape (n signals,)
    lists : sequence of ShownList
        Answers from which somebody was asked for.

    Examples
    --------
    Only the first of two signals decides:

    >>> values = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]] * 25)
    >>> weights = fit_weights(values, values[:, 0] > 0, np.array([1.0, 1.0]))
    >>> bool(weights[0] > 1.2), bool(weights[1] < 1.0)
    (True, True)
    """
    scale = float(np.clip(calibration(values @ published, said_yes).scale, 1 / FACTOR, FACTOR))
    ends = published / FACTOR, published * FACTOR
    within = np.minimum(*ends), np.maximum(*ends)
    centre = np.clip(weights_of_choices(lists, published, PENALTY), *within)
    return fit_logistic(values * scale, said_yes, centre, PENALTY, within).weights
