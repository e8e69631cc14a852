"""The network that the benchmarks measure is the one their description promises."""

import numpy as np
import pytest

from benchmarks.network import N_MONTHS, cooperation_network, cooperations, organisations
from graph.model import check_link, check_node, missing_properties

N = 3_000


@pytest.fixture(scope="module")
def network():
    return cooperation_network(N, 30_000, np.random.default_rng(5))


def test_it_has_as_many_links_as_asked_for_and_no_pair_twice(network):
    assert len(set(zip(network.sources.tolist(), network.targets.tolist(), strict=True))) == 30_000
    assert (network.sources < network.targets).all()


def test_no_link_is_older_than_either_of_its_ends(network):
    assert (network.months >= network.joined[network.sources]).all()
    assert (network.months >= network.joined[network.targets]).all()
    assert network.months.max() < N_MONTHS


def test_about_a_third_was_there_from_the_start(network):
    # 900 of 3,000 are expected; five standard deviations are 126.
    assert abs(np.count_nonzero(network.joined == 0) - 900) < 126


def test_few_are_much_better_connected_than_most(network):
    degrees = np.bincount(np.concatenate([network.sources, network.targets]), minlength=N)
    assert degrees.mean() == 20
    assert degrees.max() > 5 * np.median(degrees)


def test_the_same_seed_gives_the_same_network(network):
    again = cooperation_network(N, 30_000, np.random.default_rng(5))
    assert np.array_equal(again.targets, network.targets)
    assert np.array_equal(again.months, network.months)


def test_its_records_fit_the_schema_and_come_in_order(network):
    nodes, links = list(organisations(network)), list(cooperations(network))
    for node in nodes:
        assert missing_properties(check_node(node)) == []
    assert [check_link(link) for link in links[:500]] == links[:500]
    assert [node.id for node in nodes] == sorted(node.id for node in nodes)
    assert [link.key for link in links] == sorted(link.key for link in links)
