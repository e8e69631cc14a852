"""The snapshot that a running application reads: one for all threads, kept up to date."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graph.snapshot import Snapshot, build_snapshot, refresh_snapshot, today
from graph.snapshot.assembly import assemble
from graph.store import Store

POLL_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class _Checked:
    """A snapshot and when (on the monotonic clock) it was last known to be the newest."""

    snapshot: Snapshot
    at: float


class LiveSnapshot:
    """The current snapshot of a store.

    Built at the first call, while other threads wait for it. Afterwards the store's
    revision is looked at, at most every `poll_seconds`; what other threads and processes
    wrote is taken over from the store's list of changes. While one thread does so, the
    others read the snapshot before, unless they ask for a revision that it lacks.

    Parameters
    ----------
    store : Store
    poll_seconds : float
        How old an answer may be without looking at the store.
    clock : callable
        Seconds that only grow; for tests.
    calendar : callable
        Today's date; for tests. When it changes, membership and dated links follow.
    """

    def __init__(
        self,
        store: Store,
        *,
        poll_seconds: float = POLL_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        calendar: Callable[[], date] = today,
    ) -> None:
        self._store = store
        self._poll_seconds = poll_seconds
        self._clock = clock
        self._calendar = calendar
        self._refreshing = threading.Lock()
        self._checked: _Checked | None = None

    def current(self, at_least: int = 0) -> Snapshot:
        """The newest snapshot, at most `poll_seconds` old, and not before revision `at_least`.

        A writer passes the revision of its own write, and then sees it.

        Raises
        ------
        StoreUnavailable
            The store does not answer; an old snapshot is never passed off as current.
        """
        checked = self._checked
        if checked is not None and self._is_fresh(checked, at_least):
            return checked.snapshot
        may_wait = checked is None or checked.snapshot.revision < at_least
        if not self._refreshing.acquire(blocking=may_wait):
            # Another thread is refreshing; `may_wait` was false, so there is one to read.
            return checked.snapshot  # type: ignore[union-attr]
        try:
            return self._refreshed(at_least)
        finally:
            self._refreshing.release()

    def _is_fresh(self, checked: _Checked, at_least: int) -> bool:
        recent = self._clock() - checked.at < self._poll_seconds
        return recent and checked.snapshot.revision >= at_least

    def _refreshed(self, at_least: int) -> Snapshot:
        """The snapshot after looking at the store; call only while holding the lock."""
        checked = self._checked
        if checked is not None and self._is_fresh(checked, at_least):
            return checked.snapshot  # another thread did it while this one waited
        looked_at = self._clock()
        former = checked.snapshot if checked else None
        snapshot = build_snapshot(self._store, self._calendar()) if former is None else self._next(former)
        self._checked = _Checked(snapshot, looked_at)
        return snapshot

    def _next(self, former: Snapshot) -> Snapshot:
        day = self._calendar()
        if self._store.revision() != former.revision:
            return refresh_snapshot(former, self._store, self._store.changes_since(former.revision), day)
        if day != former.as_of:
            return assemble(former.tables, former.revision, day, former)
        return former
