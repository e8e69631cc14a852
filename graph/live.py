"""The snapshot that a running application reads: one for all threads, kept up to date."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graph.errors import StoreUnavailable
from graph.snapshot import Snapshot, build_snapshot, refresh_snapshot, today
from graph.snapshot.assembly import assemble
from graph.store import Store

POLL_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class _Checked:
    """A snapshot and when (on the monotonic clock) it was last known to be the newest."""

    snapshot: Snapshot
    at: float


@dataclass(frozen=True, slots=True, eq=False)
class _Failure:
    """An attempt at which the store did not answer; each is told apart by being itself."""

    message: str


class LiveSnapshot:
    """The current snapshot of a store.

    Built at the first call, while other threads wait for it. Afterwards the store's
    revision is looked at, at most every `poll_seconds`; what other threads and processes
    wrote is taken over from the store's list of changes. While one thread takes changes
    over, the others read the snapshot before, unless they ask for a revision that it lacks;
    while it is not yet known whether the store answers at all, they wait. Threads that wait
    share what comes of the attempt, also when the store does not answer: nobody waits for a
    dead store longer than one attempt takes, and nobody is served without it.

    Parameters
    ----------
    store : Store
    poll_seconds : float
        How old an answer may be before somebody looks at the store again.
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
        self._failure: _Failure | None = None  # of the last attempt, if it failed
        self._taking_over = False

    def current(self, at_least: int = 0) -> Snapshot:
        """The newest snapshot known, looking at the store if that was `poll_seconds` ago.

        A writer passes the revision of its own write as `at_least`: a snapshot from before
        it is then not given without looking at the store. Otherwise, while another thread
        takes changes over, the snapshot before is given, however long that takes.

        Raises
        ------
        StoreUnavailable
            This thread looked at the store, or waited for one that did, and the store does
            not answer.
        """
        failure = self._failure  # a later one happened while this thread waited
        checked = self._checked
        if checked is not None and self._is_fresh(checked, at_least):
            return checked.snapshot
        if checked is None or checked.snapshot.revision < at_least:
            with self._refreshing:
                return self._refreshed(at_least, failure)
        if not self._refreshing.acquire(blocking=not self._taking_over):
            return checked.snapshot  # the store answered another thread, which is at work on the changes
        try:
            return self._refreshed(at_least, failure)
        finally:
            self._refreshing.release()

    def _is_fresh(self, checked: _Checked, at_least: int) -> bool:
        recent = self._clock() - checked.at < self._poll_seconds
        return recent and checked.snapshot.revision >= at_least

    def _refreshed(self, at_least: int, failure: _Failure | None) -> Snapshot:
        """The snapshot after looking at the store; call only while holding the lock.

        `failure` is the one that was known when the thread came.
        """
        checked = self._checked
        if checked is not None and self._is_fresh(checked, at_least):
            return checked.snapshot  # another thread did it while this one waited
        if self._failure is not None and self._failure is not failure:
            raise StoreUnavailable(self._failure.message)  # another thread tried in vain meanwhile
        looked_at = self._clock()
        try:
            snapshot = self._looked_up(checked)
        except StoreUnavailable as error:
            self._failure = _Failure(str(error))
            raise
        self._checked, self._failure = _Checked(snapshot, looked_at), None
        return snapshot

    def _looked_up(self, checked: _Checked | None) -> Snapshot:
        if checked is None:
            return build_snapshot(self._store, self._calendar())
        return self._next(checked.snapshot)

    def _next(self, former: Snapshot) -> Snapshot:
        day = self._calendar()
        if self._store.revision() != former.revision:
            return self._taken_over(former, day)
        if day != former.as_of:
            return assemble(former.tables, former.revision, day, former)
        return former

    def _taken_over(self, former: Snapshot, day: date) -> Snapshot:
        self._taking_over = True
        try:
            return refresh_snapshot(former, self._store, self._store.changes_since(former.revision), day)
        finally:
            self._taking_over = False
