"""The network on one day: who belongs to it, and who is in contact with whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.history import History
from graph.snapshot.columns import Mask, Rows, frozen
from graph.snapshot.matrices import Matrix, sealed


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A simple undirected graph of the actors present.

    Attributes
    ----------
    day : int
        Day number since 1970-01-01.
    present : bool array, shape (n actors,)
        Rows are those of the snapshot.
    one, other : int32 arrays, shape (n edges,)
        Ends of the edges, one < other, each pair once, in order.
    adjacency : int8 matrix, actors × actors
        Symmetric, 1 for a contact; indices ascending.
    """

    day: int
    present: Mask
    one: Rows
    other: Rows
    adjacency: Matrix

    @property
    def rows(self) -> NDArray[np.intp]:
        """Rows of the actors present, ascending."""
        return np.flatnonzero(self.present)

    @property
    def n_present(self) -> int:
        """How many actors are present."""
        return int(self.present.sum())

    @property
    def n_edges(self) -> int:
        """How many pairs are in contact."""
        return len(self.one)

    @property
    def degree(self) -> NDArray[np.int64]:
        """With how many others each actor is in contact; shape (n actors,), 0 for those absent."""
        return np.asarray(np.diff(self.adjacency.indptr), np.int64)


def moment_of(history: History, day: int) -> Moment:
    """The network on the day.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.analysis.history import history_of
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import day_number, snapshot_of
    >>> actors = [make_node(f"o{n}", "Organisation", name=f"o{n}", joined=date(2024, 1, 1)) for n in (1, 2, 3)]
    >>> link = make_link("COOPERATES_WITH", "o1", "o2", since=date(2024, 2, 1), until=date(2024, 2, 9), kind="event")
    >>> history = history_of(snapshot_of(actors, [link]))
    >>> [moment_of(history, day_number(date(2024, 2, day))).n_edges for day in (1, 9, 10)]
    [1, 1, 0]
    """
    n = history.n_actors
    ongoing = history.ongoing_at(day)
    pairs = history.one[ongoing].astype(np.int64) * n + history.other[ongoing]
    pairs = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]  # spells come in this order, so equal ones side by side
    one, other = (pairs // max(n, 1)).astype(np.int32), (pairs % max(n, 1)).astype(np.int32)
    ends = (np.concatenate((one, other)), np.concatenate((other, one)))
    adjacency = csr_array((np.ones(2 * len(one), dtype=np.int8), ends), shape=(n, n))
    adjacency.sort_indices()
    return Moment(day, frozen(history.present_at(day)), frozen(one), frozen(other), sealed(adjacency))
