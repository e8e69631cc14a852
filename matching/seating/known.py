"""Rounds found once by an exact search for first rounds, and written down so that nobody waits for them again.

Everybody stands on as many rings as a table has seats, each of as many places as there are tables. A plan has straight
rounds, whose tables are one table turned all the way, and first rounds that give a new round with every turn
(`starters.py`). No distance between two rings occurs twice in all of them, so nobody meets anybody twice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.seating.starters import turned

Seats = NDArray[np.int64]

# By (tables, seats): one table of each straight round, and the first round that is turned.
_KNOWN: dict[tuple[int, int], tuple[list[list[int]], list[list[int]]]] = {
    # Kirkman's problem for 21: nobody is left to meet after ten rounds.
    (7, 3): (
        [[0, 8, 17], [0, 9, 16], [0, 11, 14]],
        [[0, 1, 5], [2, 9, 20], [3, 13, 18], [4, 10, 16], [6, 11, 19], [7, 8, 12], [14, 15, 17]],
    ),
}


def known_plan(n_tables: int, size: int) -> Seats:
    """The rounds that are known, shape (rounds, tables, seats); none where nothing is.

    Examples
    --------
    >>> len(known_plan(7, 3)), len(known_plan(7, 4))
    (10, 0)
    """
    if (n_tables, size) not in _KNOWN:
        return np.empty((0, n_tables, size), np.int64)
    straight, first = (np.array(one, np.int64) for one in _KNOWN[n_tables, size])
    rings, places = straight // n_tables * n_tables, straight % n_tables
    walked = rings[:, None] + (places[:, None] + np.arange(n_tables)[:, None]) % n_tables
    return np.concatenate([walked, turned(first[None], n_tables, n_tables)])
