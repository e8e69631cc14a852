"""What may follow what for an introduction, step by step."""

from datetime import date

import pytest

from graph.model import make_link
from web.services.introduction_states import ForbiddenStep, Introduction, State, Step

ASKED, LATER, TODAY = date(2024, 5, 1), date(2024, 5, 8), date(2024, 6, 1)
DATES = {
    State.ASKED: {},
    State.ACCEPTED: {"accepted": LATER},
    State.DECLINED: {"declined": LATER},
    State.EXPIRED: {"expired": LATER},
    State.FEEDBACK: {"accepted": ASKED, "feedback": LATER, "worked": True},
}
ALLOWED = {
    (State.ASKED, Step.ACCEPT): {"accepted": TODAY},
    (State.ASKED, Step.DECLINE): {"declined": TODAY},
    (State.ASKED, Step.EXPIRE): {"expired": TODAY},
    (State.ACCEPTED, Step.FEEDBACK): {"feedback": TODAY},
}
SAID = {
    State.ASKED: "was asked for on 2024-05-01; waits for an answer; accept or decline it first",
    State.ACCEPTED: "was accepted on 2024-05-08; what can follow is feedback",
    State.DECLINED: "was declined on 2024-05-08; nothing follows; to try again, ask",
    State.EXPIRED: "was expired on 2024-05-08; nothing follows; to try again, ask",
    State.FEEDBACK: "was given feedback on 2024-05-08; it is complete",
}


def _introduction(state):
    return Introduction("a", "b", "peer", ASKED, **DATES[state])


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", State)
def test_each_step_is_allowed_after_one_state_and_refused_after_the_others_with_what_comes_next(state, step):
    introduction = _introduction(state)
    if (state, step) in ALLOWED:
        assert introduction.after(step, TODAY) == ALLOWED[state, step]
        return
    with pytest.raises(ForbiddenStep) as refused:
        introduction.after(step, TODAY)
    assert SAID[state] in str(refused.value)
    assert (refused.value.introduction, refused.value.step) == (introduction, step)


@pytest.mark.parametrize("state", State)
def test_the_state_is_the_last_step_that_has_a_date(state):
    link = make_link("INTRODUCED_TO", "a", "b", since=ASKED, kind="peer", **DATES[state])
    introduction = Introduction.of(link)
    assert introduction.state is state
    assert introduction.state_since == (ASKED if state is State.ASKED else LATER)
    assert introduction.key == link.key


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (State.ASKED, (Step.ACCEPT, Step.DECLINE)),
        (State.ACCEPTED, (Step.FEEDBACK,)),
        (State.DECLINED, ()),
        (State.EXPIRED, ()),
        (State.FEEDBACK, ()),
    ],
)
def test_people_are_offered_the_steps_that_are_theirs_and_never_the_timers(state, steps):
    assert _introduction(state).steps == steps


def test_what_the_network_keeps_beside_the_steps_is_read_too():
    properties = {
        "since": ASKED,
        "since_known": False,
        "kind": "mentor",
        "declined": LATER,
        "reason": "far",
        "profile": "x",
    }
    introduction = Introduction.of(make_link("INTRODUCED_TO", "a", "m", **properties))
    assert (introduction.since_known, introduction.reason, introduction.worked) == (False, "far", None)
