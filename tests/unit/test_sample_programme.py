"""The sample programme is shaped like the real one, and there is something true to find in it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from itertools import combinations

import pytest

from graph.model import Link, Node
from seeds.drawing.event_calendar import CALENDAR
from seeds.programme import sample_programme
from seeds.reference import powiats, priors
from tests.networks_of_seeds import Contents, fingerprint


@pytest.fixture(scope="module")
def sample() -> Contents:
    return Contents(sample_programme())


def figure(item: str) -> float:
    """A published figure of the real programme."""
    return next(prior.value for prior in priors() if prior.topic == "programme_scale" and prior.item == item)


def events_of(sample: Contents) -> list[Node]:
    """Trainings and meetings, without joint projects."""
    return [event for event in sample.with_label("Event").values() if event.properties["kind"] != "project"]


def test_it_has_the_real_programmes_size(sample: Contents) -> None:
    roles = Counter(label for node in sample.actors.values() for label in node.labels)
    assert roles["Organisation"] == figure("network_organisations") == 270
    assert roles["Mentor"] == figure("tutors") == 27
    assert sum(node.labels == {"Partner"} for node in sample.actors.values()) == 60
    assert len(sample.with_label("Cohort")) == 3
    assert sum(event.properties["hours"] for event in events_of(sample)) == figure("training_hours")


def test_it_is_always_the_same(sample: Contents) -> None:
    assert fingerprint(sample_programme()) == fingerprint(sample_programme())


def test_some_actors_hold_two_roles_and_carry_both_roles_properties(sample: Contents) -> None:
    both = [node for node in sample.actors.values() if len(node.labels) == 2]
    kinds = {(node.properties["legal_form"], node.properties["partner_type"]) for node in both}
    assert kinds == {("OSP", "P23"), ("LGD", "P20")}


def test_legal_forms_are_mixed_and_about_one_in_seven_is_informal(sample: Contents) -> None:
    forms = Counter(node.properties["legal_form"] for node in sample.with_label("Organisation").values())
    assert {"ASSOC", "FOUND", "KGW", "OSP", "UKS", "ASSOC_ORD", "SPORT_ASSOC", "LGD", "INFORMAL"} <= forms.keys()
    assert 0.11 <= forms["INFORMAL"] / 270 <= 0.19


def test_informal_groups_have_neither_staff_nor_numbers_and_nobody_has_register_numbers(sample: Contents) -> None:
    for node in sample.with_label("Organisation").values():
        assert not {"krs", "nip", "regon"} & node.properties.keys()
        if node.properties["legal_form"] == "INFORMAL":
            assert node.properties["n_staff"] == 0


def test_the_network_grows_in_every_cohort_and_some_leave(sample: Contents) -> None:
    joined = sorted(node.properties["joined"] for node in sample.actors.values())
    for cohort in sample.with_label("Cohort").values():
        opens = cohort.properties["starts"]
        assert sum(abs((day - opens).days) < 60 for day in joined) >= 40
    assert 5 <= sum("left" in node.properties for node in sample.actors.values()) <= 50


def test_events_are_of_all_components_both_modes_and_within_their_cohorts(sample: Contents) -> None:
    events = events_of(sample)
    assert {event.properties["component"] for event in events} == {"training", "network", "strategy", "image"}
    assert {event.properties["mode"] for event in events} == {"online", "on_site"}
    spans = [(c.properties["starts"], c.properties["ends"]) for c in sample.with_label("Cohort").values()]
    for event in events:
        day = event.properties["starts_at"].date()
        assert any(starts <= day <= ends for starts, ends in spans)
        assert (event.properties["mode"] == "online") == ("locality" not in event.properties)
    came = Counter()
    for link in sample.by_type["ATTENDED"]:
        came[link.target] += link.properties.get("n_persons", 0)
    assert all(0 < came[event.id] <= event.properties["n_attendants"] for event in events)
    assert len(CALENDAR) == len(events) == 14


def test_new_groups_need_law_and_money_and_experienced_ones_offer_just_these(sample: Contents) -> None:
    def share(link_type: str, groups: tuple[str, ...], *, experienced: bool) -> float:
        of_stage = [
            link
            for link in sample.by_type[link_type]
            if "n_projects" in sample.actors[link.source].properties
            and (sample.actors[link.source].properties["n_projects"] >= 15) == experienced
        ]
        return sum(link.target.startswith(groups) for link in of_stage) / len(of_stage)

    basics = ("T1", "T3")
    assert share("NEEDS", basics, experienced=False) > 1.6 * share("NEEDS", basics, experienced=True)
    assert share("OFFERS", basics, experienced=True) > 1.6 * share("OFFERS", basics, experienced=False)
    offers = Counter(link.source for link in sample.by_type["OFFERS"])
    groups = [a.id for a in sample.actors.values() if a.properties.get("legal_form") == "INFORMAL"]
    seasoned = [a.id for a in sample.actors.values() if a.properties.get("n_projects", 0) >= 15]
    assert sum(offers[a] for a in seasoned) / len(seasoned) > 3 * sum(offers[a] for a in groups) / len(groups)


def test_only_groups_without_a_legal_form_ask_how_to_register(sample: Contents) -> None:
    asking = [link.source for link in sample.by_type["NEEDS"] if link.target == "T1.01"]
    forms = Counter(sample.actors[actor_id].properties.get("legal_form") for actor_id in asking)
    assert forms["INFORMAL"] >= 5
    assert forms["INFORMAL"] > 0.7 * sum(forms.values())


def test_cooperating_pairs_share_place_sphere_need_or_event_far_more_often_than_random_pairs(sample: Contents) -> None:
    organisations = sorted(sample.with_label("Organisation"))
    real = {
        (link.source, link.target)
        for link in sample.by_type["COOPERATES_WITH"]
        if link.source in organisations and link.target in organisations
    }
    random_pairs = random.Random(7).sample(list(combinations(organisations, 2)), 6_000)
    shares_of_real, shares_of_random = _shares(sample, sorted(real)), _shares(sample, random_pairs)
    assert len(real) >= 200
    for reason, times in {"place": 8, "sphere": 1.9, "need": 1.5, "event": 3}.items():
        assert shares_of_real[reason] > times * shares_of_random[reason], reason
    assert shares_of_real["any"] > 0.93
    assert shares_of_random["any"] < 0.6


def _shares(sample: Contents, pairs: list[tuple[str, str]]) -> dict[str, float]:
    """How many of the pairs share a powiat, a sphere, a need met, an event, any of them."""
    powiat, sphere = sample.targets("LOCATED_IN"), sample.targets("ACTIVE_IN")
    needs, offers, events = sample.targets("NEEDS"), sample.targets("OFFERS"), sample.targets("ATTENDED")
    found = Counter()
    for one, other in pairs:
        reasons = {
            "place": powiat[one] & powiat[other],
            "sphere": sphere[one] & sphere[other],
            "need": (needs[one] & offers[other]) | (needs[other] & offers[one]),
            "event": events[one] & events[other],
        }
        found.update(reason for reason, shared in reasons.items() if shared)
        found["any"] += any(reasons.values())
    return {reason: count / len(pairs) for reason, count in found.items()}


def test_mentors_mostly_know_what_their_organisations_need(sample: Contents) -> None:
    needs, offers = sample.targets("NEEDS"), sample.targets("OFFERS")
    mentored = sample.by_type["MENTORS"]
    organisations, mentors = sorted(sample.with_label("Organisation")), sorted(sample.with_label("Mentor"))
    met = sum(bool(needs[link.target] & offers[link.source]) for link in mentored) / len(mentored)
    by_chance = sum(bool(needs[o] & offers[m]) for o in organisations for m in mentors) / (270 * 27)
    assert met > 1.4 * by_chance


def test_introductions_that_worked_led_to_cooperation_or_mentoring(sample: Contents) -> None:
    together = [*sample.by_type["COOPERATES_WITH"], *sample.by_type["MENTORS"]]
    pairs = {frozenset((link.source, link.target)) for link in together}
    introductions = sample.by_type["INTRODUCED_TO"]
    worked = [link for link in introductions if link.properties.get("worked")]
    states = Counter(state for link in introductions for state in _states(link))
    assert len(worked) >= 15
    assert all(frozenset((link.source, link.target)) in pairs for link in worked)
    assert min(states[name] for name in ("accepted", "declined", "expired", "feedback")) >= 5


def _states(link: Link) -> set[str]:
    return {"accepted", "declined", "expired", "feedback"} & link.properties.keys()


def test_persons_of_mentors_have_addresses_that_no_mailbox_can_have(sample: Contents) -> None:
    assert sorted(person.actor_id for person in sample.persons) == sorted(sample.with_label("Mentor"))
    assert len({person.display_name for person in sample.persons}) == 27
    assert len({person.email for person in sample.persons}) == 27
    assert all(person.email.endswith("@example.org") and person.email.isascii() for person in sample.persons)
    for person in sample.persons:
        first, surname = person.display_name.split()
        assert first.endswith("a") == surname.endswith("ka")
        assert person.display_name not in str([node.properties for node in sample.nodes])


def test_organisations_stand_in_their_powiat_and_work_as_far_as_they_reach(sample: Contents) -> None:
    located, works_in = sample.targets("LOCATED_IN"), sample.targets("WORKS_IN")
    seats = {powiat.seat for powiat in powiats()}
    for node in sample.with_label("Organisation").values():
        (powiat,) = located[node.id]
        assert (node.properties["settlement"] != "village") == (node.properties["locality"] in seats)
        local = node.properties["reach"] in {"neighbourhood", "gmina_or_powiat"}
        assert (powiat if local else powiat[:2]) in works_in[node.id]
        assert node.properties["founded"] < date(2024, 9, 30)
