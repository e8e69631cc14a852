"""Several processes on one network at once: nothing is lost, nothing is refused."""

import hashlib
import os
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from graph.errors import MigrationChanged, StoreTooNew
from graph.sqlite_store import SqliteStore
from tests.neo4j_server import neo4j_address
from tests.records import cooperation, organisation
from tests.store_workers import COUNTER, N_LINKS, add_one_at_a_time, in_processes, migrate, opened, read_streams

FULL = os.environ.get("OGNIWO_FULL") == "1"
N_PROCESSES = 4


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def place(request, tmp_path):
    """Where an empty, migrated network is."""
    if request.param == "neo4j":
        request.getfixturevalue("empty_neo4j")
        return neo4j_address()
    migrate(tmp_path / "network.sqlite3")
    return tmp_path / "network.sqlite3"


@pytest.mark.slow
def test_four_processes_count_together_while_another_reads_streams(place):
    times = 500 if FULL or isinstance(place, Path) else 100
    store = opened(place)
    others = [organisation(f"o-{number:03}") for number in range(N_LINKS + 1)]
    links = [cooperation(others[0].id, other.id) for other in others[1:]]
    store.load([organisation(COUNTER.id, n_staff=0), *others], links)
    before = store.revision()

    counters = [partial(add_one_at_a_time, place, times)] * N_PROCESSES
    answers = in_processes([*counters, partial(read_streams, place, N_PROCESSES * times)])

    assert answers == [times] * N_PROCESSES + ["in order"]
    assert store.node(COUNTER).properties["n_staff"] == N_PROCESSES * times
    assert store.revision() - before >= N_PROCESSES * times
    store.close()


@pytest.mark.parametrize("round_number", range(10 if FULL else 3))
def test_migrations_raced_by_several_processes_run_once(tmp_path, round_number):
    path = tmp_path / "network.sqlite3"
    assert in_processes([partial(migrate, path)] * N_PROCESSES) == [1] * N_PROCESSES
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT number, name FROM migration").fetchall() == [(1, "bookkeeping")]
        assert connection.execute("SELECT count(*) FROM state").fetchone() == (1,)


def changed_file(tmp_path, statement):
    """A migrated network in whose file something was changed by hand."""
    store = SqliteStore(tmp_path / "network.sqlite3")
    store.migrate()
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute(statement)
        connection.commit()
    return store


def test_network_of_a_newer_version_is_refused_and_left_alone(tmp_path):
    store = changed_file(tmp_path, "INSERT INTO migration VALUES (2, 'later', 'x', '2030-01-01')")
    before = hashlib.sha256(store.path.read_bytes()).digest()
    with pytest.raises(StoreTooNew, match="schema version 2, this Ogniwo knows versions up to 1; install the newer"):
        store.migrate()
    store.close()
    assert hashlib.sha256(store.path.read_bytes()).digest() == before


def test_network_built_with_another_text_of_a_migration_is_refused(tmp_path):
    store = changed_file(tmp_path, "UPDATE migration SET sha256 = 'other' WHERE number = 1")
    with pytest.raises(MigrationChanged, match="migration 1 differs"):
        store.migrate()
    store.close()


def test_migrating_again_brings_back_an_index_that_an_interrupted_load_left_out(tmp_path):
    store = changed_file(tmp_path, 'DROP INDEX "link_COOPERATES_WITH_target"')
    store.migrate()
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE name = 'link_COOPERATES_WITH_target'")
        assert len(found.fetchall()) == 1


def test_migrating_adds_a_property_that_is_new_in_the_schema(tmp_path):
    store = changed_file(tmp_path, 'ALTER TABLE "node_Actor" DROP COLUMN website')
    store.migrate()
    store.load([organisation("a", website="https://example.org")], [])
    assert store.node(organisation("a").key).properties["website"] == "https://example.org"
    store.close()
