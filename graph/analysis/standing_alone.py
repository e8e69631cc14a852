"""Who stands alone on a day: actors without contacts, and those who lose them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.analysis.history import History
from graph.analysis.moment import Moment, moment_of
from graph.snapshot import NO_DAY, day_number
from graph.snapshot.columns import Days, Mask, Rows, date_of, frozen
from graph.snapshot.nodes import MENTOR, Actors

N_MONTHS = 6  # after which a newcomer ought to have a contact
N_MONTHS_NEW = 12  # for so many more somebody still waiting counts as a newcomer
_MONTHS_A_YEAR = 12


def isolates_of(moment: Moment) -> NDArray[np.intp]:
    """Rows of the actors present who are in contact with nobody, ascending."""
    return np.flatnonzero(moment.present & (moment.degree == 0))


def is_mentor_only(actors: Actors) -> Mask:
    """Who is a mentor and nothing else; such a one is between two cohorts, and not alone, without a contact."""
    return np.asarray(actors.roles == MENTOR)


def last_contacts(history: History, day: int) -> Days:
    """The last day, up to this one, on which each actor had a contact; `NO_DAY` for never. Shape (n actors,)."""
    begun = history.start <= day
    last = np.minimum(history.stop[begun] - 1, day)
    found = np.full(history.n_actors, -NO_DAY, dtype=np.int32)
    for ends in (history.one, history.other):
        np.maximum.at(found, ends[begun], last)
    return frozen(np.where(found == -NO_DAY, np.int32(NO_DAY), found))


def still_waiting(history: History, day: int, n_months: int = N_MONTHS) -> NDArray[np.intp]:
    """Rows of the newcomers present who joined at least so many months ago and never had a contact since.

    A newcomer joined at most `N_MONTHS_NEW` months before that. Who has waited longest comes
    first, ties by id.

    Raises
    ------
    ValueError
        `n_months` is below 0.
    """
    joined_by = history.joined <= months_before(day, n_months)
    is_new = history.joined >= months_before(day, n_months + N_MONTHS_NEW)
    waits = history.present_at(day) & joined_by & is_new & (last_contacts(history, day) == NO_DAY)
    rows = np.flatnonzero(waits)
    return rows[np.argsort(history.joined[rows], kind="stable")]


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """Actors in contact with fewer others than some time before; who lost the most first, ties by id.

    Attributes
    ----------
    since, day : int
        The day before and the day asked for.
    rows : int array, shape (n losing,)
        Present on both days.
    n_then, n_now : int64 arrays, shape (n losing,)
        With how many others each was in contact.
    one, other : int32 arrays, shape (n ended,)
        The pairs in contact on the day before and no longer, in order; also of those who made up for it.
    """

    since: int
    day: int
    rows: NDArray[np.intp]
    n_then: NDArray[np.int64]
    n_now: NDArray[np.int64]
    one: Rows
    other: Rows

    def only(self, which: Mask) -> Losses:
        """The losses of some actors, a bool array of shape (n actors,); pairs that ended stay."""
        kept = which[self.rows]
        return replace(self, rows=self.rows[kept], n_then=self.n_then[kept], n_now=self.n_now[kept])

    def ended_with(self, row: int) -> NDArray[np.int64]:
        """Rows of those with whom an actor is no longer in contact, ascending."""
        return np.sort(np.concatenate((self.other[self.one == row], self.one[self.other == row]))).astype(np.int64)


def losses_of(history: History, day: int, n_months: int = _MONTHS_A_YEAR) -> Losses:
    """Who is in contact with fewer others than so many months before.

    Raises
    ------
    ValueError
        `n_months` is below 0.
    """
    since = months_before(day, n_months)
    then, now = moment_of(history, since), moment_of(history, day)
    fewer = np.flatnonzero(then.present & now.present & (now.degree < then.degree))
    order = np.argsort(now.degree[fewer] - then.degree[fewer], kind="stable")
    rows = fewer[order]
    n = history.n_actors
    over = np.isin(_pairs(then, n), _pairs(now, n), assume_unique=True, invert=True)
    return Losses(since, day, rows, then.degree[rows], now.degree[rows], then.one[over], then.other[over])


def months_before(day: int, n_months: int) -> int:
    """The day so many months before; the last of its month where that is shorter.

    Raises
    ------
    ValueError
        `n_months` is below 0.

    >>> date_of(months_before(day_number(date(2024, 8, 31)), 6))
    datetime.date(2024, 2, 29)
    """
    if n_months < 0:
        raise ValueError("a number of months is not below 0")
    now = date_of(day)
    if now is None:
        return NO_DAY
    year, month = divmod(now.year * _MONTHS_A_YEAR + now.month - 1 - n_months, _MONTHS_A_YEAR)
    if year < date.min.year:
        return day_number(date.min)
    return day_number(date(year, month + 1, min(now.day, monthrange(year, month + 1)[1])))


def _pairs(moment: Moment, n: int) -> NDArray[np.int64]:
    return moment.one.astype(np.int64) * n + moment.other
