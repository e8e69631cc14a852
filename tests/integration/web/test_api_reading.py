"""Reading through the API: the same network as on the pages, unrounded and in a stable order."""

import pytest

from graph.model import NodeKey
from matching import KINDS_OF_PROFILE, Kind, explain, recommend
from seeds.reference import label


def test_suggestions_are_the_recommenders_own_and_their_reasons_sum_to_the_score(client, shared_ogniwo, ids):
    for kind in KINDS_OF_PROFILE:
        expected = recommend(shared_ogniwo.snapshot(), ids.organisation, kind, 5)
        answer = client.get(f"/api/v1/actors/{ids.organisation}/suggestions?kind={kind}&k=5").json
        assert answer["n_eligible"] == expected.n_eligible
        assert [s["provider_id"] for s in answer["suggestions"]] == [s.provider_id for s in expected.suggestions]
        assert [s["score"] for s in answer["suggestions"]] == [s.score for s in expected.suggestions]
        for suggestion in answer["suggestions"]:
            assert sum(r["contribution"] for r in suggestion["reasons"]) == pytest.approx(suggestion["score"], abs=1e-9)
            without_list = [r["contribution"] for r in suggestion["reasons"] if r["side"] != "list"]
            both_sides = suggestion["seeker_score"] + suggestion["provider_score"]
            assert sum(without_list) == pytest.approx(both_sides, abs=1e-9)


@pytest.mark.parametrize("component", ["training", "network", "strategy", "image"])
def test_suggestions_can_be_asked_for_one_component(client, shared_ogniwo, ids, component):
    answer = client.get(f"/api/v1/actors/{ids.organisation}/suggestions?component={component}").json
    expected = recommend(shared_ogniwo.snapshot(), ids.organisation, Kind.PEER, component=component)
    assert [s["provider_id"] for s in answer["suggestions"]] == [s.provider_id for s in expected.suggestions]


def test_sentences_come_in_the_language_asked_for(client, ids):
    address = f"/api/v1/actors/{ids.organisation}/suggestions"
    polish = client.get(f"{address}?lang=pl").json["suggestions"][0]
    english = client.get(f"{address}?lang=en").json["suggestions"][0]
    assert polish["band_label"] != english["band_label"]
    assert [r["facts"] for r in polish["reasons"]] == [r["facts"] for r in english["reasons"]]
    by_header = client.get(address, headers={"Accept-Language": "en-GB,en;q=0.9"}).json["suggestions"][0]
    assert by_header["band_label"] == english["band_label"]


def test_explanation_of_a_pair_tells_rank_gap_and_rules(client, shared_ogniwo, ids):
    snapshot = shared_ogniwo.snapshot()
    for other in (ids.other, ids.mentor, ids.organisation):
        expected = explain(snapshot, ids.organisation, other, Kind.PEER)
        answer = client.get(f"/api/v1/actors/{ids.organisation}/suggestions/{other}").json
        assert (answer["rank"], answer["gap"]) == (expected.rank, expected.gap)
        assert [rule["code"] for rule in answer["excluded_by"]] == [rule.code for rule in expected.excluded_by]
        assert answer["suggestion"]["score"] == expected.suggestion.score


def test_list_pages_through_everyone_once_in_a_stable_order(client):
    first = client.get("/api/v1/actors?size=50").json
    ids = []
    for page in range(1, first["n_pages"] + 1):
        ids += [actor["id"] for actor in client.get(f"/api/v1/actors?size=50&page={page}").json["actors"]]
    assert len(ids) == len(set(ids)) == first["total"]
    assert ids[:50] == [actor["id"] for actor in first["actors"]]


def test_actor_in_full_has_the_links_of_the_store(client, shared_ogniwo, ids):
    answer = client.get(f"/api/v1/actors/{ids.organisation}?lang=en").json
    links = shared_ogniwo.store.neighbours(NodeKey("Actor", ids.organisation))
    needs = {link.target: link.properties.get("priority") for link in links if link.type == "NEEDS"}
    assert {need["skill"]: need["degree"] for need in answer["needs"]} == needs
    assert {need["label"] for need in answer["needs"]} == {label("skill", code, "en") for code in needs}
    assert len(answer["cooperation"]) == sum(link.type == "COOPERATES_WITH" for link in links)
    assert len(answer["events"]) + len(answer["projects"]) == sum(link.type == "ATTENDED" for link in links)
    assert answer["properties"]["joined"] == answer["joined"]


def test_network_has_the_counts_of_the_start_page(client, shared_ogniwo):
    answer = client.get("/api/v1/network").json
    assert answer["revision"] == shared_ogniwo.store.revision()
    assert answer["n_actors"] == int(shared_ogniwo.snapshot().present.sum())
    assert answer["n_cooperating"] == shared_ogniwo.store.counts()["COOPERATES_WITH"]


def test_health_names_the_kinds_of_the_databases_and_no_address(client):
    answer = client.get("/api/v1/health").json
    assert (answer["status"], answer["store"], answer["office"]) == ("ok", "sqlite", "sqlite")
    assert not any("/" in str(value) for value in answer.values())


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/api/v1/actors?page=0", "page"),
        ("/api/v1/actors?page=x", "page"),
        ("/api/v1/actors?size=1000", "size"),
        ("/api/v1/actors?order=size", "order"),
        ("/api/v1/actors?region=99", "region"),
        ("/api/v1/actors?lang=tlh", "lang"),
        ("/api/v1/actors/{organisation}/suggestions?kind=friend", "kind"),
        ("/api/v1/actors/{organisation}/suggestions?k=0", "k"),
        ("/api/v1/actors/{organisation}/suggestions?k=10000", "k"),
        ("/api/v1/actors/{organisation}/suggestions?component=cooking", "component"),
    ],
)
def test_wrong_parameter_is_a_problem_that_names_the_field(client, ids, address, field):
    response = client.get(ids.address(address))
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    assert [error["field"] for error in response.json["errors"]] == [field]
    assert response.json["request_id"] == response.headers["X-Request-Id"]


def test_problem_speaks_the_language_asked_for(client):
    polish = client.get("/api/v1/actors/nope?lang=pl").json
    english = client.get("/api/v1/actors/nope?lang=en").json
    assert (polish["status"], english["status"]) == (404, 404)
    assert polish["title"] == "Pod tym adresem niczego nie ma"
    assert english["detail"] == "There is no “nope” in the network. Look it up by name."


def test_unknown_address_under_the_api_is_a_problem_too(client):
    response = client.get("/api/v1/nope")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_every_operation_is_described_and_shown_on_the_guide(client, app):
    document = client.get("/api/v1/openapi.json").json
    described = {
        (path, method.upper()) for path, item in document["paths"].items() for method in item if method != "parameters"
    }
    routed = {
        (str(rule).replace("<", "{").replace(">", "}"), method)
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/v1/") and not str(rule).endswith("openapi.json")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert described == routed
    guide = client.get("/api").get_data(as_text=True)
    for path, method in described:
        assert f"<code>{path}</code>" in guide
        assert document["paths"][path][method.lower()]["summary"] in guide.replace("&#39;", "'")
