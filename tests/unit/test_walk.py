"""The walk that returns: its shares are those of personalised PageRank, also where it follows only what is worth it."""

import itertools

import networkx as nx
import numpy as np
import pytest

from benchmarks.array_store import large_snapshot
from matching import DEFAULTS, Kind, recommend
from matching import walk as walks
from matching.questions import ask
from matching.signals.walks import walk_facts, walk_values
from matching.walk import RESTART, walk
from tests.networks import Network


@pytest.fixture(scope="module")
def large():
    """Some hundreds of organisations with cooperation alone."""
    return large_snapshot(400)


def pagerank(snapshot, actor):
    """networkx's, on steps to the other one or back to oneself, which is what ties of two make."""
    contacts = snapshot.contacts.last_day.astype(bool).tocoo()
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(snapshot.actors)))
    n_ties = np.bincount(contacts.row, minlength=len(snapshot.actors))
    graph.add_weighted_edges_from(zip(contacts.row.tolist(), contacts.col.tolist(), [1.0] * contacts.nnz, strict=True))
    graph.add_weighted_edges_from((one, one, float(n)) for one, n in enumerate(n_ties.tolist()) if n)
    found = nx.pagerank(graph, alpha=1 - RESTART, personalization={actor: 1}, dangling={actor: 1}, tol=1e-12)
    return np.array([found[one] for one in range(len(snapshot.actors))])


@pytest.mark.parametrize("actor", [0, 17, 399])
def test_shares_are_those_of_pagerank_up_to_the_steps_not_taken(large, actor):
    np.testing.assert_allclose(walk(large).shares_from(actor), pagerank(large, actor), rtol=0, atol=(1 - RESTART) ** 30)


@pytest.mark.parametrize("actor", [0, 17, 399])
def test_a_walk_that_follows_everything_is_the_exact_one(large, actor, monkeypatch):
    exact = walk(large).shares_from(actor)
    monkeypatch.setattr(walks, "EXACT_UP_TO", 0)
    monkeypatch.setattr(walks, "PRUNED", 0.0)
    np.testing.assert_allclose(walk(large).shares_from(actor), exact, rtol=0, atol=(1 - RESTART) ** 30)


def test_leaving_out_what_is_hardly_worth_a_step_loses_little(large, monkeypatch):
    exact = walk(large).shares_from(17)
    monkeypatch.setattr(walks, "EXACT_UP_TO", 0)
    pruned = walk(large).shares_from(17)
    assert 0.5 < pruned.sum() <= exact.sum()
    assert (pruned <= exact + 1e-12).all()
    assert np.argmax(pruned) == np.argmax(exact) == 17


def test_who_has_no_tie_is_not_walked_from(monkeypatch):
    network = Network().actor("org-1").actor("org-2").actor("org-3").worked_together("org-2", "org-3")
    for limit in (walks.EXACT_UP_TO, 0):
        monkeypatch.setattr(walks, "EXACT_UP_TO", limit)
        made = walk(network.snapshot())
        assert made.shares_from(0).tolist() == [0.0, 0.0, 0.0]
        assert made.shares_from(-1).tolist() == [0.0, 0.0, 0.0]
        assert made.shares_from(1)[0] == 0.0
        assert made.shares_from(1)[1:].min() > 0.3


def test_value_is_the_mean_of_both_ways_beyond_chance_by_pagerank(large):
    n_tied = int((np.diff(large.contacts.last_day.indptr) > 0).sum())
    seeker = 17
    there = pagerank(large, seeker)
    rows = np.argsort(there)[[0, 100, 200, 300, *range(390, 400)]].astype(np.int32)
    question = ask(large, str(large.actors.ids[seeker]), Kind.PEER, 10, None, DEFAULTS)
    ways = [(there[row], pagerank(large, row)[seeker]) for row in rows.tolist()]
    expected = [sum(max(0.0, 1 + np.log(share) / np.log(n_tied)) for share in both if share) / 2 for both in ways]
    # The steps not taken are at most 0.85³⁰ of a share, which near chance is a few thousandths of the value.
    np.testing.assert_allclose(walk_values(question, rows), expected, rtol=0, atol=0.02)
    assert len(set(np.round(expected, 3))) > 5
    assert 0 <= min(expected) <= max(expected) <= 1


@pytest.mark.parametrize(
    ("provider", "facts"),
    [
        ("a", {"steps": 1, "contacts": ()}),
        ("b", {"steps": 2, "contacts": ("a",)}),
        ("c", {"steps": 3, "contacts": ()}),
        ("d", {"steps": 4, "contacts": ()}),
    ],
)
def test_facts_are_the_steps_between_the_two_and_their_common_contacts(provider, facts):
    network = Network()
    chain = ("me", "a", "b", "c", "d")
    for actor_id in chain:
        network.actor(actor_id)
    for one, other in itertools.pairwise(chain):
        network.worked_together(one, other)
    snapshot = network.snapshot()
    question = ask(snapshot, "me", Kind.PEER, 10, None, DEFAULTS)
    assert walk_facts(question, snapshot.actors.row_of[provider]) == facts


def test_nobody_is_walked_to_where_nobody_has_a_tie():
    question = ask(Network().actor("a").actor("b").snapshot(), "a", Kind.PEER, 10, None, DEFAULTS)
    assert walk_values(question, np.array([0, 1], dtype=np.int32)).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("kind", ["peer", "partner"])
def test_a_common_contact_is_one_reason(kind):
    network = Network().actor("me").actor("other", "Organisation", "Partner").actor("friend")
    for number in range(6):  # others who work together, so that meeting by way of the friend is more than chance
        network.actor(f"x{number}").actor(f"y{number}").worked_together(f"x{number}", f"y{number}")
    network.worked_together("me", "friend").worked_together("other", "friend")
    [suggestion] = recommend(network.snapshot(), "me", kind).suggestions
    [reason] = [reason for reason in suggestion.reasons if "contacts" in reason.facts or "steps" in reason.facts]
    assert reason.facts["contacts"] == ("friend",)
    assert reason.contribution > 0


def test_no_kind_weighs_a_common_contact_twice():
    for options in (DEFAULTS, DEFAULTS.for_records()):
        assert not [kind for kind in Kind if options.weight(kind, "walk") and options.weight(kind, "contacts")]
