"""Organisations are written into the network as somebody described them, or refused field by field."""

import threading
from datetime import date, timedelta

import pytest

from graph.model import NodeKey
from graph.snapshot import today
from matching.errors import UnknownActor
from web.office import audit
from web.services.errors import AlreadyInNetwork, BeingChanged, WrongFields
from web.services.recording import add_organisation, update_organisation

ASKED = {"by": "anna", "reason": "they asked"}
FULL = {
    "name": "  Stowarzyszenie Dobry Sąsiad ",
    "region": "1803",
    "works_in": ["1801", "1802"],
    "krs": "96794",
    "nip": "689-117-80-90",
    "regon": "37109197200000",
    "legal_form": "ASSOC",
    "founded": "2002-03-04",
    "locality": "Dębica",
    "about": "Pomagamy sąsiadom.\nRazem.",
    "website": "https://example.org/sasiad",
    "languages": "pl, UK",
    "n_staff": "2",
    "online": "tak",
    "needs": [{"skill": "T3.01", "priority": 3}, "T1.03"],
    "offers": [{"skill": "T2.03", "level": 2}],
    "spheres": ["SP01"],
}


def _links(ogniwo, node):
    found = ogniwo.store.neighbours(NodeKey("Actor", node.id), direction="out")
    return {(link.type, link.target, *link.properties.items()) for link in found}


def _wrong(ogniwo, fields):
    with pytest.raises(WrongFields) as refused:
        add_organisation(ogniwo, fields, **ASKED)
    assert ogniwo.store.counts()["Organisation"] == 0
    return {problem.field: problem.code for problem in refused.value.problems}


def test_an_organisation_is_written_with_everything_that_was_said(ogniwo):
    node = add_organisation(ogniwo, FULL, **ASKED)
    assert ogniwo.store.node(node.key) == node
    assert len(node.id) == 16
    assert node.id.startswith("org-")
    assert node.properties == {
        "name": "Stowarzyszenie Dobry Sąsiad",
        "joined": today(),
        "krs": "0000096794",
        "nip": "6891178090",
        "regon": "371091972",
        "legal_form": "ASSOC",
        "founded": date(2002, 3, 4),
        "locality": "Dębica",
        "about": "Pomagamy sąsiadom.\nRazem.",
        "website": "https://example.org/sasiad",
        "languages": ["pl", "uk"],
        "n_staff": 2,
        "online": True,
    }
    assert _links(ogniwo, node) == {
        ("LOCATED_IN", "1803"),
        ("WORKS_IN", "1801"),
        ("WORKS_IN", "1802"),
        ("NEEDS", "T3.01", ("priority", 3)),
        ("NEEDS", "T1.03"),
        ("OFFERS", "T2.03", ("level", 2)),
        ("ACTIVE_IN", "SP01"),
    }


def test_an_informal_group_needs_nothing_but_a_name(ogniwo):
    node = add_organisation(ogniwo, {"name": "Sąsiedzi z Podwórka", "legal_form": "INFORMAL"}, **ASKED)
    assert _links(ogniwo, node) == set()


def test_what_was_written_is_at_once_in_the_snapshot(ogniwo):
    before = ogniwo.snapshot()
    node = add_organisation(ogniwo, FULL, **ASKED)
    assert node.id not in before.actors.row_of
    assert node.id in ogniwo.snapshot().actors.row_of


def test_every_wrong_field_is_named_at_once(ogniwo):
    fields = {
        "name": " ",
        "krs": "0",
        "nip": "1",
        "regon": "x",
        "region": "9999",
        "legal_form": "GMBH",
        "founded": "31.12.2020",
        "website": "javascript:alert(1)",
        "n_staff": "-1",
        "reach": "galaxy",
        "needs": [{"skill": "T3.01", "priority": 4}, "T3.01", {"priority": 1}, {"skill": "T9.99"}, 7],
        "offers": "T3.01",
        "spheres": [{"skill": "SP01"}],
        "colour": "red",
        "left": "2024-01-01",
    }
    assert _wrong(ogniwo, fields) == {
        "name": "missing",
        "krs": "not_krs",
        "nip": "not_nip",
        "regon": "not_regon",
        "region": "unknown_code",
        "legal_form": "not_a_choice",
        "founded": "not_date",
        "website": "not_web_address",
        "n_staff": "not_number",
        "reach": "not_a_choice",
        "needs.0.priority": "out_of_range",
        "needs.1": "repeated",
        "needs.2.skill": "missing",
        "needs.3.skill": "unknown_code",
        "needs.4": "not_code",
        "offers": "not_list",
        "spheres.0": "not_code",
        "colour": "unknown_field",
        "left": "unknown_field",
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "a" * 301, "too_long"),
        ("name", "dwie\nlinie", "many_lines"),
        ("name", "dzwonek\a", "unprintable"),
        ("name", "\ud800", "unprintable"),
        ("name", 7, "not_text"),
        ("founded", (today() + timedelta(days=3)).isoformat(), "in_future"),
        ("n_staff", 1.5, "not_number"),
        ("n_staff", True, "not_number"),
        ("online", "maybe", "not_yes_or_no"),
        ("languages", ["polski"], "not_language"),
        ("region", 1803, "not_text"),
        ("region", "SP01", "unknown_code"),
        ("website", "https://", "not_web_address"),
        ("website", "https://[::1", "not_web_address"),
    ],
)
def test_a_value_that_does_not_fit_its_field_is_refused(ogniwo, field, value, code):
    assert _wrong(ogniwo, {"name": "Koło", field: value}) == {field: code}


def test_an_informal_group_has_no_register_numbers(ogniwo):
    assert _wrong(ogniwo, {"name": "Koło", "legal_form": "INFORMAL", "krs": "96794"}) == {"krs": "informal"}


@pytest.mark.parametrize("number", ["krs", "nip", "regon"])
def test_an_organisation_with_a_number_that_another_has_is_refused_by_name(ogniwo, number):
    first = add_organisation(ogniwo, FULL, **ASKED)
    with pytest.raises(AlreadyInNetwork, match="Dobry Sąsiad") as refused:
        add_organisation(ogniwo, {"name": "Inne", number: FULL[number]}, **ASKED)
    assert (refused.value.actor_id, refused.value.field) == (first.id, number)
    assert ogniwo.store.counts()["Organisation"] == 1
    assert ogniwo.office.counts()["intent"] == 1


def test_of_two_who_add_the_same_organisation_at_once_one_is_refused(ogniwo):
    outcomes = []
    both_ready = threading.Barrier(6)

    def add():
        both_ready.wait()
        try:
            outcomes.append(add_organisation(ogniwo, FULL, **ASKED).id)
        except AlreadyInNetwork:
            outcomes.append("refused")

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("refused") == 5
    assert ogniwo.store.counts()["Organisation"] == 1


def test_the_audit_keeps_names_of_fields_and_no_values(ogniwo):
    node = add_organisation(ogniwo, {"name": "Koło", "locality": "Dębica"}, **ASKED)
    with ogniwo.office.reading() as connection:
        (entry,) = audit.entries(connection, subject=node.id)
    assert entry.details == {"fields": ["locality", "name"]}
    assert (entry.by, entry.reason) == ("anna", "they asked")


def test_an_update_changes_what_is_given_and_keeps_the_rest(ogniwo):
    node = add_organisation(ogniwo, FULL, **ASKED)
    changed = update_organisation(
        ogniwo, node.id, {"locality": "Brzozów", "nip": None, "needs": ["T1.03"], "region": "1802"}, **ASKED
    )
    assert changed.properties == {
        **{name: value for name, value in node.properties.items() if name != "nip"},
        "locality": "Brzozów",
    }
    assert _links(ogniwo, node) == {
        ("LOCATED_IN", "1802"),
        ("WORKS_IN", "1801"),
        ("WORKS_IN", "1802"),
        ("NEEDS", "T1.03"),
        ("OFFERS", "T2.03", ("level", 2)),
        ("ACTIVE_IN", "SP01"),
    }


def test_an_update_may_empty_lists_and_the_seat(ogniwo):
    node = add_organisation(ogniwo, FULL, **ASKED)
    update_organisation(ogniwo, node.id, {"needs": [], "offers": None, "region": None}, **ASKED)
    assert {link[0] for link in _links(ogniwo, node)} == {"WORKS_IN", "ACTIVE_IN"}


def test_an_update_may_repeat_the_organisations_own_numbers(ogniwo):
    node = add_organisation(ogniwo, FULL, **ASKED)
    assert update_organisation(ogniwo, node.id, {"krs": FULL["krs"]}, **ASKED).properties["krs"] == "0000096794"


def test_a_name_cannot_be_removed(ogniwo):
    node = add_organisation(ogniwo, FULL, **ASKED)
    with pytest.raises(WrongFields, match="name"):
        update_organisation(ogniwo, node.id, {"name": None}, **ASKED)


def test_an_organisation_that_is_not_there_cannot_be_updated(ogniwo):
    with pytest.raises(UnknownActor):
        update_organisation(ogniwo, "org-none", {"locality": "Dębica"}, **ASKED)


def _at_once(change, values):
    """What came of changing to each of the values at the same moment."""
    ready, outcomes = threading.Barrier(len(values)), []

    def attempt(value):
        ready.wait()
        try:
            outcomes.append(change(value))
        except BeingChanged:
            outcomes.append("refused")

    threads = [threading.Thread(target=attempt, args=(value,)) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.parametrize("_round", range(5))
def test_of_two_changes_at_once_the_later_stands_whole_and_not_a_mixture_of_both(ogniwo, _round):
    node = add_organisation(ogniwo, FULL, **ASKED)
    changes = [{"region": "1801", "needs": ["T1.01"]}, {"region": "1802", "needs": ["T2.01"]}]
    outcomes = _at_once(lambda change: update_organisation(ogniwo, node.id, change, **ASKED).id, changes)
    assert len(outcomes) == 2
    assert node.id in outcomes
    found = {link[:2] for link in _links(ogniwo, node) if link[0] in {"LOCATED_IN", "NEEDS"}}
    assert found in (
        {("LOCATED_IN", "1801"), ("NEEDS", "T1.01")},
        {("LOCATED_IN", "1802"), ("NEEDS", "T2.01")},
    )
