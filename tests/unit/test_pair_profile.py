"""A pair's profile tells whether anything about the two has changed, and what."""

import random

import pytest

from graph.model import Node
from matching.pair_profile import FIELDS, changed_since, pair_profile
from tests.networks import Network

USUAL = {
    "needs": {"s": 1},
    "offers": {"t": 2},
    "region": "1401",
    "works_in": ["1402"],
    "spheres": ["p"],
    "online": False,
    "languages": ["pl"],
    "capacity": 2,
}
CHANGES = [
    ("needs", {"needs": {"s": 1, "t": 1}}),
    ("needs", {"needs": {"s": 3}}),
    ("needs", {"needs": {}}),
    ("offers", {"offers": {"s": 2}}),
    ("offers", {"offers": {"t": None}}),
    ("regions", {"region": "1402", "works_in": ["1401"]}),
    ("regions", {"region": None}),
    ("regions", {"works_in": ["1402", "1201"]}),
    ("spheres", {"spheres": ["p", "q"]}),
    ("online", {"online": True}),
    ("online", {"online": None}),
    ("languages", {"languages": ["pl", "uk"]}),
    ("capacity", {"capacity": 3}),
]


def _network(**change):
    network = Network().skills("s", "t").spheres("p", "q").actor("b", **USUAL)
    return network.actor("a", **{**USUAL, **change})


def _profile(snapshot):
    return pair_profile(snapshot, snapshot.actors.row_of["a"], snapshot.actors.row_of["b"])


def _changed(snapshot, profile, source="a", target="b"):
    return changed_since(profile, snapshot, snapshot.actors.row_of[source], snapshot.actors.row_of[target])


def test_every_field_is_tried():
    assert {field for field, _ in CHANGES} == set(FIELDS)


@pytest.mark.parametrize(("field", "change"), CHANGES)
def test_a_change_is_noticed_on_the_side_and_in_the_field_where_it_was_made(field, change):
    before, after = _network().snapshot(), _network(**change).snapshot()
    changed = _changed(after, _profile(before))
    assert (changed.source, changed.target) == ((field,), ())
    back = pair_profile(before, before.actors.row_of["b"], before.actors.row_of["a"])
    assert _changed(after, back, "b", "a").target == (field,)


@pytest.mark.parametrize("seed", range(3))
def test_other_actors_and_the_order_of_records_change_nothing(seed):
    # Further skills and actors move every row.
    network = _network().skills("aaa").spheres("o").actor("0", needs={"aaa": 1}).actor("ab").worked_together("a", "0")
    random.Random(seed).shuffle(network.nodes)
    random.Random(seed).shuffle(network.links)
    changed = _changed(network.snapshot(), _profile(_network().snapshot()))
    assert (changed.source, changed.target) == ((), ())


def test_what_no_suggestion_is_made_from_changes_nothing():
    renamed = _network(name="Nowa nazwa", about="Działamy.", n_staff=7, website="https://example.org")
    assert _changed(renamed.snapshot(), _profile(_network().snapshot())).source == ()


@pytest.mark.parametrize("profile", [None, "", "from elsewhere", "a,b;c,d", ";".join(["a,b,c,d,e,f,g"] * 3)])
def test_a_profile_that_cannot_be_read_says_nothing(profile):
    assert _changed(_network().snapshot(), profile) is None


def test_a_profile_is_short_and_holds_no_value_of_either_side():
    network = _network()
    network.nodes = [
        Node(n.id, n.labels, {**n.properties, "languages": ["xx"]}) if n.id == "a" else n for n in network.nodes
    ]
    profile = _profile(network.snapshot())
    assert len(profile) < 120
    assert set(profile) <= set("0123456789abcdef,;")
