"""Columns of numbers and lists of ids in few characters, for an answer that many read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

import numpy as np
from numpy.typing import ArrayLike

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CODES = np.frombuffer(DIGITS.encode("ascii"), dtype=np.uint8)
_MOST_SHARED = len(DIGITS) - 1


def packed(values: ArrayLike) -> str:
    """Whole numbers from 0 as digits to base 64: the last digits of all of them, then those before, and so on.

    Like digits side by side compress best.

    >>> packed([1, 64, 2])
    'BACABA'
    >>> packed([])
    ''
    """
    left = np.asarray(values, dtype=np.int64)
    planes: list[bytes] = []
    while len(left) and (not planes or left.any()):
        planes.append(_CODES[left & 63].tobytes())
        left = left >> 6
    return b"".join(planes).decode("ascii")


def unpacked(text: str, n: int) -> list[int]:
    """The numbers of a packed column of `n`.

    >>> unpacked("BACABA", 3)
    [1, 64, 2]
    """
    planes = [text[start : start + n] for start in range(0, len(text), max(n, 1))]
    return [
        sum(DIGITS.index(plane[place]) << 6 * exponent for exponent, plane in enumerate(planes)) for place in range(n)
    ]


def front_coded(ids: Iterable[str]) -> list[str]:
    """Each id without the beginning that it shares with the one before; a digit to base 64 in front counts that.

    >>> front_coded(["org-1", "org-2", "par-1"])
    ['Aorg-1', 'E2', 'Apar-1']
    """
    found, former = [], ""
    for one in ids:
        pairs = zip(former[:_MOST_SHARED], one, strict=False)
        n_shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        found.append(DIGITS[n_shared] + one[n_shared:])
        former = one
    return found
