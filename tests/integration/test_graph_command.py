"""`ogniwo network graph`: the network as a file for other programs."""

import json
from datetime import date

import networkx as nx
import pytest
from click.testing import CliRunner

from graph.model import make_link, make_node
from web.cli import main
from web.cli.network import _GRAPHS
from web.ogniwo import Ogniwo
from web.services.exporting.graphs import FORMS


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture
def _three(environment):
    joined = date(2024, 1, 1)
    nodes = [make_node(f"org-{n}", "Organisation", name=f"Koło {n}", joined=joined) for n in (1, 2, 3)]
    links = [make_link("COOPERATES_WITH", "org-1", "org-2", since=date(2024, 3, 1), kind="event")]
    links += [make_link("LOCATED_IN", "org-1", "1803")]
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.load(nodes, links)


def test_endings_of_the_command_are_those_that_can_be_written():
    assert set(_GRAPHS) == set(FORMS)


@pytest.mark.usefixtures("_three")
def test_a_graph_is_written_for_other_programs(run, tmp_path):
    assert run("network", "graph", str(tmp_path / "network.gexf")).exit_code == 0
    graph = nx.read_gexf(tmp_path / "network.gexf")
    assert (sorted(graph), list(graph.edges())) == (["org-1", "org-2", "org-3"], [("org-1", "org-2")])


@pytest.mark.usefixtures("_three")
def test_a_graph_is_narrowed_by_options(run, tmp_path):
    file = tmp_path / "network.json"
    assert run("network", "graph", str(file), "--region", "18").exit_code == 0
    assert [node["id"] for node in json.loads(file.read_text())["nodes"]] == ["org-1"]


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    ("file", "more", "said"),
    [
        ("network.xlsx", (), ".graphml, .gexf, .json, .csv"),
        ("network", (), "must end in"),
        ("network.gexf", ("--region", "99"), "ogniwo codes regions"),
        ("network.gexf", ("--sphere", "x"), "--sphere"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_is(run, tmp_path, file, more, said):
    refused = run("network", "graph", str(tmp_path / file), *more)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert list(tmp_path.glob("network*")) == []


@pytest.mark.usefixtures("_three")
def test_a_file_that_is_there_is_left_as_it_is(run, tmp_path):
    file = tmp_path / "network.csv"
    file.write_text("mine")
    refused = run("network", "graph", str(file))
    assert (refused.exit_code, file.read_text()) == (1, "mine")
    assert "is there already" in refused.stderr
