"""Where to hold trainings on site, so that those who would come are close to one.

Greedy covering (Nemhauser, Wolsey and Fisher 1978): the venue that covers most of what is
urgent, then the one that covers most of the rest, until nothing is left. Each home belongs to
the first venue that covers it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Mask

Numbers = NDArray[np.float64]


def venues(urgent: Numbers, n_coming: Numbers, covers: Mask, distance_km: Numbers) -> Iterator[tuple[int, Mask]]:
    """Venues, and which homes each is for, in the order in which they were chosen.

    Parameters
    ----------
    urgent, n_coming : float64 arrays, shape (n regions,)
        Urgency and number of those who would come, by home.
    covers : bool array, venues × homes
        Which homes are close enough to a venue.
    distance_km : float64 array, venues × homes

    Notes
    -----
    Of venues that cover the same urgency, the one with the fewest kilometres for all who would
    come together, then the first by id.

    Examples
    --------
    >>> covers = np.array([[True, True, False], [True, True, True], [False, True, True]])
    >>> km = np.array([[0.0, 20, 40], [20, 0, 20], [40, 20, 0]])
    >>> [(venue, homes.tolist()) for venue, homes in venues(np.array([3.0, 0, 1]), np.array([1.0, 0, 1]), covers, km)]
    [(1, [True, True, True])]
    """
    left = np.ones(len(urgent), dtype=bool)
    gained = covers @ urgent
    while gained.max(initial=0.0) > 5e-10:
        best = np.flatnonzero(gained.round(9) == gained.round(9).max())
        homes_of_best = covers[best] & left
        km = (np.where(homes_of_best, distance_km[best], 0.0) @ n_coming).round(6)
        at = int(np.argmin(km))
        homes = homes_of_best[at]
        yield int(best[at]), homes
        left &= ~homes
        gained = covers @ (urgent * left)
