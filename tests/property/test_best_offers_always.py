"""The best offers are those that a look at every pair would find, whichever skills count as common."""

import math
import os
from datetime import date
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.snapshot.matrices import row_of_matrix
from graph.snapshot.nodes import MENTOR, ORGANISATION, PARTNER
from matching import DEFAULTS, Kind
from matching.best_offers import best_offers, offers_for, wanted_of
from matching.best_offers_of_all import best_offers_of_all
from matching.need_lists import lists_of
from matching.questions import ask
from matching.signals.needs import need_met_values
from tests.networks import Network

SKILLS = [f"s{number}" for number in range(6)]
GRADES = st.sampled_from([None, 1, 1, 2, 3, 3])
many = settings(deadline=None, max_examples=500 if os.environ.get("OGNIWO_FULL") == "1" else 60)


@st.composite
def networks(draw):
    """Few skills and grades, so that equal values are the rule."""
    network = Network().skills(*SKILLS[:3]).skills(*SKILLS[3:], component="image")
    for number in range(draw(st.integers(1, 14))):
        role = draw(st.sampled_from(["Organisation", "Organisation", "Organisation", "Partner", "Mentor"]))
        network.actor(
            f"a{number:02}",
            "Organisation" if number == 0 else role,
            needs=draw(st.dictionaries(st.sampled_from(SKILLS), GRADES, max_size=5)),
            offers=draw(st.dictionaries(st.sampled_from(SKILLS), GRADES, max_size=5)),
            left=draw(st.sampled_from([None, None, None, date(2024, 1, 1)])),
        )
    return network


def by_brute_force(network, snapshot, seeker_id, k, role="Organisation", component=None):
    """Every pair, with exact fractions but for the logarithms."""
    there = {node.id for node in network.nodes if {"Organisation", "Partner", "Mentor"} & node.labels}
    there = {node.id for node in network.nodes if node.id in there and node.properties.get("left") is None}
    listed = sorted(node.id for node in network.nodes if node.id in there and role in node.labels)
    components = {node.id: node.properties["component"] for node in network.nodes if "Skill" in node.labels}
    offers = {
        (link.source, link.target): link.properties.get("level") or 2 for link in network.links if link.type == "OFFERS"
    }
    needs = {
        link.target: link.properties.get("priority") or 2
        for link in network.links
        if link.type == "NEEDS" and link.source == seeker_id and component in (None, components[link.target])
    }
    values = {}
    for other in listed:
        met = [skill for skill in needs if (other, skill) in offers and other != seeker_id]
        value = 0.0
        for skill in met:
            n_offering = sum(1 for owner, offered in offers if offered == skill and owner in there)
            rarity = 1 + math.log(Fraction(len(there) + 1, n_offering + 1))
            value += rarity * needs[skill] / 3 * offers[other, skill] / 3
        values[other] = round(value, 9)
    best = sorted((other for other in listed if values[other] > 0), key=lambda other: (-values[other], other))[:k]
    return best, [values[other] for other in best]


def told(snapshot, best, at=0):
    shown = best.providers[at] >= 0
    return list(snapshot.actors.ids[best.providers[at][shown]]), best.values[at][shown].tolist()


@many
@given(network=networks(), k=st.integers(1, 6), component=st.sampled_from([None, "training", "image"]))
def test_the_best_offers_are_those_of_brute_force(network, k, component):
    snapshot = network.snapshot()
    for role, bit in (("Organisation", ORGANISATION), ("Partner", PARTNER), ("Mentor", MENTOR)):
        best = best_offers(snapshot, "a00", k, component=component, role=bit)
        ids, values = told(snapshot, best)
        expected_ids, expected = by_brute_force(network, snapshot, "a00", k, role, component)
        assert ids == expected_ids
        np.testing.assert_allclose(values, expected, rtol=0, atol=2e-9)


@many
@given(network=networks(), k=st.integers(1, 6), share=st.sampled_from([0.0, 0.2, 0.35, 0.5, 2.0]))
def test_which_skills_count_as_common_changes_no_answer(network, k, share):
    snapshot = network.snapshot()
    lists = lists_of(snapshot.skill_lists, snapshot.actors.roles, snapshot.present, ORGANISATION, share)
    seekers = range(len(snapshot.actors))
    wanted = [wanted_of(lists, seeker, *row_of_matrix(snapshot.needs, seeker)) for seeker in seekers]
    best = offers_for(lists, wanted, k)
    for seeker in seekers:
        assert told(snapshot, best, seeker) == told(snapshot, best_offers(snapshot, snapshot.actors.ids[seeker], k))


@many
@given(network=networks())
def test_their_values_are_those_of_the_signal(network):
    snapshot = network.snapshot()
    best = best_offers(snapshot, "a00", 20)
    shown = best.providers[0] >= 0
    rows = best.providers[0][shown]
    question = ask(snapshot, "a00", Kind.PEER, 10, None, DEFAULTS)
    np.testing.assert_allclose(np.log1p(best.values[0][shown]), need_met_values(question, rows), rtol=0, atol=1e-9)
    everyone = np.flatnonzero(snapshot.present & (snapshot.actors.roles == ORGANISATION))
    everyone = everyone[everyone != question.seeker].astype(np.int32)
    assert np.count_nonzero(need_met_values(question, everyone)) == len(rows)


@many
@given(network=networks(), k=st.integers(1, 4))
def test_all_at_once_get_what_each_gets_alone(network, k):
    snapshot = network.snapshot()
    for block in best_offers_of_all(snapshot, k):
        for at, seeker in enumerate(block.seekers.tolist()):
            assert told(snapshot, block, at) == told(snapshot, best_offers(snapshot, snapshot.actors.ids[seeker], k))
