"""One store at a time: each test of this folder runs against the embedded store and against Neo4j."""

from collections.abc import Callable, Iterator

import pytest

from graph.neo4j_store import Neo4jStore
from graph.sqlite_store import SqliteStore
from graph.store import Store


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request, tmp_path) -> Iterator[Store]:
    """An empty store, migrated."""
    if request.param == "neo4j":
        yield request.getfixturevalue("empty_neo4j")
        return
    sqlite = SqliteStore(tmp_path / "network.sqlite3")
    sqlite.migrate()
    yield sqlite
    sqlite.close()


@pytest.fixture
def same_network(store: Store) -> Iterator[Callable[[], Store]]:
    """Opens the network of `store` once more, as another process would."""
    opened: list[Store] = []

    def open_again() -> Store:
        again = SqliteStore(store.path) if isinstance(store, SqliteStore) else Neo4jStore(store.address)
        opened.append(again)
        return again

    yield open_again
    for again in opened:
        again.close()
