"""How this Ogniwo is: its databases, what they hold, which optional parts are there."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from graph.errors import GraphError
from web import folder, lost
from web.office.database import Office
from web.office.errors import OfficeError
from web.ogniwo import open_network
from web.services import clock
from web.services.repair.found import Found
from web.services.repair.leftover_files import leftover_files
from web.services.repair.mending import examine
from web.services.seeding import COMMAND_OF_LOAD, left_unfinished
from web.settings import Settings

_LITTLE_SPACE = 200_000_000
_NOT_LOOKED_AT = "not looked at"


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """One of the two databases; `version` is of its tables, `problem` says what is wrong."""

    kind: str
    address: str
    server_version: str = ""
    version: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class OptionalPart:
    """Something that Ogniwo can do without, and what that costs."""

    name: str
    present: bool
    without_it: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that `ogniwo doctor` says."""

    ogniwo: str
    python: str
    sqlite: str
    folder: str
    network: DatabaseState
    office: DatabaseState
    parts: tuple[OptionalPart, ...]
    problems: tuple[str, ...]
    damage: tuple[Found, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong; a missing optional part is not."""
        return not (self.problems or self.damage)


def diagnose(settings: Settings) -> Diagnosis:
    """The state of this Ogniwo; what cannot be opened is a problem, not an error.

    An embedded database that is not there yet is not created, and one that is behind is
    brought up to date, as every command does. While a backup is being restored, neither is
    opened.
    """
    with ExitStack() as held:
        obstacle = _use_folder(settings, held)
        if obstacle is None:
            without_bytes = lost.emptied(settings)
            network = _network(settings, without_bytes)
            office = _office(settings, without_bytes)
            damage = _damage_in(settings, network, office)
            notes = clock.notes(settings) if office.counts else ()
        else:
            damage, notes = (), ()
            network = DatabaseState(*_network_place(settings), version=_NOT_LOOKED_AT)
            office = DatabaseState(*_office_place(settings), version=_NOT_LOOKED_AT)
    return Diagnosis(
        ogniwo=version("ogniwo"),
        python=sys.version.split()[0],
        sqlite=sqlite3.sqlite_version,
        folder=str(settings.folder),
        network=network,
        office=office,
        parts=optional_parts(settings),
        problems=tuple(_problems(settings, [obstacle, network.problem, office.problem])),
        damage=damage,
        notes=notes,
    )


def optional_parts(settings: Settings) -> tuple[OptionalPart, ...]:
    """The optional parts and whether this machine has them."""
    on_postgresql = settings.office_path is None
    needed = " (and the office is set to be on PostgreSQL)" if on_postgresql else ""
    return (
        OptionalPart("psycopg", _has_module("psycopg"), f"the office cannot be on a PostgreSQL server{needed}"),
        OptionalPart("Java", _has_program("java"), "`make neo4j` cannot run a server here; one elsewhere works"),
        OptionalPart("Maven", _has_program("mvn"), "`make neo4j` cannot fetch the server; one elsewhere works"),
        OptionalPart(
            "Chromium",
            _has_program("chromium", "chromium-browser", "google-chrome"),
            "the tests of the pages in a browser are skipped, and no screenshots can be made",
        ),
    )


def _use_folder(settings: Settings, held: ExitStack) -> str | None:
    """What speaks against opening the databases; otherwise no restore begins while they are held."""
    if folder.is_being_replaced(settings.folder):
        return f"a restore into {settings.folder} was cut off; any other command finishes it"
    if settings.folder.is_dir():
        try:
            held.callback(folder.use(settings.folder).let_go)
        except folder.FolderInUse as error:
            return str(error)
        except OSError as error:
            return f"{settings.folder} cannot be written ({error.strerror}); give yourself the right, or choose another"
    return None


def _network_place(settings: Settings) -> tuple[str, str]:
    if settings.neo4j_uri is not None:
        return "neo4j", settings.neo4j_uri
    return "sqlite", str(settings.network_path)


def _office_place(settings: Settings) -> tuple[str, str]:
    return ("sqlite", str(settings.office_path)) if settings.office_path else ("postgresql", "")


def _network(settings: Settings, without_bytes: frozenset[Path]) -> DatabaseState:
    kind, address = _network_place(settings)
    on_server = settings.neo4j_uri is not None
    if not on_server and not settings.network_path.exists():
        return DatabaseState(kind, address, version="not created yet", problem=_without_network(settings))
    try:
        lost.refuse_lost_network(settings, without_bytes)
        store = open_network(settings)
        try:
            health, counts = store.health(), store.counts()
        finally:
            store.close()
    except GraphError as error:
        return DatabaseState(kind, address, problem=str(error))
    problem = None if on_server else _damage(settings.network_path)
    return DatabaseState(
        health.kind, health.address, health.server_version, str(health.schema_version), counts, problem
    )


def _damage_in(settings: Settings, network: DatabaseState, office: DatabaseState) -> tuple[Found, ...]:
    """What `--repair` is for; looked for only where both databases are there and can be read."""
    if network.counts and office.counts:
        store = open_network(settings)
        try:
            opened = Office.open(settings.office_url)
            try:
                return examine(store, opened, settings.folder)
            finally:
                opened.close()
        finally:
            store.close()
    left = Found("leftover-file", tuple(map(str, leftover_files(settings.folder))))
    return (left,) if left.what else ()


def _without_network(settings: Settings) -> str | None:
    if settings.office_path is None or not settings.office_path.exists():
        return None
    return (
        f"there is an office and no network beside it ({settings.network_path}); if it was lost, put both back with "
        "`ogniwo restore ARCHIVE --yes`, if it is still to come, use `ogniwo seed` or `ogniwo network import`"
    )


def _office(settings: Settings, without_bytes: frozenset[Path]) -> DatabaseState:
    path = settings.office_path
    kind, address = _office_place(settings)
    if path and not path.exists():
        return DatabaseState(kind, address, version="not created yet")
    try:
        if path in without_bytes:
            _refuse_lost_office(settings, without_bytes)
        office = Office.open(settings.office_url)
        try:
            health, counts, unfinished = office.health(), office.counts(), left_unfinished(office)
        finally:
            office.close()
    except OfficeError as error:
        return DatabaseState(kind, address, problem=str(error))
    problem = (_damage(path) if path else None) or _unfinished(unfinished)
    return DatabaseState(health.kind, health.address, health.server_version, health.revision, counts, problem)


def _refuse_lost_office(settings: Settings, without_bytes: frozenset[Path]) -> None:
    try:
        store = open_network(settings)
    except GraphError:
        return  # the network's own state says so
    try:
        lost.refuse_lost_office(settings, without_bytes, store)
    finally:
        store.close()


def _unfinished(loads: Iterable[str]) -> str | None:
    if not loads:
        return None
    commands = ", ".join(f"`{COMMAND_OF_LOAD[load]}`" for load in loads)
    return f"{commands} began to write and has not ended; where it is not running, run the same command again"


def _damage(path: Path) -> str | None:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    return None if found == "ok" else f"{path} is damaged ({found}); restore it from a backup"


def _problems(settings: Settings, found: Iterable[str | None]) -> Iterable[str]:
    yield from (problem for problem in found if problem is not None)
    there = next((one for one in (settings.folder, *settings.folder.parents) if one.exists()), None)
    free = shutil.disk_usage(there).free if there else 0
    if free < _LITTLE_SPACE:
        yield f"only {free:,} bytes are free where {settings.folder} is; make room before writing more"


def _has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _has_program(*names: str) -> bool:
    return any(shutil.which(name) for name in names)
