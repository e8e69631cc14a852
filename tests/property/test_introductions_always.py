"""What an introduction is said to change, recounted by networkx on the network with its contact added."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis import history_of, moment_of, shortcuts
from graph.analysis.communities import communities_of
from graph.analysis.hops import hops_from
from graph.analysis.shortcuts import shortening
from matching.introductions import GOALS, IntroductionQuestion, best_introductions
from matching.introductions.effects import effect_of
from matching.introductions.network import net_of
from tests.networks import Network

REGIONS = ("1401", "1402", "1201", None)
SECTORS = ("culture", "education", None)


@st.composite
def networks(draw):
    """A few organisations and partners with contacts, needs and offers."""
    n_actors = draw(st.integers(2, 9))
    net = Network().skills("S1", "S2")
    for number in range(n_actors):
        region, skills = draw(st.sampled_from(REGIONS)), draw(st.integers(0, 3))
        needs, offers = ({"S1": 3}, {"S2": 2}) if skills % 2 else ({"S2": 2}, {"S1": 3})
        wanted = {"region": region, "needs": needs, "offers": offers if skills > 1 else {}}
        if draw(st.integers(0, 3)):
            net.actor(f"a{number}", **wanted)
        else:
            net.partner(f"a{number}", name=f"Partner {number}", sector=draw(st.sampled_from(SECTORS)), **wanted)
    pairs = list(combinations(range(n_actors), 2))
    for one, other in draw(st.lists(st.sampled_from(pairs), max_size=12, unique=True)):
        net.worked_together(f"a{one}", f"a{other}")
    return net.snapshot()


def graph_of(snapshot):
    """The contacts of the day as networkx holds them, with what their ends belong to."""
    moment = moment_of(history_of(snapshot), snapshot.day)
    community, actors = communities_of(moment).of, snapshot.actors
    graph = nx.Graph()
    for row in moment.rows.tolist():
        place = int(snapshot.region_of[row])
        is_organisation = bool(actors.roles[row] & 1)
        graph.add_node(
            actors.ids[row],
            community=str(community[row]) if community[row] >= 0 else None,
            region=str(snapshot.regions.ids[place])[:2] if place >= 0 else None,
            sector="ngo" if is_organisation else actors.sector[row],
        )
    graph.add_edges_from((actors.ids[a], actors.ids[b]) for a, b in zip(moment.one, moment.other, strict=True))
    return graph


def steps(graph):
    return {pair: d for one, by in nx.all_pairs_shortest_path_length(graph) for pair, d in _pairs(one, by)}


def _pairs(one, by):
    return [((one, other), d) for other, d in by.items() if one < other]


def n_near(graph, actor):
    return len(nx.single_source_shortest_path_length(graph, actor, cutoff=3)) - 1


def check(effect, graph):
    """Every number of the effect against the graph without and with the contact."""
    one, other = effect.seeker.actor_id, effect.provider.actor_id
    after = graph.copy()
    after.add_edge(one, other)
    was, now = steps(graph), steps(after)
    pair = min(one, other), max(one, other)
    assert effect.hops_before == was.get(pair)
    assert effect.n_newly_connected == len(now) - len(was)
    saved = [was[each] - now[each] for each in was if now[each] < was[each]]
    assert effect.shortening.n_pairs == len(saved)
    assert effect.shortening.n_hops == sum(saved)
    gain = nx.global_efficiency(after) - nx.global_efficiency(graph)
    assert effect.shortening.efficiency == pytest.approx(gain, abs=1e-12)
    assert effect.isolates == tuple(each for each in (one, other) if graph.degree(each) == 0)
    for end in (effect.seeker, effect.provider):
        assert end.n_contacts == graph.degree(end.actor_id)
        assert end.component_size == len(nx.node_connected_component(graph, end.actor_id))
        assert (end.n_near, end.n_near_after) == (n_near(graph, end.actor_id), n_near(after, end.actor_id))
    check_bridges(effect, graph)


def check_bridges(effect, graph):
    found = {bridge.of: bridge for bridge in effect.bridges}
    for what in ("community", "region", "sector"):
        part = graph.nodes(data=what)
        one, other = (part[each] for each in (effect.seeker.actor_id, effect.provider.actor_id))
        assert (what in found) == (one is not None and other is not None and one != other)
        if what in found:
            n = sum({part[a], part[b]} == {one, other} for a, b in graph.edges)
            assert (found[what].seeker_part, found[what].provider_part, found[what].n_contacts) == (one, other, n)


def check_goal(introduced, graph):
    """What it is on the list for, against the graph before it."""
    one, other = introduced.suggestion.seeker_id, introduced.suggestion.provider_id
    communities = {graph.nodes[each]["community"] for each in (one, other)}
    if introduced.goal == "alone":
        assert 0 in (graph.degree(one), graph.degree(other))
    elif introduced.goal == "bridges":
        assert len(communities) == 2
        assert None not in communities
    elif introduced.goal == "closer":
        assert nx.shortest_path_length(graph, one, other) >= 3


@settings(max_examples=40, deadline=None)
@given(snapshot=networks())
def test_effect_of_any_new_contact_is_what_networkx_counts(snapshot):
    graph, net = graph_of(snapshot), net_of(snapshot)
    lately = np.zeros(len(snapshot.actors), dtype=bool)
    for one, other in nx.non_edges(graph):
        rows = (snapshot.actors.row_of[each] for each in (one, other))
        check(effect_of(snapshot, net, *rows, lately), graph)


@settings(max_examples=40, deadline=None)
@given(
    snapshot=networks(),
    kind=st.sampled_from(["peer", "partner"]),
    by_sequence=st.booleans(),
    goal=st.sampled_from(GOALS),
)
def test_answer_holds_what_it_says(snapshot, kind, by_sequence, goal):
    question = IntroductionQuestion(kind=kind, k=4, per_actor=2, by_sequence=by_sequence, goal=goal)
    answer, graph = best_introductions(snapshot, question), graph_of(snapshot)
    first = graph.copy()
    for one in answer.introductions:
        pair = one.suggestion.seeker_id, one.suggestion.provider_id
        assert not first.has_edge(*pair)
        check(one.effect, graph)
        check_goal(one, graph)
        assert goal in {"mixed", one.goal}
        assert one.value == pytest.approx(sum(points.points for points in one.points), abs=1e-8)
        if by_sequence:
            graph.add_edge(*pair)
        first.add_edge(*pair)
    assert all(first.degree(each) - graph_of(snapshot).degree(each) <= 2 for each in first)
    shape = answer.after
    assert (shape.n_contacts, shape.n_components) == (first.number_of_edges(), nx.number_connected_components(first))
    assert shape.n_isolates == nx.number_of_isolates(first)
    assert shape.largest == max(map(len, nx.connected_components(first)))
    if not by_sequence:
        for each in {one.goal for one in answer.introductions}:
            values = [one.value for one in answer.introductions if one.goal == each]
            assert values == sorted(values, reverse=True)


@settings(max_examples=40, deadline=None)
@given(n=st.integers(1, 90), density=st.floats(0, 0.1), seed=st.integers(0, 9))
def test_steps_are_those_of_networkx_however_many_sources(n, density, seed):
    graph = nx.gnp_random_graph(n, density, seed=seed)
    matrix = nx.to_scipy_sparse_array(graph, format="csr", dtype=np.int8)
    expected = np.full((n, n), -1)
    for one, by in nx.all_pairs_shortest_path_length(graph):
        expected[one, list(by)] = list(by.values())
    assert (hops_from(matrix, np.arange(n)) == expected).all()


@pytest.mark.parametrize("seed", range(3))
def test_estimated_gain_lies_within_its_error(seed, monkeypatch):
    graph = nx.connected_watts_strogatz_graph(400, 4, 0.02, seed=seed)
    matrix = nx.to_scipy_sparse_array(graph, format="csr", dtype=np.int8)
    far = max(nx.single_source_shortest_path_length(graph, 0).items(), key=lambda item: item[1])[0]
    exact = shortening(matrix, 400, 0, far)
    monkeypatch.setattr(shortcuts, "EXACT_UP_TO", 20)
    monkeypatch.setattr(shortcuts, "N_SAMPLED", 15)
    estimated = shortening(matrix, 400, 0, far)
    assert exact.is_exact
    assert not estimated.is_exact
    assert abs(estimated.efficiency - exact.efficiency) < 4 * estimated.standard_error
    assert estimated == shortening(matrix, 400, 0, far)
