"""What proves that a pairing is the best one: a price for each person and for some sets of odd size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SCALE = 2
NONE = -1


@dataclass(frozen=True, slots=True)
class Certificate:
    """Prices in half points such that every pair is worth at most what its ends and the odd sets around it cost.

    An odd set has 2k + 1 people, and so room for k pairs. What all prices add up to, an odd set's k times, is
    therefore a bound on any pairing [1]_. Odd sets lie within each other or apart: each is given by the set right
    around it.

    Attributes
    ----------
    price : ndarray of int64, shape (n,)
        Of each person, not below 0.
    set_of : ndarray of int64, shape (n,)
        The innermost odd set of each person, −1 for none.
    set_around : ndarray of int64, shape (n_sets,)
        The odd set right around each odd set, −1 for none; its number is larger.
    set_price : ndarray of int64, shape (n_sets,)
        Of each odd set, not below 0.

    References
    ----------
    .. [1] J. Edmonds, "Maximum matching and a polyhedron with 0,1-vertices", J. Res. Natl. Bur. Stand. 69B (1965).
    """

    price: NDArray[np.int64]
    set_of: NDArray[np.int64]
    set_around: NDArray[np.int64]
    set_price: NDArray[np.int64]
