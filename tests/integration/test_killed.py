"""A process killed at any moment: what was acknowledged is there, nothing is there by half, and work can go on."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from graph.transfer import network_hash
from tests.killed_work import (
    IMPORT_STEPS,
    N_COHORTS,
    N_LOADED,
    N_MENTORS,
    N_SEEKERS,
    N_UNITS,
    add_and_back_up,
    add_and_change,
    batch,
    begin,
    import_and_undo,
    lead_cohorts,
    load,
    restore,
    unit,
    write_units,
)
from tests.killing import FULL, N_KILLS, killed_after, moments, run_to_its_end
from tests.neo4j_server import WIPE, driver_of, neo4j_address
from tests.store_workers import migrate, opened
from web.office import audit, cohorts, persons
from web.office.database import Office
from web.ogniwo import Ogniwo
from web.services.importing.importing import write_import
from web.services.restore import restore_backup

pytestmark = pytest.mark.slow
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


def migrated(place):
    migrate(place)
    return place


def hash_of(place):
    store = opened(place)
    try:
        return network_hash(store)
    finally:
        store.close()


def present_by_unit(place):
    """How many records of each unit the network has."""
    store = opened(place)
    records = [node.id for node in store.stream_nodes("Actor")]
    records += [link.source for link in store.stream_links("COOPERATES_WITH")]
    store.close()
    return Counter(int(one[1:4]) for one in records)


def test_units_are_whole_or_absent_and_acknowledged_ones_are_there(new_place):
    run_to_its_end(partial(write_units, new_place("warming up")))
    place = new_place("whole")
    whole = run_to_its_end(partial(write_units, place))
    assert whole.acknowledged == [str(number) for number in range(N_UNITS)]
    expected = hash_of(place)
    n_killed = 0
    for number, moment in enumerate(moments(N_KILLS, whole.seconds, seed=1)):
        place = new_place(number)
        ended = killed_after(partial(write_units, place), moment)
        n_killed += ended.killed
        present = present_by_unit(place)
        records = len(unit(0).nodes) + len(unit(0).links)
        assert set(present.values()) <= {records}, "a unit is there by half"
        assert {int(one) for one in ended.acknowledged} <= set(present)
        assert len(present) <= len(ended.acknowledged) + 1
        again = run_to_its_end(partial(write_units, place))
        assert len(again.acknowledged) == N_UNITS
        assert hash_of(place) == expected
    assert n_killed >= N_KILLS // 3


def test_a_load_leaves_whole_batches_and_run_again_ends_with_the_same_network(new_place):
    run_to_its_end(partial(load, new_place("warming up")))
    place = new_place("whole")
    whole = run_to_its_end(partial(load, place))
    expected, n_killed = hash_of(place), 0
    for number, moment in enumerate(moments(N_KILLS, whole.seconds, seed=2)):
        place = new_place(number)
        ended = killed_after(partial(load, place), moment)
        n_killed += ended.killed
        store = opened(place)
        counts = store.counts()
        store.close()
        written = counts["Organisation"] + counts["COOPERATES_WITH"]
        sums = {sum(map(int, whole.acknowledged[:n])) for n in range(len(whole.acknowledged) + 1)}
        assert written in sums, "a batch is there by half"
        assert written >= sum(map(int, ended.acknowledged))
        run_to_its_end(partial(load, place))
        assert hash_of(place) == expected
    assert n_killed >= N_KILLS // 3
    assert sum(map(int, whole.acknowledged)) == 2 * N_LOADED - 1


def with_folder(settings, folder: Path):
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
    return replace(
        settings, neo4j_uri=address.uri, neo4j_user=address.user, neo4j_password=address.password,
        neo4j_database=address.database,
    )  # fmt: skip


def subjects(office: Office, action: str) -> Counter[str]:
    with office.reading() as connection:
        entries = audit.entries(connection, limit=100_000)
    return Counter(entry.subject for entry in entries if entry.action == action)


def test_people_s_changes_are_in_both_databases_or_in_neither(new_settings):
    whole_settings = new_settings("whole")
    whole = run_to_its_end(partial(add_and_change, whole_settings))
    with Ogniwo.open(whole_settings) as ogniwo:
        expected, n_killed = network_hash(ogniwo.store), 0
    for number, moment in enumerate(moments(N_KILLS, whole.seconds, seed=3)):
        settings = new_settings(number)
        ended = killed_after(partial(add_and_change, settings), moment)
        n_killed += ended.killed
        with Ogniwo.open(settings) as ogniwo:
            there = {node.id: node.properties["about"] for node in ogniwo.store.stream_nodes("Actor")}
            added = subjects(ogniwo.office, "add-organisation")
            changed = subjects(ogniwo.office, "update-organisation")
        assert {word.partition(" ")[0] for word in ended.acknowledged} <= set(there)
        assert added == Counter(dict.fromkeys(there, 1)), "the network and the audit do not say the same"
        assert {one for one in there if "tańczymy" in there[one]} == set(changed)
        assert {word.partition(" ")[0] for word in ended.acknowledged if " " in word} <= set(changed)
        run_to_its_end(partial(add_and_change, settings))
        with Ogniwo.open(settings) as ogniwo:
            assert network_hash(ogniwo.store) == expected
    assert n_killed >= N_KILLS // 3


def batches_after(n_steps: int) -> list[int]:
    """The files that are in after so many steps."""
    there: set[int] = set()
    for what, number in IMPORT_STEPS[:n_steps]:
        there = there | {number} if what == "import" else there - {number}
    return sorted(there)


def mentors_by_batch(ogniwo: Ogniwo) -> Counter[int]:
    """How many mentors of each file there are; those of the network must be those of the office."""
    with ogniwo.office.reading() as connection:
        everybody = persons.everybody(connection)
    assert {node.id for node in ogniwo.store.stream_nodes("Actor")} == set(everybody), (
        "one knows whom the other does not"
    )
    return Counter(int(one.display_name.split()[1].split("-")[0]) for one in everybody.values())


@pytest.mark.parametrize("new_settings", BOTH_IN_FULL, indirect=True)
def test_an_import_and_its_undoing_are_in_both_databases_or_in_neither(new_settings):
    whole_settings = new_settings("whole")
    whole = run_to_its_end(partial(import_and_undo, whole_settings))
    with Ogniwo.open(whole_settings) as ogniwo:
        assert mentors_by_batch(ogniwo) == dict.fromkeys([1, 3], N_MENTORS)
    n_killed = 0
    for number, moment in enumerate(moments(N_KILLS, whole.seconds, seed=7)):
        settings = new_settings(number)
        ended = killed_after(partial(import_and_undo, settings), moment)
        n_killed += ended.killed
        n_done = len(ended.acknowledged)
        with Ogniwo.open(settings) as ogniwo:
            found = mentors_by_batch(ogniwo)
            assert set(found.values()) <= {N_MENTORS}, "a file is there by half"
            assert sorted(found) in (batches_after(n_done), batches_after(n_done + 1))
            for one in range(5):
                write_import(ogniwo, batch(one), by="anna", reason="again")
            assert mentors_by_batch(ogniwo) == dict.fromkeys(range(5), N_MENTORS)
    assert n_killed >= N_KILLS // 3


def plans(ogniwo: Ogniwo) -> dict[str, Counter[bool]]:
    """Of each cohort in the network, how many of its pairs are over and how many are not."""
    found: dict[str, Counter[bool]] = {}
    for link in ogniwo.store.stream_links("MENTORS"):
        over = link.properties.get("until") is not None
        found.setdefault(str(link.properties["cohort"]), Counter())[over] += 1
    return found


@pytest.mark.parametrize("new_settings", BOTH_IN_FULL, indirect=True)
def test_a_cohort_is_published_whole_or_not_at_all_and_led_on_from_where_it_was(new_settings):
    n_pairs, n_killed = N_SEEKERS - 1, 0
    whole = run_to_its_end(partial(lead_cohorts, new_settings("whole")))
    for number, moment in enumerate(moments(N_KILLS, whole.seconds, seed=8)):
        settings = new_settings(number)
        ended = killed_after(partial(lead_cohorts, settings), moment)
        n_killed += ended.killed
        with Ogniwo.open(settings) as ogniwo:
            found = plans(ogniwo)
            published = {word.split()[0] for word in ended.acknowledged if word.endswith(" publish")}
            assert published <= set(found)
            assert all(sum(plan.values()) == n_pairs and len(plan) == 1 for plan in found.values()), "half a plan"
            with ogniwo.office.reading() as connection:
                said = {one.id for one in cohorts.all_of_them(connection) if one.published is not None}
            assert said == set(found), "one says published, and the other does not know the plan"
        run_to_its_end(partial(lead_cohorts, settings))
        with Ogniwo.open(settings) as ogniwo:
            assert plans(ogniwo) == {f"c{one}": Counter({True: n_pairs}) for one in range(N_COHORTS)}
            assert subjects(ogniwo.office, "cohort-publish") == Counter(f"c{one}" for one in range(N_COHORTS))
    assert n_killed >= N_KILLS // 3


def test_a_backup_is_there_whole_or_not_at_all_and_has_what_was_acknowledged_before(settings, tmp_path):
    pristine = settings.network_path.read_bytes()

    def new(name):
        made = with_folder(settings, tmp_path / str(name))
        made.network_path.write_bytes(pristine)
        archives = tmp_path / f"archives-{name}"
        archives.mkdir()
        return made, archives

    whole = run_to_its_end(partial(add_and_back_up, *new("whole")))
    n_killed = 0
    for number, moment in enumerate(moments(N_KILLS, whole.seconds, seed=4)):
        made, archives = new(number)
        ended = killed_after(partial(add_and_back_up, made, archives), moment)
        n_killed += ended.killed
        named = sorted(one.name for one in archives.glob("*.zip"))
        assert set(named) >= {word for word in ended.acknowledged if word.endswith(".zip")}
        for name in named:
            elsewhere = with_folder(settings, tmp_path / f"restored-{number}-{name}")
            restore_backup(archives / name, elsewhere, overwrite=False, by="jan", reason="moved")
            until = ended.acknowledged.index(name) if name in ended.acknowledged else len(ended.acknowledged)
            before = {word for word in ended.acknowledged[:until] if not word.endswith(".zip")}
            with Ogniwo.open(elsewhere) as other:
                assert {node.id for node in other.store.stream_nodes("Actor")} >= before
    assert n_killed >= N_KILLS // 3


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
    n_killed = 0
    for number, moment in enumerate(moments(N_KILLS, whole.seconds, seed=5)):
        made = there(number)
        ended = killed_after(partial(restore, archive, made), moment)
        n_killed += ended.killed
        with Ogniwo.open(made) as ogniwo:
            found = network_hash(ogniwo.store)
        assert found in ({archived} if ended.acknowledged else {archived, later})
    assert n_killed >= N_KILLS // 3


def test_migrations_of_both_databases_are_completed_by_the_next_start(settings, tmp_path):
    whole = run_to_its_end(partial(begin, with_folder(settings, tmp_path / "whole")))
    with Ogniwo.open(with_folder(settings, tmp_path / "reference")) as ogniwo:
        expected = (ogniwo.store.health().schema_version, ogniwo.office.health().revision)
    n_killed = 0
    for number, moment in enumerate(moments(N_KILLS, whole.seconds, seed=6)):
        made = with_folder(settings, tmp_path / str(number))
        n_killed += killed_after(partial(begin, made), moment).killed
        with Ogniwo.open(made) as ogniwo:
            assert (ogniwo.store.health().schema_version, ogniwo.office.health().revision) == expected
        for path in (made.network_path, made.office_path):
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert n_killed >= N_KILLS // 3
