"""The way to the server: one driver a process, units of work that end in time, clear errors."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

import neo4j
from neo4j import Driver, GraphDatabase, ManagedTransaction, unit_of_work
from neo4j.exceptions import DriverError, IncompleteCommit

from graph.errors import StoreUnavailable
from graph.neo4j_store import cypher
from graph.neo4j_store.address import Neo4jAddress
from graph.neo4j_store.calls import Call
from graph.neo4j_store.failures import FAILURES, silent, too_slow, unavailable, wrong_address

T = TypeVar("T")

# Seconds. A call that is silent for PATIENCE makes us ask the server for a sign of life; PATIENCE and PROBE together
# stay below the 8 seconds that a store may take to say that it is away; a server never met is
# given FIRST_PROBE only. A living server may work until LIMIT.
PATIENCE = 3.0
PROBE = 4.0
FIRST_PROBE = 2.0
LIMIT = 120.0
TRANSACTION_LIMIT = 100.0
COMMIT_RETRIES = 3

_OPTIONS: dict[str, Any] = {
    "connection_timeout": 2.5,
    "connection_acquisition_timeout": 3.5,
    "connection_write_timeout": 3.5,
    "max_transaction_retry_time": 3.0,
    "liveness_check_timeout": 3.0,
    "notifications_min_severity": "OFF",
    "telemetry_disabled": True,
}

# A child process must neither use nor close its parent's connections. It keeps the driver unopened and unseen
# instead, since one that is merely dropped says goodbye in the parent's name.
_INHERITED: list[Driver] = []

# The databases in which this context is in the middle of a unit; a second one would wait for it for ever.
_BEING_CHANGED: ContextVar[frozenset[Neo4jAddress]] = ContextVar("being_changed", default=frozenset())


class Transaction:
    """Statements inside one unit of work; they stop once nobody waits for them."""

    def __init__(self, transaction: ManagedTransaction, call: Call[Any]) -> None:
        self._transaction = transaction
        self._call = call

    def rows(self, statement: str, **parameters: Any) -> list[list[Any]]:
        """The rows that the statement returns."""
        self._call.check()
        return self._transaction.run(statement, parameters).values()

    def value(self, statement: str, **parameters: Any) -> Any:
        """The first value of the first row."""
        return self.rows(statement, **parameters)[0][0]


Work = Callable[[Transaction], T]


class Pending(Generic[T]):
    """A unit of work that runs while its caller does something else."""

    def __init__(self, connection: Connection, call: Call[T]) -> None:
        self._connection = connection
        self._call = call

    def result(self) -> T:
        """What the work returned.

        Raises
        ------
        StoreUnavailable
            The server does not answer, or refused.
        """
        try:
            self._connection.await_call(self._call)
        except BaseException:
            self._call.abandon()
            raise
        try:
            return self._call.outcome()
        except FAILURES as error:
            raise unavailable(self._connection.address.uri, error) from error


class Connection:
    """A way to one database, for all threads of a process; nothing is opened before it is used."""

    def __init__(self, address: Neo4jAddress) -> None:
        self.address = address
        self._drivers: dict[int, Driver] = {}
        self._reached = False
        self._bookmarks = GraphDatabase.bookmark_manager() if address.routed else None

    def read(self, work: Work[T]) -> T:
        """What `work` returns from a reading transaction; the driver may run it more than once."""
        return self.start_read(work).result()

    def read_one_state(self, work: Work[T]) -> T:
        """What `work` returns from several rows as they stand between two units.

        The server shows a reader each row as it is at that moment, so a unit written meanwhile
        could be seen in part. This waits for the writer's turn instead. From inside a unit
        nobody else can write, so there is nothing to wait for.
        """
        if self.address in _BEING_CHANGED.get():
            return self.read(work)

        def alone(transaction: Transaction) -> T:
            transaction.rows(cypher.LOCK)
            return work(transaction)

        return self.write(alone)

    def write(self, work: Work[T]) -> T:
        """What `work` returns from a writing transaction; the driver may run it more than once."""
        return self.start_write(work).result()

    def start_read(self, work: Work[T]) -> Pending[T]:
        """The same without waiting."""
        return Pending(self, Call(lambda call: self._run(call, work, writing=False)))

    def start_write(self, work: Work[T]) -> Pending[T]:
        """The same without waiting."""
        if self.address in _BEING_CHANGED.get():
            raise RuntimeError("a unit of work cannot be started from inside another; finish the first one")
        return Pending(self, Call(lambda call: self._run(call, work, writing=True)))

    @contextmanager
    def without_writing(self) -> Iterator[None]:
        """Refuse writes to this database meanwhile, as a caller's own code inside a unit of work might start them."""
        token = _BEING_CHANGED.set(_BEING_CHANGED.get() | {self.address})
        try:
            yield
        finally:
            _BEING_CHANGED.reset(token)

    def change_schema(self, statement: str) -> None:
        """Run one statement that has to stand in a transaction of its own; it may run more than once."""
        self.write(lambda transaction: transaction.rows(statement))

    def close(self) -> None:
        """Close this process's connections; the next use opens new ones."""
        driver = self._drivers.pop(os.getpid(), None)
        if driver is not None:
            driver.close()

    def await_call(self, call: Call[Any]) -> None:
        """Wait for the call for as long as the server shows that it is alive."""
        deadline = time.monotonic() + LIMIT
        while not call.wait(PATIENCE):
            absence = self._absence()
            if absence is not None and not call.wait(0):
                raise absence
            if time.monotonic() > deadline:
                raise too_slow(self.address.uri, LIMIT)

    def _absence(self) -> StoreUnavailable | None:
        """What keeps the server from giving a sign of life over a new connection; None if it gives one."""
        probe = Call(lambda _: self._probe())
        return probe.outcome() if probe.wait(PROBE if self._reached else FIRST_PROBE) else silent(self.address.uri)

    def _probe(self) -> StoreUnavailable | None:
        try:
            with self._new_driver() as driver:
                # No query: a server that has just started may take seconds to plan its first one.
                driver.verify_connectivity()
        except FAILURES as error:
            return unavailable(self.address.uri, error)
        return None

    def _run(self, call: Call[T], work: Work[T], *, writing: bool) -> T:
        @unit_of_work(timeout=TRANSACTION_LIMIT)
        def unit(transaction: ManagedTransaction) -> T:
            outcome = work(Transaction(transaction, call))
            call.check()
            return outcome

        self._reach()
        for _ in range(COMMIT_RETRIES):
            try:
                return self._execute(unit, writing=writing)
            except IncompleteCommit:
                # Whether it was written is not known. The driver leaves it at that; our units can tell when run again.
                call.check()
        return self._execute(unit, writing=writing)

    def _reach(self) -> None:
        # Over seconds the driver would try again what a server that is not there refuses at once. A server that was
        # there a moment ago is worth that, one that was never met is not.
        if not self._reached:
            self._driver().verify_connectivity()
            self._reached = True

    def _execute(self, unit: Callable[[ManagedTransaction], T], *, writing: bool) -> T:
        with self._session() as session:
            return session.execute_write(unit) if writing else session.execute_read(unit)

    def _session(self) -> neo4j.Session:
        # Pages are small, so all of a result comes at once.
        return self._driver().session(database=self.address.database, bookmark_manager=self._bookmarks, fetch_size=-1)

    def _driver(self) -> Driver:
        pid = os.getpid()
        if pid not in self._drivers:
            _INHERITED.extend(self._drivers.pop(parent) for parent in [*self._drivers] if parent != pid)
            driver = self._new_driver()
            if self._drivers.setdefault(pid, driver) is not driver:
                driver.close()
        return self._drivers[pid]

    def _new_driver(self) -> Driver:
        address = self.address
        if not address.known_kind:
            raise wrong_address(address.uri)
        try:
            return GraphDatabase.driver(address.uri, auth=(address.user, address.password), **_OPTIONS)
        except (DriverError, ValueError) as error:
            raise unavailable(address.uri, error) from error
