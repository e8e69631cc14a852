"""Gaps through the API: the same numbers as from the library, page by page."""

import pytest

from matching.errors import InvalidOption
from matching.gaps import GapQuestion, find_gaps


def test_every_proposal_is_on_one_page_in_the_order_of_the_library(client, shared_ogniwo):
    expected = find_gaps(shared_ogniwo.snapshot()).proposals()
    first = client.get("/api/v1/gaps?size=50&who=1000").json
    found = [p for page in range(1, first["n_pages"] + 1) for p in _proposals(client, f"size=50&who=1000&page={page}")]
    assert first["n_proposals"] == len(expected) == len(found)
    for one, other in zip(found, expected, strict=True):
        assert (one["rank"], one["skill_id"], one["mode"], one["region_id"]) == (
            *(other.rank, other.skill_id, other.mode, other.region_id),
        )
        assert (one["urgency"], one["n_served"], one["n_needing"]) == (other.urgency, other.n_served, other.n_needing)
        assert [a["organisation_id"] for a in one["attendees"]] == [a.organisation_id for a in other.attendees]
        assert len(one["providers"]) == one["n_providers"]


def _proposals(client, query):
    return client.get(f"/api/v1/gaps?{query}").json["proposals"]


@pytest.mark.parametrize(
    "narrowed",
    [
        {"component": "strategy"},
        {"region": "14"},
        {"region": "1465"},
        {"sphere": "SP17"},
        {"skill": "T3.04"},
        {"mode": "online"},
    ],
)
def test_filters_narrow_as_the_library_does(client, shared_ogniwo, narrowed):
    expected = find_gaps(shared_ogniwo.snapshot(), GapQuestion(**narrowed))
    answer = client.get("/api/v1/gaps", query_string=narrowed).json
    assert answer["n_proposals"] == len(expected)
    assert answer["totals"]["n_unmet"] == expected.totals.n_unmet
    assert answer["note"] == expected.note


def test_sphere_keeps_the_needs_of_those_who_work_in_it(shared_ogniwo):
    snapshot = shared_ogniwo.snapshot()
    works = snapshot.active_in[:, [snapshot.spheres.row_of["SP17"]]].toarray().ravel() != 0

    def unmet(question):
        found = find_gaps(snapshot, question).proposals()
        return {(one.skill_id, each.organisation_id) for one in found for each in one.attendees}

    of_sphere = {(skill, one) for skill, one in unmet(None) if works[snapshot.actors.row_of[one]]}
    assert unmet(GapQuestion(sphere="SP17")) == of_sphere != set()
    totals = find_gaps(snapshot, GapQuestion(sphere="SP17")).totals
    assert totals.n_unmet == len(of_sphere)
    with pytest.raises(InvalidOption, match="allowed: SP"):
        find_gaps(snapshot, GapQuestion(sphere="SP99x"))


def test_lists_are_as_long_as_asked_and_counts_are_whole(client):
    (one, *_) = _proposals(client, "who=1")
    assert len(one["attendees"]) == 1 < one["n_would_come"]
    assert _proposals(client, "who=0")[0]["attendees"] == []


def test_sentences_come_in_the_language_asked_for(client):
    polish, english = (_proposals(client, f"size=1&lang={language}")[0] for language in ("pl", "en"))
    assert polish["sentence"].startswith("Szkolenie")
    assert english["sentence"].startswith(("Online training", "Training on site"))
    assert polish["urgency"] == english["urgency"]


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("region=99", "region", "02, 04"),
        ("skill=T1.1", "skill", "T1.01"),
        ("component=cooking", "component", "training"),
        ("mode=hybrid", "mode", "on_site"),
        ("page=9999", "page", "1–"),
        ("who=2000", "who", "1000"),
        ("size=0", "size", "100"),
    ],
)
def test_wrong_value_is_refused_with_its_field_and_the_choices(client, query, field, said):
    answer = client.get(f"/api/v1/gaps?{query}")
    assert answer.status_code == 422
    (error,) = answer.json["errors"]
    assert error["field"] == field
    assert said in error["message"]


def test_names_of_mentors_stay_in_the_office(client, shared_ogniwo):
    with shared_ogniwo.office.reading() as connection:
        from web.office import persons

        names = persons.display_names(connection, [i for i in shared_ogniwo.snapshot().actors.ids if i[:3] == "men"])
    body = client.get("/api/v1/gaps?size=100&who=1000").get_data(as_text=True)
    assert names
    assert "men-" in body
    assert not any(name in body for name in names.values())
