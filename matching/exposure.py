"""Exposure: who was shown to many others lately pays a price, so that small ones are seen too.

With s the number of other seekers an actor was shown to within the last weeks, m the mean of s
over the actors that may be suggested, and c = (s + ½) / (m + ½), the contribution is −price · ln(c)
where c is above 1. Whoever has c at the cap or above, and was shown to three at least, is passed over
as long as there are others to show.

A price moves few places; what reaches everybody are places for the unseen: of ten, five are of those
whom nobody was shown yet, and where fewer are on the list by score, its last places go to the best of them.

Pricing what everybody wants is how markets without money are cleared; here the price is in
log-odds, and stated. (Compare the dual prices of assignment problems, Bertsekas 1988.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Mask, Rows
from matching.options import Options
from matching.results import Reason

_STEADY = 0.5  # seekers added to both sides of the ratio
_FEW = 3  # shown to fewer, nobody is at the cap


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """How often actors were shown lately.

    Attributes
    ----------
    n_seekers : int array, shape (n actors,)
        To how many different seekers each was shown.
    """

    n_seekers: NDArray[np.int64]

    @staticmethod
    def none(n_actors: int) -> Exposure:
        """Nobody was shown to anybody."""
        return Exposure(np.zeros(n_actors, dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Prices of some providers, in the order of their rows.

    Attributes
    ----------
    contributions : float64 array, 0 or below, in log-odds
    dear : bool array
        Who is at the cap.
    unseen : bool array
        Whom nobody was shown, where others were shown.
    n_seekers : int array
    mean : float
    """

    contributions: NDArray[np.float64]
    dear: Mask
    unseen: Mask
    n_seekers: NDArray[np.int64]
    mean: float

    def reason(self, position: int, provider_id: str) -> Reason | None:
        """The price at a position as a reason; None where there is none."""
        contribution = float(self.contributions[position])
        if contribution == 0.0:
            return None
        shown, mean = int(self.n_seekers[position]), round(self.mean, 1)
        return Reason("exposure", "list", contribution, {"provider_id": provider_id, "n_seekers": shown, "mean": mean})


def prices_of(exposure: Exposure, rows: Rows, options: Options) -> Prices:
    """The prices of the providers in these rows.

    >>> from matching.options import DEFAULTS
    >>> prices = prices_of(Exposure(np.array([30, 1, 0, 1])), np.arange(4, dtype=np.int32), DEFAULTS)
    >>> prices.contributions.round(3).tolist(), prices.unseen.tolist()
    ([-0.383, 0.0, 0.0, 0.0], [False, False, True, False])
    """
    n_seekers = exposure.n_seekers[rows]
    mean = float(n_seekers.mean()) if len(rows) else 0.0
    ratio = (n_seekers + _STEADY) / (mean + _STEADY)
    contributions, over = np.zeros(len(rows)), np.flatnonzero(ratio > 1.0)
    contributions[over] = -options.exposure_price * np.log(ratio[over])
    dear = (ratio >= options.exposure_cap) & (n_seekers >= _FEW)
    return Prices(contributions, dear, (n_seekers == 0) & (mean > 0), n_seekers, mean)
