"""Every signal against values worked out on paper."""

from datetime import date
from math import exp, log

import networkx as nx
import numpy as np
import pytest

from graph.snapshot import snapshot_of
from matching.options import DEFAULTS, Options
from matching.questions import ask
from matching.results import Kind
from matching.signals import contacts, free_places, languages, needs, place, sphere
from tests.networks import JOINED, TODAY, Network


def _question(snapshot, seeker_id="a", kind=Kind.PEER, component=None, options=DEFAULTS):
    return ask(snapshot, seeker_id, kind, 10, component, options)


def _value(values, snapshot, provider_id="b", **asked):
    row = snapshot.actors.row_of[provider_id]
    return values(_question(snapshot, **asked), np.array([row], dtype=np.int32))[0]


# Needs. Four actors present; rarity of a skill that n of them offer is 1 + ln(5 / (n + 1)).


def _needs_network():
    network = Network().skills("s", "t").skills("u", component="image", secondary="strategy")
    network.actor("a", needs={"s": 3, "t": 1, "u": None}, offers={"s": 2})
    network.actor("b", needs={"s": 2}, offers={"s": 3, "t": 2, "u": None})
    return network.actor("c", offers={"s": 1}).actor("d")


def test_need_met_sums_rarity_priority_and_level():
    # s: offered by a, b, c, so 1 + ln(5/4) = 1.22314; priority 3/3, level 3/3 → 1.22314
    # t: offered by b, so 1 + ln(5/2) = 1.91629; priority 1/3, level 2/3 → 0.42584
    # u: the same rarity; neither grade given, 2/3 each → 0.85168
    # ln(1 + 2.50066) = 1.25295
    snapshot = _needs_network().snapshot()
    assert _value(needs.need_met_values, snapshot) == pytest.approx(1.25295, abs=1e-5)


def test_need_served_is_the_same_seen_from_the_other_side():
    # b needs s with priority 2, a offers it at level 2: ln(1 + 1.22314 · 2/3 · 2/3) = ln(1.54362)
    snapshot = _needs_network().snapshot()
    assert _value(needs.need_served_values, snapshot) == pytest.approx(log(1.54362), abs=1e-5)
    assert _value(needs.need_met_values, snapshot, "a", seeker_id="b") == pytest.approx(log(1.54362), abs=1e-5)


def test_component_leaves_only_its_skills_first_or_second():
    # Of the three only u belongs to strategy (as its second component): ln(1 + 0.85168).
    snapshot = _needs_network().snapshot()
    assert _value(needs.need_met_values, snapshot, component="strategy") == pytest.approx(log(1.85168), abs=1e-5)
    assert _value(needs.need_met_values, snapshot, component="network") == 0


def test_skills_met_are_named_by_weight():
    snapshot = _needs_network().snapshot()
    row = snapshot.actors.row_of["b"]
    assert needs.need_met_facts(_question(snapshot), row) == {"skills": ("s", "u", "t")}


def test_isolate_meets_no_need():
    assert _value(needs.need_met_values, _needs_network().snapshot(), "d") == 0


# Place. Closeness c gives c − 0.5 (1 − c), online c − 0.1 (1 − c).


def _placed(region_a, region_b, online=False, **kwargs):
    return Network().actor("a", region=region_a, online=online).actor("b", region=region_b, online=online, **kwargs)


@pytest.mark.parametrize(
    ("region_a", "region_b", "closeness", "relation"),
    [
        ("1401", "1401", 1.0, "same_powiat"),
        # 33.36 km along the meridian: exp(−33.36/60) = .5735 < .7 for neighbours
        ("1401", "1402", 0.7, "neighbouring"),
        # 133.43 km: exp(−2.224) = .108 < .4 for the same voivodeship
        ("1402", "1403", 0.4, "same_voivodeship"),
        ("14", "1403", 0.4, "same_voivodeship"),
        ("14", "14", 0.4, "same_voivodeship"),
    ],
)
def test_place_value_of_a_pair_of_regions(region_a, region_b, closeness, relation):
    snapshot = _placed(region_a, region_b).snapshot()
    assert _value(place.place_values, snapshot) == pytest.approx(closeness - 0.5 * (1 - closeness))
    assert _value(place.place_values, snapshot, "a", seeker_id="b") == pytest.approx(
        _value(place.place_values, snapshot)
    )
    assert place.place_facts(_question(snapshot), snapshot.actors.row_of["b"])["relation"] == relation


def test_far_place_costs_and_online_softens_the_cost():
    # From 50°N 20°E to 52°N 21°E, haversine: sin²(1°) + cos 50° cos 52° sin²(0.5°)
    #   = 3.0459e-4 + .64279 · .61566 · 7.6152e-5 = 3.3473e-4; 2 · 6371.0088 · asin(√…) = 233.14 km
    closeness = exp(-233.14 / 60)
    far, online = _placed("1401", "1201").snapshot(), _placed("1401", "1201", online=True).snapshot()
    assert _value(place.place_values, far) == pytest.approx(closeness - 0.5 * (1 - closeness), abs=1e-4)
    assert _value(place.place_values, online) == pytest.approx(closeness - 0.1 * (1 - closeness), abs=1e-4)
    facts = place.place_facts(_question(far), 1)
    assert facts == {
        "relation": "elsewhere",
        "region": "1201",
        "seat": "1201",
        "via": "seats",
        "km": 233,
        "region_km": 233,
        "online": False,
    }


def test_region_of_work_counts_where_it_is_closer_than_the_seat():
    snapshot = _placed("1401", "1201", works_in=["1401"]).snapshot()
    assert _value(place.place_values, snapshot) == 1.0
    assert _value(place.place_values, snapshot, "a", seeker_id="b") == 1.0
    facts = place.place_facts(_question(snapshot), 1)
    # The closest pair is one region; the seats stay 233 km apart, and that is what is said of them.
    assert {name: facts[name] for name in ("relation", "region", "seat", "via", "km", "region_km")} == {
        "relation": "same_powiat",
        "region": "1401",
        "seat": "1201",
        "via": "provider",
        "km": 233,
        "region_km": 0,
    }


@pytest.mark.parametrize(
    ("a", "b", "via"),
    [
        ({"region": "1401"}, {"region": "1402"}, "seats"),
        ({"region": "1401"}, {"region": "1201", "works_in": ["1402"]}, "provider"),
        ({"region": "1201", "works_in": ["1402"]}, {"region": "1401"}, "seeker"),
        ({"region": "1201", "works_in": ["1401"]}, {"region": "1403", "works_in": ["1401"]}, "both"),
        ({"works_in": ["1401"]}, {"region": "1401"}, "regions"),
        ({"region": "1401"}, {"works_in": ["1401"]}, "regions"),
    ],
)
def test_it_is_known_who_has_no_seat_in_the_closest_pair_of_regions(a, b, via):
    assert place.place_facts(_question(Network().actor("a", **a).actor("b", **b).snapshot()), 1)["via"] == via


def test_unknown_place_neither_adds_nor_takes_away():
    snapshot = Network().actor("a", region="1401").actor("b").snapshot()
    assert _value(place.place_values, snapshot) == 0
    assert _value(place.place_values, snapshot, "a", seeker_id="b") == 0


# Sphere. Four actors; p is worked in by 3, q by 1, r by 2: rarities 1 + ln(5/4), 1 + ln(5/2), 1 + ln(5/3).


def test_sphere_value_is_the_weighted_jaccard_index():
    network = Network().spheres("p", "q", "r").actor("a", spheres=["p", "q"]).actor("b", spheres=["p", "r"])
    snapshot = network.actor("c", spheres=["p", "r"]).actor("d").snapshot()
    p, q, r = 1 + log(5 / 4), 1 + log(5 / 2), 1 + log(5 / 3)
    assert _value(sphere.sphere_values, snapshot) == pytest.approx(p / (p + q + r))
    assert _value(sphere.sphere_values, snapshot, "a", seeker_id="c") == pytest.approx(p / (p + q + r))
    assert _value(sphere.sphere_values, snapshot, "c", seeker_id="b") == pytest.approx(1.0)
    assert _value(sphere.sphere_values, snapshot, "d") == 0
    assert _value(sphere.sphere_values, snapshot, "a", seeker_id="d") == 0


# Contacts.


def test_adamic_adar_agrees_with_networkx_while_everything_lasts():
    rng = np.random.default_rng(7)
    reference = nx.gnp_random_graph(40, 0.12, seed=3)
    network = Network()
    names = [f"org-{number:02d}" for number in range(40)]
    for name in names:
        network.actor(name)
    for one, other in reference.edges:
        network.worked_together(names[one], names[other], kind=str(rng.choice(["event", "project"])))
    snapshot = network.snapshot()
    for seeker in range(40):
        index = contacts.adamic_adar(_question(snapshot, names[seeker]))
        pairs = [(seeker, other) for other in range(40) if other != seeker]
        for _, other, expected in nx.adamic_adar_index(reference, pairs):
            assert index[other] == pytest.approx(expected, abs=1e-12)


def test_common_contact_counts_less_when_the_cooperation_is_long_over():
    # a–z ended 3 years (1095.75 days) before the day: freshness 1/2 at a half-life of 3 years.
    # z–b lasts. z has two contacts: index = .5 / ln 2 = .72135; value ln(1.72135) = .54311.
    ended = date(2021, 6, 1)  # 1,096 days before 2024-06-01
    network = Network().actor("a").actor("b").actor("z")
    snapshot = network.worked_together("a", "z", JOINED, ended).worked_together("b", "z").snapshot()
    assert _value(contacts.contacts_values, snapshot) == pytest.approx(0.54311, abs=1e-4)
    assert contacts.contacts_facts(_question(snapshot), 1) == {"contacts": ("z",)}


def test_contact_of_the_future_does_not_count():
    network = Network().actor("a").actor("b").actor("z").worked_together("a", "z")
    snapshot = network.worked_together("b", "z", date(2024, 6, 2)).snapshot(TODAY)
    assert _value(contacts.contacts_values, snapshot) == 0


def test_most_telling_contact_comes_first():
    network = Network()
    for name in ("a", "b", "busy", "quiet", "x", "y"):
        network.actor(name)
    for one, other in [("a", "busy"), ("b", "busy"), ("x", "busy"), ("y", "busy"), ("a", "quiet"), ("b", "quiet")]:
        network.worked_together(one, other)
    snapshot = network.snapshot()
    assert contacts.contacts_facts(_question(snapshot), 1) == {"contacts": ("quiet", "busy")}


# Mentors' places and languages.


@pytest.mark.parametrize(("capacity", "expected"), [(4, 0.75), (1, 0.0), (0, 0.0), (None, 0.0)])
def test_free_places_is_the_free_share_of_the_capacity(capacity, expected):
    network = Network().actor("a").actor("o").mentor("b", capacity=capacity)
    network.node("c", "Cohort", name="c", starts=JOINED).link("MENTORS", "b", "o", cohort="c", since=JOINED)
    assert _value(free_places.free_places_values, network.snapshot(), kind=Kind.MENTOR) == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [(["pl"], ["uk"], -1), (["pl", "uk"], ["uk"], 0), (None, ["uk"], 0), (["pl"], None, 0)],
)
def test_languages_count_only_where_both_are_known_and_none_is_common(mine, theirs, expected):
    snapshot = Network().actor("a", languages=mine).actor("b", languages=theirs).snapshot()
    assert _value(languages.languages_values, snapshot) == expected


def test_signals_of_nobody_are_empty():
    snapshot = _needs_network().snapshot()
    question, nobody = _question(snapshot), np.array([], dtype=np.int32)
    for values in (
        needs.need_met_values,
        needs.need_served_values,
        place.place_values,
        sphere.sphere_values,
        contacts.contacts_values,
        free_places.free_places_values,
        languages.languages_values,
    ):
        assert values(question, nobody).shape == (0,)


def test_signals_work_in_a_network_of_one():
    network = Network().actor("a")
    question = _question(snapshot_of(network.nodes, network.links, TODAY))
    assert contacts.adamic_adar(question).tolist() == [0.0]
    assert sphere.sphere_values(question, np.array([0])).tolist() == [0.0]


def test_half_life_is_an_option():
    # Ended 1,096 days ago at a half-life of one year: 2^(−1096/365.25) = .12494; / ln 2 = .18025.
    network = Network().actor("a").actor("b").actor("z").worked_together("a", "z", JOINED, date(2021, 6, 1))
    snapshot = network.worked_together("b", "z").snapshot()
    value = _value(contacts.contacts_values, snapshot, options=Options(fresh_years=1.0))
    assert value == pytest.approx(log(1.18025), abs=1e-5)
