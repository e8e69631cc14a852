"""`ogniwo doctor --repair`: each kind of damage, planted from outside, is found, mended or named, and mended once."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.model import Link, Node, NodeKey, Unit
from graph.snapshot import today
from tests.neo4j_server import driver_of
from tests.records import cooperation, organisation
from web.cli import main
from web.office import audit, cohorts, import_drafts, intents, persons, shown
from web.office.persons import Person
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.backup import take_backup
from web.services.cohorts import life
from web.services.repair import mending
from web.services.repair.mending import examine, repair

SIGNED = {"by": "anna", "reason": "after the storm"}
DAY = date(2023, 5, 1)
BOTH = ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)]


def mentor(node_id):
    return Node(node_id, frozenset({"Mentor"}), {"joined": DAY, "capacity": 2})


def mentoring(source, target):
    return Link("MENTORS", source, target, {"since": DAY, "cohort": "2023"})


NODES = (*map(organisation, ("org-1", "org-2", "org-3")), mentor("men-1"), mentor("men-2"), mentor("men-3"))
LINKS = (cooperation("org-1", "org-2"), cooperation("org-2", "org-3"), mentoring("men-1", "org-1"))


@pytest.fixture
def filled(settings):
    """Three organisations, three mentors whose names the office knows, three links."""
    with Ogniwo.open(settings) as ogniwo:
        fill(ogniwo)
        yield ogniwo


def fill(ogniwo):
    ogniwo.store.apply(Unit(nodes=NODES, links=LINKS))
    with ogniwo.office.writing() as connection:
        persons.put(connection, [Person(f"men-{n}", f"Osoba {n}", f"o{n}@example.org") for n in (1, 2, 3)])


def in_the_file(ogniwo, statement, *values):
    """Change the file behind the program's back, as a tool that saves what it can would."""
    with closing(sqlite3.connect(ogniwo.settings.network_path)) as connection:
        connection.execute(statement, values)
        connection.commit()


def lose(ogniwo, *actor_ids):
    for actor_id in actor_ids:
        in_the_file(ogniwo, "DELETE FROM node_Actor WHERE id = ?", actor_id)


def found_in(ogniwo):
    return {one.kind: one.what for one in examine(ogniwo.store, ogniwo.office, ogniwo.settings.folder)}


def mended_by(ogniwo):
    return {one.kind: one.what for one in repair(ogniwo, **SIGNED).mended}


def links_of(ogniwo, kind):
    return [(link.source, link.target) for link in ogniwo.store.stream_links(kind)]


def actions(ogniwo):
    with ogniwo.office.reading() as connection:
        return [entry for entry in audit.entries(connection) if entry.action.startswith("repair")]


def test_nothing_is_found_where_nothing_is_wrong_and_the_repair_leaves_no_trace(filled):
    revision = filled.store.revision()
    assert found_in(filled) == {}
    assert mended_by(filled) == {}
    assert filled.store.revision() == revision
    assert actions(filled) == []
    assert list(filled.settings.folder.glob("removed-*")) == []


def test_links_whose_end_was_lost_are_removed_once_and_a_copy_is_kept(filled):
    lose(filled, "org-2")
    lost = ("COOPERATES_WITH org-1–org-2 2021-03-01 project", "COOPERATES_WITH org-2–org-3 2021-03-01 project")
    assert found_in(filled) == {"link-without-end": lost}
    repaired = repair(filled, **SIGNED)
    assert {one.kind: one.what for one in repaired.mended} == {"link-without-end": lost}
    assert links_of(filled, "COOPERATES_WITH") == []
    assert links_of(filled, "MENTORS") == [("men-1", "org-1")]
    kept = [json.loads(line) for line in repaired.kept_in.read_text().splitlines()]
    assert [(one["source"], one["target"]) for one in kept] == [("org-1", "org-2"), ("org-2", "org-3")]
    assert repaired.kept_in.stat().st_mode & 0o077 == 0
    assert {(one.action, one.by, one.reason) for one in actions(filled)} == {
        ("repair-links", "anna", "after the storm"),
        ("repair", "anna", "after the storm"),
    }
    assert (found_in(filled), mended_by(filled)) == ({}, {})


@pytest.fixture(params=BOTH)
def on_both(request, settings):
    """The same network in either store."""
    if request.param == "neo4j":
        address = request.getfixturevalue("empty_neo4j").address
        settings = replace(settings, neo4j_uri=address.uri, neo4j_user=address.user, neo4j_password=address.password)
    with Ogniwo.open(settings) as ogniwo:
        fill(ogniwo)
        yield ogniwo


def take_role(ogniwo, actor_id, role, instead):
    """Change the labels behind the program's back."""
    if ogniwo.settings.neo4j_uri is None:
        in_the_file(ogniwo, "UPDATE node_Actor SET labels = ? WHERE id = ?", f"|{instead}|", actor_id)
        return
    with driver_of(ogniwo.store.address) as driver:
        driver.execute_query(f"MATCH (n:Actor {{id: $id}}) REMOVE n:{role} SET n:{instead}, n.name = $id", id=actor_id)


def test_who_lost_the_role_that_its_links_ask_for_has_it_again_and_nothing_that_happened_is_lost(on_both):
    take_role(on_both, "men-1", "Mentor", "Partner")
    if on_both.settings.neo4j_uri is None:
        in_the_file(on_both, "UPDATE node_Actor SET name = 'Biblioteka' WHERE id = 'men-1'")
    assert found_in(on_both) == {"lost-role": ("men-1 Mentor",)}
    assert mended_by(on_both) == {"lost-role": ("men-1 Mentor",)}
    assert on_both.store.node(NodeKey("Actor", "men-1")).labels == {"Mentor", "Partner"}
    assert links_of(on_both, "MENTORS") == [("men-1", "org-1")]
    assert found_in(on_both) == {}


@pytest.mark.neo4j
def test_what_was_written_beside_ogniwo_is_named_and_left_alone(settings, empty_neo4j):
    address = empty_neo4j.address
    there = replace(settings, neo4j_uri=address.uri, neo4j_user=address.user, neo4j_password=address.password)
    with Ogniwo.open(there) as ogniwo, driver_of(address) as driver:
        fill(ogniwo)
        for statement in (
            "MATCH (n:Organisation {id: 'org-1'}) REMOVE n.name",
            "MATCH (:Actor {id: 'men-1'})-[r:MENTORS]->() REMOVE r.since",
            "MATCH (a:Actor {id: 'org-1'})-[r:COOPERATES_WITH]->(b) CREATE (a)-[s:COOPERATES_WITH]->(b) SET s = r",
            "CREATE (:Organisation {name: 'Bez podstawy'})",
        ):
            driver.execute_query(statement)
        found = {
            "wrong-record": (
                "Actor org-1",
                "COOPERATES_WITH org-1–org-2 2021-03-01 project (twice)",
                "MENTORS men-1–org-1 2023",
            ),
            "unread-record": ("Organisation 1",),
        }
        assert found_in(ogniwo) == found
        assert mended_by(ogniwo) == {}
        assert found_in(ogniwo) == found
        driver.execute_query("MATCH (n:Organisation {name: 'Bez podstawy'}) DELETE n")


@pytest.mark.neo4j
def test_a_link_to_something_that_ogniwo_did_not_write_is_found(settings, empty_neo4j):
    address = empty_neo4j.address
    there = replace(settings, neo4j_uri=address.uri, neo4j_user=address.user, neo4j_password=address.password)
    with Ogniwo.open(there) as ogniwo, driver_of(address) as driver:
        fill(ogniwo)
        driver.execute_query("MATCH (n:Actor {id: 'org-3'}) REMOVE n:Actor:Organisation")
        found = found_in(ogniwo)
        assert found["link-without-end"] == ("COOPERATES_WITH org-2–org-3 2021-03-01 project",)
        mended_by(ogniwo)
        assert found_in(ogniwo) == found, "it is gone, or is said to be"
        driver.execute_query("MATCH (n {id: 'org-3'}) DETACH DELETE n")


def test_a_person_and_suggestions_of_nobody_are_removed_and_a_copy_is_kept(filled):
    row = shown.Shown("r-1", "cli", "anna", "org-1", "mentor", None, "men-2", 1, 0.5, 1)
    with filled.office.writing() as connection:
        shown.add(connection, [row, replace(row, provider_id="men-1", rank=2)])
    lose(filled, "men-2")
    wrong = {"lost-person": ("men-2",), "lost-suggestion": ("men-2",)}
    assert found_in(filled) == wrong
    repaired = repair(filled, **SIGNED)
    assert {one.kind: one.what for one in repaired.mended} == wrong
    with filled.office.reading() as connection:
        assert set(persons.everybody(connection)) == {"men-1", "men-3"}
        assert [one.provider_id for one in shown.to_seeker(connection, "org-1")] == ["men-1"]
    kept = [json.loads(line) for line in repaired.kept_in.read_text().splitlines()]
    assert [(one["table"], one.get("display_name")) for one in kept] == [
        ("person", "Osoba 2"),
        ("suggestion_shown", None),
    ]
    in_audit = json.dumps([dict(one.details) for one in actions(filled)])
    assert "Osoba" not in in_audit
    assert found_in(filled) == {}


def test_answers_to_a_call_from_outside_the_network_are_no_damage(filled):
    with filled.office.writing() as connection:
        shown.add(connection, [shown.Shown("r-1", "cli", "anna", "", "call", None, "org-1", 1, 0.5, 1)])
    assert found_in(filled) == {}


def test_what_people_wrote_about_who_is_gone_is_kept_and_named(filled):
    life.open_cohort(filled, "c1", "Cykl", starts=today() + timedelta(days=9), **SIGNED)
    life.join(filled, "c1", "org-3", **SIGNED)
    said = {"fields": {}, "cells": {}, "merged": {"2": "org-3"}, "apart": [], "left_out": [], "words": {}}
    with filled.office.writing() as connection:
        import_drafts.add(connection, import_drafts.DraftRow("d1", "organisations", "k.csv", "anna", {}, said))
    in_the_file(filled, "DELETE FROM link_COOPERATES_WITH WHERE target = 'org-3'")
    lose(filled, "org-3")
    named = {"lost-member": ("c1 org-3",), "lost-choice": ("d1 org-3",)}
    assert found_in(filled) == named
    assert mended_by(filled) == {}
    assert found_in(filled) == named
    with filled.office.reading() as connection:
        assert [one.actor_id for one in cohorts.members(connection, "c1")] == ["org-3"]
        assert import_drafts.find(connection, "d1").choices == said


def test_an_office_beside_the_wrong_network_loses_nobody(filled):
    in_the_file(filled, "DELETE FROM link_MENTORS")
    lose(filled, "men-1", "men-2")
    assert found_in(filled) == {"other-network": ("2 of 3",)}
    assert mended_by(filled) == {}
    with filled.office.reading() as connection:
        assert len(persons.everybody(connection)) == 3


def test_a_change_left_open_is_named_and_whom_it_brings_is_nobodys_loss(filled, environment):
    unit = Unit(nodes=(mentor("men-9"),))
    with filled.office.writing() as connection:
        persons.put(connection, [Person("men-9", "Nowa")])
        intent = writing.make_intent("import", "network", unit, **SIGNED)
        intents.begin(connection, replace(intent, created_at=datetime.now(UTC) - timedelta(hours=1)))
    assert found_in(filled) == {"open-change": ("import network",)}
    filled.close()
    done = CliRunner().invoke(main, ["doctor", "--repair"])
    assert done.exit_code == 0
    assert "1 change was kept and not carried out (import network): was completed" in done.stdout
    with Ogniwo.open(environment) as again, again.office.reading() as connection:
        assert again.store.node(NodeKey("Actor", "men-9")) is not None
        assert "men-9" in persons.everybody(connection)


def test_a_change_that_is_just_under_way_is_no_damage(filled):
    with filled.office.writing() as connection:
        intents.begin(connection, writing.make_intent("update", "org-1", Unit(), **SIGNED))
    assert found_in(filled) == {}


def test_a_repair_killed_between_its_steps_is_finished_by_the_next(filled, monkeypatch):
    lose(filled, "org-2", "men-2")

    def die(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(mending, "_remove_rows", die)
        with pytest.raises(KeyboardInterrupt):
            repair(filled, **SIGNED)
    assert found_in(filled) == {"lost-person": ("men-2",)}
    assert mended_by(filled) == {"lost-person": ("men-2",)}
    assert found_in(filled) == {}


def test_what_killed_commands_left_is_removed_and_what_a_running_one_uses_is_not(filled, tmp_path, monkeypatch):
    elsewhere = tmp_path / "archives"
    elsewhere.mkdir()
    kill_while_it_backs_up(filled.settings, elsewhere / "killed.zip")
    (scratch,) = elsewhere.iterdir()
    (filled.settings.folder / "restored").mkdir()
    half_made = filled.settings.folder / "network.sqlite3.new-0123"
    half_made.touch()
    os.utime(half_made, (time.time() - 7200,) * 2)
    (filled.settings.folder / "office.sqlite3.new-4567").touch()  # somebody may be making it now
    left = found_in(filled)["leftover-file"]
    assert {scratch.name, "restored", half_made.name} < {Path(one).name for one in left}
    monkeypatch.setattr("web.services.backup._manifest", lambda *_: during.append(found_in(filled)) or 1 / 0)
    during = []
    with pytest.raises(ZeroDivisionError):
        take_backup(filled, tmp_path / "running.zip", **SIGNED)
    assert during == [{"leftover-file": left}]
    assert mended_by(filled) == {"leftover-file": left}
    assert list(elsewhere.iterdir()) == []
    assert found_in(filled) == {}


def kill_while_it_backs_up(settings, archive):
    """Kill a backup when its copies are taken and its archive is not written."""
    code = (
        "import os, signal, web.services.backup as backup\n"
        "backup._write_archive = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"from web.cli import main; main(['backup', {str(archive)!r}])"
    )
    environment = {**os.environ, "OGNIWO_DATA": str(settings.folder), "OGNIWO_OFFICE_URL": settings.office_url}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def test_doctor_lists_what_it_would_mend_and_mends_only_when_asked(filled, run):
    lose(filled, "org-2")
    filled.close()
    before = filled.settings.network_path.read_bytes()
    listed = run("doctor")
    assert listed.exit_code == 1
    assert "2 links lead to nobody" in listed.stdout.split("Damage")[1]
    assert "are removed by `ogniwo doctor --repair`" in listed.stdout
    assert filled.settings.network_path.read_bytes() == before
    in_polish = run("doctor", "--lang", "pl").stdout.split("Uszkodzenia")[1]
    assert "Powiązania, które prowadzą donikąd: 2 (" in in_polish
    assert "): `ogniwo doctor --repair` to usunie\n" in in_polish
    (damage,) = json.loads(run("doctor", "--json").stdout)["damage"]
    assert (damage["kind"], len(damage["what"]), damage["mending"]) == ("link-without-end", 2, "removed")
    done = run("doctor", "--repair", "--by", "anna", "--reason", "after the storm", "--json")
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    assert (said["healthy"], said["damage"]) == (True, [])
    assert [one["kind"] for one in said["mended"]] == ["link-without-end"]
    assert Path(said["kept_in"]).exists()
    again = run("doctor", "--repair")
    assert (again.exit_code, again.stdout.splitlines()[0]) == (0, "Nothing was there to repair.")


def test_nothing_is_made_by_repairing_where_nothing_is(run, monkeypatch, tmp_path):
    monkeypatch.setenv("OGNIWO_DATA", str(tmp_path / "nowhere"))
    refused = run("doctor", "--repair")
    assert refused.exit_code == 1
    assert "ogniwo seed" in refused.stderr
    assert not (tmp_path / "nowhere").exists()
