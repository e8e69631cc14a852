"""A running Ogniwo on a folder of its own, with the reference facts in it."""

import os
import shutil

import pytest
import sqlalchemy as sa

from graph.opening import open_store
from seeds.reference import reference_links, reference_nodes
from tests.killed_places import new_place, new_settings
from web.ogniwo import Ogniwo
from web.settings import VARIABLES, Settings

__all__ = ["new_place", "new_settings"]


@pytest.fixture(scope="session")
def reference_network(tmp_path_factory):
    """The file of a network that has the reference facts and nothing else."""
    path = tmp_path_factory.mktemp("reference") / "network.sqlite3"
    store = open_store(sqlite_path=path)
    store.load(reference_nodes(), reference_links())
    store.close()
    return path


@pytest.fixture
def settings(tmp_path, reference_network):
    """Settings of an Ogniwo whose network has the reference facts."""
    folder = tmp_path / "ogniwo"
    folder.mkdir()
    shutil.copy(reference_network, folder / "network.sqlite3")
    return Settings(folder, f"sqlite:///{folder / 'office.sqlite3'}", port=0)


@pytest.fixture
def ogniwo(settings):
    with Ogniwo.open(settings) as opened:
        yield opened


@pytest.fixture
def environment(settings, monkeypatch):
    """The same settings in the environment, for commands."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)
    monkeypatch.setenv("OGNIWO_DATA", str(settings.folder))
    monkeypatch.setenv("OGNIWO_PORT", "0")
    monkeypatch.setenv("OGNIWO_LANGUAGE", "en")
    return settings


@pytest.fixture
def sqlite_office_url(tmp_path):
    return f"sqlite:///{tmp_path / 'office.sqlite3'}"


@pytest.fixture
def postgresql_office_url():
    """An emptied database of a PostgreSQL server; OGNIWO_TEST_OFFICE_URL gives the address of one named …_test."""
    url = os.environ.get("OGNIWO_TEST_OFFICE_URL", "")
    if not url:
        required = "postgresql" in os.environ.get("OGNIWO_REQUIRE", "").split(",")
        (pytest.fail if required else pytest.skip)("no PostgreSQL: set OGNIWO_TEST_OFFICE_URL (postgresql+psycopg://…)")
    if not url.endswith("_test"):
        pytest.fail("OGNIWO_TEST_OFFICE_URL is not of a database named …_test, and tests empty it")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url
