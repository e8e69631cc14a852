"""Which weights to trust: learned ones only where they did better on questions that they had not seen.

Every candidate was judged on the same held-out questions. The published weights stay unless
another does better by `MARGIN` standard errors of the paired difference; simpler ones come first.
Where what is left is not better than the plainest weights by `PLAIN_MARGIN` standard errors, there
is nothing to tell, and the plainest are used.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

MARGIN = 0.5
PLAIN_MARGIN = 2.5  # more than 2, since several stand for choice and one of them may be lucky
FEWEST = 10  # with fewer held-out questions nothing is promoted


def promoted(judged: Mapping[str, NDArray[np.float64]], published: str, plainest: str | None = None) -> str:
    """The name of the weights to use.

    Parameters
    ----------
    judged : mapping of name to float64 array, shape (n held-out questions,)
        One measure per question, higher is better; in order of preference among equals.
    published : str
        Which of them are the published weights.
    plainest : str, optional
        Which of them anybody would think of first, such as popularity.

    Examples
    --------
    >>> worse, better = np.zeros(20), np.tile([0.4, 0.6], 10)
    >>> promoted({"published": worse, "learned": better}, "published")
    'learned'
    >>> promoted({"published": better, "learned": better}, "published")
    'published'
    >>> promoted({"published": worse[:5], "learned": better[:5]}, "published")
    'published'
    >>> promoted({"published": better, "popular": better}, "published", "popular")
    'popular'
    """
    base = judged[published]
    if len(base) < FEWEST:
        return published
    best = published
    for name, values in judged.items():
        if values.mean() > judged[best].mean() + 1e-9 and _clearly_better(values, base, MARGIN):
            best = name
    if plainest and not _clearly_better(judged[best], judged[plainest], PLAIN_MARGIN):
        return plainest
    return best


def _clearly_better(values: NDArray[np.float64], base: NDArray[np.float64], margin: float) -> bool:
    difference = values - base
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    return bool(difference.mean() > margin * error)
