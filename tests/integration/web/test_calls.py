"""Calls through the page, the API and the command: what was understood, who could help, what is kept."""

import pytest

from web.office import shown

TEXT = "Szukamy kogoś, kto pomoże napisać wniosek o dotacje. Potrzebna nam też strona internetowa."


def _kept(ogniwo, seeker_id):
    with ogniwo.office.reading() as connection:
        return [one for one in shown.to_seeker(connection, seeker_id) if one.kind == "call"]


def test_api_answers_a_call_with_what_it_recognised_and_reasons_that_sum(own_client, own_ogniwo, ids):
    answer = own_client.post("/api/v1/calls", json={"text": TEXT, "caller_id": ids.organisation, "k": 3})
    assert answer.status_code == 200
    found = answer.json
    assert {"T3.01", "I2.02"} <= {skill["skill_id"] for skill in found["recognised"]}
    assert (found["kind"], found["seeker_id"], len(found["suggestions"])) == ("call", ids.organisation, 3)
    for one in found["suggestions"]:
        assert sum(reason["contribution"] for reason in one["reasons"]) == pytest.approx(one["score"], abs=1e-9)
    kept = _kept(own_ogniwo, ids.organisation)
    assert sorted(one.provider_id for one in kept) == sorted(one["provider_id"] for one in found["suggestions"])


def test_places_named_in_a_call_are_understood_on_the_page_and_through_the_api(own_client):
    text = "Szukamy kogoś, kto napisze wniosek, w Rzeszowie albo w powiecie krośnieńskim"
    found = own_client.post("/api/v1/calls", json={"text": text}).json
    assert (found["places"][0]["region_id"], found["places"][0]["label"]) == ("1863", "Rzeszów")
    assert "1807" in {one["region_id"] for one in found["places"]}
    assert any(reason["signal"] == "place" for one in found["suggestions"] for reason in one["reasons"])
    page = own_client.get("/zapytanie", query_string={"text": text}).get_data(as_text=True)
    assert "miejsce: Rzeszów · Rzeszowie" in page
    given = own_client.post("/api/v1/calls", json={"text": text, "regions": ["18"]}).json
    assert given["places"] == []


def test_somebody_outside_the_network_may_call(own_client):
    found = own_client.post("/api/v1/calls", json={"text": TEXT, "regions": ["18"]}).json
    assert (found["seeker_id"], found["seeker_name"]) == ("", "")
    assert found["suggestions"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"text": "  "}, 422, "text"),
        ({"text": "x" * 100_000}, 422, "text"),
        ({"text": "x", "regions": ["9999"]}, 422, "region"),
        ({"text": "x", "spheres": ["nope"]}, 422, "sphere"),
        ({"text": "x", "k": 10_000}, 422, "k"),
        ({"text": "x", "component": "nope"}, 422, "component"),
        ({"text": "x", "caller_id": "nobody"}, 404, "nobody"),
    ],
)
def test_what_is_wrong_with_a_call_is_named(client, body, status, field):
    answer = client.post("/api/v1/calls", json=body)
    assert answer.status_code == status
    assert field in answer.get_data(as_text=True)


@pytest.mark.parametrize("text", ["🙂🙂🙂", "i oraz ale", "\0", "a", "х" * 2000])
def test_words_that_say_nothing_get_an_honest_answer(client, text):
    found = client.post("/api/v1/calls", json={"text": text, "regions": ["18"]}).json
    assert found["recognised"] == []
    assert found["note"]["code"] in {"call_not_understood", "call_unanswered"}


def test_page_says_what_it_understood_and_offers_an_introduction(client, ids):
    query = {"text": TEXT, "organisation": ids.organisation}
    page = client.get("/zapytanie", query_string=query).get_data(as_text=True)
    assert "Pisanie wniosków o dotację" in page
    assert "/prosba" in page
    assert "Zapytaj własnymi słowami" in page


def test_page_without_a_text_shows_the_form_alone(client):
    page = client.get("/zapytanie").get_data(as_text=True)
    assert 'name="text"' in page
    assert 'class="suggestions"' not in page


@pytest.mark.parametrize(
    "query", [{"text": "x" * 30_000}, {"text": "x", "region": "9999"}, {"text": "x", "component": "z"}]
)
def test_page_refuses_what_it_cannot_read(client, query):
    assert client.get("/zapytanie", query_string=query).status_code == 422


def test_page_of_an_unknown_caller_is_not_found(client):
    assert client.get("/zapytanie?text=strona&organisation=nobody").status_code == 404
