"""An Ogniwo over a small network written by hand, in the embedded store or in Neo4j."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.neo4j_store import Neo4jStore
from graph.opening import open_store
from graph.store import Store
from tests.networks import Network
from tests.web_sample import settings_of
from web.office.database import Office
from web.ogniwo import Ogniwo

STORES = ("sqlite", "neo4j")


def store_of(request: Any, folder: Path) -> Store:
    """An empty store of the kind that the fixture is parametrised with."""
    if request.param == "neo4j":
        store: Neo4jStore = request.getfixturevalue("empty_neo4j")
        return store
    return open_store(sqlite_path=folder / "network.sqlite3")


@contextmanager
def ogniwo_over(store: Store, network: Network, folder: Path) -> Iterator[Ogniwo]:
    """An Ogniwo over the store with the network in it, and an office of its own."""
    store.load(network.nodes, network.links)
    settings = settings_of(folder)
    office = Office.open(settings.office_url)
    yield Ogniwo(settings, store, office)
    office.close()
