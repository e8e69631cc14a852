"""The clock says an earlier time than what was recorded last: the order stays, nothing is lost, and doctor says so."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from graph.model import NodeKey, Unit
from graph.snapshot import today
from tests.records import organisation
from web.cli import main
from web.office import audit, imports, intents
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.backup import take_backup
from web.services.importing.importing import Asked, read_file, write_import
from web.services.importing.undoing import last_run, undo_last
from web.services.recording import add_organisation, update_organisation
from web.services.restore import restore_backup

ASKED = {"by": "anna", "reason": "they asked"}
AHEAD = timedelta(days=400)


class Later(datetime):
    """A clock that is ahead."""

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + AHEAD


@pytest.fixture
def ahead(monkeypatch):
    """Puts the clock of what is recorded ahead until the block is over; afterwards it is set back."""

    @contextmanager
    def put_ahead():
        with monkeypatch.context() as patch:
            for module in (audit, imports, intents):
                patch.setattr(module, "datetime", Later)
            patch.setattr("web.services.recording.today", lambda: today() + AHEAD)
            yield

    return put_ahead


def batch(*names):
    return Asked(read_file("\n".join(["Nazwa", *names]).encode(), "k.csv"), "k.csv", "organisations")


def names(ogniwo):
    return {node.properties["name"] for node in ogniwo.store.stream_nodes("Actor")}


def test_order_of_revisions_and_of_the_audit_is_that_of_the_writes(ogniwo, ahead):
    with ahead():
        added = add_organisation(ogniwo, {"name": "Koło Jutro"}, **ASKED).id
    revision = ogniwo.store.revision()
    update_organisation(ogniwo, added, {"name": "Koło Wczoraj"}, **ASKED)
    assert ogniwo.store.revision() == revision + 1
    assert [key.id for key in ogniwo.store.changes_since(revision).nodes] == [added]
    assert ogniwo.store.node(NodeKey("Actor", added)).properties["name"] == "Koło Wczoraj"
    with ogniwo.office.reading() as connection:
        lines = audit.entries(connection, subject=added)
    assert [line.action for line in lines] == ["update-organisation", "add-organisation"]
    assert lines[0].at < lines[1].at


def test_a_change_left_open_before_is_completed_after_and_kept_for_backups(ogniwo, settings, ahead, tmp_path):
    with ahead(), ogniwo.office.writing() as connection:
        unit = Unit(nodes=(organisation("org-1"),))
        intents.begin(connection, writing.make_intent("add", "org-1", unit, **ASKED))
    ogniwo.close()
    with Ogniwo.open(settings) as again:
        assert [one.subject for one in again.completed] == ["org-1"]
        assert again.store.node(NodeKey("Actor", "org-1")) is not None
        add_organisation(again, {"name": "Koło Dziś"}, **ASKED)
        take_backup(again, tmp_path / "backup.zip", **ASKED)
        there = names(again)
    restore_backup(tmp_path / "backup.zip", settings, overwrite=True, **ASKED)
    with Ogniwo.open(settings) as restored:
        assert names(restored) == there


def test_of_imports_the_last_one_written_is_undone_whatever_the_clock_said(ogniwo, ahead):
    with ahead():
        write_import(ogniwo, batch("Koło Pierwsze"), **ASKED)
    write_import(ogniwo, batch("Koło Drugie"), **ASKED)
    undo_last(ogniwo, **ASKED)
    assert names(ogniwo) == {"Koło Pierwsze"}
    assert last_run(ogniwo).journal is None


def test_doctor_notes_a_clock_that_is_behind_what_was_recorded_and_is_well(ogniwo, environment, ahead):
    run = CliRunner().invoke
    add_organisation(ogniwo, {"name": "Koło Dziś"}, **ASKED)
    assert json.loads(run(main, ["doctor", "--json"]).stdout)["notes"] == []
    with ahead():
        added = add_organisation(ogniwo, {"name": "Koło Jutro"}, **ASKED).id
    update_organisation(ogniwo, added, {"about": "Jesteśmy."}, **ASKED)
    said = run(main, ["doctor"])
    assert said.exit_code == 0
    (note,) = [line for line in said.stdout.split("Notes")[1].splitlines() if "clock says" in line]
    assert f"add-organisation of {added}" in note
    assert f"{datetime.now(UTC) + AHEAD:%Y-%m-%d}" in note
    assert f"{datetime.now(UTC):%Y-%m-%d}" in note
