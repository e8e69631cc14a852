"""Files of events, of needs, and of who worked with whom."""

from datetime import UTC, date, datetime

import pytest

from graph.model import NodeKey
from graph.transfer import network_hash
from tests.imported_files import COOPERATION, EVENTS, REGISTER, bytes_of
from web.services.importing.importing import Asked, plan_import, read_file, write_import
from web.services.importing.undoing import undo_last
from web.services.recording import add_organisation

SIGNED = {"by": "anna", "reason": "plik"}


def asked(text, kind=""):
    return Asked(read_file(bytes_of(text), "plik.csv"), "plik.csv", kind)


def states(plan):
    return [row.state for row in plan.rows]


@pytest.fixture
def ids(ogniwo):
    """Ids of the organisations of the register, in its order."""
    return [row.actor_id for row in write_import(ogniwo, asked(REGISTER), **SIGNED).rows]


def test_events_come_in_with_their_moment_place_and_who_came(ogniwo, ids):
    plan = write_import(ogniwo, asked(EVENTS), **SIGNED)
    assert plan.columns.kind.name == "events"
    assert states(plan) == ["new", "new"]
    training, forum = (ogniwo.store.node(NodeKey("Event", row.actor_id)) for row in plan.rows)
    assert training.properties == {
        "name": "Jak pisać wnioski",
        "starts_at": datetime(2024, 5, 12, 15, 30, tzinfo=UTC),
        "kind": "training",
        "mode": "online",
        "hours": 2.5,
        "about": "Warsztat",
    }
    came = ogniwo.store.neighbours(training.key, "ATTENDED")
    assert [(link.source, link.properties) for link in came] == [(ids[1], {"n_persons": 2})]
    assert [one.doubt.text for one in plan.rows[0].unsure] == ["Nikt Taki"]
    assert [link.target for link in ogniwo.store.neighbours(forum.key, "HELD_IN")] == ["1810"]


def test_the_same_events_again_change_nothing_and_one_edited_changes_just_that(ogniwo, ids):
    write_import(ogniwo, asked(EVENTS), **SIGNED)
    before = network_hash(ogniwo.store)
    assert states(write_import(ogniwo, asked(EVENTS), **SIGNED)) == ["same", "same"]
    edited = EVENTS.replace("2,5", "3").replace("Drzewo (2)", "Drzewo (4)")
    plan = write_import(ogniwo, asked(edited), **SIGNED)
    assert states(plan) == ["changed", "same"]
    assert [(c.field, c.old, c.new) for c in plan.rows[0].changes] == [
        ("hours", 2.5, 3.0),
        ("ATTENDED", [f"{ids[1]}:2"], [f"{ids[1]}:4"]),
    ]
    undo_last(ogniwo, **SIGNED)
    assert network_hash(ogniwo.store) == before


def test_an_event_without_a_day_fails(ogniwo):
    plan = plan_import(ogniwo, asked("Tytuł,Data\nForum,\n", kind="events"))
    assert [(one.column, one.code) for one in plan.rows[0].problems] == [("Data", "missing")]


def test_cooperation_joins_those_whom_names_and_numbers_name(ogniwo, ids):
    plan = write_import(ogniwo, asked(COOPERATION), **SIGNED)
    assert states(plan) == ["new", "new"]
    found = list(ogniwo.store.stream_links("COOPERATES_WITH"))
    project = next(link for link in found if link.properties["kind"] == "project")
    assert {project.source, project.target} == {ids[0], ids[1]}
    assert (project.properties["since"], project.properties["until"]) == (date(2021, 3, 1), date(2022, 5, 1))
    other = next(link for link in found if link is not project)
    assert other.properties["since_known"] is False
    assert other.properties["kind"] == "informal"


def test_cooperation_again_changes_nothing_and_is_undone(ogniwo, ids):
    before = network_hash(ogniwo.store)
    write_import(ogniwo, asked(COOPERATION), **SIGNED)
    assert states(write_import(ogniwo, asked(COOPERATION), **SIGNED)) == ["same", "same"]
    longer = write_import(ogniwo, asked(COOPERATION.replace("2022-05-01", "2023-05-01")), **SIGNED)
    assert [(c.field, str(c.old), str(c.new)) for c in longer.rows[0].changes] == [
        ("until", "2022-05-01", "2023-05-01")
    ]
    undo_last(ogniwo, **SIGNED)
    assert states(plan_import(ogniwo, asked(COOPERATION))) == ["same", "same"]
    assert network_hash(ogniwo.store) != before


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Nikt Taki,Fundacja Drzewo,,,", "nobody"),
        ("Fundacja Drzewo,FUNDACJA DRZEWO,,,", "itself"),
        (",Fundacja Drzewo,,,", "missing"),
        ("Fundacja Drzewo,999901,,2022-01-01,2021-01-01", "disorder"),
        ("Fundacja Drzewo,999901,,wczoraj,", "not_date"),
        ("Fundacja Drzewo,999901,qwerty,,", "not_a_choice"),
    ],
)
def test_a_row_of_cooperation_is_refused_for_what_is_wrong_with_it(ogniwo, ids, row, code):
    plan = plan_import(ogniwo, asked(COOPERATION + row + "\n"))
    assert states(plan) == ["new", "new", "failed"]
    assert [one.code for one in plan.rows[2].problems] == [code]


def test_a_name_that_two_have_is_not_guessed(ogniwo, ids):
    add_organisation(ogniwo, {"name": "Fundacja Drzewo", "locality": "Rzeszów"}, **SIGNED)
    plan = plan_import(ogniwo, asked(COOPERATION))
    assert [one.code for one in plan.rows[0].problems] == ["several"]


def test_needs_are_added_to_organisations_that_are_there(ogniwo, ids):
    text = "Nazwa organizacji;Miejscowość;Potrzeby;Priorytet\nFundacja Drzewo;Krosno;Fundraising;3\n"
    assert states(write_import(ogniwo, asked(text), **SIGNED)) == ["changed"]
    more = text.replace("Fundraising;3", "Social media;1")
    plan = write_import(ogniwo, asked(more), **SIGNED)
    assert [(c.field, c.old, c.new) for c in plan.rows[0].changes] == [("NEEDS", None, ["I2.01:1"])]
    found = ogniwo.store.neighbours(NodeKey("Actor", ids[1]), "NEEDS")
    assert {(link.target, link.properties["priority"]) for link in found} == {("S3.01", 3), ("I2.01", 1)}


def test_sign_ups_for_help_are_persons_without_names_in_the_network(ogniwo):
    text = "first name,last name,email address,organisation,needs\nAnna,Testowa,a@example.org,Fundacja,Fundraising\n"
    plan = write_import(ogniwo, asked(text, kind="needs"), **SIGNED)
    assert states(plan) == ["new"]
    node = ogniwo.store.node(NodeKey("Actor", plan.rows[0].actor_id))
    assert node.labels == {"Organisation"}
    assert "Testowa" not in str(node)
    assert states(write_import(ogniwo, asked(text, kind="needs"), **SIGNED)) == ["same"]
