"""Membership and contacts as spells, the network on a day, and what it is narrowed to."""

from datetime import date, timedelta

import numpy as np
import pytest

from graph.analysis import Scope, actors_in, history_of, moment_of, periods_of, scoped, traits_of
from graph.errors import UnknownName
from graph.snapshot import day_number
from tests.networks import TODAY, Network


def day(*parts):
    return day_number(date(*parts))


@pytest.fixture
def network():
    net = Network().skills("S1").skills("S2", component="image", secondary="network").spheres("sport")
    net.actor("a", region="1401", needs={"S1": 3}, spheres=["sport"], n_staff=0, joined=date(2022, 1, 1))
    net.actor("b", region="1201", offers={"S2": 2}, n_staff=6, joined=date(2022, 3, 1), left=date(2023, 1, 1))
    net.actor("c", "Organisation", "Partner", sector="safety", joined=date(2022, 1, 1))
    net.partner("d", name="Biblioteka", sector="culture", region="1402", joined=date(2022, 1, 1))
    net.mentor("m", joined=date(2022, 1, 1))
    net.worked_together("a", "b", since=date(2022, 1, 1))
    net.worked_together("a", "b", since=date(2022, 6, 1), until=date(2022, 6, 30), kind="event")
    net.worked_together("a", "c", since=date(2022, 5, 1), until=date(2022, 5, 31))
    net.worked_together("a", "c", since=date(2023, 5, 1))
    net.node("c1", "Cohort", name="Edycja 1", starts=date(2022, 2, 1), ends=date(2022, 12, 31))
    net.link("MENTORS", "m", "d", cohort="c1", since=date(2022, 2, 1), until=date(2022, 12, 31))
    return net


def pairs_on(snapshot, when):
    now = moment_of(history_of(snapshot), when)
    ids = snapshot.actors.ids
    return [f"{ids[one]}{ids[other]}" for one, other in zip(now.one, now.other, strict=True)]


@pytest.mark.parametrize(
    ("when", "pairs"),
    [
        ((2022, 2, 28), ["dm"]),  # the contact of a and b waits for b to join
        ((2022, 3, 1), ["ab", "dm"]),
        ((2022, 5, 31), ["ab", "ac", "dm"]),  # the last day still counts
        ((2022, 6, 1), ["ab", "dm"]),  # the two contacts of a and b at once are one
        ((2022, 12, 31), ["ab", "dm"]),
        ((2023, 1, 1), []),  # b left, and the mentoring is over
        ((2023, 5, 1), ["ac"]),
    ],
)
def test_two_are_in_contact_while_both_belong_and_a_link_lasts(network, when, pairs):
    assert pairs_on(network.snapshot(), day(*when)) == pairs


def test_adjacency_says_the_same_as_the_pairs(network):
    now = moment_of(history_of(network.snapshot()), day(2022, 5, 31))
    dense = now.adjacency.toarray()
    assert (dense == dense.T).all()
    assert {(int(i), int(j)) for i, j in zip(*np.nonzero(np.triu(dense)), strict=True)} == set(
        zip(now.one.tolist(), now.other.tolist(), strict=True)
    )
    assert now.degree.tolist() == [2, 1, 1, 1, 1]
    assert (now.n_present, now.n_edges) == (5, 3)


def test_network_of_nobody_has_no_contacts():
    snapshot = Network().snapshot()
    now = moment_of(history_of(snapshot), snapshot.day)
    assert (now.n_present, now.n_edges, now.degree.tolist()) == (0, 0, [])
    assert history_of(snapshot).first_day is None


def within(snapshot, **scope):
    return [str(one) for one in snapshot.actors.ids[actors_in(snapshot, Scope(**scope))]]


@pytest.mark.parametrize(
    ("scope", "actors"),
    [
        ({}, ["a", "b", "c", "d", "m"]),
        ({"component": "training"}, ["a"]),
        ({"component": "image"}, ["b"]),
        ({"component": "network"}, ["b"]),  # by the skill's second component
        ({"component": "strategy"}, []),
        ({"region": "14"}, ["a", "d"]),
        ({"region": "1402"}, ["d"]),
        ({"sphere": "sport"}, ["a"]),
        ({"sector": "ngo"}, ["a", "b", "c"]),  # an organisation that is a partner too is an organisation
        ({"sector": "culture"}, ["d"]),
        ({"sector": "safety"}, []),
        ({"sector": "mentor"}, ["m"]),
        ({"role": "Partner"}, ["c", "d"]),
        ({"region": "14", "sector": "ngo"}, ["a"]),
    ],
)
def test_scope_names_actors_by_what_they_are(network, scope, actors):
    assert within(network.snapshot(), **scope) == actors


def test_contacts_of_a_scope_have_both_ends_within(network):
    history = scoped(network.snapshot(), Scope(region="14"))
    assert len(history.start) == 0
    assert history.present_at(day(2022, 5, 1)).tolist() == [True, False, False, True, False]


def test_scope_of_one_kind_of_contact_keeps_everybody(network):
    history = scoped(network.snapshot(), Scope(kind="MENTORS"))
    assert history.present_at(day(2022, 5, 1)).all()
    assert (len(history.start), moment_of(history, day(2022, 5, 1)).n_edges) == (1, 1)


@pytest.mark.parametrize(
    "scope",
    [
        {"component": "x"},
        {"region": "99"},
        {"sphere": "x"},
        {"sector": "x"},
        {"role": "Skill"},
        {"kind": "INTRODUCED_TO"},
    ],
)
def test_unknown_scope_is_refused_with_those_there_are(network, scope):
    with pytest.raises(UnknownName, match="choose one of"):
        scoped(network.snapshot(), Scope(**scope))


def test_traits_tell_actors_apart(network):
    traits = traits_of(network.snapshot())
    named = {
        name: [trait.values[one] if one >= 0 else None for one in trait.of]
        for name in ("role", "sector", "region", "size")
        for trait in [traits.named(name)]
    }
    assert named == {
        "role": ["Organisation", "Organisation", "Organisation", "Partner", "Mentor"],
        "sector": ["ngo", "ngo", "ngo", "culture", "mentor"],
        "region": ["14", "12", None, "14", None],
        "size": ["none", "up_to_20", None, None, None],
    }
    assert traits.region.counts(np.arange(5)).tolist() == [1, 2]


def test_months_run_from_the_first_day_to_the_snapshots(network):
    months = periods_of(network.snapshot(date(2022, 4, 10)), "month", day(2022, 1, 15))
    assert [one.name for one in months] == ["2022-01", "2022-02", "2022-03", "2022-04"]
    assert [one.last for one in months] == [day(2022, 1, 31), day(2022, 2, 28), day(2022, 3, 31), day(2022, 4, 10)]
    assert [one.complete for one in months] == [True, True, True, False]


@pytest.mark.parametrize("by", ["month", "quarter", "year"])
def test_periods_leave_no_day_out(network, by):
    periods = periods_of(network.snapshot(), by, day(2019, 12, 31))
    assert [one.first for one in periods[1:]] == [one.last + 1 for one in periods[:-1]]
    assert periods[0].first <= day(2019, 12, 31)
    assert periods[-1].last == day_number(TODAY)


def test_cohorts_are_periods_until_the_snapshots_day(network):
    net = network.node("c2", "Cohort", name="Edycja 2", starts=date(2023, 2, 1))
    net.node("c3", "Cohort", name="Edycja 3", starts=TODAY + timedelta(days=1))
    found = [(one.name, one.last, one.complete) for one in periods_of(net.snapshot(), "cohort", None)]
    assert found == [("c1", day(2022, 12, 31), True), ("c2", day_number(TODAY), False)]


@pytest.mark.parametrize(("day", "is_complete"), [(30, False), (31, True)])
def test_period_is_complete_from_its_very_last_day_on(day, is_complete):
    net = Network().node("c1", "Cohort", name="Edycja", starts=date(2024, 3, 1), ends=date(2024, 3, 31))
    snapshot = net.snapshot(date(2024, 3, day))
    for by in ("month", "cohort"):
        (found,) = periods_of(snapshot, by, day_number(date(2024, 3, 1)))
        assert (found.last, found.complete) == (snapshot.day, is_complete), by


def test_no_first_day_or_a_later_one_makes_no_periods(network):
    snapshot = network.snapshot()
    assert periods_of(snapshot, "month", None) == periods_of(snapshot, "year", snapshot.day + 1) == ()


def test_unknown_period_is_refused(network):
    with pytest.raises(UnknownName, match="month, quarter, year, cohort"):
        periods_of(network.snapshot(), "week", 0)
