"""Exposure: who was shown to many others lately pays a price, so that small ones are seen too.

With s the number of other seekers an actor was shown to within the last weeks, m the mean of s
over the actors that may be suggested, and c = (s + 3) / (m + 3), the contribution is
−price · ln(c) where c is above 1. Whoever has c at the cap or above is passed over as
long as there are others to show. The three added to both keep a handful of questions from
making anybody dear.

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

_STEADY = 3.0  # seekers added to both sides of the ratio


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
    n_seekers : int array
    mean : float
    """

    contributions: NDArray[np.float64]
    dear: Mask
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
    >>> prices = prices_of(Exposure(np.array([97, 1, 1, 1])), np.arange(4, dtype=np.int32), DEFAULTS)
    >>> prices.dear.tolist(), prices.contributions[1].item()
    ([False, False, False, False], 0.0)
    """
    n_seekers = exposure.n_seekers[rows]
    mean = float(n_seekers.mean()) if len(rows) else 0.0
    ratio = (n_seekers + _STEADY) / (mean + _STEADY)
    contributions = -options.exposure_price * np.log(np.maximum(ratio, 1.0))
    return Prices(contributions + 0.0, ratio >= options.exposure_cap, n_seekers, mean)
