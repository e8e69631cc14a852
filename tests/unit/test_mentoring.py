"""Whose places of a mentor are taken on a day."""

from datetime import date, timedelta

import pytest

from tests.networks import JOINED, TODAY, Network

WEEK = timedelta(days=7)


def _network():
    network = Network().node("c1", "Cohort", name="Pierwsza", starts=JOINED)
    network.mentor("m", capacity=2).mentor("other")
    for name in ("a", "b"):
        network.actor(name)
    return network.actor("gone", left=TODAY - WEEK)


def _introduced(network, seeker="a", kind="mentor", since=TODAY - 4 * WEEK, **dates):
    return network.link("INTRODUCED_TO", seeker, "m", since=since, kind=kind, **dates)


def _n_taken(network, day=TODAY):
    snapshot = network.snapshot(day)
    return int(snapshot.mentoring.n_mentored[snapshot.actors.row_of["m"]])


@pytest.mark.parametrize(
    ("introduction", "n_taken"),
    [
        ({}, 0),
        ({"accepted": TODAY}, 1),
        ({"accepted": TODAY + WEEK}, 0),
        ({"declined": TODAY}, 0),
        ({"expired": TODAY}, 0),
        ({"accepted": TODAY - WEEK, "feedback": TODAY, "worked": True}, 0),
        ({"accepted": TODAY - WEEK, "feedback": TODAY + WEEK, "worked": True}, 1),
        ({"accepted": TODAY, "kind": "peer"}, 0),
        ({"accepted": TODAY, "seeker": "gone"}, 0),
    ],
)
def test_an_accepted_introduction_takes_a_place_until_feedback_is_given(introduction, n_taken):
    assert _n_taken(_introduced(_network(), **introduction)) == n_taken


def _mentored(network, since, until=None, mentor="m", who="a"):
    return network.link("MENTORS", mentor, who, cohort="c1", since=since, until=until)


def test_the_mentoring_that_comes_of_an_introduction_takes_no_second_place():
    network = _mentored(_introduced(_network(), accepted=TODAY - 2 * WEEK), TODAY - WEEK)
    assert _n_taken(network) == 1


def test_the_place_is_free_once_the_mentoring_that_came_of_an_introduction_is_over():
    network = _introduced(_network(), accepted=TODAY - 3 * WEEK)
    _mentored(network, TODAY - 3 * WEEK, TODAY - WEEK)
    assert _n_taken(network, TODAY - WEEK) == 1
    assert _n_taken(network) == 0


def test_a_mentoring_that_was_over_before_frees_no_place_of_a_later_introduction():
    network = _mentored(_network(), JOINED, date(2022, 1, 1))
    assert _n_taken(_introduced(network, accepted=TODAY)) == 1


def test_a_mentoring_by_somebody_else_or_of_somebody_else_frees_no_place():
    network = _introduced(_network(), accepted=TODAY - 2 * WEEK)
    _mentored(network, TODAY - WEEK, TODAY - WEEK, mentor="other")
    _mentored(network, TODAY - WEEK, TODAY - WEEK, who="b")
    assert _n_taken(network) == 1


def test_mentorings_and_introductions_of_different_actors_add_up():
    network = _introduced(_network(), accepted=TODAY)
    assert _n_taken(_mentored(network, JOINED, who="b")) == 2
