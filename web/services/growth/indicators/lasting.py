"""I12, lasting contacts: the share of those begun that still held after half a year and a year."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.analysis import CONTACT_KINDS
from web.services.growth.indicators.asked import Asked
from web.services.growth.indicators.counted import Counted, Grouping, Number

MONTHS = (6, 12)


def contacts_lasting(asked: Asked, months: int) -> Counted:
    """Contacts of one kind between two that began in the period, by kind.

    A contact begins with the first spell of the two of that kind; it lasts if a spell of theirs
    holds on the same day so many months later. Only those count whose day has come by the
    snapshot's; one of which no end is known lasts.
    """
    history = asked.history
    n, n_kinds = np.int64(history.n_actors), len(CONTACT_KINDS)
    contact = (history.one.astype(np.int64) * n + history.other) * n_kinds + history.kind
    contacts, first = np.unique(contact, return_index=True)
    begun = _earliest(history.start, contact, contacts)
    later = days_later(begun, months)
    counted = asked.is_in_period(begun) & (later <= asked.snapshot.day)
    at = np.searchsorted(contacts, contact)
    holds = (history.start <= later[at]) & (history.stop > later[at])
    lasting = np.zeros(len(contacts), dtype=bool)
    lasting[at[holds]] = True
    kinds = Grouping("contact", CONTACT_KINDS, history.kind[first].astype(np.int64))
    chosen = np.flatnonzero(counted)
    key = ("lasting", months)
    groups = {code: Number(_share(lasting[rows]), len(rows), (*key, code)) for code, rows in kinds.parts(chosen)}
    total = Number(_share(lasting[chosen]), len(chosen), key)
    return Counted(f"after_{months}_months", "share", total, {"contact": groups})


def days_later(days: NDArray[np.int32], months: int) -> NDArray[np.int64]:
    """The same day of the month so many months later, or that month's last day.

    >>> from datetime import date
    >>> from graph.snapshot import date_of, day_number
    >>> [str(date_of(day)) for day in days_later(np.array([day_number(date(2023, 8, 31))]), 6).tolist()]
    ['2024-02-29']
    """
    dates = days.astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    then = month + np.timedelta64(months, "M")
    last = (then + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    same = then.astype("datetime64[D]") + (dates - month.astype("datetime64[D]"))
    return np.asarray(np.minimum(same, last).astype(np.int64))


def _earliest(start: NDArray[np.int32], contact: NDArray[np.int64], contacts: NDArray[np.int64]) -> NDArray[np.int32]:
    earliest = np.full(len(contacts), np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(earliest, np.searchsorted(contacts, contact), start)
    return earliest


def _share(these: NDArray[np.bool_]) -> float | None:
    return float(these.mean()) if len(these) else None
