"""Whatever makes or replaces files, killed at any moment: each file is there whole or not at all."""

import shutil
import sqlite3
from contextlib import closing
from functools import partial

import pytest

from graph.transfer import import_network, network_hash
from tests.killed_places import BOTH_IN_FULL, bare_server, kind_of, with_folder
from tests.killed_work import (
    N_NOTED,
    N_TOGETHER,
    add_and_back_up,
    add_and_change,
    add_and_export,
    begin,
    note_people,
    restore,
)
from tests.killing import Kills, run_to_its_end
from tests.neo4j_server import CONSTRAINTS, driver_of
from tests.store_workers import opened
from web.office import audit, persons
from web.office.database import Office
from web.ogniwo import Ogniwo
from web.services.restore import restore_backup

pytestmark = pytest.mark.slow


def test_a_backup_is_there_whole_or_not_at_all_and_has_what_was_acknowledged_before(settings, tmp_path):
    pristine = settings.network_path.read_bytes()

    def new(name):
        made = with_folder(settings, tmp_path / str(name))
        made.network_path.write_bytes(pristine)
        archives = tmp_path / f"archives-{name}"
        archives.mkdir()
        return made, archives

    whole = run_to_its_end(partial(add_and_back_up, *new("whole")))
    kills = Kills("backup (sqlite)", whole, seed=4)
    for number, moment in kills:
        made, archives = new(number)
        ended = kills.at(moment, partial(add_and_back_up, made, archives))
        named = sorted(one.name for one in archives.glob("*.zip"))
        assert set(named) >= {word for word in ended.acknowledged if word.endswith(".zip")}
        for name in named:
            elsewhere = with_folder(settings, tmp_path / f"restored-{number}-{name}")
            restore_backup(archives / name, elsewhere, overwrite=False, by="jan", reason="moved")
            until = ended.acknowledged.index(name) if name in ended.acknowledged else len(ended.acknowledged)
            before = {word for word in ended.acknowledged[:until] if not word.endswith(".zip")}
            with Ogniwo.open(elsewhere) as other:
                assert {node.id for node in other.store.stream_nodes("Actor")} >= before


def test_a_restore_leaves_the_folder_as_it_was_or_as_the_archive_has_it(settings, tmp_path):
    run_to_its_end(partial(add_and_change, settings))
    with Ogniwo.open(settings) as ogniwo:
        later = network_hash(ogniwo.store)
    source = with_folder(settings, tmp_path / "source")
    source.network_path.write_bytes(settings.network_path.read_bytes())
    source.office_path.write_bytes(settings.office_path.read_bytes())
    archives = tmp_path / "archives"
    archives.mkdir()
    run_to_its_end(partial(add_and_back_up, source, archives))
    archive = archives / "0.zip"

    def there(name):
        made = with_folder(settings, tmp_path / str(name))
        made.network_path.write_bytes(settings.network_path.read_bytes())
        made.office_path.write_bytes(settings.office_path.read_bytes())
        return made

    made = there("whole")
    whole = run_to_its_end(partial(restore, archive, made))
    with Ogniwo.open(made) as ogniwo:
        archived = network_hash(ogniwo.store)
    assert archived != later
    kills = Kills("restore (sqlite)", whole, seed=5)
    for number, moment in kills:
        made = there(number)
        ended = kills.at(moment, partial(restore, archive, made))
        with Ogniwo.open(made) as ogniwo:
            found = network_hash(ogniwo.store)
        assert found in ({archived} if ended.acknowledged else {archived, later})


@pytest.mark.parametrize("store", BOTH_IN_FULL)
def test_migrations_of_both_databases_are_completed_by_the_next_start(store, request, settings, tmp_path):
    if store == "neo4j":
        request.getfixturevalue("empty_neo4j")

    def new(name):
        made = with_folder(settings, tmp_path / str(name))
        return bare_server(made) if store == "neo4j" else made

    run_to_its_end(partial(begin, new("warming up")))
    whole = run_to_its_end(partial(begin, new("whole")))
    with Ogniwo.open(new("reference")) as ogniwo:
        expected = migrated_to(ogniwo)
    kills = Kills(f"migrations of both databases ({store})", whole, seed=6)
    for number, moment in kills:
        made = new(number)
        kills.at(moment, partial(begin, made))
        with Ogniwo.open(made) as ogniwo:
            assert migrated_to(ogniwo) == expected
        for path in made.files:
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def migrated_to(ogniwo):
    """Both versions, and what the network keeps unique."""
    versions = ogniwo.store.health().schema_version, ogniwo.office.health().revision
    if ogniwo.settings.neo4j_uri is None:
        return versions
    with driver_of(ogniwo.store.address) as driver:
        names = driver.execute_query(CONSTRAINTS).records
    return (*versions, sorted(record["name"] for record in names))


def test_what_is_written_in_the_office_at_once_is_there_at_once_or_not_at_all(settings, tmp_path):
    Office.open(settings.office_url).close()

    def new(name):
        made = with_folder(settings, tmp_path / str(name))
        shutil.copy(settings.office_path, made.office_path)
        return made.office_url

    whole = run_to_its_end(partial(note_people, new("whole")))
    kills = Kills("the office alone (sqlite)", whole, seed=9)
    for number, moment in kills:
        url = new(number)
        ended = kills.at(moment, partial(note_people, url))
        there = people_in(url)
        assert set(there.values()) <= {(N_TOGETHER, 1)}, "persons without their audit, or the other way round"
        assert set(there) in ({*range(len(ended.acknowledged))}, {*range(len(ended.acknowledged) + 1)})
        run_to_its_end(partial(note_people, url))
        assert people_in(url) == dict.fromkeys(range(N_NOTED), (N_TOGETHER, 1))


def people_in(url):
    """By step, how many persons and lines of the audit there are."""
    office = Office.open(url)
    with office.reading() as connection:
        everybody = [int(one.actor_id.split("-")[1]) for one in persons.everybody(connection).values()]
        noted = [int(one.subject) for one in audit.entries(connection, limit=10_000)]
    office.close()
    return {step: (everybody.count(step), noted.count(step)) for step in {*everybody, *noted}}


@pytest.mark.parametrize("new_settings", BOTH_IN_FULL, indirect=True)
def test_an_export_is_there_whole_or_not_at_all_and_has_what_was_acknowledged_before(new_settings, tmp_path):
    def new(name):
        made, files = new_settings(name), tmp_path / f"files-{name}"
        files.mkdir()
        return made, files

    made, files = new("whole")
    whole = run_to_its_end(partial(add_and_export, made, files))
    kills = Kills(f"export of the network ({kind_of(made)})", whole, seed=10)
    for number, moment in kills:
        made, files = new(number)
        ended = kills.at(moment, partial(add_and_export, made, files))
        there = {one.name for one in files.glob("*.gz") if not one.name.startswith(".")}
        assert there >= {word for word in ended.acknowledged if word.endswith(".gz")}
        for name in there:
            store = opened(tmp_path / f"{number}-{name}.sqlite3")
            import_network(store, files / name)
            until = ended.acknowledged.index(name) if name in ended.acknowledged else len(ended.acknowledged)
            before = {word for word in ended.acknowledged[:until] if not word.endswith(".gz")}
            assert {node.id for node in store.stream_nodes("Actor")} >= before
            store.close()
