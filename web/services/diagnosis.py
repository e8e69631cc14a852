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
from web.services.diagnosis_words import diagnosed
from web.services.repair.found import Found
from web.services.repair.leftover_files import leftover_files
from web.services.repair.mending import examine
from web.services.seeding import COMMAND_OF_LOAD, left_unfinished
from web.settings import Settings

_LITTLE_SPACE = 200_000_000


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


def diagnose(settings: Settings, language: str = "en") -> Diagnosis:
    """The state of this Ogniwo, said in that language; what cannot be opened is a problem, not an error.

    An embedded database that is not there yet is not created, and one that is behind is
    brought up to date, as every command does. While a backup is being restored, neither is
    opened.
    """
    with ExitStack() as held:
        obstacle = _use_folder(settings, held, language)
        if obstacle is None:
            without_bytes = lost.emptied(settings)
            network = _network(settings, without_bytes, language)
            office = _office(settings, without_bytes, language)
            damage = _damage_in(settings, network, office)
            notes = clock.notes(settings, language) if office.counts else ()
        else:
            damage, notes = (), ()
            not_looked_at = diagnosed("not looked at", language)
            network = DatabaseState(*_network_place(settings), version=not_looked_at)
            office = DatabaseState(*_office_place(settings), version=not_looked_at)
    return Diagnosis(
        ogniwo=version("ogniwo"),
        python=sys.version.split()[0],
        sqlite=sqlite3.sqlite_version,
        folder=str(settings.folder),
        network=network,
        office=office,
        parts=optional_parts(settings, language),
        problems=tuple(_problems(settings, [obstacle, network.problem, office.problem], language)),
        damage=damage,
        notes=notes,
    )


def optional_parts(settings: Settings, language: str = "en") -> tuple[OptionalPart, ...]:
    """The optional parts and whether this machine has them."""
    needed = "psycopg needed" if settings.office_path is None else "psycopg"
    browsers = ("chromium", "chromium-browser", "google-chrome")
    return (
        OptionalPart("psycopg", _has_module("psycopg"), diagnosed(needed, language)),
        OptionalPart("Java", _has_program("java"), diagnosed("Java", language)),
        OptionalPart("Maven", _has_program("mvn"), diagnosed("Maven", language)),
        OptionalPart("Chromium", _has_program(*browsers), diagnosed("Chromium", language)),
    )


def _use_folder(settings: Settings, held: ExitStack, language: str) -> str | None:
    """What speaks against opening the databases; otherwise no restore begins while they are held."""
    place = settings.folder
    if folder.is_being_replaced(place):
        return diagnosed("half-restored", language, folder=place)
    if place.is_dir():
        try:
            held.callback(folder.use(place).let_go)
        except folder.FolderInUse as error:
            return diagnosed("in-use", language, error=error)
        except OSError as error:
            return diagnosed("read-only", language, folder=place, cause=error.strerror)
    return None


def _network_place(settings: Settings) -> tuple[str, str]:
    if settings.neo4j_uri is not None:
        return "neo4j", settings.neo4j_uri
    return "sqlite", str(settings.network_path)


def _office_place(settings: Settings) -> tuple[str, str]:
    return ("sqlite", str(settings.office_path)) if settings.office_path else ("postgresql", "")


def _network(settings: Settings, without_bytes: frozenset[Path], language: str) -> DatabaseState:
    kind, address = _network_place(settings)
    on_server = settings.neo4j_uri is not None
    if not on_server and not settings.network_path.exists():
        lost_network = _without_network(settings, language)
        return DatabaseState(kind, address, version=diagnosed("not created yet", language), problem=lost_network)
    try:
        lost.refuse_lost_network(settings, without_bytes)
        store = open_network(settings)
        try:
            health, counts = store.health(), store.counts()
        finally:
            store.close()
    except GraphError as error:
        return DatabaseState(kind, address, problem=diagnosed("network", language, error=error))
    problem = None if on_server else _damage(settings.network_path, language)
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


def _without_network(settings: Settings, language: str) -> str | None:
    if settings.office_path is None or not settings.office_path.exists():
        return None
    return diagnosed("lost-network", language, path=settings.network_path)


def _office(settings: Settings, without_bytes: frozenset[Path], language: str) -> DatabaseState:
    path = settings.office_path
    kind, address = _office_place(settings)
    if path and not path.exists():
        return DatabaseState(kind, address, version=diagnosed("not created yet", language))
    try:
        if path in without_bytes:
            _refuse_lost_office(settings, without_bytes)
        office = Office.open(settings.office_url)
        try:
            health, counts, unfinished = office.health(), office.counts(), left_unfinished(office)
        finally:
            office.close()
    except OfficeError as error:
        return DatabaseState(kind, address, problem=diagnosed("office", language, error=error))
    problem = (_damage(path, language) if path else None) or _unfinished(unfinished, language)
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


def _unfinished(loads: Iterable[str], language: str) -> str | None:
    commands = ", ".join(f"`{COMMAND_OF_LOAD[load]}`" for load in loads)
    return diagnosed("unfinished", language, commands=commands) if commands else None


def _damage(path: Path, language: str) -> str | None:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    return None if found == "ok" else diagnosed("damaged", language, path=path, cause=found)


def _problems(settings: Settings, found: Iterable[str | None], language: str) -> Iterable[str]:
    yield from (problem for problem in found if problem is not None)
    there = next((one for one in (settings.folder, *settings.folder.parents) if one.exists()), None)
    free = shutil.disk_usage(there).free if there else 0
    if free < _LITTLE_SPACE:
        yield diagnosed("little-space", language, free=f"{free:,}", folder=settings.folder)


def _has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _has_program(*names: str) -> bool:
    return any(shutil.which(name) for name in names)
