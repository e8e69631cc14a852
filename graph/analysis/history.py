"""Who belonged to the network when, and which two were in contact when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import NO_DAY, LinkTable, Snapshot
from graph.snapshot.columns import Column, Days, Mask, Rows, frozen
from graph.snapshot.nodes import Actors
from graph.snapshot.parts import Part

# Link types between actors that make a contact, in the order of the numbers in `History.kind`.
CONTACT_KINDS = ("COOPERATES_WITH", "PAIRED_WITH", "MENTORS")


@dataclass(frozen=True, slots=True, eq=False)
class History(Part):
    """Membership and contacts as spells of days.

    A spell is half open: it holds on the days ``start <= day < stop``; `NO_DAY` as its stop
    says that it is not over. A contact lasts as long as its link and both ends' membership,
    so whoever leaves takes the contacts along. Two may have several spells, of one kind or of
    several, and these may overlap.

    Attributes
    ----------
    joined, left : int32 arrays, shape (n actors,)
        First day of each actor's membership, and first day after it. Rows are those of the
        snapshot; whoever is left out by a scope never joined (`joined` is `NO_DAY`).
    one, other : int32 arrays, shape (n spells,)
        Rows of the two ends, the smaller first; spells in order of (one, other, start, stop, kind).
    start, stop : int32 arrays, shape (n spells,)
        Day numbers since 1970-01-01.
    kind : int8 array, shape (n spells,)
        Positions in `CONTACT_KINDS`.
    """

    joined: Days
    left: Days
    one: Rows
    other: Rows
    start: Days
    stop: Days
    kind: NDArray[np.int8]

    @property
    def n_actors(self) -> int:
        """How many actors there are rows for, of all times."""
        return len(self.joined)

    @property
    def first_day(self) -> int | None:
        """The day on which the first actor joined; None where nobody ever did."""
        days = self.joined[self.joined != NO_DAY]
        return int(days.min()) if len(days) else None

    def present_at(self, day: int) -> Mask:
        """Which actors belong to the network on the day; shape (n actors,)."""
        return (self.joined <= day) & (self.left > day)

    def ongoing_at(self, day: int) -> Mask:
        """Which spells hold on the day; shape (n spells,)."""
        return (self.start <= day) & (self.stop > day)

    def only(self, actors: Mask | None = None, kinds: tuple[str, ...] | None = None) -> History:
        """The history of some actors, and of contacts of some kinds between them.

        Raises
        ------
        ValueError
            A kind is not one of `CONTACT_KINDS`.
        """
        keep = np.ones(len(self.start), dtype=bool)
        joined = self.joined
        if actors is not None:
            keep &= actors[self.one] & actors[self.other]
            joined = frozen(np.where(actors, joined, np.int32(NO_DAY)))
        if kinds is not None:
            keep &= np.isin(self.kind, [CONTACT_KINDS.index(kind) for kind in kinds])
        columns = (self.one, self.other, self.start, self.stop, self.kind)
        return History(self.made_from, joined, self.left, *(frozen(column[keep]) for column in columns))


def history_of(snapshot: Snapshot) -> History:
    """The history of a snapshot's network, made once for it and those after it.

    All dates that are known count, also those after the snapshot's day.
    """
    return snapshot.derive(_made, snapshot.actors, *(snapshot.links(kind) for kind in CONTACT_KINDS))


def _made(former: History | None, actors: Actors, *tables: LinkTable) -> History:
    joined, left = actors.joined, actors.left
    parts = [_spells(table, kind, joined, left) for kind, table in enumerate(tables)]
    columns: list[Column] = [np.concatenate(column) for column in zip(*parts, strict=True)]
    one, other, start, stop, kinds = columns
    holds = (start < stop) & (one != other)
    order = np.flatnonzero(holds)
    order = order[np.lexsort((kinds[order], stop[order], start[order], other[order], one[order]))]
    return History((actors, *tables), joined, left, *(frozen(column[order]) for column in columns))


def _spells(table: LinkTable, kind: int, joined: Days, left: Days) -> tuple[Column, ...]:
    one, other = np.minimum(table.source, table.target), np.maximum(table.source, table.target)
    until = table.columns["until"]
    stop = np.where(until == NO_DAY, until, until + 1)
    start = np.maximum(table.columns["since"], np.maximum(joined[one], joined[other]))
    stop = np.minimum(stop, np.minimum(left[one], left[other]))
    return one, other, start.astype(np.int32), stop.astype(np.int32), np.full(len(table), kind, dtype=np.int8)
