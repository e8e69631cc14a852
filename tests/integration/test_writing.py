"""A change of the network and its line in the audit come about together, wherever a process stops."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph.errors import InvalidRecord, MissingEnd, StoreUnavailable
from graph.model import Node, NodeKey, Unit, make_link, make_node
from graph.snapshot import today
from web.office import audit, intents
from web.office.database import Office
from web.office.errors import OfficeUnavailable, RequestKeyTaken
from web.ogniwo import Ogniwo, open_network
from web.services import writing
from web.services.errors import BeingChanged, KeptForLater
from web.services.unit_json import unit_as_json, unit_from_json

ORG = NodeKey("Actor", "org-1")


def _intent(name="Stowarzyszenie Most", org_id="org-1", region="1803"):
    node = make_node(org_id, "Organisation", name=name, joined=today())
    unit = Unit(nodes=(node,), links=(make_link("LOCATED_IN", org_id, region),))
    return writing.make_intent("add-organisation", org_id, unit, by="anna", reason="they asked", fields=["name"])


def _begin(settings, intent):
    with Ogniwo.open(settings) as ogniwo, ogniwo.office.writing() as connection:
        intents.begin(connection, intent)


def _begin_and_apply(settings, intent):
    _begin(settings, intent)
    store = open_network(settings)
    store.apply(unit_from_json(intent.payload["unit"]), request_key=intent.request_key)
    store.close()


def _audit(ogniwo):
    with ogniwo.office.reading() as connection:
        return audit.entries(connection)


def test_a_change_is_in_the_network_and_in_the_audit(ogniwo):
    intent = _intent()
    ogniwo.write(lambda _: intent)
    assert ogniwo.store.node(ORG).properties["name"] == "Stowarzyszenie Most"
    (entry,) = _audit(ogniwo)
    assert (entry.by, entry.reason, entry.action, entry.subject) == ("anna", "they asked", "add-organisation", "org-1")
    assert entry.request_key == intent.request_key
    assert entry.details == {"fields": ["name"]}


@pytest.mark.parametrize("stop", [_begin, _begin_and_apply])
def test_a_change_cut_off_halfway_is_completed_by_the_next_start_and_only_once(settings, stop):
    intent = _intent()
    stop(settings, intent)
    with Ogniwo.open(settings) as ogniwo:
        assert [(one.request_key, one.outcome) for one in ogniwo.completed] == [(intent.request_key, "done")]
        assert ogniwo.store.node(ORG) is not None
        assert [entry.request_key for entry in _audit(ogniwo)] == [intent.request_key]
        revision = ogniwo.store.revision()
    with Ogniwo.open(settings) as again:
        assert again.completed == []
        assert again.store.revision() == revision
        assert len(_audit(again)) == 1


def test_what_was_written_after_a_change_cut_off_before_its_end_is_not_undone_by_completing_it(settings):
    intent = _intent(name="Stara nazwa")
    _begin_and_apply(settings, intent)
    store = open_network(settings)
    store.apply(Unit(nodes=(Node("org-1", frozenset({"Organisation"}), {"name": "Nowa nazwa"}),)))
    store.close()
    with Ogniwo.open(settings) as ogniwo:
        assert ogniwo.store.node(ORG).properties["name"] == "Nowa nazwa"


def test_a_change_that_the_network_refuses_is_given_up_and_does_not_stop_the_others(settings):
    poisoned, sound = _intent(region="9999"), _intent(org_id="org-2")
    unreadable = replace(_intent(org_id="org-3"), payload={"unit": {"nodes": [{"id": "org-3"}]}})
    for intent in (poisoned, unreadable, sound):
        _begin_without_completing(settings, intent)
    with Ogniwo.open(settings) as ogniwo:
        assert [(one.subject, one.outcome) for one in ogniwo.completed] == [
            ("org-1", "given up"),
            ("org-3", "given up"),
            ("org-2", "done"),
        ]
        assert ogniwo.store.node(ORG) is None
        failed = [entry for entry in _audit(ogniwo) if entry.action == "add-organisation-failed"]
        assert {entry.request_key for entry in failed} == {poisoned.request_key, unreadable.request_key}
        assert [entry.details["error"] for entry in failed] == ["InvalidRecord payload", "MissingEnd"]
        assert "9999" in ogniwo.completed[0].error
    with Ogniwo.open(settings) as again:
        assert again.completed == []


def _begin_without_completing(settings, intent):
    office = Office.open(settings.office_url)
    with office.writing() as connection:
        intents.begin(connection, intent)
    office.close()


def test_a_change_refused_at_once_tells_its_author_and_the_audit(ogniwo):
    with pytest.raises(MissingEnd):
        ogniwo.write(lambda _: _intent(region="9999"))
    assert [entry.action for entry in _audit(ogniwo)] == ["add-organisation-failed"]
    assert ogniwo.store.node(ORG) is None


def test_the_audit_of_a_refused_change_names_the_field_and_not_its_value(ogniwo):
    node = Node("org-1", frozenset({"Organisation"}), {"name": "Most", "joined": today(), "n_staff": "Anna Prywatna"})
    with pytest.raises(InvalidRecord, match="Prywatna"):
        ogniwo.write(lambda _: writing.make_intent("add", "org-1", Unit(nodes=(node,)), by="anna", reason="asked"))
    (entry,) = _audit(ogniwo)
    assert entry.details == {"error": "InvalidRecord n_staff"}


def test_the_same_request_cannot_be_begun_twice(ogniwo):
    intent = _intent()
    ogniwo.write(lambda _: intent)
    with pytest.raises(RequestKeyTaken):
        ogniwo.write(lambda _: intent)


def test_processes_that_start_together_complete_every_change_once(settings):
    begun = [_intent(org_id=f"org-{n}", name=f"Koło {n}") for n in range(12)]
    for intent in begun:
        _begin_without_completing(settings, intent)
    start = (
        "import sys; from pathlib import Path; from web.ogniwo import Ogniwo; from web.settings import Settings\n"
        "from web.logs import start_logging; start_logging('warning')\n"
        "ogniwo = Ogniwo.open(Settings(Path(sys.argv[1]), sys.argv[2]))\n"
        "print(*(one.request_key for one in ogniwo.completed)); ogniwo.close()"
    )
    command = [sys.executable, "-c", start, str(settings.folder), settings.office_url]
    starting = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    reported = [key for process in starting for key in process.communicate()[0].split()]
    assert [process.returncode for process in starting] == [0, 0, 0]
    assert sorted(reported) == sorted(intent.request_key for intent in begun)
    with Ogniwo.open(settings) as ogniwo:
        assert sorted(entry.request_key for entry in _audit(ogniwo)) == sorted(reported)
        assert ogniwo.store.counts()["Organisation"] == 12


class AwayStore:
    """A store that stops answering when a unit is to be written, until it is back."""

    def __init__(self, store):
        self._store = store
        self.away = True

    def __getattr__(self, name):
        return getattr(self._store, name)

    def apply(self, unit, *, request_key=None):
        if self.away:
            raise StoreUnavailable("the network does not answer; try again in a moment")
        return self._store.apply(unit, request_key=request_key)


@pytest.fixture
def away(ogniwo):
    """The same Ogniwo's store, gone until a test says otherwise."""
    ogniwo.store = AwayStore(ogniwo.store)
    return ogniwo.store


def _keep(ogniwo, intent):
    with pytest.raises(KeptForLater, match=intent.request_key):
        ogniwo.write(lambda _: intent)


def test_a_change_made_while_the_network_is_away_is_completed_by_whoever_reads_next(ogniwo, away, monkeypatch):
    monkeypatch.setattr("web.ogniwo.LOOK_SECONDS", 0.0)
    _keep(ogniwo, _intent())
    assert "org-1" not in ogniwo.snapshot().actors.row_of
    away.away = False
    assert "org-1" in ogniwo.snapshot().actors.row_of
    assert [entry.action for entry in _audit(ogniwo)] == ["add-organisation"]


def test_a_change_that_another_process_left_open_is_completed_by_whoever_reads_next(ogniwo, settings, monkeypatch):
    monkeypatch.setattr("web.ogniwo.LOOK_SECONDS", 0.0)
    _begin_without_completing(settings, _intent())
    ogniwo.snapshot()
    assert ogniwo.store.node(ORG) is not None


def test_a_change_kept_while_others_are_being_completed_is_not_forgotten(ogniwo, away, monkeypatch):
    monkeypatch.setattr("web.ogniwo.LOOK_SECONDS", 0.0)
    _keep(ogniwo, _intent())
    complete_open = writing.complete_open

    def and_one_more_is_kept_meanwhile(store, office):
        away.away = False
        completed = complete_open(store, office)
        away.away = True
        _keep(ogniwo, _intent(org_id="org-2"))
        return completed

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(writing, "complete_open", and_one_more_is_kept_meanwhile)
        ogniwo.snapshot()
    away.away = False
    assert {"org-1", "org-2"} <= set(ogniwo.snapshot().actors.row_of)


def test_reading_goes_on_while_a_kept_change_cannot_be_completed(ogniwo, away, monkeypatch):
    monkeypatch.setattr("web.ogniwo.LOOK_SECONDS", 0.0)
    _keep(ogniwo, _intent())
    ogniwo.snapshot()
    assert ogniwo.office.counts()["audit"] == 0
    away.away = False
    ogniwo.snapshot()
    assert ogniwo.office.counts()["audit"] == 1


def test_open_changes_are_not_looked_for_at_every_reading(ogniwo, monkeypatch):
    looks = []
    monkeypatch.setattr(writing, "complete_open", lambda *_: looks.append(1) or [])
    for _ in range(5):
        ogniwo.snapshot()
    assert looks == []


def test_an_older_change_that_was_kept_does_not_overwrite_a_newer_one(ogniwo, away, settings):
    away.away = False
    ogniwo.write(lambda _: _intent(name="Pierwsza nazwa"))
    away.away = True
    _keep(ogniwo, _intent(name="Stara nazwa"))
    other = Ogniwo(settings, open_network(settings), ogniwo.office)
    other.write(lambda _: _intent(name="Nowa nazwa"))
    other.store.close()
    away.away = False
    writing.complete_open(ogniwo.store, ogniwo.office)
    assert ogniwo.store.node(ORG).properties["name"] == "Nowa nazwa"
    assert len(_audit(ogniwo)) == 3


def test_a_change_of_what_has_a_kept_change_is_refused_while_the_network_is_away(ogniwo, away):
    _keep(ogniwo, _intent())
    with pytest.raises(StoreUnavailable):
        ogniwo.write(lambda _: _intent())
    assert ogniwo.office.counts()["intent"] == 1


def test_whoever_changes_what_somebody_begins_to_change_again_and_again_is_told_to_look(ogniwo):
    def prepare(connection):
        intents.begin(connection, replace(_intent(), by="barbara"))
        return _intent()

    with pytest.raises(BeingChanged, match="org-1 is just being changed by barbara"):
        ogniwo.write(prepare)


def test_the_newest_revision_written_is_kept_whichever_thread_says_so_last(ogniwo):
    ogniwo._note_written(7)
    ogniwo._note_written(3)
    assert ogniwo._written == 7


def test_a_change_that_cannot_be_prepared_leaves_no_intent(ogniwo):
    def refuse(_connection):
        raise OfficeUnavailable("no")

    with pytest.raises(OfficeUnavailable):
        ogniwo.write(refuse)
    assert ogniwo.office.counts()["intent"] == 0


def test_units_survive_the_way_through_json(ogniwo):
    node = make_node("ev-1", "Event", name="Spotkanie", starts_at=datetime(2024, 5, 1, 9, 30, tzinfo=UTC), hours=2.0)
    link = make_link("COOPERATES_WITH", "org-1", "org-2", since=date(2024, 5, 1), kind="project", strength=1.0)
    change = Node("org-1", frozenset({"Organisation"}), {"about": None, "languages": ["pl", "uk"]})
    unit = Unit((node, change), (link,), (link.key,), (NodeKey("Actor", "org-9"),), replace=True)
    again = unit_from_json(json.loads(json.dumps(unit_as_json(unit))))
    assert again == unit
    assert again.nodes[0].properties["starts_at"].tzinfo is UTC
    assert isinstance(again.nodes[0].properties["hours"], float)
