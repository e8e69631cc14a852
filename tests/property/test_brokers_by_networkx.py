"""Brokers, communities and those who stand alone are what networkx, or a loop over the records, finds."""

import os
from datetime import date, timedelta

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.analysis import history_of, moment_of
from graph.analysis.betweenness import betweenness_of
from graph.analysis.brokers import brokers_of
from graph.analysis.communities import communities_of
from graph.analysis.compact import compact_of
from graph.analysis.cuts import cuts_of
from graph.analysis.linkage import linkage_by, linkage_of
from graph.analysis.standing_alone import isolates_of, losses_of, still_waiting
from graph.snapshot import day_number
from tests.networks import TODAY, Network

many = settings(deadline=None, max_examples=500 if os.environ.get("OGNIWO_FULL") == "1" else 40)
EVE = TODAY - timedelta(days=1)
PAST = [date(2021, 1, 1), date(2022, 6, 1), date(2023, 6, 1), date(2023, 12, 1), date(2024, 5, 1)]
DAYS = st.sampled_from([*PAST, TODAY])
STRENGTHS = st.sampled_from([None, 0.0, 0.25, 0.5, 1.0])


@st.composite
def networks(draw):
    network = Network()
    n = draw(st.integers(0, 12))
    for number in range(n):
        left = draw(st.sampled_from([None, None, None, date(2024, 1, 1), TODAY, TODAY + timedelta(days=1)]))
        network.actor(f"a{number:02}", joined=draw(DAYS), left=left)
    pairs = [(one, other) for one in range(n) for other in range(one + 1, n)]
    for one, other in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []:
        since = draw(DAYS)
        until = draw(st.sampled_from([None, None, since + timedelta(days=200), max(since, EVE), TODAY]))
        dates = {"since": since, "until": until, "strength": draw(STRENGTHS)}
        network.link("COOPERATES_WITH", f"a{one:02}", f"a{other:02}", kind="project", **dates)
    return network


def rebuilt(network, day):
    """The network of a day from the records, with lengths in whole hundredths."""
    graph = nx.Graph()
    actors = {node.id: node.properties for node in network.nodes if "Organisation" in node.labels}
    for actor, properties in sorted(actors.items()):
        if properties["joined"] <= day and (properties.get("left") or date.max) > day:
            graph.add_node(actor)
    for link in network.links:
        if link.type == "COOPERATES_WITH" and link.source in graph and link.target in graph:
            strength = link.properties.get("strength")
            length = round(200 - 100 * (0.5 if strength is None else strength))
            if link.properties["since"] <= day <= (link.properties.get("until") or date.max):
                graph.add_edge(link.source, link.target, length=length)
    return graph


def shown(network):
    snapshot = network.snapshot()
    return snapshot, moment_of(history_of(snapshot), snapshot.day), rebuilt(network, TODAY)


@many
@given(networks())
def test_betweenness_by_distance_is_that_of_networkx(network):
    snapshot, moment, graph = shown(network)
    found = brokers_of(snapshot, moment)
    wanted = nx.betweenness_centrality(graph, weight="length")
    ids = snapshot.actors.ids[found.graph.rows].tolist()
    assert dict(zip(ids, found.betweenness.share.tolist(), strict=True)) == pytest.approx(wanted, abs=1e-12)
    assert (found.by, found.betweenness.is_exact) == ("distance", True)


@many
@given(networks())
def test_betweenness_by_hops_is_that_of_networkx(network):
    snapshot, moment, graph = shown(network)
    found = brokers_of(snapshot, moment, n_by_distance=-1)
    wanted = nx.betweenness_centrality(graph)
    ids = snapshot.actors.ids[found.graph.rows].tolist()
    assert dict(zip(ids, found.betweenness.share.tolist(), strict=True)) == pytest.approx(wanted, abs=1e-12)
    assert found.by == "hops"


@many
@given(networks(), st.integers(0, 2**32))
def test_sources_drawn_give_what_networkx_gives_from_the_same(network, seed):
    _, moment, _ = shown(network)
    compact = compact_of(moment)
    if compact.n < 3:
        return
    found = betweenness_of(compact, None, 2, np.random.default_rng(seed))
    graph = nx.Graph()
    graph.add_nodes_from(range(compact.n))
    graph.add_edges_from(zip(compact.one.tolist(), compact.other.tolist(), strict=True))
    sources = np.random.default_rng(seed).permutation(compact.n)[:2].tolist()
    targets = list(range(compact.n))
    subset = nx.betweenness_centrality_subset(graph, sources, targets)
    # networkx counts the ways from a source to a target once for undirected graphs by halving them.
    scale = compact.n / len(sources) / ((compact.n - 1) * (compact.n - 2) / 2)
    assert found.share.tolist() == pytest.approx([subset[v] * scale for v in targets], abs=1e-12)


@many
@given(networks())
def test_articulation_points_and_bridges_are_those_of_networkx(network):
    snapshot, moment, graph = shown(network)
    compact = compact_of(moment)
    cuts = cuts_of(compact)
    ids = snapshot.actors.ids[compact.rows].tolist()
    assert {ids[v] for v in np.flatnonzero(cuts.is_articulation)} == set(nx.articulation_points(graph))
    found = {(ids[compact.one[edge]], ids[compact.other[edge]]) for edge in cuts.bridges.tolist()}
    assert found == {tuple(sorted(edge)) for edge in nx.bridges(graph)}


@many
@given(networks())
def test_what_hangs_on_somebody_is_what_falls_off_when_they_are_taken_out(network):
    snapshot, moment, graph = shown(network)
    compact = compact_of(moment)
    cuts = cuts_of(compact)
    ids = snapshot.actors.ids[compact.rows].tolist()
    for vertex, actor in enumerate(ids):
        others = nx.node_connected_component(graph, actor) - {actor}
        parts = sorted(map(len, nx.connected_components(graph.subgraph(others))))
        assert (cuts.n_parts[vertex], cuts.n_cut_off[vertex]) == (len(parts), sum(parts[:-1]))
    for edge, n_beyond in zip(cuts.bridges.tolist(), cuts.n_beyond.tolist(), strict=True):
        one, other = ids[compact.one[edge]], ids[compact.other[edge]]
        without = graph.copy()
        without.remove_edge(one, other)
        assert n_beyond == min(len(nx.node_connected_component(without, end)) for end in (one, other))


@many
@given(networks())
def test_communities_are_connected_and_as_good_as_said(network):
    snapshot, moment, graph = shown(network)
    found = communities_of(moment)
    ids = snapshot.actors.ids
    sets = [{str(one) for one in ids[found.members(number)]} for number in range(len(found))]
    assert {actor for each in sets for actor in each} == {actor for actor in graph if graph.degree(actor)}
    assert all(nx.is_connected(graph.subgraph(each)) for each in sets)
    assert found.sizes.tolist() == [len(each) for each in sets]
    assert [(-len(each), min(each)) for each in sets] == sorted((-len(each), min(each)) for each in sets)
    if sets:
        alone = [{actor} for actor in graph if not graph.degree(actor)]
        assert found.modularity == pytest.approx(nx.community.modularity(graph, sets + alone), abs=1e-12)


@many
@given(networks())
def test_who_stands_alone_is_who_a_loop_over_the_records_finds(network):
    snapshot, moment, graph = shown(network)
    history = history_of(snapshot)
    ids = snapshot.actors.ids
    assert [str(one) for one in ids[isolates_of(moment)]] == sorted(nx.isolates(graph))

    before = rebuilt(network, date(2023, 6, 1))
    losing = {
        a: before.degree(a) - graph.degree(a) for a in graph if a in before and before.degree(a) > graph.degree(a)
    }
    found = losses_of(history, snapshot.day)
    assert [str(one) for one in ids[found.rows]] == sorted(losing, key=lambda actor: (-losing[actor], actor))
    for row in found.rows.tolist():
        actor = str(ids[row])
        assert {str(one) for one in ids[found.ended_with(row)]} == set(before[actor]) - set(graph[actor])

    met = {end for day in _all_days(network) for edge in rebuilt(network, day).edges for end in edge}
    joined = {node.id: node.properties["joined"] for node in network.nodes if node.id in graph}
    waiting = [actor for actor in graph if actor not in met and date(2022, 12, 1) <= joined[actor] <= date(2023, 12, 1)]
    rows = still_waiting(history, day_number(TODAY), 6)
    assert [str(one) for one in ids[rows]] == sorted(waiting, key=lambda actor: (joined[actor], actor))


def _all_days(network):
    """Every day on which something began, up to today."""
    dates = {link.properties["since"] for link in network.links if "since" in link.properties}
    dates |= {node.properties["joined"] for node in network.nodes if "joined" in node.properties}
    return [day for day in dates if day <= TODAY]


@many
@given(networks(), st.data())
def test_groups_are_linked_as_a_loop_over_the_contacts_counts(network, drawn):
    snapshot, moment, graph = shown(network)
    ids = snapshot.actors.ids.tolist()
    n_groups = drawn.draw(st.integers(1, 20))
    groups = st.sets(st.integers(0, n_groups - 1), max_size=3)
    of = {actor: drawn.draw(groups) for actor in ids}
    belongs = np.array([[group in of[actor] for group in range(n_groups)] for actor in ids], dtype=bool)
    found = linkage_of(moment, csr_array(belongs.reshape(len(ids), n_groups)))
    first = {actor: min(of[actor], default=-1) for actor in ids}
    by_first = linkage_by(moment, np.array([first[actor] for actor in ids], dtype=np.int32), n_groups)
    for linkage, within in ((found, of), (by_first, {actor: {first[actor]} for actor in ids})):
        for group in range(n_groups):
            members = {actor for actor in graph if group in within[actor]}
            ends = [len(members & set(edge)) for edge in graph.edges]
            assert linkage.n_actors[group] == len(members)
            assert linkage.n_isolates[group] == len(members & set(nx.isolates(graph)))
            assert (linkage.n_inside[group], linkage.n_across[group]) == (ends.count(2), ends.count(1))
