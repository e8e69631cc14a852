"""Every figure of a period is that of the network built anew from the records up to its last day."""

import os
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis import FIGURES, Period, Scope, periods_of, scoped, series_of
from graph.analysis.history import history_of
from graph.analysis.timeline import timeline_of
from graph.analysis.triangles import triangles_of
from graph.snapshot import date_of, day_number
from tests.naive_growth import NaiveGrowth
from tests.networks import Network

FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
SCOPES = [
    {},
    {},
    {},
    {"kind": "MENTORS"},
    {"kind": "COOPERATES_WITH", "role": "Organisation"},
    {"region": "14"},
    {"region": "1401"},
    {"sphere": "sport"},
    {"sector": "culture"},
    {"component": "image"},
    {"role": "Partner"},
]
few_or_many = settings(deadline=None, max_examples=1_000 if os.environ.get("OGNIWO_FULL") == "1" else 40)


def some_day(rng):
    # Few days, so that what begins and ends on the same one is drawn often.
    return FIRST + timedelta(days=rng.choice([0, 1, 30, 31, 32, 58, 59, 100, 180, 181, 250, 364]))


def network_of(seed):
    """A network of up to eleven actors who come and go, in contact in every way there is."""
    rng = random.Random(seed)
    network = Network().skills("s1").skills("s2", component="image", secondary="network").spheres("sport")
    for number in range(3):
        network.node(f"c{number}", "Cohort", name=f"c{number}", starts=FIRST)
    names = [f"a{number}" for number in range(rng.randrange(12))]
    for name in names:
        add_actor(rng, network, name)
    for _ in range(rng.choice([0, 5, 15, 40]) if len(names) > 1 else 0):
        add_link(rng, network, names)
    # Of records with one identity a store would keep the last.
    network.links = list({link.key: link for link in network.links}.values())
    return network


def add_actor(rng, network, name):
    roles = rng.choice([["Organisation"], ["Organisation"], ["Partner"], ["Mentor"], ["Organisation", "Partner"]])
    joined = some_day(rng) if rng.random() < 0.5 else FIRST
    network.actor(
        name,
        *roles,
        needs={"s1": 1} if rng.random() < 0.3 else {},
        offers={"s2": 1} if rng.random() < 0.3 else {},
        spheres=["sport"] if rng.random() < 0.5 else [],
        region=rng.choice([None, "1401", "1402", "1201", "12"]),
        sector=rng.choice([None, "culture", "media"]) if "Partner" in roles else None,
        n_staff=rng.choice([None, 0, 5, 6, 21]) if "Organisation" in roles else None,
        joined=joined,
        left=rng.choice([None, None, max(joined, some_day(rng))]),
    )


def add_link(rng, network, names):
    one, other = rng.sample(names, 2)
    since, kind = some_day(rng), rng.choice(["COOPERATES_WITH", "COOPERATES_WITH", "PAIRED_WITH", "MENTORS", "asked"])
    until = rng.choice([None, max(since, some_day(rng))])
    mentors = [node.id for node in network.nodes if "Mentor" in node.labels]
    if kind == "COOPERATES_WITH":
        network.worked_together(one, other, since=since, until=until, kind=rng.choice(["project", "event"]))
    elif kind == "asked":
        days = {rng.choice(["accepted", "declined", "expired"]): max(since, some_day(rng))}
        network.link("INTRODUCED_TO", one, other, since=since, kind=rng.choice(["peer", "mentor"]), **days)
    elif kind == "PAIRED_WITH":
        network.link(kind, one, other, cohort=f"c{rng.randrange(3)}", since=since, until=until)
    elif other in mentors:
        network.link(kind, other, one, cohort=f"c{rng.randrange(3)}", since=since, until=until)


@few_or_many
@given(seed=st.integers(0, 2**32), scope=st.sampled_from(SCOPES), by=st.sampled_from(["month", "quarter"]))
def test_each_figure_is_that_of_the_network_built_anew(seed, scope, by):
    network = network_of(seed)
    snapshot = network.snapshot(LAST)
    periods = periods_of(snapshot, by, day_number(FIRST))
    series = series_of(snapshot, scoped(snapshot, Scope(**scope)), periods)
    naive = NaiveGrowth(network, scope)
    assert list(series.figures) == [figure.code for figure in FIGURES]
    for number, period in enumerate(periods):
        expected = naive.figures(date_of(period.first), date_of(period.last))
        found = {code: values[number] for code, values in series.figures.items()}
        assert found == pytest.approx(expected, abs=1e-12), period.name
        lacking = {code for code, value in found.items() if value is None}
        assert lacking == {code for code, at in series.reasons if at == number}


@few_or_many
@given(seed=st.integers(0, 2**32), days=st.permutations([0, 31, 32, 59, 59, 180, 364]))
def test_days_may_come_in_any_order_and_twice(seed, days):
    snapshot = network_of(seed).snapshot(LAST)
    history = history_of(snapshot)
    one_by_one = [Period(str(day), first := day_number(FIRST) + day, first, True) for day in days]
    series = series_of(snapshot, history, one_by_one)
    for number, period in enumerate(one_by_one):
        alone = series_of(snapshot, history, [period])
        assert {code: values[number] for code, values in series.figures.items()} == {
            code: values[0] for code, values in alone.figures.items()
        }
        assert {code: why for (code, at), why in series.reasons.items() if at == number} == {
            code: why for (code, _), why in alone.reasons.items()
        }


@few_or_many
@given(seed=st.integers(0, 2**32))
def test_triangles_are_all_threes_whose_contacts_hold_together(seed):
    network = network_of(seed)
    history = history_of(network.snapshot(LAST))
    days = [day_number(FIRST) + day for day in (0, 1, 30, 31, 59, 180, 364)]
    found = [set() for _ in days]
    for some in triangles_of(timeline_of(history, days)):
        for *corners, start, stop in zip(*(column.tolist() for column in some), strict=True):
            for day in range(start, stop):
                assert frozenset(corners) not in found[day], "spells of one triangle overlap"
                found[day].add(frozenset(corners))
    assert found == [_threes(history, day) for day in days]


def _threes(history, day):
    ongoing = history.ongoing_at(day)
    pairs = {
        frozenset(pair) for pair in zip(history.one[ongoing].tolist(), history.other[ongoing].tolist(), strict=True)
    }
    rows = range(history.n_actors)
    return {
        frozenset((a, b, c))
        for a in rows
        for b in rows[a + 1 :]
        for c in rows[b + 1 :]
        if {frozenset((a, b)), frozenset((b, c)), frozenset((a, c))} <= pairs
    }
