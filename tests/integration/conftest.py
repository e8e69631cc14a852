"""A running Ogniwo on a folder of its own, with the reference facts in it."""

import shutil

import pytest

from graph.opening import open_store
from seeds.reference import reference_links, reference_nodes
from web.ogniwo import Ogniwo
from web.settings import VARIABLES, Settings


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
