"""Lists of who offers what, and the best offers found from them."""

import gc
from datetime import date
from weakref import ref

import numpy as np
import pytest

from benchmarks.array_store import large_snapshot
from graph.model import Unit, make_link
from graph.snapshot import build_snapshot, refresh_snapshot
from graph.snapshot.nodes import ORGANISATION, PARTNER
from matching import InvalidOption, UnknownActor
from matching.best_offers import best_offers
from matching.best_offers_of_all import BLOCK_ROWS, best_offers_of_all
from matching.need_lists import need_lists
from tests.networks import TODAY, Network


@pytest.fixture(scope="module")
def large():
    """Skills as unevenly spread as in the benchmark, so that some are common and most are not."""
    return large_snapshot(2 * BLOCK_ROWS + 10)


def ids(snapshot, best):
    return list(snapshot.actors.ids[best.providers[0][best.providers[0] >= 0]])


def test_rarer_and_better_offered_skills_come_first_and_ties_go_by_id():
    network = Network().skills("often", "once")
    network.actor("org-1", needs={"often": 3, "once": 3})
    network.actor("org-2", offers={"often": 1}).actor("org-3", offers={"often": 1}).actor("org-4", offers={"often": 3})
    network.actor("org-5", offers={"once": 3})
    snapshot = network.snapshot()
    assert ids(snapshot, best_offers(snapshot, "org-1")) == ["org-5", "org-4", "org-2", "org-3"]
    assert ids(snapshot, best_offers(snapshot, "org-1", 3)) == ["org-5", "org-4", "org-2"]


def test_neither_the_seeker_nor_who_has_left_nor_another_role_is_offered():
    network = Network().skills("a")
    network.actor("org-1", needs={"a": 3}, offers={"a": 3}).actor("org-2", offers={"a": 3}, left=date(2024, 5, 1))
    network.partner("par-1", offers={"a": 1})
    snapshot = network.snapshot()
    assert ids(snapshot, best_offers(snapshot, "org-1")) == []
    assert ids(snapshot, best_offers(snapshot, "org-1", role=PARTNER)) == ["par-1"]
    assert ids(snapshot, best_offers(snapshot, "org-1", role=ORGANISATION + PARTNER)) == ["par-1"]


def test_a_seeker_without_needs_or_whose_needs_nobody_meets_gets_nothing():
    network = Network().skills("a", "b").actor("org-1").actor("org-2", needs={"b": 3}, offers={"a": 3})
    snapshot = network.snapshot()
    assert ids(snapshot, best_offers(snapshot, "org-1")) == []
    assert ids(snapshot, best_offers(snapshot, "org-2")) == []
    assert best_offers(snapshot, "org-1", 4).values.tolist() == [[0.0] * 4]


@pytest.mark.parametrize("k", [0, -1, True, 2.0])
def test_a_wrong_number_is_refused(k):
    snapshot = Network().actor("org-1").snapshot()
    with pytest.raises(InvalidOption, match="k"):
        best_offers(snapshot, "org-1", k)


def test_an_unknown_seeker_is_refused():
    with pytest.raises(UnknownActor):
        best_offers(Network().actor("org-1").snapshot(), "org-9")


def test_a_network_without_organisations_or_skills_has_no_blocks_or_empty_answers():
    assert sum(len(block.seekers) for block in best_offers_of_all(Network().snapshot())) == 0
    (block,) = best_offers_of_all(Network().actor("org-1").snapshot(), 2)
    assert block.providers.tolist() == [[-1, -1]]


def test_in_a_large_network_they_are_those_of_a_matrix_product(large):
    lists = need_lists(large)
    assert 0 < len(lists.levels_of_common) < len(large.skills)
    share = np.array([0.0, 1.0, 2.0, 3.0, 2.0]) / 3  # the last, -1, where not given
    needs, offers = large.needs.astype(np.float64), large.offers.astype(np.float64)
    needs.data, offers.data = share[large.needs.data], share[large.offers.data]
    seekers = np.arange(0, len(large.actors), 7)
    product = (needs[seekers] @ (offers.multiply(lists.rarity)).T.tocsr()).toarray().round(9)
    product[np.arange(len(seekers)), seekers] = 0.0
    expected = np.lexsort((np.broadcast_to(np.arange(product.shape[1]), product.shape), -product), axis=1)[:, :10]
    for seeker, rows, values in zip(seekers, expected, product, strict=True):
        best = best_offers(large, str(large.actors.ids[seeker]))
        found = best.providers[0] >= 0
        assert best.providers[0][found].tolist() == rows[values[rows] > 0].tolist()
        np.testing.assert_allclose(best.values[0][found], values[rows[values[rows] > 0]], rtol=0, atol=2e-9)


def test_two_processes_answer_as_one_does(large):
    alone, spread = list(best_offers_of_all(large)), list(best_offers_of_all(large, n_jobs=2))
    assert [len(block.seekers) for block in alone] == [BLOCK_ROWS, BLOCK_ROWS, 10]
    for one, other in zip(alone, spread, strict=True):
        assert np.array_equal(one.seekers, other.seekers)
        assert np.array_equal(one.providers, other.providers)
        assert np.array_equal(one.values, other.values)


def test_only_those_asked_for_are_answered_in_their_order(large):
    seekers = np.array([7, 3, 2_000], dtype=np.int32)
    (some,) = best_offers_of_all(large, seekers=seekers)
    assert some.seekers.tolist() == [7, 3, 2_000]
    for at, seeker in enumerate(seekers.tolist()):
        alone = best_offers(large, str(large.actors.ids[seeker]))
        assert some.providers[at].tolist() == alone.providers[0].tolist()


def test_lists_are_made_once_and_made_anew_only_when_offers_change():
    network = Network().skills("a").actor("org-1", offers={"a": 3}).actor("org-2")
    store = network.store()
    snapshot = build_snapshot(store, TODAY)
    lists = need_lists(snapshot)
    assert need_lists(snapshot) is lists
    later = _after(snapshot, store, make_link("COOPERATES_WITH", "org-1", "org-2", since=TODAY, kind="project"))
    assert need_lists(later) is lists
    offered = _after(later, store, make_link("OFFERS", "org-2", "a", level=1))
    assert need_lists(offered) is not lists
    assert need_lists(offered).providers.tolist() == [0, 1]
    assert need_lists(snapshot, PARTNER) is not lists
    assert need_lists(snapshot) is lists


def _after(snapshot, store, link):
    store.apply(Unit(links=(link,)))
    return refresh_snapshot(snapshot, store, store.changes_since(snapshot.revision))


def test_lists_go_when_their_snapshot_goes():
    snapshot = Network().skills("a").actor("org-1", offers={"a": 3}).snapshot()
    need_lists(snapshot)
    gone = ref(snapshot)
    del snapshot
    gc.collect()
    assert gone() is None


def test_nobody_can_write_to_the_lists(large):
    lists = need_lists(large)
    for array in (lists.rarity, lists.providers, lists.levels, lists.bounds, lists.common, lists.levels_of_common):
        assert not array.flags.writeable
    assert lists.nbytes < 30 * len(large.offers.data)
