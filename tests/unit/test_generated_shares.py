"""At a larger size, shares of generated organisations are close to those of the surveys."""

from __future__ import annotations

import tracemalloc
from collections import Counter

import pytest

from seeds.errors import InvalidSize
from seeds.generator import generate
from seeds.reference import shares, spheres, voivodeships
from tests.networks_of_seeds import Contents

N = 12_000


@pytest.fixture(scope="module")
def network() -> Contents:
    return Contents(generate(N, 5))


@pytest.mark.parametrize(("topic", "column"), [("location", "settlement"), ("reach", "reach")])
def test_sizes_of_places_and_reaches_follow_the_survey(network: Contents, topic: str, column: str) -> None:
    found = Counter(node.properties[column] for node in network.with_label("Organisation").values())
    for name, share in shares(topic).items():
        assert found[name] / N == pytest.approx(share, abs=0.015)


def test_main_spheres_follow_the_fields_of_the_survey(network: Contents) -> None:
    survey_field = {sphere.code: sphere.survey_field for sphere in spheres()}
    first: dict[str, str] = {}
    for link in network.by_type["ACTIVE_IN"]:
        if link.source.startswith("org"):
            first.setdefault(link.source, survey_field[link.target])
    found = Counter(first.values())
    published = {
        "sport": "sport_tourism_recreation_hobby",
        "education": "education_upbringing",
        "culture": "culture_art",
        "social_services": "social_services",
        "health": "health",
        "local_development": "local_development",
    }
    for field, item in published.items():
        assert found[field] / N == pytest.approx(shares("main_field")[item], abs=0.015)


def test_voivodeships_have_their_share_of_organisations(network: Contents) -> None:
    found = Counter(link.target[:2] for link in network.by_type["LOCATED_IN"] if link.source.startswith("org"))
    for region in voivodeships():
        assert found[region.code] / N == pytest.approx(region.share_of_nonprofits, abs=0.012)


def test_partners_mentors_and_events_grow_in_proportion(network: Contents) -> None:
    assert len(network.with_label("Mentor")) == N // 10
    assert sum(node.labels == {"Partner"} for node in network.actors.values()) == round(N * 60 / 270)
    events = Counter(event.properties["kind"] == "project" for event in network.with_label("Event").values())
    assert events == {False: round(N * 14 / 270), True: round(N * 66 / 270)}


def test_links_grow_no_faster_than_organisations() -> None:
    small, large = generate(1_000, 3).n_links, generate(8_000, 3).n_links
    assert 6 < large / small < 10


def test_links_are_made_as_they_are_read() -> None:
    programme = generate(6_000, 1)
    tracemalloc.start()
    n_links = sum(1 for _ in programme.links)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert n_links == programme.n_links > 120_000
    assert peak < 12_000_000  # held at once they would take over 60 MB


@pytest.mark.parametrize("n_organisations", [0, -4, 2_000_001])
def test_an_impossible_size_is_refused_with_the_possible_ones(n_organisations: int) -> None:
    with pytest.raises(InvalidSize, match="1 to 2,000,000"):
        generate(n_organisations, 1)
