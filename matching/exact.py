"""Sums and products of whole numbers that are never rounded and never overflow."""

from __future__ import annotations

import numpy as np

from matching.assignment.instance import Ints

_SAFE = 2**62


def exact_sum(numbers: Ints) -> int:
    """The sum.

    >>> exact_sum(np.full(4, 2**62))
    18446744073709551616
    """
    if not len(numbers):
        return 0
    largest = max(-int(numbers.min()), int(numbers.max()))
    return int(numbers.sum()) if largest * len(numbers) < _SAFE else sum(numbers.tolist())


def exact_dot(left: Ints, right: Ints) -> int:
    """The sum of the products.

    >>> exact_dot(np.array([2**40, 1]), np.array([2**40, 1]))
    1208925819614629174706177
    """
    used = np.flatnonzero((left != 0) & (right != 0))
    ones, others = left[used], right[used]
    if not len(used):
        return 0
    largest = max(-int(ones.min()), int(ones.max())) * max(-int(others.min()), int(others.max()))
    if largest * len(used) < _SAFE:
        return int(np.dot(ones, others))
    return sum(one * other for one, other in zip(ones.tolist(), others.tolist(), strict=True))
