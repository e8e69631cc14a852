"""A process killed at any moment: what was acknowledged is there, nothing is there by half, and work can go on."""

from collections import Counter
from functools import partial

import pytest

from graph.transfer import network_hash
from tests.killed_places import BOTH_IN_FULL, kind_of
from tests.killed_work import (
    IMPORT_STEPS,
    N_COHORTS,
    N_LOADED,
    N_MENTORS,
    N_SEEKERS,
    N_UNITS,
    add_and_change,
    batch,
    import_and_undo,
    lead_cohorts,
    load,
    unit,
    write_units,
)
from tests.killing import Kills, run_to_its_end
from tests.store_workers import opened
from web.office import audit, cohorts, persons
from web.office.database import Office
from web.ogniwo import Ogniwo
from web.services.importing.importing import write_import

pytestmark = pytest.mark.slow


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
    kills = Kills(f"units of one network ({kind_of(place)})", whole, seed=1)
    for number, moment in kills:
        place = new_place(number)
        ended = kills.at(moment, partial(write_units, place))
        present = present_by_unit(place)
        records = len(unit(0).nodes) + len(unit(0).links)
        assert set(present.values()) <= {records}, "a unit is there by half"
        assert {int(one) for one in ended.acknowledged} <= set(present)
        assert len(present) <= len(ended.acknowledged) + 1
        again = run_to_its_end(partial(write_units, place))
        assert len(again.acknowledged) == N_UNITS
        assert hash_of(place) == expected


@pytest.mark.parametrize("new_place", BOTH_IN_FULL, indirect=True)
def test_a_load_leaves_whole_batches_and_run_again_ends_with_the_same_network(new_place):
    run_to_its_end(partial(load, new_place("warming up")))
    place = new_place("whole")
    whole = run_to_its_end(partial(load, place))
    expected = hash_of(place)
    kills = Kills(f"loading ({kind_of(place)})", whole, seed=2)
    for number, moment in kills:
        place = new_place(number)
        ended = kills.at(moment, partial(load, place))
        store = opened(place)
        counts = store.counts()
        store.close()
        written = counts["Organisation"] + counts["COOPERATES_WITH"]
        sums = {sum(map(int, whole.acknowledged[:n])) for n in range(len(whole.acknowledged) + 1)}
        assert written in sums, "a batch is there by half"
        assert written >= sum(map(int, ended.acknowledged))
        run_to_its_end(partial(load, place))
        assert hash_of(place) == expected
    assert sum(map(int, whole.acknowledged)) == 2 * N_LOADED - 1


def subjects(office: Office, action: str) -> Counter[str]:
    with office.reading() as connection:
        entries = audit.entries(connection, limit=100_000)
    return Counter(entry.subject for entry in entries if entry.action == action)


@pytest.mark.parametrize("new_settings", BOTH_IN_FULL, indirect=True)
def test_people_s_changes_are_in_both_databases_or_in_neither(new_settings):
    whole_settings = new_settings("whole")
    whole = run_to_its_end(partial(add_and_change, whole_settings))
    with Ogniwo.open(whole_settings) as ogniwo:
        expected = network_hash(ogniwo.store)
    kills = Kills(f"single writes, both databases ({kind_of(whole_settings)})", whole, seed=3)
    for number, moment in kills:
        settings = new_settings(number)
        ended = kills.at(moment, partial(add_and_change, settings))
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
    steps = {part: [n for n, (what, _) in enumerate(IMPORT_STEPS) if what == part] for part in ("import", "undo")}
    kills = Kills(f"import and undo, both databases ({kind_of(whole_settings)})", whole, 7, steps)
    for number, moment in kills:
        settings = new_settings(number)
        ended = kills.at(moment, partial(import_and_undo, settings))
        n_done = len(ended.acknowledged)
        with Ogniwo.open(settings) as ogniwo:
            found = mentors_by_batch(ogniwo)
            assert set(found.values()) <= {N_MENTORS}, "a file is there by half"
            assert sorted(found) in (batches_after(n_done), batches_after(n_done + 1))
            for one in range(5):
                write_import(ogniwo, batch(one), by="anna", reason="again")
            assert mentors_by_batch(ogniwo) == dict.fromkeys(range(5), N_MENTORS)


def plans(ogniwo: Ogniwo) -> dict[str, Counter[bool]]:
    """Of each cohort in the network, how many of its pairs are over and how many are not."""
    found: dict[str, Counter[bool]] = {}
    for link in ogniwo.store.stream_links("MENTORS"):
        over = link.properties.get("until") is not None
        found.setdefault(str(link.properties["cohort"]), Counter())[over] += 1
    return found


@pytest.mark.parametrize("new_settings", BOTH_IN_FULL, indirect=True)
def test_a_cohort_is_published_whole_or_not_at_all_and_led_on_from_where_it_was(new_settings):
    n_pairs = N_SEEKERS - 1
    whole_settings = new_settings("whole")
    whole = run_to_its_end(partial(lead_cohorts, whole_settings))
    kills = Kills(f"cohorts, both databases ({kind_of(whole_settings)})", whole, seed=8)
    for number, moment in kills:
        settings = new_settings(number)
        ended = kills.at(moment, partial(lead_cohorts, settings))
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
