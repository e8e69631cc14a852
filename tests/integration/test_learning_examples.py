"""What becomes an example to learn from: decisions with the list out of which somebody was asked for."""

from datetime import datetime, time, timedelta

import pytest

from graph.model import Unit, make_link, make_node
from graph.snapshot import today
from matching.learning.decisions import Decision
from matching.results import Kind
from tests.networks import JOINED
from web.office import shown
from web.office.shown import Shown
from web.services.decided import decided_pairs
from web.services.learning_examples import decisions_of

ASKED = today() - timedelta(days=10)
DECIDED = ASKED + timedelta(days=2)


@pytest.fixture
def network(ogniwo):
    nodes = [make_node(name, "Organisation", name=name, joined=JOINED) for name in "abcd"]
    ogniwo.store.apply(Unit(nodes=tuple(nodes)))
    return ogniwo


def _introduce(ogniwo, provider, **outcome):
    link = make_link("INTRODUCED_TO", "a", provider, since=ASKED, kind="peer", **outcome)
    ogniwo.store.apply(Unit(links=(link,)))


def _show(ogniwo, providers, kind="peer", component=None):
    rows = [
        Shown("r", "page", "anna", "a", kind, component, provider, rank, 1.5, 1)
        for rank, provider in enumerate(providers, start=1)
    ]
    with ogniwo.office.writing() as connection:
        shown.add(connection, rows, at=datetime.combine(ASKED, time(12)).astimezone())


def _examples(ogniwo):
    return decisions_of(ogniwo, decided_pairs(ogniwo))


@pytest.mark.parametrize(
    ("outcome", "said_yes"),
    [
        ({"accepted": DECIDED}, True),
        ({"accepted": ASKED, "feedback": DECIDED, "worked": True}, True),
        ({"accepted": ASKED, "feedback": DECIDED, "worked": False}, False),
        ({"declined": DECIDED, "reason": "far"}, False),
        ({"expired": DECIDED}, False),
    ],
)
def test_a_yes_is_what_was_accepted_and_not_said_to_have_failed(network, outcome, said_yes):
    _introduce(network, "b", **outcome)
    assert _examples(network) == {Kind.PEER: [Decision("a", "b", ASKED, DECIDED, said_yes)]}


def test_beside_whom_was_asked_for_stand_those_of_the_list_who_were_not(network):
    """b and c were asked for out of one list, c waits for an answer; d was passed over."""
    _introduce(network, "b", accepted=DECIDED)
    _introduce(network, "c")
    _show(network, "dcb")
    (one,) = _examples(network)[Kind.PEER]
    assert one.shown_with == {"d": 1, "b": 3}


@pytest.mark.parametrize("other", [{"kind": "call"}, {"component": "image"}])
def test_a_list_in_answer_to_a_call_or_for_one_component_is_left_aside(network, other):
    _introduce(network, "b", accepted=DECIDED)
    _show(network, "db", **other)
    (one,) = _examples(network)[Kind.PEER]
    assert one.shown_with == {}
