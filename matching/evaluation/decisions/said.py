"""A decision as far as standing goes, and what is known of one person."""

from __future__ import annotations

import math
from typing import NamedTuple

VARIANCE = 2.0
CORRELATION = -0.3


class Said(NamedTuple):
    """A decision as far as standing goes.

    Attributes
    ----------
    decider, other : str
        Where the sides are two populations, the names tell them apart.
    says : bool, or None where it is not known
    expected : float
        Log-odds of yes where nothing is known of the two.
    group : str
    first_order, last_order : float
        From when to when it was made; NaN if that is not known.
    """

    decider: str
    other: str
    says: bool | None
    expected: float
    group: str = ""
    first_order: float = math.nan
    last_order: float = math.nan


class Person(NamedTuple):
    """What is known of one person: the two numbers, their variances, and their covariance."""

    easy: float = 0.0
    sought: float = 0.0
    easy_variance: float = VARIANCE
    sought_variance: float = VARIANCE
    covariance: float = CORRELATION * VARIANCE

    def decided(self, moved: float, told: float) -> Person:
        """What is known after a decision of theirs that moves log-odds so far, and tells so much."""
        of_easy, of_both = self.easy_variance, self.covariance
        return Person(
            self.easy + of_easy * moved,
            self.sought + of_both * moved,
            of_easy - of_easy * of_easy * told,
            self.sought_variance - of_both * of_both * told,
            of_both - of_easy * of_both * told,
        )

    def turned(self) -> Person:
        """The same with the two numbers exchanged."""
        return Person(self.sought, self.easy, self.sought_variance, self.easy_variance, self.covariance)


STRANGER = Person()
