"""The walk that returns: its shares are those of personalised PageRank, also where it follows only what is worth it."""

import networkx as nx
import numpy as np
import pytest

from benchmarks.array_store import large_snapshot
from matching import walk as walks
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
