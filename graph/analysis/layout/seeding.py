"""Numbers that stand in for chance: always the same for the same id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def points_of_ids(ids: Iterable[str]) -> Points:
    """A point of the unit disc for each id, spread evenly over all ids; shape (n ids, 2).

    Examples
    --------
    >>> points_of_ids(["org-1"]).tolist() == points_of_ids(["org-2", "org-1"])[1:].tolist()
    True
    """
    digests = b"".join(hashlib.blake2b(text.encode(), digest_size=8).digest() for text in ids)
    halves = np.frombuffer(digests, dtype="<u4").reshape(-1, 2) / 2.0**32
    return on_circle(2 * np.pi * halves[:, 0]) * np.sqrt(halves[:, 1:])


def on_circle(angles: NDArray[np.float64]) -> Points:
    """Points of the unit circle at these angles; shape (n, 2)."""
    return np.column_stack((np.cos(angles), np.sin(angles)))


def sunflower(n: int) -> Points:
    """Evenly spread points from the centre outwards, about one on each square of side 1; shape (n, 2).

    As seeds stand in a sunflower [1]_: the k-th at the golden angle from the one before.

    References
    ----------
    .. [1] H. Vogel, "A better way to construct the sunflower head", Mathematical Biosciences 44 (1979), 179-189.
    """
    number = np.arange(n)
    return np.asarray(on_circle(number * GOLDEN_ANGLE) * np.sqrt((number[:, None] + 0.5) / np.pi))
