"""How often actors were shown to others lately, from the office's log of suggestions."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from matching import Exposure
from web.office import shown
from web.office.database import Office

EXPOSURE_DAYS = 90


@dataclass(frozen=True, slots=True, eq=False)
class _OfDay:
    """What was shown in the weeks before a day: how often each provider, and to each seeker."""

    before: datetime
    n_seekers: Counter[str]
    to_seeker: dict[str, list[str]]


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """The same counts by row of one network's actors."""

    of_day: _OfDay
    ids: object
    n_seekers: NDArray[np.int64]


class ExposureLog:
    """Counts of the last weeks, up to the end of yesterday.

    Today's questions do not count yet: whoever asks twice on a day gets the same answer
    twice, and the log is read once a day.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._of_day: _OfDay | None = None
        self._columns: _Columns | None = None

    def of(self, snapshot: Snapshot, seeker_id: str) -> Exposure:
        """To how many seekers, other than this one, each actor was shown.

        Raises
        ------
        OfficeUnavailable
        """
        columns = self._in_rows_of(snapshot)
        own = columns.of_day.to_seeker.get(seeker_id)
        if not own:
            return Exposure(columns.n_seekers)
        n_seekers = columns.n_seekers.copy()
        rows = [snapshot.actors.row_of[one] for one in own if one in snapshot.actors.row_of]
        n_seekers[rows] -= 1
        return Exposure(n_seekers)

    def _in_rows_of(self, snapshot: Snapshot) -> _Columns:
        before = datetime.combine(snapshot.as_of, time.min, UTC)
        with self._lock:
            if self._of_day is None or self._of_day.before != before:
                self._of_day = self._read(before)
            columns = self._columns
            if columns is None or columns.of_day is not self._of_day or columns.ids is not snapshot.actors.ids:
                columns = self._columns = _columns(self._of_day, snapshot)
        return columns

    def _read(self, before: datetime) -> _OfDay:
        with self._office.reading() as connection:
            pairs = shown.pairs(connection, before - timedelta(days=EXPOSURE_DAYS), before)
        to_seeker: dict[str, list[str]] = defaultdict(list)
        for seeker_id, provider_id in pairs:
            to_seeker[seeker_id].append(provider_id)
        return _OfDay(before, Counter(provider_id for _, provider_id in pairs), dict(to_seeker))


def _columns(of_day: _OfDay, snapshot: Snapshot) -> _Columns:
    n_seekers = np.zeros(len(snapshot.actors), dtype=np.int64)
    row_of = snapshot.actors.row_of
    for provider_id, n in of_day.n_seekers.items():
        if provider_id in row_of:  # somebody removed since may still be in the log
            n_seekers[row_of[provider_id]] = n
    return _Columns(of_day, snapshot.actors.ids, n_seekers)
