"""The running application without its interfaces: settings, network, office."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType

import sqlalchemy as sa

from graph.live import LiveSnapshot
from graph.opening import open_store
from graph.snapshot import Snapshot
from graph.store import Applied, Store
from web import folder
from web.office.database import Office
from web.office.intents import Intent
from web.services import writing
from web.services.errors import KeptForLater
from web.services.writing import Completed
from web.settings import Settings


class Ogniwo:
    """One running Ogniwo; services take it as their first argument.

    Attributes
    ----------
    settings : Settings
    store : Store
        The network as it is kept.
    network : LiveSnapshot
        The network as suggestions and pages read it, built when first asked for.
    office : Office
    completed : list of Completed
        What earlier processes had left open and the start put right.
    """

    def __init__(self, settings: Settings, store: Store, office: Office) -> None:
        self.settings = settings
        self.store = store
        self.office = office
        self.network = LiveSnapshot(store)
        self.completed: list[Completed] = []
        self._kept_for_later = threading.Event()
        self._written = 0
        self._closing = ExitStack()

    @classmethod
    def open(cls, settings: Settings) -> Ogniwo:
        """An Ogniwo with both databases migrated and every open intent completed.

        Raises
        ------
        StoreUnavailable, StoreTooNew, MigrationChanged
            The network cannot be opened; there is no falling back to another store.
        OfficeUnavailable, OfficeTooNew, DriverMissing
        FolderInUse
            A backup is being restored into the folder.
        """
        with ExitStack() as opened:
            opened.callback(folder.use(settings.folder).let_go)
            store = open_network(settings)
            opened.callback(store.close)
            office = Office.open(settings.office_url)
            opened.callback(office.close)
            ogniwo = cls(settings, store, office)
            ogniwo.completed = writing.complete_open(store, office)
            writing.forget_settled(office)
            ogniwo._closing = opened.pop_all()
        return ogniwo

    def write(self, intent: Intent, *, check: Callable[[sa.Connection], None] | None = None) -> Applied:
        """Carry the intent out; see `services.writing.carry_out`.

        Changes that were kept while a database did not answer are completed first, so that
        nobody has to start Ogniwo again.
        """
        if self._kept_for_later.is_set():
            self.completed = writing.complete_open(self.store, self.office)
            self._kept_for_later.clear()
        try:
            applied = writing.carry_out(self.store, self.office, intent, check=check)
        except KeptForLater:
            self._kept_for_later.set()
            raise
        self._written = max(self._written, applied.revision)
        return applied

    def snapshot(self) -> Snapshot:
        """The current snapshot, in which whoever wrote through this Ogniwo sees what was written."""
        return self.network.current(at_least=self._written)

    def close(self) -> None:
        """Let go of both databases and the folder; the second time nothing happens."""
        self._closing.close()

    def __enter__(self) -> Ogniwo:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_network(settings: Settings) -> Store:
    """The network's store, migrated and ready: Neo4j where an address is set, else the file."""
    if settings.neo4j_uri is None:
        return open_store(sqlite_path=settings.network_path)
    from graph.neo4j_store.address import Neo4jAddress  # noqa: PLC0415  # only who uses the server loads its driver

    address = Neo4jAddress(settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password, settings.neo4j_database)
    return open_store(neo4j=address)
