"""Every number of a gap is what a plain loop over the records finds."""

import math
import os
import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.gaps import GapOptions, GapQuestion, find_gaps
from matching.gaps.access import access_to
from matching.gaps.reach import free_places, reach_of
from tests.naive_gaps import NaiveGaps
from tests.networks import TODAY, Network

SKILLS = ["s1", "s2", "s3"]
REGIONS = [None, "14", "1401", "1402", "1403", "1201"]
PLACES = ["14", "1401", "1402", "1403", "1201", "12"]
TRAVEL = {"near": 0.7, "voivodeship": 0.4}

few_or_many = settings(deadline=None, max_examples=400 if os.environ.get("OGNIWO_FULL") == "1" else 40)


def network_of(seed):
    """A network of up to sixteen actors in which every rule has something to do."""
    rng = random.Random(seed)
    network = Network().skills(*SKILLS[:2]).skills(*SKILLS[2:], component="image", secondary="training")
    network.node("c", "Cohort", name="c", starts=date(2021, 1, 1))
    names = [f"a{number:02}" for number in range(rng.randrange(1, 17))]
    roles = {name: rng.choice(["Organisation"] * 4 + ["Partner", "Mentor"]) for name in names}
    for name, role in roles.items():
        _add_actor(rng, network, name, role)
    mentors = [name for name, role in roles.items() if role == "Mentor"]
    for mentor in mentors:
        for other in rng.sample(names, rng.randrange(min(3, len(names)))):
            until = rng.choice([None, date(2022, 1, 1), TODAY, date(2024, 5, 31)])
            since = rng.choice([date(2021, 1, 1), TODAY, date(2025, 1, 1)])
            if other != mentor and (until is None or until >= since):
                network.link("MENTORS", mentor, other, cohort="c", since=since, until=until)
    return network


def _add_actor(rng, network, name, role):
    reach = {"reach": rng.choice([None, "neighbourhood", "national"])} if role == "Organisation" else {}
    network.actor(
        name,
        role,
        needs={skill: rng.choice([None, 1, 2, 3]) for skill in SKILLS if rng.random() < 0.5},
        offers={skill: rng.choice([None, 1, 2, 3]) for skill in SKILLS if rng.random() < 0.25},
        region=rng.choice([None, *PLACES[1:5], *PLACES]),
        works_in=rng.sample(PLACES, rng.choice([0, 0, 0, 1, 2])),
        online=rng.choice([None, False, True]),
        capacity=rng.choice([None, 0, 1, 2]),
        left=rng.choice([None] * 5 + [date(2024, 1, 1), TODAY]),
        **reach,
    )


networks = st.integers(0, 2**32).map(network_of)
options = st.builds(
    GapOptions,
    min_level=st.integers(1, 3),
    assumed_places=st.integers(0, 2),
    enough_places=st.sampled_from([0.3, 0.5, 1.0]),
    travel=st.sampled_from(sorted(TRAVEL)),
)


def naive(network, chosen):
    names = ("min_level", "assumed_places", "enough_places")
    return NaiveGaps(network, TODAY, travel=TRAVEL[chosen.travel], **{name: getattr(chosen, name) for name in names})


@given(networks, options, st.sampled_from(REGIONS))
@few_or_many
def test_proposals_are_those_of_a_plain_loop_in_order(network, chosen, region):
    loops = naive(network, chosen)
    found = find_gaps(network.snapshot(), GapQuestion(region=region), chosen).proposals()
    expected = {}
    for skill in SKILLS:
        for (mode, venue, _homes), coming in loops.trainings(skill, region).items():
            urgency = math.fsum(loops.urgency(one, priority, skill) for one, priority in coming.items())
            expected[skill, mode, venue] = coming, urgency
    assert [one.rank for one in found] == list(range(1, len(expected) + 1))
    ordered = sorted(expected, key=lambda key: (-round(expected[key][1], 9), key[0], key[2], key[1]))
    assert [(one.skill_id, one.mode, one.region_id) for one in found] == ordered
    for one in found:
        coming, urgency = expected[one.skill_id, one.mode, one.region_id]
        assert {each.organisation_id: each.priority for each in one.attendees} == coming
        assert one.n_would_come == len(coming)
        assert one.urgency == pytest.approx(urgency, abs=1e-9)


@given(networks, options, st.sampled_from(REGIONS))
@few_or_many
def test_every_number_of_a_proposal_is_that_of_a_plain_loop(network, chosen, region):
    loops = naive(network, chosen)
    found = find_gaps(network.snapshot(), GapQuestion(region=region), chosen).proposals()
    for one in found:
        skill, trainings = one.skill_id, loops.trainings(one.skill_id, region)
        homes = next(homes for mode, venue, homes in trainings if (mode, venue) == (one.mode, one.region_id))
        here, coming = loops.here(skill, one.mode, homes, region), [each.organisation_id for each in one.attendees]
        assert one.n_needing == len(here)
        assert one.n_served == pytest.approx(math.fsum(min(1, loops.access(each, skill)) for each in here), abs=1e-8)
        for each in one.attendees:
            assert each.access == pytest.approx(loops.access(each.organisation_id, skill), abs=2e-9)
            km = loops.km(one.region_id, loops.home(each.organisation_id)) if one.region_id else None
            assert each.km == (None if km is None else pytest.approx(km, abs=1e-6))
            assert each.online is loops.online(each.organisation_id)
        _check_providers(loops, one, here)
        _check_nearest(loops, one, coming)
        _check_also(loops, one, region)


def _check_providers(loops, one, here):
    skill = one.skill_id
    reached = {
        other: sum(loops.reaches(other, each) for each in here)
        for other in loops.offering(skill)
        if loops.n_places(other)
    }
    order = sorted((other for other, n in reached.items() if n), key=lambda other: (-reached[other], other))
    assert [(each.actor_id, each.n_reached) for each in one.providers] == [(other, reached[other]) for other in order]
    for each in one.providers:
        assert each.n_places == loops.n_places(each.actor_id)
        assert each.n_sharing == loops.n_sharing(each.actor_id, skill)


def _check_nearest(loops, one, coming):
    around = one.region_id or loops.around(coming)
    assert one.around_id == around
    km = loops.nearest(one.skill_id, around, coming)
    if not km:
        assert one.nearest is None
        assert one.cause == "nobody_offers" or one.providers
        return
    nearest = min(km, key=lambda other: (round(km[other], 6), other))
    assert one.nearest.actor_id == nearest
    assert one.nearest.km == (None if math.isinf(km[nearest]) else pytest.approx(km[nearest], abs=1e-6))
    assert (one.nearest.n_places, one.nearest.online) == (loops.n_places(nearest), loops.online(nearest))
    reached = any(loops.providers_of(each, one.skill_id) for each in coming)
    free = any(loops.n_places(other) for other in km)
    assert one.cause == ("too_few_places" if reached else "nobody_within_reach" if free else "nobody_free")


def _check_also(loops, one, region):
    nearby = [
        each
        for each in sorted(loops.unmet(one.skill_id, region))
        if one.mode == "on_site" and one.region_id and loops.online(each)
        if loops.covers(one.region_id, loops.home(each))
    ]
    assert list(one.could_also_come) == nearby


@given(networks, options, st.sampled_from(REGIONS), st.sampled_from([None, "training", "image", "strategy"]))
@few_or_many
def test_totals_are_those_of_a_plain_loop(network, chosen, region, component):
    loops = naive(network, chosen)
    gaps = find_gaps(network.snapshot(), GapQuestion(region=region, component=component), chosen)
    skills = {None: SKILLS, "training": SKILLS, "image": ["s3"], "strategy": []}[component]
    stated = [(one, skill) for skill in skills for one in loops.stated(skill) if loops.at_home(one, region)]
    unmet = [(one, skill) for skill in skills for one in loops.unmet(skill, region)]
    totals = gaps.totals
    assert totals.n_needs == len(stated) == totals.n_being_helped + totals.n_met + totals.n_unmet
    assert totals.n_being_helped == sum(one in loops.helped(skill) for one, skill in stated)
    assert totals.n_unmet == len(unmet) == sum(one.n_would_come for one in gaps.proposals())
    assert totals.n_unmet_online == sum(loops.online(one) for one, _ in unmet)
    assert totals.urgency == pytest.approx(math.fsum(one.urgency for one in gaps.proposals()), abs=1e-9)


@given(networks, options)
@few_or_many
def test_modes_and_skills_part_the_whole(network, chosen):
    snapshot = network.snapshot()
    whole = find_gaps(snapshot, None, chosen).proposals()
    parts = [
        one
        for mode in ("online", "on_site")
        for skill in SKILLS
        for one in find_gaps(snapshot, GapQuestion(mode=mode, skill=skill), chosen).proposals()
    ]
    key = {(one.skill_id, one.mode, one.region_id): (one.urgency, one.attendees, one.providers) for one in whole}
    assert {
        (one.skill_id, one.mode, one.region_id): (one.urgency, one.attendees, one.providers) for one in parts
    } == key


@given(networks, options)
@few_or_many
def test_access_to_a_skill_adds_up_to_the_places_of_those_that_reach_anybody(network, chosen):
    snapshot = network.snapshot()
    reach, places = reach_of(snapshot, chosen.near_km), free_places(snapshot, chosen.assumed_places)
    for skill in range(len(SKILLS)):
        found = access_to(snapshot, reach, places, skill, chosen.min_level)
        assert found.access.sum() == pytest.approx(found.places[found.n_sharing > 0].sum(), abs=1e-6)
