"""Growth through the API: the same as on the pages, and as networks built anew from the records."""

from datetime import date
from threading import Event
from types import SimpleNamespace

import networkx as nx
import pytest

from seeds.programme import sample_programme
from tests.grown import client_of, cooperation, organisation
from tests.naive_growth import NaiveGrowth
from web.services.growth import introductions, soon

DAY = date(2024, 3, 31)
PARTS = ({}, {"region": "14"}, {"sector": "ngo"}, {"component": "image"})


@pytest.fixture(scope="module")
def records():
    """The sample programme as records, which are asked anew."""
    programme = sample_programme()
    return SimpleNamespace(nodes=tuple(programme.nodes), links=tuple(programme.links))


def answer_of(client, path, **query):
    response = client.get(f"/api/v1/growth{path}", query_string={"as_of": DAY.isoformat(), **query})
    assert response.status_code == 200, response.json
    return response.json


@pytest.mark.parametrize("scope", PARTS)
def test_figures_of_each_period_are_those_of_the_network_built_anew(client, records, scope):
    answer = answer_of(client, "", by="year", **scope)
    assert [one["name"] for one in answer["periods"]] == ["2021", "2022", "2023", "2024"]
    assert answer["periods"][-1] == {"name": "2024", "first": "2024-01-01", "last": "2024-03-31", "complete": False}
    naive = NaiveGrowth(records, scope)
    for at, (first, last) in enumerate(
        [(date(2022, 1, 1), date(2022, 12, 31)), (date(2023, 1, 1), date(2023, 12, 31))]
    ):
        expected = naive.figures(first, last)
        for code, value in expected.items():
            assert answer["figures"][code][at + 1] == pytest.approx(value), code


def test_change_is_the_difference_and_what_is_missing_has_its_reason(tmp_path):
    members = [organisation(number, date(2024, 1, 1)) for number in (1, 2)]
    with client_of(tmp_path, members, [cooperation(1, 2, date(2024, 2, 1))]) as client:
        answer = answer_of(client, "", by="month")
        assert answer["figures"]["n_contacts"] == [0, 1, 1]
        assert answer["changes"]["n_contacts"] == [None, 1, 0]
        missing = {(one["figure"], one["period"]): one["code"] for one in answer["reasons"]}
        assert missing["cross_sector_share", "2024-01"] == "no_contacts"
        assert missing["transitivity", "2024-03"] == "no_triples"
        assert answer["figures"]["transitivity"] == [None, None, None]


@pytest.mark.parametrize("scope", PARTS)
def test_standing_alone_and_the_indispensable_are_those_of_networkx(client, records, scope):
    graph = NaiveGrowth(records, scope).graph_on(DAY)
    alone = answer_of(client, "/standing-alone", k=1000, **scope)
    found = {name: {one["actor_id"] for one in alone[name]} for name in ("isolates", "free_mentors")}
    assert found["isolates"] | found["free_mentors"] == set(nx.isolates(graph))
    assert found["free_mentors"] == {one for one in nx.isolates(graph) if graph.nodes[one]["sector"] == "mentor"}
    assert (alone["n_isolates"], alone["n_free_mentors"]) == (len(found["isolates"]), len(found["free_mentors"]))
    brokers = answer_of(client, "/brokers", k=1000, **scope)
    assert {one["actor_id"] for one in brokers["indispensable"]} == set(nx.articulation_points(graph))
    assert {frozenset((one["one_id"], one["other_id"])) for one in brokers["bridges"]} == set(
        map(frozenset, nx.bridges(graph))
    )
    assert {one["actor_id"] for one in brokers["brokers"]} >= set(nx.articulation_points(graph))
    assert all(one["n_contacts"] == graph.degree[one["actor_id"]] for one in brokers["brokers"])


def test_without_one_as_many_are_cut_off_as_networkx_says(client, records):
    graph = NaiveGrowth(records, {}).graph_on(DAY)
    first = answer_of(client, "/brokers", k=1)["indispensable"][0]
    left = graph.subgraph(nx.node_connected_component(graph, first["actor_id"]) - {first["actor_id"]})
    sizes = sorted(map(len, nx.connected_components(left)), reverse=True)
    answer = answer_of(client, f"/brokers/{first['actor_id']}")
    assert answer["parts"] == sizes
    assert answer["n_cut_off"] == first["n_cut_off"] == sum(sizes[1:])


def test_unknown_member_is_not_found(client):
    assert client.get("/api/v1/growth/brokers/nobody").status_code == 404


def test_regions_add_up_to_the_network(client, records):
    graph = NaiveGrowth(records, {}).graph_on(DAY)
    answer = answer_of(client, "/regions")
    of = nx.get_node_attributes(graph, "region")
    assert len(answer["regions"]) == 16
    for one in answer["regions"]:
        here = {node for node, region in of.items() if region == one["region_id"]}
        assert one["n_actors"] == len(here)
        assert one["n_inside"] == graph.subgraph(here).number_of_edges()
        assert one["n_across"] == len(list(nx.edge_boundary(graph, here)))
        assert one["n_isolates"] == sum(graph.degree[node] == 0 for node in here)
        assert one["per_10k"] == pytest.approx(10_000 * one["n_organisations"] / one["n_nonprofits"], abs=0.005)
    assert answer["n_elsewhere"] == sum(region is None for region in of.values())


def test_communities_part_those_who_have_contacts(client, records):
    graph = NaiveGrowth(records, {}).graph_on(DAY)
    answer = answer_of(client, "/communities", k=1000)
    members = [one for community in answer["communities"] for one in community["members"]]
    assert sorted(members) == sorted(node for node, degree in graph.degree if degree)
    for one in answer["communities"]:
        inside = set(one["members"])
        assert (one["n_inside"], one["n_across"]) == (
            graph.subgraph(inside).number_of_edges(),
            len(list(nx.edge_boundary(graph, inside))),
        )


def test_introductions_are_between_two_who_have_no_contact_and_points_add_up(client, records):
    graph = NaiveGrowth(records, {}).graph_on(date.max)
    answer = client.get("/api/v1/growth/introductions?k=5&lang=en").json
    assert len(answer["introductions"]) == 5
    for one in answer["introductions"]:
        assert not graph.has_edge(one["seeker_id"], one["provider_id"])
        assert sum(point["points"] for point in one["points"]) == pytest.approx(one["value"])


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("", "by=week", "by"),
        ("", "as_of=yesterday", "as_of"),
        ("", "as_of=2999-01-01", "as_of"),
        ("", "since=2024-05-01&as_of=2024-04-01", "since"),
        ("/regions", "region=99", "region"),
        ("/brokers", "k=0", "k"),
        ("/communities", "sphere=x", "sphere"),
        ("/standing-alone", "months=-1", "months"),
        ("/introductions", "whom=mentor", "whom"),
    ],
)
def test_wrong_value_is_refused_with_its_field(client, path, query, field):
    answer = client.get(f"/api/v1/growth{path}?{query}")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == field


def test_empty_network_answers_everything_with_nothing(tmp_path):
    with client_of(tmp_path) as client:
        assert client.get("/api/v1/growth").json["periods"] == []
        assert client.get("/api/v1/growth/brokers").json["brokers"] == []
        assert client.get("/api/v1/growth/communities").json["communities"] == []
        assert client.get("/api/v1/growth/standing-alone").json["n_isolates"] == 0
        assert client.get("/api/v1/growth/introductions").json["note"]
        assert {one["standing"] for one in client.get("/api/v1/growth/regions").json["regions"]} == {"empty"}


def test_answer_about_a_large_network_is_asked_for_again_until_it_is_there(tmp_path, monkeypatch):
    may_go_on, weighed = Event(), introductions.pool_of

    def slowly(*asked):
        *_, told = asked
        told(1, 3)
        assert may_go_on.wait(60)
        return weighed(*asked)

    monkeypatch.setattr(introductions, "LARGE", 0)
    monkeypatch.setattr(introductions, "pool_of", slowly)
    monkeypatch.setattr(soon, "PATIENCE", 0.5)
    members = [organisation(number, date(2024, 1, 1)) for number in (1, 2, 3)]
    with client_of(tmp_path, members, [cooperation(1, 2, date(2024, 2, 1))]) as client:
        early = client.get("/api/v1/growth/introductions")
        assert (early.status_code, early.headers["Retry-After"]) == (202, "3")
        assert early.headers["Cache-Control"] == "no-store"
        assert set(early.json) == {"done", "all_of"}
        may_go_on.set()
        monkeypatch.setattr(soon, "PATIENCE", 60)
        late = client.get("/api/v1/growth/introductions")
        assert (late.status_code, late.json["n_seekers"]) == (200, 3)
