"""A division of actors into parts, and how many contacts there are between any two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.analysis import Moment
from graph.snapshot.columns import Column, Rows

Counts = NDArray[np.int64]
NO_BRIDGE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """Communities, voivodeships or sectors, with the contacts between them.

    Attributes
    ----------
    of : int32 array, shape (n actors,)
        Number of each actor's part, -1 where it has none or it is not known.
    pairs : int64 array, shape (n pairs of parts,)
        Numbers of the pairs of parts that have contacts, ascending.
    counts : int64 array, shape (n pairs of parts,)
        How many contacts each has.
    """

    of: Rows
    pairs: Counts
    counts: Counts

    @classmethod
    def made(cls, moment: Moment, of: Rows) -> Division:
        """The division with the contacts of a moment counted."""
        one, other = of[moment.one], of[moment.other]
        known = (one >= 0) & (other >= 0)
        pairs, counts = np.unique(_numbers(one[known], other[known]), return_counts=True)
        return cls(of, pairs, counts.astype(np.int64))

    def between(self, ones: Column, others: Column) -> Counts:
        """Contacts between the parts of each two actors; `NO_BRIDGE` in one part, or where one has none.

        >>> division = Division(np.array([0, 1, 1, -1], np.int32), np.array([1 << 32]), np.array([7]))
        >>> division.between(np.array([0, 1, 0]), np.array([2, 2, 3])).tolist()
        [0, -1, -1]
        """
        one, other = self.of[ones], self.of[others]
        numbers = _numbers(one, other)
        at = np.minimum(np.searchsorted(self.pairs, numbers), max(len(self.pairs) - 1, 0))
        found = np.zeros(len(numbers), dtype=np.int64)
        if len(self.pairs):
            found = np.where(self.pairs[at] == numbers, self.counts[at], 0)
        return np.where((one != other) & (one >= 0) & (other >= 0), found, NO_BRIDGE)

    def with_contact(self, one: int, other: int) -> Division:
        """The division with one more contact."""
        if min(self.of[one], self.of[other]) < 0:
            return self
        number = _numbers(self.of[[one]], self.of[[other]])
        at = int(np.searchsorted(self.pairs, number)[0])
        if at < len(self.pairs) and self.pairs[at] == number[0]:
            counts = self.counts.copy()
            counts[at] += 1
            return replace(self, counts=counts)
        return replace(self, pairs=np.insert(self.pairs, at, number), counts=np.insert(self.counts, at, 1))


def _numbers(one: Column, other: Column) -> Counts:
    """One number for each pair of parts, whichever comes first."""
    return np.minimum(one, other).astype(np.int64) << 32 | np.maximum(one, other).astype(np.int64)
