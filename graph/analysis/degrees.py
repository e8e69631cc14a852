"""With how many others each actor is in contact, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.analysis.timeline import Counts, Spells, Timeline, changes_by_day, running, united
from graph.snapshot.columns import Mask


@dataclass(frozen=True, slots=True, eq=False)
class DegreeCounts:
    """What degrees add up to, day by day.

    Attributes
    ----------
    n_linked : int64 array, shape (n days,)
        Actors with at least one contact.
    n_triples : int64 array, shape (n days,)
        Paths of two contacts, open or closed: Σ k(k − 1)/2.
    """

    n_linked: Counts
    n_triples: Counts


def degrees_by_day(timeline: Timeline) -> Iterator[Counts]:
    """The degree of each actor on each of the days in turn; shape (n actors,), 0 for those absent.

    It is one array, changed from day to day: whoever keeps it copies it.
    """
    pairs, n = timeline.pairs, timeline.n_actors
    degree = np.zeros(n, dtype=np.int64)
    for begun, ended in changes_by_day(pairs.start, pairs.stop, timeline.n_days):
        for ends in (pairs.one, pairs.other):
            if len(begun):
                degree += np.bincount(ends[begun], minlength=n)
            if len(ended):
                degree -= np.bincount(ends[ended], minlength=n)
        yield degree


def degree_counts(timeline: Timeline) -> DegreeCounts:
    """How many are linked, and how many paths of two contacts there are, on each day."""
    n_linked = np.zeros(timeline.n_days, dtype=np.int64)
    n_triples = np.zeros(timeline.n_days, dtype=np.int64)
    for day, degree in enumerate(degrees_by_day(timeline)):
        n_linked[day] = np.count_nonzero(degree)
        n_triples[day] = (degree @ degree - degree.sum()) // 2
    return DegreeCounts(n_linked, n_triples)


def n_linked_of(timeline: Timeline, which: Mask) -> Counts:
    """How many of some actors have at least one contact on each day; shape (n days,).

    Parameters
    ----------
    timeline : Timeline
    which : bool array, shape (n actors,)
    """
    pairs = timeline.pairs
    ends = np.concatenate((pairs.one, pairs.other))
    at = np.flatnonzero(which[ends])
    start, stop = (np.tile(column, 2)[at] for column in (pairs.start, pairs.stop))
    order = np.lexsort((start, ends[at]))
    spells = Spells(ends[at], np.zeros(len(at), dtype=ends.dtype), start, stop).taken(order)
    linked = united(spells, timeline.n_days)
    return running(linked.start, linked.stop, timeline.n_days)
