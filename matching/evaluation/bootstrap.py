"""How sure a mean is: percentile bootstrap over queries (Efron 1979), and over the pairs of two rankings' queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

N_DRAWS = 2_000
_SEED = 20110701
_VALUES_AT_ONCE = 2_000_000

Values = NDArray[np.float64]


class Interval(NamedTuple):
    """A value and its 95 % interval; NaN where there is nothing to take it of."""

    value: float
    low: float
    high: float


def mean_interval(values: Values, rng: np.random.Generator | None = None) -> Interval:
    """The mean of one value per query, with its interval.

    >>> mean_interval(np.array([0.5, 0.5, 0.5]))
    Interval(value=0.5, low=0.5, high=0.5)
    """
    if not len(values):
        return Interval(float("nan"), float("nan"), float("nan"))
    rng = rng or np.random.default_rng(_SEED)
    means: list[Values] = []
    n_at_once = max(_VALUES_AT_ONCE // len(values), 1)
    for done in range(0, N_DRAWS, n_at_once):
        drawn = rng.integers(0, len(values), (min(n_at_once, N_DRAWS - done), len(values)))
        means.append(values[drawn].mean(axis=1))
    low, high = np.percentile(np.concatenate(means), [2.5, 97.5])
    return Interval(float(values.mean()), float(low), float(high))


def paired_interval(ours: Values, theirs: Values, rng: np.random.Generator | None = None) -> Interval:
    """The mean difference, ours − theirs, over the same queries, with its interval."""
    return mean_interval(ours - theirs, rng)


def statistic_interval(
    statistic: Callable[[NDArray[np.int64]], float],
    n: int,
    n_draws: int = 1_000,
    rng: np.random.Generator | None = None,
) -> Interval:
    """A statistic of n cases given by their positions, with its interval; draws without a value are skipped."""
    rng = rng or np.random.default_rng(_SEED)
    drawn = [statistic(rng.integers(0, n, n)) for _ in range(n_draws)]
    kept = [value for value in drawn if not np.isnan(value)]
    low, high = np.percentile(kept, [2.5, 97.5]) if kept else (float("nan"), float("nan"))
    return Interval(statistic(np.arange(n)), float(low), float(high))


def grouped_interval(
    statistic: Callable[[NDArray[np.int64]], float],
    group_of: Sequence[str],
    n_draws: int = 1_000,
    rng: np.random.Generator | None = None,
) -> Interval:
    """A statistic of cases given by their positions, with its interval where cases of one group are alike.

    Whole groups are drawn, and the interval is the basic one (Davison and Hinkley 1997, section 5.2), mirrored about
    the value: a draw of what is always above 0, such as a calibration error, is larger than what it is drawn from.

    Parameters
    ----------
    group_of : sequence of n str

    Examples
    --------
    >>> grouped_interval(lambda at: float(np.array([1.0, 1.0, 1.0])[at].mean()), ["a", "a", "b"])
    Interval(value=1.0, low=1.0, high=1.0)
    """
    rng = rng or np.random.default_rng(_SEED)
    number = np.unique(np.asarray(group_of), return_inverse=True)[1]
    order = np.argsort(number, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(number[order])) + 1)
    drawn = [
        statistic(np.concatenate([members[one] for one in rng.integers(0, len(members), len(members)).tolist()]))
        for _ in range(n_draws)
    ]
    value = statistic(np.arange(len(number)))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(value, float(2 * value - high), float(2 * value - low))
