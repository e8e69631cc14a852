"""Rules of a cohort beyond who is eligible: all optional."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from matching.assignment.instance import Ints, Mask, Rows


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What else an assignment has to respect. A pair that is ruled out is left out of the instance instead.

    Attributes
    ----------
    locked : int64 array, indices of pairs that must be in
    kept : bool array, shape (m,), or None: pairs of the assignment before
    keep_weight : int, 0 upwards, what a kept pair adds to the total; with 0 kept pairs decide between equal totals only
    group_of_seeker : int32 array, shape (n_seekers,), or None; negative means no group
    group_limit : int or None: at most so many seekers of one group for each provider
    together : pairs of seekers who get the same providers, or none
    apart : pairs of seekers who never get the same provider
    """

    locked: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    kept: Mask | None = None
    keep_weight: int = 0
    group_of_seeker: Rows | None = None
    group_limit: int | None = None
    together: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()

    @property
    def keep_a_flow(self) -> bool:
        """Whether a flow in a network can respect them; kept together and apart cannot be."""
        return not (self.together or self.apart)


NO_RULES = Rules()
