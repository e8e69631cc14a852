"""How much of a measure may be chance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from matching.learning.probabilities import calibration_error

Values = NDArray[np.float64]

N_DRAWS = 1_000
N_CHANCES = 400


def calibration_error_by_chance(probabilities: Values, rng: np.random.Generator) -> float:
    """The calibration error that true probabilities stay below 19 times in 20 (consistency, Bröcker and Smith 2007).

    With few cases the shares in the bins differ from the probabilities by chance alone.

    >>> rng = np.random.default_rng(0)
    >>> calibration_error_by_chance(np.array([0.0, 1.0]), rng), calibration_error_by_chance(np.array([0.5]), rng)
    (0.0, 0.5)
    """
    drawn = rng.random((N_CHANCES, len(probabilities))) < probabilities
    return float(np.quantile([calibration_error(probabilities, truth) for truth in drawn], 0.95))


def error_by_group(values: Values, groups: NDArray[np.int64]) -> float:
    """Standard error of the mean of values that hang together within groups (Liang and Zeger 1986).

    Parameters
    ----------
    groups : int64 array, shape (n,)
        Numbers from 0 on; with each value in a group of its own it is the ordinary error.

    Examples
    --------
    >>> error_by_group(np.array([1.0, 3.0]), np.array([0, 1]))
    1.0
    >>> error_by_group(np.array([1.0, 1.0, 3.0, 3.0]), np.array([0, 0, 1, 1]))
    1.0
    """
    sums = np.bincount(groups, values - values.mean())
    n_groups = len(sums)
    return float(np.sqrt((sums**2).sum() * n_groups / max(n_groups - 1, 1)) / len(values))


def interval_by_group(
    statistic: Callable[[NDArray[np.int64]], float], groups: NDArray[np.int64], rng: np.random.Generator
) -> tuple[float, float]:
    """The 95 % interval of a statistic of rows, by drawing whole groups again (Efron 1979).

    Parameters
    ----------
    statistic : callable
        Its value for the rows at some positions; draws for which it is NaN are skipped.
    groups : int64 array, shape (n,)
        Numbers from 0 on; rows of one group are drawn together.
    """
    order = np.argsort(groups, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)
    drawn = []
    for _ in range(N_DRAWS):
        chosen = rng.integers(0, len(members), len(members))
        drawn.append(statistic(np.concatenate([members[at] for at in chosen])))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return float(low), float(high)
