"""A history as it looks on some days: spells in positions of those days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.analysis.history import History
from graph.snapshot.columns import Rows

Positions = NDArray[np.signedinteger]  # int16 where there are few days, since those sort fastest
Counts = NDArray[np.int64]


class Spells(NamedTuple):
    """Spells of pairs, in order of (one, other, start); each holds on ``days[start:stop]``."""

    one: Rows
    other: Rows
    start: Positions
    stop: Positions

    def taken(self, which: NDArray[np.generic]) -> Spells:
        """The spells at these positions (or where a mask is true), in that order."""
        return Spells(*(column[which] for column in self))


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """What of a history there is on some days.

    Attributes
    ----------
    days : int array, shape (n days,)
        Day numbers, ascending, each once.
    joined, left : arrays, shape (n actors,)
        An actor is present on ``days[joined:left]``.
    spells : Spells
        Those that hold on at least one of the days.
    kind : int8 array, shape (n spells,)
        Positions in `CONTACT_KINDS`.
    pairs : Spells
        When the two of a pair are in contact, whatever the kind: spells of one pair neither
        overlap nor touch.
    """

    days: NDArray[np.int64]
    joined: Positions
    left: Positions
    spells: Spells
    kind: NDArray[np.int8]
    pairs: Spells

    @property
    def n_days(self) -> int:
        """How many days there are."""
        return len(self.days)

    @property
    def n_actors(self) -> int:
        """How many actors there are rows for."""
        return len(self.joined)

    def pairs_of(self, kind: int) -> Spells:
        """When the two of a pair are in contact of this kind."""
        of_kind = self.kind == kind
        return self.pairs if of_kind.all() else united(self.spells.taken(of_kind), self.n_days)


def timeline_of(history: History, days: Iterable[int]) -> Timeline:
    """The history on these days, whatever order they come in.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.analysis.history import history_of
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import day_number, snapshot_of
    >>> actors = [make_node(f"o{n}", "Organisation", name=f"o{n}", joined=date(2024, 1, n)) for n in (1, 2)]
    >>> link = make_link("COOPERATES_WITH", "o1", "o2", since=date(2024, 1, 1), until=date(2024, 1, 8), kind="event")
    >>> days = [day_number(date(2024, 1, day)) for day in (1, 5, 8, 9)]
    >>> found = timeline_of(history_of(snapshot_of(actors, [link])), days)
    >>> found.pairs.start.tolist(), found.pairs.stop.tolist(), found.joined.tolist()
    ([1], [3], [0, 1])
    """
    distinct = np.unique(np.fromiter(days, np.int64))
    joined, left = positions_in(distinct, history.joined), positions_in(distinct, history.left)
    start, stop = positions_in(distinct, history.start), positions_in(distinct, history.stop)
    holds = start < stop
    spells, kind = Spells(history.one, history.other, start, stop), history.kind
    if not holds.all():
        spells, kind = spells.taken(holds), kind[holds]
    return Timeline(distinct, joined, left, spells, kind, united(spells, len(distinct)))


def positions_in(days: NDArray[np.int64], values: NDArray[np.signedinteger]) -> Positions:
    """For each day of `values` the position of the first of `days` that is not before it."""
    small = np.int16 if len(days) < np.iinfo(np.int16).max else np.int32
    return np.searchsorted(days.astype(values.dtype), values, "left").astype(small)


def united(spells: Spells, n_days: int) -> Spells:
    """The days on which at least one spell of a pair holds, as spells that neither overlap nor touch."""
    if not len(spells.one):
        return spells
    new_pair = np.ones(len(spells.one), dtype=bool)
    new_pair[1:] = (spells.one[1:] != spells.one[:-1]) | (spells.other[1:] != spells.other[:-1])
    if new_pair.all():
        return spells
    # Days of all pairs behind each other, so that one running maximum serves every pair.
    offset = np.cumsum(new_pair) * (n_days + 1)
    reached = np.maximum.accumulate(offset + spells.stop)
    first = np.ones(len(offset), dtype=bool)
    first[1:] = offset[1:] + spells.start[1:] > reached[:-1]
    at = np.flatnonzero(first)
    last = np.append(at[1:], len(offset)) - 1
    stop = (reached[last] - offset[last]).astype(spells.stop.dtype)
    return spells.taken(at)._replace(stop=stop)


def running(start: Positions, stop: Positions, n_days: int) -> Counts:
    """How many of the spells hold on each day; shape (n days,).

    >>> running(np.array([0, 1]), np.array([2, 3]), 3).tolist()
    [1, 2, 1]
    """
    steps = np.bincount(start, minlength=n_days + 1) - np.bincount(stop, minlength=n_days + 1)
    return np.asarray(np.cumsum(steps)[:n_days], np.int64)


def changes_by_day(
    start: Positions, stop: Positions, n_days: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each day, which spells begin on it and which no longer hold on it."""
    yield from zip(_parted(start, n_days), _parted(stop, n_days), strict=True)


def _parted(positions: Positions, n_days: int) -> list[NDArray[np.int64]]:
    order = np.argsort(positions, kind="stable")
    ends = np.cumsum(np.bincount(positions, minlength=n_days + 1))
    return np.split(order, ends[:-1])[:n_days]
