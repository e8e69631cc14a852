"""Introductions that were asked for, what became of them, and whether they go both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.history import History
from graph.analysis.periods import Period
from graph.analysis.timeline import Counts, positions_in, running
from graph.snapshot import LinkTable
from graph.snapshot.columns import Days

OUTCOMES = ("since", "accepted", "declined", "expired")


@dataclass(frozen=True, slots=True, eq=False)
class IntroductionCounts:
    """Introductions as links from who asked to whom they asked for, day by day.

    Attributes
    ----------
    n_pairs : int64 array, shape (n days,)
        Ordered pairs, both present, for which one was asked for by the day.
    n_mutual : int64 array, shape (n days,)
        Those of them for which one was asked for the other way round, too.
    """

    n_pairs: Counts
    n_mutual: Counts


def counted_within(days: Days, periods: Sequence[Period]) -> Counts:
    """How many of the days lie within each period; shape (n periods,).

    >>> counted_within(np.array([3, 5, 9]), [Period("a", 3, 5, True), Period("b", 6, 8, True)]).tolist()
    [2, 0]
    """
    ordered = np.sort(days)
    first, last = ([getattr(one, name) for one in periods] for name in ("first", "last"))
    return np.asarray(np.searchsorted(ordered, last, "right") - np.searchsorted(ordered, first, "left"), np.int64)


def within_history(introductions: LinkTable, history: History) -> LinkTable:
    """The introductions between two whom the history tells of."""
    told = history.joined < history.left
    return introductions.taken(told[introductions.source] & told[introductions.target])


def introduction_counts(introductions: LinkTable, history: History, days: NDArray[np.int64]) -> IntroductionCounts:
    """Ordered pairs, and those that go both ways, on each of the days (ascending)."""
    n = np.int64(history.n_actors)
    code = introductions.source * n + introductions.target
    pairs, at = np.unique(code, return_inverse=True)
    asked = np.full(len(pairs), np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(asked, at, introductions.columns["since"])
    seeker, provider = pairs // max(n, 1), pairs % max(n, 1)
    start = np.maximum(asked, np.maximum(history.joined[seeker], history.joined[provider]))
    stop = np.minimum(history.left[seeker], history.left[provider])
    back = provider * n + seeker
    reverse = np.searchsorted(pairs, back)
    reverse[reverse == len(pairs)] = 0
    mutual = pairs[reverse] == back if len(pairs) else np.zeros(0, dtype=bool)
    both = np.maximum(start, start[reverse])
    return IntroductionCounts(_held(days, start, stop), _held(days, both[mutual], stop[mutual]))


def _held(days: NDArray[np.int64], start: Days, stop: Days) -> Counts:
    first, last = positions_in(days, start), positions_in(days, stop)
    holds = first < last
    return running(first[holds], last[holds], len(days))
