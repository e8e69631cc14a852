"""The office as one object: open it, read, write, ask after its health."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from web.office import upgrade
from web.office.cohort_tables import METADATA  # the tables of cohorts belong to it
from web.office.engine import DEADLINE, PATIENCE_SECONDS, READS, commit, make_engine
from web.office.errors import OfficeUnavailable

_WRITERS_LOCK = 0x6F676E69


@dataclass(frozen=True, slots=True)
class OfficeHealth:
    """What an office says of itself; `address` is without a password."""

    kind: str  # "sqlite" or "postgresql"
    address: str
    server_version: str
    revision: str


class Office:
    """A database with the newest tables. Safe to use from several threads and processes."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writer = threading.Lock()

    @classmethod
    def open(cls, url: str) -> Office:
        """The office at this address, created or upgraded where it is behind.

        Raises
        ------
        OfficeUnavailable, OfficeTooNew, DriverMissing
        """
        office = cls(make_engine(url))
        try:
            with office.reading() as connection:
                behind = upgrade.is_behind(connection)
            if behind:
                with office.writing() as connection:
                    upgrade.to_newest(connection)
        except BaseException:
            office.close()
            raise
        return office

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction with no other writer beside it: all of the block is kept, or nothing."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        with (
            self._translated(),
            self._only_writer_here(),
            self._connected(**{DEADLINE: deadline}) as connection,
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS_LOCK)))
            yield connection
            commit(connection, deadline)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One transaction that only reads, and sees one state of the office throughout."""
        # A file gives that to every transaction; a server has to be asked.
        server = {} if self._engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self._translated(), self._connected(**{READS: True}, **server) as connection:
            yield connection

    def health(self) -> OfficeHealth:
        """What kind of database this is, where, and at which revision."""
        with self.reading() as connection:
            dialect = connection.dialect
            version = ".".join(map(str, dialect.server_version_info or ()))
            revision = upgrade.revision_of(connection) or "none"
        address = self._engine.url.render_as_string(hide_password=True)
        return OfficeHealth(dialect.name, address, version, revision)

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.reading() as connection:
            return {
                table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in METADATA.sorted_tables
            }

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def _connected(self, **options: Any) -> sa.Connection:
        return self._engine.connect().execution_options(**options)

    @contextmanager
    def _only_writer_here(self) -> Iterator[None]:
        # Threads queue here in turn; a file's lock is taken by whoever happens to ask first.
        if not self._writer.acquire(timeout=PATIENCE_SECONDS):
            raise OfficeUnavailable("the office is busy with a long change; try again in a moment")
        try:
            yield
        finally:
            self._writer.release()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sa.exc.DatabaseError, sa.exc.TimeoutError) as error:
            if not _says_unavailable(error):
                raise
            address = self._engine.url.render_as_string(hide_password=True)
            cause = str(getattr(error, "orig", error)).strip()
            if _says_damaged(error):
                raise OfficeUnavailable(
                    f"the office at {address} is damaged, or is no office ({cause}); nothing was written, "
                    "put it back from a backup with `ogniwo restore ARCHIVE --yes`"
                ) from error
            raise OfficeUnavailable(
                f"the office at {address} does not answer ({cause}); nothing was written, "
                "see that it is there and not held by another program, then try again"
            ) from error


def _says_unavailable(error: sa.exc.SQLAlchemyError) -> bool:
    if isinstance(error, sa.exc.OperationalError | sa.exc.TimeoutError):
        return True
    return _says_damaged(error)


def _says_damaged(error: sa.exc.SQLAlchemyError) -> bool:
    # SQLite reports a damaged file by the bare class, of which broken constraints are subclasses.
    return type(getattr(error, "orig", None)) is sqlite3.DatabaseError
