"""The network as a networkx graph, and as files that other programs read."""

import csv
import io
import json
from datetime import date
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph.analysis import Scope
from graph.analysis.exchange import as_networkx
from graph.errors import UnknownName
from tests.networks import Network
from web.services.exporting.graphs import FORMS, graph_file

GEXF = {"g": "http://www.gexf.net/1.2draft"}


@pytest.fixture
def snapshot():
    net = Network().spheres("sport", "kultura")
    net.actor("a", region="1401", spheres=["sport", "kultura"], name="Łąka & „Ćma” <3", joined=date(2022, 1, 1))
    net.actor("b", region="1201", n_staff=0, joined=date(2022, 3, 1), left=date(2023, 1, 1))
    net.mentor("m", joined=date(2022, 1, 1))
    net.actor("alone", joined=date(2022, 1, 1))
    net.link("COOPERATES_WITH", "a", "b", since=date(2022, 1, 1), until=date(2022, 5, 31), kind="event", strength=0.25)
    net.link("COOPERATES_WITH", "a", "b", since=date(2022, 5, 1), until=date(2022, 6, 1), kind="project", strength=0.5)
    net.worked_together("a", "b", since=date(2022, 9, 1))
    net.node("c1", "Cohort", name="Edycja", starts=date(2022, 2, 1))
    net.link("MENTORS", "m", "b", cohort="c1", since=date(2022, 4, 1))
    return net.snapshot()


def edges(graph):
    return {(*sorted((one, other)), key["kind"]): key["spells"] for one, other, key in graph.edges(data=True)}


def test_graph_has_every_actor_and_one_edge_for_each_pair_and_kind(snapshot):
    graph = as_networkx(snapshot)
    assert sorted(graph) == ["a", "alone", "b", "m"]
    assert edges(graph) == {
        # b joined on 1 March and left on 1 January; two links that overlap are one spell
        ("a", "b", "COOPERATES_WITH"): [("2022-03-01", "2022-06-01"), ("2022-09-01", "2022-12-31")],
        ("b", "m", "MENTORS"): [("2022-04-01", "2022-12-31")],
    }
    assert graph.edges["a", "b", "a|b|COOPERATES_WITH"]["strength"] == 0.5


def test_contact_that_goes_on_the_day_after_is_one_spell_and_a_day_without_it_parts_two():
    net = Network().actor("a").actor("b")
    for first, last in ((1, 9), (10, 14), (16, 20)):
        net.worked_together("a", "b", since=date(2024, 2, first), until=date(2024, 2, last))
    assert edges(as_networkx(net.snapshot())) == {
        ("a", "b", "COOPERATES_WITH"): [("2024-02-01", "2024-02-14"), ("2024-02-16", "2024-02-20")]
    }


def test_node_says_what_is_known_and_nothing_else(snapshot):
    graph = as_networkx(snapshot)
    assert graph.nodes["a"] == {
        "label": "Łąka & „Ćma” <3",
        "role": "Organisation",
        "roles": "Organisation",
        "place": "1401",
        "region": "14",
        "sector": "ngo",
        "spheres": "kultura sport",
        "spells": [("2022-01-01", None)],
    }
    assert graph.nodes["b"]["size"] == "none"
    assert graph.nodes["m"] == {
        "label": "m",
        "role": "Mentor",
        "roles": "Mentor",
        "sector": "mentor",
        "spells": [("2022-01-01", None)],
    }


def test_scope_leaves_others_and_their_contacts_out(snapshot):
    graph = as_networkx(snapshot, Scope(region="14"))
    assert (sorted(graph), graph.number_of_edges()) == (["a"], 0)
    with pytest.raises(UnknownName):
        graph_file(snapshot, Scope(region="98"), "gexf")


def test_graphml_comes_back_as_it_was(snapshot):
    back = nx.read_graphml(io.BytesIO(graph_file(snapshot, Scope(), "graphml")), force_multigraph=True)
    assert sorted(back) == ["a", "alone", "b", "m"]
    assert back.nodes["a"]["label"] == "Łąka & „Ćma” <3"
    assert edges(back)["a", "b", "COOPERATES_WITH"] == "2022-03-01/2022-06-01 2022-09-01/2022-12-31"
    assert back.nodes["a"]["spells"] == "2022-01-01/.."


def test_gexf_has_a_timeline_of_dates(snapshot):
    tree = ElementTree.fromstring(graph_file(snapshot, Scope(), "gexf"))
    graph = tree.find("g:graph", GEXF)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    spells = {
        (edge.get("source"), edge.get("target")): [spell.attrib for spell in edge.iterfind("g:spells/g:spell", GEXF)]
        for edge in graph.iterfind("g:edges/g:edge", GEXF)
    }
    assert spells["a", "b"] == [
        {"start": "2022-03-01", "end": "2022-06-01"},
        {"start": "2022-09-01", "end": "2022-12-31"},
    ]
    nodes = {node.get("id"): node for node in graph.iterfind("g:nodes/g:node", GEXF)}
    assert nodes["alone"].find("g:spells/g:spell", GEXF).attrib == {"start": "2022-01-01"}


# What an element may have, and hold, by the schema of GEXF 1.2draft (gexf.xsd), as far as it is used.
GEXF_ALLOWS = {
    "gexf": ({"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"}, {"meta", "graph"}),
    "meta": ({"lastmodifieddate"}, {"creator", "keywords", "description"}),
    "creator": (set(), set()),
    "graph": (
        {"timeformat", "start", "startopen", "end", "endopen", "defaultedgetype", "idtype", "mode"},
        {"attributes", "nodes", "edges"},
    ),
    "attributes": ({"class", "mode", "start", "startopen", "end", "endopen"}, {"attribute"}),
    "attribute": ({"id", "title", "type"}, {"default", "options"}),
    "nodes": ({"count"}, {"node"}),
    "edges": ({"count"}, {"edge"}),
    "node": ({"id", "label", "pid", "start", "startopen", "end", "endopen"}, {"attvalues", "spells", "nodes", "edges"}),
    "edge": (
        {"id", "type", "label", "source", "target", "weight", "start", "startopen", "end", "endopen"},
        {"attvalues", "spells"},
    ),
    "attvalues": (set(), {"attvalue"}),
    "attvalue": ({"for", "value", "start", "startopen", "end", "endopen"}, set()),
    "spells": (set(), {"spell"}),
    "spell": ({"start", "startopen", "end", "endopen"}, set()),
}


def test_gexf_keeps_to_its_schema_and_no_contact_outlasts_its_ends(snapshot):
    tree = ElementTree.fromstring(graph_file(snapshot, Scope(), "gexf"))
    for element in tree.iter():
        attributes, children = GEXF_ALLOWS[name_of(element)]
        assert set(element.attrib) <= attributes, name_of(element)
        assert {name_of(child) for child in element} <= children, name_of(element)
    for kind in ("node", "edge"):
        found = [one.get("id") for one in tree.iter(f"{{{GEXF['g']}}}{kind}")]
        assert len(found) == len(set(found))
        declared = {one.get("id") for one in tree.iterfind(f".//g:attributes[@class='{kind}']/g:attribute", GEXF)}
        used = {one.get("for") for one in tree.iterfind(f".//g:{kind}/g:attvalues/g:attvalue", GEXF)}
        assert used <= declared
    lasts = {node.get("id"): spells_of(node) for node in tree.iterfind(".//g:node", GEXF)}
    for edge in tree.iterfind(".//g:edge", GEXF):
        for first, last in spells_of(edge):
            assert first <= last
            for end in ("source", "target"):
                assert any(since <= first and last <= until for since, until in lasts[edge.get(end)])


def name_of(element):
    return element.tag.partition("}")[2]


def spells_of(element):
    return [(one.get("start"), one.get("end", "9999-12-31")) for one in element.iterfind("g:spells/g:spell", GEXF)]


def test_node_link_json_comes_back_as_it_was(snapshot):
    back = nx.node_link_graph(json.loads(graph_file(snapshot, Scope(), "json")), edges="links")
    assert back.nodes["a"]["label"] == "Łąka & „Ćma” <3"
    assert edges(back)["b", "m", "MENTORS"] == [["2022-04-01", "2022-12-31"]]


def test_csv_has_a_line_for_each_spell(snapshot):
    rows = list(csv.DictReader(io.StringIO(graph_file(snapshot, Scope(), "csv").decode())))
    assert [(row["Source"], row["Target"], row["Kind"], row["Start"], row["End"]) for row in rows] == [
        ("a", "b", "COOPERATES_WITH", "2022-03-01", "2022-06-01"),
        ("a", "b", "COOPERATES_WITH", "2022-09-01", "2022-12-31"),
        ("b", "m", "MENTORS", "2022-04-01", "2022-12-31"),
    ]


def test_csv_has_no_cell_that_a_spreadsheet_would_compute():
    net = Network().actor("=1+1").actor("b").worked_together("=1+1", "b")
    rows = list(csv.DictReader(io.StringIO(graph_file(net.snapshot(), Scope(), "csv").decode())))
    assert rows[0]["Source"] == "'=1+1"


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_every_attribute_of_nodes_and_edges_comes_back(snapshot, form):
    content = graph_file(snapshot, Scope(), form)
    back = {
        "graphml": lambda: nx.read_graphml(io.BytesIO(content), force_multigraph=True),
        "gexf": lambda: nx.read_gexf(io.BytesIO(content)),
        "json": lambda: nx.node_link_graph(json.loads(content), edges="links"),
    }[form]()
    wanted = as_networkx(snapshot)
    assert {node: without_spells(known) for node, known in back.nodes(data=True)} == {
        node: without_spells(known) for node, known in wanted.nodes(data=True)
    }
    found, expected = (
        sorted((*sorted(ends), known["kind"], known.get("strength")) for *ends, known in graph.edges(data=True))
        for graph in (back, wanted)
    )
    assert found == expected
    assert ("a", "b", "COOPERATES_WITH", 0.5) in expected


def without_spells(known):
    return {name: value for name, value in known.items() if name != "spells"}


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_name_with_characters_that_xml_forbids_is_written_without_them(form):
    net = Network().actor("a", name="Koło\x0b\x02 \ufffeA")
    tree = ElementTree.fromstring(graph_file(net.snapshot(), Scope(), form))
    assert any("Koło A" in (text or "") for one in tree.iter() for text in (one.text, *one.attrib.values()))


@pytest.mark.parametrize("form", FORMS)
def test_network_of_nobody_is_a_file_too(form):
    content = graph_file(Network().snapshot(), Scope(), form)
    readers = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
    if form in readers:
        assert len(readers[form](io.BytesIO(content))) == 0
    elif form == "json":
        assert json.loads(content)["nodes"] == []
    else:
        assert content.decode().splitlines() == ["Source,Target,Type,Kind,Strength,Start,End"]
