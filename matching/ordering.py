"""Orders by score: the first k, and the place of one; ties by position, which is by id."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.signals.signal import Values

_HEAP = 32  # scores of which the highest is looked at first


def first_by_score(scores: Values, k: int) -> NDArray[np.int64]:
    """Positions of the k highest scores, highest first; ties by position, which is by id.

    >>> first_by_score(np.array([1.0, 3.0, 3.0, 2.0]), 3).tolist()
    [1, 2, 3]
    >>> first_by_score(np.array([]), 3).tolist()
    []
    """
    if len(scores) <= k or k == 0:
        return np.argsort(-scores, kind="stable")[:k]
    contenders = np.flatnonzero(scores >= _not_above_kth(scores, k))
    return contenders[np.argsort(-scores[contenders], kind="stable")][:k]


def _not_above_kth(scores: Values, k: int) -> float:
    """A score that k of them reach, so the k-th highest does; of many, nearly that one."""
    n_rows = len(scores) // _HEAP
    if n_rows <= k:
        return _kth(scores, k)
    # The highest of each heap: k of these are k scores, and finding them takes a look at far fewer.
    return _kth(scores[: n_rows * _HEAP].reshape(_HEAP, n_rows).max(axis=0), k)


def _kth(scores: Values, k: int) -> float:
    return float(np.partition(scores, len(scores) - k)[len(scores) - k])


def rank_of(scores: Values, position: int) -> int:
    """Place of one position in the order of scores, from 1; ties by position.

    >>> rank_of(np.array([1.0, 3.0, 3.0, 2.0]), 2)
    2
    """
    own = scores[position]
    return 1 + int((scores > own).sum()) + int((scores[:position] == own).sum())
