"""Who has ever been in contact with whom by a day: what a map is drawn of, so that it stays put when contacts end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.history import History
from graph.snapshot.matrices import Matrix

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Acquaintance:
    """A simple undirected graph of everyone who had joined by the day, also of those who left since.

    Attributes
    ----------
    rows : int array, shape (n known,)
        Rows of the snapshot, ascending; what follows numbers actors by their position here.
    one, other : int arrays, shape (n pairs,)
        Pairs that had been in contact, one < other, each once, in order.
    """

    rows: Places
    one: Places
    other: Places

    @property
    def n(self) -> int:
        """How many actors there are."""
        return len(self.rows)

    @property
    def adjacency(self) -> Matrix:
        """Symmetric, 1 for a pair; actors × actors."""
        return pairs_matrix(self.n, self.one, self.other)

    def within(self, members: Places) -> Acquaintance:
        """The part between some of them, given by ascending positions."""
        position = np.full(self.n, -1, dtype=np.intp)
        position[members] = np.arange(len(members))
        one, other = position[self.one], position[self.other]
        inside = (one >= 0) & (other >= 0)
        return Acquaintance(self.rows[members], one[inside], other[inside])


def acquaintance_by(history: History, day: int) -> Acquaintance:
    """Everyone who had joined by the day, and every pair that had been in contact by then."""
    rows = np.flatnonzero(history.joined <= day)
    position = np.full(history.n_actors, -1, dtype=np.intp)
    position[rows] = np.arange(len(rows))
    begun = history.start <= day
    codes = np.unique(position[history.one[begun]] * max(len(rows), 1) + position[history.other[begun]])
    return Acquaintance(rows, codes // max(len(rows), 1), codes % max(len(rows), 1))


def pairs_matrix(n: int, one: Places, other: Places) -> Matrix:
    """The symmetric n × n matrix that counts the pairs."""
    ends = (np.concatenate((one, other)), np.concatenate((other, one)))
    matrix = csr_array((np.ones(2 * len(one), dtype=np.float64), ends), shape=(n, n))
    matrix.sum_duplicates()
    return matrix
