"""How good stated probabilities are: their order (AUC), distance (Brier, log loss) and honesty (calibration error)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Truth = NDArray[np.bool_]

N_BINS = 10
_LEAST_LIKELY = 1e-15


def auc(scores: Values, truth: Truth) -> float:
    """Share of (yes, no) pairs in which the yes scores higher, ties half (Hanley and McNeil 1982); NaN without both.

    >>> auc(np.array([0.9, 0.5, 0.5]), np.array([True, True, False]))
    0.75
    """
    yes, no = scores[truth], np.sort(scores[~truth])
    if not len(yes) or not len(no):
        return float("nan")
    n_lower = np.searchsorted(no, yes, "left") + np.searchsorted(no, yes, "right")  # twice, so that ties count half
    return float(n_lower.sum() / (2 * len(yes) * len(no)))


def brier(probabilities: Values, truth: Truth) -> float:
    """Mean squared distance of the probability to what came (Brier 1950), from 0 to 1.

    >>> brier(np.array([1.0, 0.5]), np.array([True, False]))
    0.125
    """
    return float(((probabilities - truth) ** 2).mean())


def log_losses(probabilities: Values, truth: Truth) -> Values:
    """Negative logarithm of the probability of what came; shape (n,).

    >>> log_losses(np.array([0.5, 0.25]), np.array([True, True])).round(4).tolist()
    [0.6931, 1.3863]
    """
    likely = np.where(truth, probabilities, 1 - probabilities)
    return np.asarray(-np.log(np.clip(likely, _LEAST_LIKELY, 1.0)))


def calibration_error(probabilities: Values, truth: Truth, n_bins: int = N_BINS) -> float:
    """Expected calibration error: over bins of equal width, the mean of |mean probability − share of yes|.

    Bins count by how many cases they hold (Naeini, Cooper and Hauskrecht 2015).

    >>> round(calibration_error(np.array([0.2, 0.2, 0.95]), np.array([False, True, True])), 4)
    0.2167
    """
    bins = np.minimum((probabilities * n_bins).astype(np.int64), n_bins - 1)
    stated = np.bincount(bins, probabilities, n_bins)
    came = np.bincount(bins, truth.astype(np.float64), n_bins)
    return float(np.abs(stated - came).sum() / len(truth))
