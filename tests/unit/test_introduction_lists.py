"""Lists of introductions: whose, in which state, in which order."""

from datetime import date, timedelta
from itertools import product

import pytest

from matching import InvalidOption, Kind, UnknownActor
from tests.networks import JOINED, TODAY, Network
from web.services.introduction_lists import introductions_listed, natural_kind
from web.services.introduction_states import Introduction, State

DATES = ("accepted", "declined", "expired", "feedback")


def _network():
    return Network().actor("a").actor("b").partner("p").mentor("m").actor("fire", "Organisation", "Partner")


def _every_combination_of_dates():
    """One introduction for each combination of dates, each asked for on another day."""
    network = _network()
    for n, present in enumerate(product((False, True), repeat=len(DATES))):
        dates = {name: TODAY for name, there in zip(DATES, present, strict=True) if there}
        network.link("INTRODUCED_TO", "a", "b", since=JOINED + timedelta(days=n), kind="peer", **dates)
    return network


@pytest.mark.parametrize("state", State)
def test_those_in_a_state_are_the_ones_that_say_so_themselves(state):
    network = _every_combination_of_dates()
    links = [link for link in network.links if link.type == "INTRODUCED_TO"]
    expected = {link.key for link in links if Introduction.of(link).state is state}
    found = introductions_listed(network.snapshot(), state=state).introductions
    assert {one.key for one in found} == expected
    assert len(found) == len(expected) > 0


def test_a_list_has_every_introduction_whole_as_the_network_has_it():
    network = _every_combination_of_dates()
    network.link("INTRODUCED_TO", "a", "m", since=TODAY, since_known=False, kind="mentor", feedback=TODAY, worked=False)
    network.link("INTRODUCED_TO", "b", "a", since=TODAY, kind="peer", declined=TODAY, reason="far")
    links = [link for link in network.links if link.type == "INTRODUCED_TO"]
    found = introductions_listed(network.snapshot()).introductions
    assert set(found) == {Introduction.of(link) for link in links}


def test_the_latest_come_first_and_those_of_one_day_by_ids():
    network, day = _network(), date(2024, 1, 1)
    for source, target, since in (("b", "a", day), ("a", "p", day), ("a", "b", day), ("b", "p", TODAY)):
        network.link("INTRODUCED_TO", source, target, since=since, kind="peer")
    found = introductions_listed(network.snapshot())
    assert [(one.seeker_id, one.provider_id) for one in found.introductions] == [
        ("b", "p"),
        ("a", "b"),
        ("a", "p"),
        ("b", "a"),
    ]
    some = introductions_listed(network.snapshot(), first=1, limit=2)
    assert (some.introductions, some.total) == (found.introductions[1:3], 4)


def test_an_actor_is_found_on_either_side_and_the_others_are_not():
    network = _network()
    for source, target, kind in (("a", "b", "peer"), ("m", "a", "mentor"), ("b", "p", "partner")):
        network.link("INTRODUCED_TO", source, target, since=TODAY, kind=kind)
    snapshot = network.snapshot()
    assert [one.kind for one in introductions_listed(snapshot, actor_id="a").introductions] == ["peer", "mentor"]
    assert introductions_listed(snapshot, actor_id="a", kind="mentor").total == 1
    assert introductions_listed(snapshot, actor_id="fire").introductions == ()


def test_what_cannot_be_looked_for_is_named():
    snapshot = _network().snapshot()
    with pytest.raises(UnknownActor):
        introductions_listed(snapshot, actor_id="nobody")
    with pytest.raises(InvalidOption, match="asked, accepted, declined, expired, feedback"):
        introductions_listed(snapshot, state="lost")
    with pytest.raises(InvalidOption, match="peer, mentor, partner"):
        introductions_listed(snapshot, kind="friend")


@pytest.mark.parametrize(
    ("provider", "kind"), [("b", Kind.PEER), ("fire", Kind.PEER), ("m", Kind.MENTOR), ("p", Kind.PARTNER)]
)
def test_what_an_introduction_is_for_goes_without_saying(provider, kind):
    assert natural_kind(_network().snapshot(), provider) is kind
