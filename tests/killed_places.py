"""Where processes that are to be killed work: an empty network, or a whole Ogniwo, again and again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.neo4j_store import Neo4jAddress
from tests.killing import FULL
from tests.neo4j_server import CONSTRAINTS, WIPE, driver_of, neo4j_address
from tests.store_workers import migrate, opened
from web.settings import Settings

BOTH = ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)]
BOTH_IN_FULL = BOTH if FULL else BOTH[:1]


@pytest.fixture(params=BOTH)
def new_place(request, tmp_path):
    """Gives an empty network each time it is called."""
    if request.param == "sqlite":
        return lambda number: migrated(tmp_path / f"{number}.sqlite3")
    request.getfixturevalue("empty_neo4j")
    address = neo4j_address()

    def emptied(_number):
        with driver_of(address) as driver, driver.session(database=address.database) as session:
            session.run(WIPE).consume()
        return migrated(address)

    return emptied


def kind_of(place) -> str:
    """Which of the two stores the network is in."""
    on_server = place.neo4j_uri is not None if isinstance(place, Settings) else isinstance(place, Neo4jAddress)
    return "neo4j" if on_server else "sqlite"


def migrated(place):
    """The place, where an empty network is now."""
    migrate(place)
    return place


def with_folder(settings, folder: Path):
    """The same settings with a new folder."""
    folder.mkdir()
    return replace(settings, folder=folder, office_url=f"sqlite:///{folder / 'office.sqlite3'}")


@pytest.fixture(params=BOTH)
def new_settings(request, settings, tmp_path):
    """Gives an Ogniwo without organisations each time it is called."""
    if request.param == "neo4j":
        request.getfixturevalue("empty_neo4j")
    pristine = settings.network_path.read_bytes()

    def make(name):
        made = with_folder(settings, tmp_path / str(name))
        if request.param == "sqlite":
            made.network_path.write_bytes(pristine)
            return made
        return on_server(made)

    return make


def on_server(settings):
    """The same settings with the network on the tests' server, where there is one region and nothing else."""
    address = neo4j_address()
    with driver_of(address) as driver, driver.session(database=address.database) as session:
        session.run(WIPE).consume()
    store = opened(address)
    local = opened(settings.folder.parent / "ogniwo" / "network.sqlite3")
    store.load([one for one in local.stream_nodes("Region") if one.id in {"18", "1803"}], [])
    local.close()
    store.close()
    return at_server(settings)


def bare_server(settings):
    """The same settings with the network on the tests' server, on which Ogniwo never ran."""
    address = neo4j_address()
    with driver_of(address) as driver, driver.session(database=address.database) as session:
        session.run(WIPE).consume()
        for (name,) in session.run(CONSTRAINTS).values():
            session.run(f"DROP CONSTRAINT {name}").consume()
    return at_server(settings)


def at_server(settings):
    """The same settings with the address of the tests' server."""
    address = neo4j_address()
    return replace(
        settings, neo4j_uri=address.uri, neo4j_user=address.user, neo4j_password=address.password,
        neo4j_database=address.database,
    )  # fmt: skip
