"""Communities over the years: which of one year is the same as which of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import block_array, csr_array

from graph.analysis.communities import Communities, communities_of
from graph.analysis.compact import components_of
from graph.analysis.history import History
from graph.analysis.moment import moment_of
from graph.snapshot.matrices import Matrix

SAME = 0.2  # what two must have in common at least, by Jaccard's index, to be the same community
_MOST = 0.5


class Turn(StrEnum):
    """What became of a community between two days."""

    BORN = "born"
    SPLIT = "split"  # it came out of another one, which goes on or not
    MERGED = "merged"  # most of its members went over into another one
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Change:
    """A community that is new on a day, or that no longer is.

    Attributes
    ----------
    day : int
        The later of the two days compared.
    turn : Turn
    label : int
        Of the community that was born, split off, merged or ended.
    other : int, optional
        Label of the one it came out of or went into.
    """

    day: int
    turn: Turn
    label: int
    other: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CommunityYears:
    """The communities of several days, under labels that stay.

    Attributes
    ----------
    divisions : tuple of Communities
        One for each day, in order.
    labels : tuple of int64 array
        For each day the label of each community, by its number there; labels count from 1 in
        order of day and number, and none is given twice.
    changes : tuple of Change
        In order of day, turn and label; none for the first day.
    """

    divisions: tuple[Communities, ...]
    labels: tuple[NDArray[np.int64], ...]
    changes: tuple[Change, ...]

    def label_of(self, at: int) -> NDArray[np.int64]:
        """The label of each actor's community on one of the days, 0 for who has none; shape (n actors,)."""
        return np.append(self.labels[at], 0)[self.divisions[at].of]


def community_years(history: History, days: Sequence[int]) -> CommunityYears:
    """The communities on each of the days, each with the label of the one before that it goes on from."""
    return labelled([communities_of(moment_of(history, day)) for day in days])


def labelled(divisions: Sequence[Communities]) -> CommunityYears:
    """The divisions with labels that stay.

    From day to day the communities are paired so that their Jaccard indices, the members of
    both by those of either, add up to the most; a pair below `SAME` is none. A community
    without a pair split off from the one that half or more of its members come from, or is
    born; one that ends merged into the one that half or more of its members are in now, if any.

    References
    ----------
    .. [1] Greene, Doyle, Cunningham (2010). Tracking the evolution of communities in dynamic
       social networks. ASONAM 2010.
    .. [2] Kuhn (1955). The Hungarian method for the assignment problem.
    """
    labels: list[NDArray[np.int64]] = []
    changes: list[Change] = []
    n_labels = 0
    for at, division in enumerate(divisions):
        if at == 0:
            own = np.arange(1, len(division) + 1, dtype=np.int64)
        else:
            overlap = _overlap(divisions[at - 1], division)
            own = _carried(overlap, divisions[at - 1].sizes, division.sizes, labels[-1])
            fresh = own == 0
            own[fresh] = n_labels + 1 + np.arange(fresh.sum())
            found = _changes(divisions[at - 1], division, labels[-1], own)
            changes += sorted(found, key=lambda one: (one.turn.value, one.label))
        n_labels = max(n_labels, int(own.max(initial=0)))
        labels.append(own)
    return CommunityYears(tuple(divisions), tuple(labels), tuple(changes))


def _overlap(before: Communities, now: Communities) -> Matrix:
    """How many members each community of before shares with each of now."""
    both = (before.of >= 0) & (now.of >= 0)
    shape = (len(before), len(now))
    return csr_array((np.ones(both.sum(), dtype=np.int64), (before.of[both], now.of[both])), shape=shape)


def _carried(
    overlap: Matrix, before: NDArray[np.int64], now: NDArray[np.int64], labels: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The labels that go on, by number of now; 0 for who gets a new one."""
    own = np.zeros(len(now), dtype=np.int64)
    for old, new in _groups(overlap):
        common = overlap[old][:, new].toarray()
        jaccard = common / (before[old][:, None] + now[new] - common)
        rows, columns = linear_sum_assignment(np.where(jaccard >= SAME, jaccard, 0.0), maximize=True)
        same = jaccard[rows, columns] >= SAME
        own[new[columns[same]]] = labels[old[rows[same]]]
    return own


def _groups(overlap: Matrix) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Communities of before and now that share members, directly or over others: each group is paired by itself."""
    n_before = overlap.shape[0]
    if not overlap.nnz:
        return []
    n_groups, of = components_of(csr_array(block_array([[None, overlap], [overlap.T, None]])))
    order = np.argsort(of, kind="stable")
    parts = np.split(order, np.searchsorted(of[order], np.arange(1, n_groups)))
    return [(part[part < n_before], part[part >= n_before] - n_before) for part in parts if len(part) > 1]


def _changes(
    former: Communities, division: Communities, before: NDArray[np.int64], now: NDArray[np.int64]
) -> list[Change]:
    overlap, day = _overlap(former, division), division.day
    changes = []
    for new in np.flatnonzero(~np.isin(now, before)).tolist():
        source = _most(overlap[:, [new]].toarray().ravel(), division.sizes[new])
        turn = Turn.BORN if source is None else Turn.SPLIT
        changes.append(Change(day, turn, int(now[new]), None if source is None else int(before[source])))
    for old in np.flatnonzero(~np.isin(before, now)).tolist():
        target = _most(overlap[[old]].toarray().ravel(), former.sizes[old])
        turn = Turn.ENDED if target is None else Turn.MERGED
        changes.append(Change(day, turn, int(before[old]), None if target is None else int(now[target])))
    return changes


def _most(common: NDArray[np.int64], size: int) -> int | None:
    """With whom half or more of the members are shared, of two the first; None where with nobody."""
    first = int(common.argmax()) if len(common) else 0
    return first if len(common) and common[first] >= _MOST * size else None
