"""An import or its undoing, killed between office and network: whatever was built on it, nothing stays half."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph.model import NodeKey, Unit
from graph.snapshot import today
from tests.records import cooperation, organisation
from web.office import cohorts, imports, intents, persons
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.cohorts import life
from web.services.cohorts.errors import CannotJoin
from web.services.errors import BeingChanged
from web.services.importing import undoing
from web.services.importing.errors import ImportRefused
from web.services.importing.importing import Asked, read_file, write_import
from web.services.importing.undoing import last_run, undo_last
from web.services.introductions import introduce
from web.services.recording import add_organisation
from web.services.repair.mending import examine

SIGNED = {"by": "anna", "reason": "they asked"}
FILE = "Imię i nazwisko,E-mail,Liczba miejsc\nOsoba Pierwsza,o1@example.org,2\nOsoba Druga,o2@example.org,3"
BOTH = ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture
def places(request, settings):
    """The settings of an Ogniwo whose network is in the store that is asked for."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return settings
    empty = request.getfixturevalue("empty_neo4j")
    address = empty.address
    return replace(settings, neo4j_uri=address.uri, neo4j_user=address.user, neo4j_password=address.password)


@pytest.fixture
def other(places):
    """Another process's Ogniwo, which runs all the while."""
    with Ogniwo.open(places) as opened:
        opened.store.apply(Unit(nodes=(organisation("org-1"), organisation("org-2"))))
        yield opened


@pytest.fixture
def killed(places, monkeypatch):
    """Does the work in a process that is killed before the network has it."""

    def killed_in(work):
        def die(*_):
            raise KeyboardInterrupt

        with Ogniwo.open(places) as ogniwo, monkeypatch.context() as patched:
            patched.setattr(writing, "_apply_and_settle", die)
            with pytest.raises(KeyboardInterrupt):
                work(ogniwo)

    return killed_in


def bring(ogniwo):
    return write_import(ogniwo, Asked(read_file(FILE.encode(), "m.csv"), "m.csv", "mentors"), **SIGNED)


def undo(ogniwo):
    return undo_last(ogniwo, **SIGNED)


def people(ogniwo):
    with ogniwo.office.reading() as connection:
        return {one.display_name: one.actor_id for one in persons.everybody(connection).values()}


def mentors(ogniwo):
    return {node.id for node in ogniwo.store.stream_nodes("Actor") if "Mentor" in node.labels}


def is_well(ogniwo):
    return examine(ogniwo.store, ogniwo.office, ogniwo.settings.folder) == ()


@pytest.mark.parametrize("places", BOTH, indirect=True)
def test_whoever_changes_something_completes_the_undoing_first_and_is_told_who_is_not_there(other, killed):
    bring(other)
    gone = people(other)["Osoba Pierwsza"]
    killed(undo)
    assert (people(other), mentors(other) >= {gone}) == ({}, True), "the undoing was cut off in the middle"
    with pytest.raises(Exception, match=gone):
        introduce(other, "org-1", gone, "mentor", anyway=True, **SIGNED)
    assert mentors(other) == set()


def test_a_change_that_has_nothing_to_do_with_it_completes_the_undoing_first_too(other, killed):
    bring(other)
    killed(undo)
    added = add_organisation(other, {"name": "Koło Nowe"}, **SIGNED)
    assert (people(other), mentors(other)) == ({}, set())
    assert other.store.node(NodeKey("Actor", added.id)) is not None


def test_nobody_who_is_about_to_go_joins_a_cohort(other, killed):
    bring(other)
    gone = people(other)["Osoba Druga"]
    life.open_cohort(other, "c1", "Cykl", starts=today() + timedelta(days=9), **SIGNED)
    killed(undo)
    with pytest.raises(BeingChanged):
        life.join(other, "c1", gone, **SIGNED)
    writing.complete_open(other.store, other.office)
    with pytest.raises(CannotJoin):
        life.join(other, "c1", gone, **SIGNED)
    assert is_well(other)


def test_who_joins_a_cohort_while_the_undoing_looks_is_not_undone(other, monkeypatch):
    bring(other)
    joining = people(other)["Osoba Druga"]
    life.open_cohort(other, "c1", "Cykl", starts=today() + timedelta(days=9), **SIGNED)
    looked = undoing.refuse_others

    def joined_just_before(connection, *others):
        looked(connection, *others)
        member = cohorts.Member("c1", joining, "mentor", 2, 0, [], None, 0, datetime.now(UTC))
        cohorts.put_members(connection, [member])

    monkeypatch.setattr(undoing, "refuse_others", joined_just_before)
    with pytest.raises(ImportRefused) as refused:
        undo(other)
    assert refused.value.code == "built_on"
    assert set(people(other).values()) == mentors(other)


@pytest.mark.parametrize("places", BOTH, indirect=True)
def test_an_undoing_that_the_network_refuses_later_is_taken_back_in_the_office(other, killed, places):
    bring(other)
    there, run = people(other), last_run(other)
    built_on = there["Osoba Pierwsza"]
    with other.office.writing() as connection:
        imports.keep_decisions(connection, "mentors", [("row", built_on)], run.request_key)
    killed(undo)
    # A load has no intent, so nothing holds it back.
    other.store.load([], [cooperation("org-1", built_on)])
    with Ogniwo.open(places) as again:
        assert [(one.action, one.outcome) for one in again.completed] == [("undo-import", "given up")]
        assert people(again) == there
        assert mentors(again) == set(there.values())
        assert last_run(again) == run
        with again.office.reading() as connection:
            assert imports.decided(connection, "mentors") == {"row": built_on}
        with pytest.raises(ImportRefused):
            undo(again)
        again.store.apply(Unit(deleted_links=(cooperation("org-1", built_on).key,)))
        undo(again)
        assert (people(again), mentors(again)) == ({}, set())


def test_an_import_that_the_network_refuses_later_leaves_nobody_in_the_office(other, killed, places):
    needing = (
        FILE.replace("Liczba miejsc", "Liczba miejsc,W czym możesz pomóc").replace(",2\n", ",2,Fundraising\n") + ","
    )

    def bring_with_skill(ogniwo):
        write_import(ogniwo, Asked(read_file(needing.encode(), "m.csv"), "m.csv", "mentors"), **SIGNED)

    killed(bring_with_skill)
    assert len(people(other)) == 2
    (intent,) = open_intents(other)
    skill = intent.payload["unit"]["links"][0]["target"]
    groups = [link.key for link in other.store.neighbours(NodeKey("Skill", skill))]
    other.store.apply(Unit(deleted_links=tuple(groups), deleted_nodes=(NodeKey("Skill", skill),)))
    with Ogniwo.open(places) as again:
        assert [one.outcome for one in again.completed] == ["given up"]
        assert (people(again), mentors(again), last_run(again)) == ({}, set(), None)
        assert is_well(again)


def open_intents(ogniwo):
    with ogniwo.office.reading() as connection:
        return intents.open_ones(connection)


def test_how_to_take_a_change_back_is_kept_no_longer_than_it_is_open(other):
    bring(other)
    undo(other)
    with other.office.reading() as connection:
        settled = intents.done_since(connection, 0)
    assert [one.action for one in settled] == ["import", "undo-import"]
    assert all(set(one.payload) == {"unit", "details"} for one in settled)
    assert "Osoba" not in str([one.payload for one in settled])
