"""What must hold in a generated network of any size and seed."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import schema
from graph.model import check_link, check_node, missing_properties
from seeds.generator import generate
from tests.networks_of_seeds import Contents, fingerprint

N_EXAMPLES = 150 if os.environ.get("OGNIWO_FULL") == "1" else 25
TODAY = date(2024, 9, 30)

networks = st.tuples(st.integers(1, 260), st.integers(0, 2**31 - 1))
whole = settings(max_examples=N_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@whole
@given(networks)
def test_a_generated_network_is_consistent(asked: tuple[int, int]) -> None:
    n_organisations, seed = asked
    programme = generate(n_organisations, seed)
    contents = Contents(programme)
    assert (len(contents.nodes), len(contents.links)) == (programme.n_nodes, programme.n_links)
    assert len(contents.with_label("Organisation")) == n_organisations
    records_fit_the_schema(contents)
    ends_exist_with_their_roles(contents)
    dates_are_consistent(contents)
    mentors_keep_their_capacity(contents)
    nobody_offers_what_it_needs(contents)
    projects_are_of_those_who_cooperate(contents)


@pytest.mark.slow
@whole
@given(networks)
def test_the_same_size_and_seed_give_the_same_network_and_another_seed_another(asked: tuple[int, int]) -> None:
    n_organisations, seed = asked
    first = generate(n_organisations, seed)
    assert fingerprint(first) == fingerprint(first) == fingerprint(generate(n_organisations, seed))
    assert fingerprint(first) != fingerprint(generate(n_organisations, seed + 1))


def records_fit_the_schema(contents: Contents) -> None:
    assert all(check_node(node) is node and not missing_properties(node) for node in contents.nodes)
    assert all(check_link(link) is link for link in contents.links)
    assert len({node.key for node in contents.nodes}) == len(contents.nodes)
    assert len({link.key for link in contents.links}) == len(contents.links)


def ends_exist_with_their_roles(contents: Contents) -> None:
    ids = {label: set(contents.with_label(label)) for label in (*(n.name for n in schema.NODE_LABELS),)}
    ids[schema.ACTOR] = set(contents.actors)
    for link in contents.links:
        kind = schema.link_type(link.type)
        assert link.source in ids[kind.source], link
        assert link.target in ids[kind.target], link


def dates_are_consistent(contents: Contents) -> None:
    for node in contents.actors.values():
        joined = node.properties["joined"]
        assert node.properties.get("founded", joined) <= joined <= TODAY
        assert joined <= contents.leaves(node.id)
    events = contents.with_label("Event")
    cohorts = contents.with_label("Cohort")
    for link in contents.links:
        ends = [end for end in (link.source, link.target) if end in contents.actors]
        days = [value for value in link.properties.values() if isinstance(value, date)]
        if link.type == "ATTENDED":
            days = [events[link.target].properties["starts_at"].date()]
        for actor_id in ends:
            assert all(contents.actors[actor_id].properties["joined"] <= day for day in days), link
            assert all(day <= min(contents.leaves(actor_id), TODAY) for day in days), link
            if link.type in {"COOPERATES_WITH", "MENTORS"} and contents.leaves(actor_id) < date.max:
                assert "until" in link.properties, link
        cohort_id = link.properties.get("cohort", link.target if link.type == "TAKES_PART_IN" else None)
        if cohort_id:
            span = cohorts[cohort_id].properties
            assert span["starts"] <= link.properties["since"] <= link.properties["until"] <= span["ends"], link
    for link in contents.by_type["INTRODUCED_TO"]:
        outcome = [name for name in ("accepted", "declined", "expired") if name in link.properties]
        assert len(outcome) <= 1, link
        assert all(link.properties["since"] <= link.properties[name] for name in outcome), link
        assert ("reason" in link.properties) == (outcome == ["declined"]), link
        if "feedback" in link.properties:
            assert link.properties["accepted"] <= link.properties["feedback"]
            assert "worked" in link.properties


def projects_are_of_those_who_cooperate(contents: Contents) -> None:
    """Two to five members with one lead who is an organisation; a theme that a member has, one place."""
    projects = {key: node for key, node in contents.with_label("Event").items() if node.properties["kind"] == "project"}
    members: dict[str, dict[str, str]] = {project_id: {} for project_id in projects}
    for link in contents.by_type["ATTENDED"]:
        if link.target in projects:
            members[link.target][link.source] = link.properties["role"]
    begun: dict[frozenset[str], date] = {}
    for link in contents.by_type["COOPERATES_WITH"]:
        pair = frozenset((link.source, link.target))
        begun[pair] = min(link.properties["since"], begun.get(pair, date.max))
    spheres, themes, places = contents.targets("ACTIVE_IN"), contents.targets("ABOUT"), contents.targets("HELD_IN")
    for project_id, node in projects.items():
        day, roles = node.properties["starts_at"].date(), members[project_id]
        (lead,) = [actor_id for actor_id, role in roles.items() if role == "lead"]
        assert 2 <= len(roles) <= 5
        assert "Organisation" in contents.actors[lead].labels
        assert places[project_id] == contents.targets("LOCATED_IN")[lead]
        assert 1 <= len(themes[project_id]) <= 2
        assert themes[project_id] <= set().union(*(spheres[actor_id] for actor_id in roles))
        for one, other in combinations(sorted(roles), 2):
            if one.startswith("org") or other.startswith("org"):
                assert begun[frozenset((one, other))] <= day, (project_id, one, other)


def mentors_keep_their_capacity(contents: Contents) -> None:
    load = Counter((link.source, link.properties["cohort"]) for link in contents.by_type["MENTORS"])
    for (mentor_id, _), n_organisations in load.items():
        assert n_organisations <= contents.actors[mentor_id].properties["capacity"]
    mentored = Counter((link.target, link.properties["cohort"]) for link in contents.by_type["MENTORS"])
    assert set(mentored.values()) <= {1}
    paired = Counter(
        (end, link.properties["cohort"])
        for link in contents.by_type["PAIRED_WITH"]
        for end in (link.source, link.target)
    )
    assert set(paired.values()) <= {1}
    takes_part = {(link.source, link.target) for link in contents.by_type["TAKES_PART_IN"]}
    assert mentored.keys() <= takes_part
    assert paired.keys() <= takes_part


def nobody_offers_what_it_needs(contents: Contents) -> None:
    needs, offers = contents.targets("NEEDS"), contents.targets("OFFERS")
    assert all(not needs[actor_id] & offers[actor_id] for actor_id in contents.actors)
