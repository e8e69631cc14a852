"""Orders by score: the first k, and the place of one; ties by position, which is by id."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.signals.signal import Values


def first_by_score(scores: Values, k: int) -> NDArray[np.int64]:
    """Positions of the k highest scores, highest first; ties by position, which is by id.

    >>> first_by_score(np.array([1.0, 3.0, 3.0, 2.0]), 3).tolist()
    [1, 2, 3]
    >>> first_by_score(np.array([]), 3).tolist()
    []
    """
    if len(scores) <= k or k == 0:
        return np.argsort(-scores, kind="stable")[:k]
    lowest_shown = np.partition(scores, len(scores) - k)[len(scores) - k]
    contenders = np.flatnonzero(scores >= lowest_shown)
    return contenders[np.argsort(-scores[contenders], kind="stable")][:k]


def rank_of(scores: Values, position: int) -> int:
    """Place of one position in the order of scores, from 1; ties by position.

    >>> rank_of(np.array([1.0, 3.0, 3.0, 2.0]), 2)
    2
    """
    own = scores[position]
    return 1 + int((scores > own).sum()) + int((scores[:position] == own).sum())
