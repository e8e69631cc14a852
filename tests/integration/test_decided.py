"""What there is to learn from: decided introductions beside what their seekers were shown."""

from datetime import datetime, time, timedelta

import pytest

from graph.model import Unit, make_link, make_node
from graph.snapshot import today
from tests.networks import JOINED
from web.office import shown
from web.office.shown import Shown
from web.services.decided import DecidedPair, Outcome, decided_pairs

TODAY = today()
ASKED = TODAY - timedelta(days=10)


@pytest.fixture
def network(ogniwo):
    nodes = [make_node(name, "Organisation", name=name, joined=JOINED) for name in "abc"]
    ogniwo.store.apply(Unit(nodes=tuple(nodes)))
    return ogniwo


def _introduce(ogniwo, seeker="a", provider="b", kind="peer", since=ASKED, **outcome):
    link = make_link("INTRODUCED_TO", seeker, provider, since=since, kind=kind, **outcome)
    ogniwo.store.apply(Unit(links=(link,)))


def _show(ogniwo, day, seeker="a", provider="b", kind="peer", request_id="r", rank=1, at=time(12)):
    one = Shown(request_id, "page", "anna", seeker, kind, None, provider, rank, 1.5, 1)
    with ogniwo.office.writing() as connection:
        shown.add(connection, [one], at=datetime.combine(day, at).astimezone())


@pytest.mark.parametrize(
    ("dates", "outcome", "decided"),
    [
        ({"declined": TODAY, "reason": "far"}, Outcome.DECLINED, TODAY),
        ({"expired": TODAY}, Outcome.UNANSWERED, TODAY),
        ({"accepted": ASKED}, Outcome.ACCEPTED, ASKED),
        ({"accepted": ASKED, "feedback": TODAY, "worked": True}, Outcome.WORKED, TODAY),
        ({"accepted": ASKED, "feedback": TODAY, "worked": False}, Outcome.DID_NOT_WORK, TODAY),
        ({"accepted": ASKED, "feedback": TODAY}, Outcome.ACCEPTED, TODAY),
    ],
)
def test_the_outcome_is_what_was_said_last(network, dates, outcome, decided):
    _introduce(network, **dates)
    assert decided_pairs(network) == [DecidedPair("a", "b", "peer", ASKED, decided, outcome, None)]


def test_what_still_waits_for_an_answer_teaches_nothing(network):
    _introduce(network)
    assert decided_pairs(network) == []


def test_the_last_showing_before_the_question_counts(network):
    _introduce(network, declined=TODAY)
    _show(network, ASKED - timedelta(days=3), request_id="early")
    _show(network, ASKED, request_id="same day", rank=4, at=time(23, 59))
    _show(network, ASKED + timedelta(days=1), request_id="after", at=time(0, 1))
    (pair,) = decided_pairs(network)
    assert (pair.shown.request_id, pair.shown.rank) == ("same day", 4)
    assert pair.shown.at.astimezone().date() == ASKED


def test_what_was_shown_to_others_or_of_another_kind_is_left_aside(network):
    _introduce(network, declined=TODAY)
    _show(network, ASKED, seeker="b", provider="a")
    _show(network, ASKED, provider="c")
    _show(network, ASKED, kind="mentor")
    assert [pair.shown for pair in decided_pairs(network)] == [None]
    _show(network, ASKED, kind="call", request_id="answer to a call")
    assert [pair.shown.request_id for pair in decided_pairs(network)] == ["answer to a call"]


def test_pairs_come_in_order_of_day_and_ids(network):
    for seeker, provider, since in (("b", "a", ASKED), ("a", "c", ASKED), ("c", "a", ASKED - timedelta(days=1))):
        _introduce(network, seeker, provider, since=since, accepted=TODAY)
    assert [(pair.seeker_id, pair.provider_id) for pair in decided_pairs(network)] == [
        ("c", "a"),
        ("a", "c"),
        ("b", "a"),
    ]
