"""The running application without its interfaces: settings, network, office."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import structlog

from graph.errors import StoreUnavailable
from graph.live import LiveSnapshot
from graph.opening import open_store
from graph.snapshot import Snapshot
from graph.store import Applied, Store
from web import first_files, folder, lost
from web.office.database import Office
from web.office.errors import OfficeUnavailable
from web.services import writing
from web.services.exposure import ExposureLog
from web.services.weights_in_force import WeightsInForce
from web.services.writing import Completed, Prepare
from web.settings import Settings

LOOK_SECONDS = 5.0  # how often a running Ogniwo looks for changes that were left open

log = structlog.get_logger("ogniwo")


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
    exposure : ExposureLog
        How often actors were shown to others lately.
    weights : WeightsInForce
        What suggestions are made with: published or learned weights.
    completed : list of Completed
        What earlier processes had left open and the start put right.
    """

    def __init__(self, settings: Settings, store: Store, office: Office) -> None:
        self.settings = settings
        self.store = store
        self.office = office
        self.network = LiveSnapshot(store)
        self.exposure = ExposureLog(office)
        self.weights = WeightsInForce(office)
        self.completed: list[Completed] = []
        self._written = 0
        self._noting = threading.Lock()
        self._looked_at = time.monotonic()
        self._looking = threading.Lock()
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
            without_bytes = lost.emptied(settings)
            lost.refuse_lost_network(settings, without_bytes)
            if settings.neo4j_uri is None:
                first_files.make_whole(settings.network_path, _make_network)
            for file in settings.files:
                if file.exists():
                    folder.make_private(file)
            store = open_network(settings)
            opened.callback(store.close)
            lost.refuse_lost_office(settings, without_bytes, store)
            if settings.office_path is not None:
                first_files.make_whole(settings.office_path, _make_office)
            office = Office.open(settings.office_url)
            opened.callback(office.close)
            ogniwo = cls(settings, store, office)
            ogniwo.completed = writing.complete_open(store, office)
            writing.forget_settled(office)
            ogniwo._closing = opened.pop_all()
        return ogniwo

    def write(self, prepare: Prepare) -> Applied:
        """Carry the prepared intent out; see `services.writing.carry_out`."""
        applied = writing.carry_out(self.store, self.office, prepare)
        self._note_written(applied.revision)
        return applied

    def snapshot(self) -> Snapshot:
        """The current snapshot, in which whoever wrote through this Ogniwo sees what was written.

        Now and then this also completes changes that were kept while a database was away,
        so that nobody has to start Ogniwo again.
        """
        newest = self.network.current(at_least=self._written)
        self._complete_left_open()
        return newest if newest.revision >= self._written else self.network.current(at_least=self._written)

    def _complete_left_open(self) -> None:
        if time.monotonic() - self._looked_at < LOOK_SECONDS or not self._looking.acquire(blocking=False):
            return
        try:
            completed = writing.complete_open(self.store, self.office)
            self._note_written(max((one.revision for one in completed), default=0))
        except (StoreUnavailable, OfficeUnavailable) as error:
            # Whoever only reads is not to be refused for this; the next look tries again.
            log.warning("changes_left_open", reason=str(error))
        finally:
            self._looked_at = time.monotonic()
            self._looking.release()

    def _note_written(self, revision: int) -> None:
        with self._noting:
            self._written = max(self._written, revision)

    def close(self) -> None:
        """Let go of both databases and the folder; the second time nothing happens."""
        self._closing.close()

    def __enter__(self) -> Ogniwo:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _make_network(path: Path) -> None:
    open_store(sqlite_path=path).close()


def _make_office(path: Path) -> None:
    Office.open(f"sqlite:///{path}").close()


def open_network(settings: Settings) -> Store:
    """The network's store, migrated and ready: Neo4j where an address is set, else the file."""
    if settings.neo4j_uri is None:
        return open_store(sqlite_path=settings.network_path)
    from graph.neo4j_store.address import Neo4jAddress  # noqa: PLC0415  # only who uses the server loads its driver

    address = Neo4jAddress(settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password, settings.neo4j_database)
    return open_store(neo4j=address)
