"""How much a shared thing tells, by how few have it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def rarity(n_having: ArrayLike, n_actors: int) -> NDArray[np.float64]:
    """1 + ln((N + 1) / (n + 1)): 1 for what all N actors have, the more the fewer have it.

    The smooth inverse document frequency (Spärck Jones 1972, with scikit-learn's smoothing).

    >>> rarity([0, 3], 3).round(4).tolist()
    [2.3863, 1.0]
    """
    return 1.0 + np.log((n_actors + 1) / (np.asarray(n_having, dtype=np.float64) + 1))
