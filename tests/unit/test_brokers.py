"""Who holds the network together, and who stands alone, on networks small enough for paper."""

from datetime import date

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph.analysis import Scope, history_of, moment_of, scoped, traits_of
from graph.analysis.betweenness import betweenness_of
from graph.analysis.brokers import brokers_of
from graph.analysis.communities import communities_of
from graph.analysis.compact import CompactGraph, compact_of
from graph.analysis.cross_links import cross_links_of
from graph.analysis.cuts import cuts_of
from graph.analysis.linkage import linkage_of_powiats, linkage_of_spheres, linkage_of_voivodeships
from graph.analysis.standing_alone import isolates_of, last_contacts, losses_of, months_before, still_waiting
from graph.analysis.strengths import distance_of, strengths_of
from graph.analysis.ways_by_distance import dependencies_by_distance
from graph.snapshot import NO_DAY, date_of, day_number
from tests.networks import TODAY, Network


def linked(pairs, alone="", **properties):
    """A network of actors named by letters, with the pairs in contact."""
    network = Network()
    for name in sorted({*"".join(pairs), *alone}):
        network.actor(name, **properties)
    for pair in pairs:
        network.worked_together(*sorted(pair))
    return network


def now(network):
    snapshot = network.snapshot()
    return snapshot, moment_of(history_of(snapshot), snapshot.day)


def graph_of(n, pairs):
    one, other = (np.array(ends, dtype=np.int32) for ends in zip(*pairs, strict=True))
    ends = (np.concatenate((one, other)), np.concatenate((other, one)))
    adjacency = csr_array((np.ones(2 * len(one), dtype=np.int8), ends), shape=(n, n))
    adjacency.sort_indices()
    return CompactGraph(np.arange(n), one, other, adjacency)


def named(snapshot, found, positions):
    return "".join(snapshot.actors.ids[found.graph.rows[positions]])


@pytest.mark.parametrize("network", [Network(), linked([], "a"), linked([], "abc")], ids=["nobody", "one", "isolates"])
def test_network_without_contacts_has_no_brokers_and_no_communities(network):
    snapshot, moment = now(network)
    found = brokers_of(snapshot, moment)
    for positions in (found.first(), found.hubs(), found.indispensable()):
        assert len(positions) == 0
    assert found.betweenness.share.tolist() == [0.0] * moment.n_present
    communities = communities_of(moment)
    assert len(communities) == 0
    assert np.isnan(communities.modularity)
    assert isolates_of(moment).tolist() == list(range(moment.n_present))
    assert len(brokers_of(snapshot, moment, n_by_distance=-1).first()) == 0


def test_two_alike_come_in_order_of_id():
    snapshot, moment = now(linked(["ab", "bc", "cd", "da"]))  # a ring: all lie alike
    found = brokers_of(snapshot, moment)
    assert named(snapshot, found, found.first()) == named(snapshot, found, found.hubs()) == "abcd"
    assert found.betweenness.share.tolist() == pytest.approx([1 / 6] * 4)
    assert named(snapshot, found, found.first(2)) == "ab"
    assert len(found.indispensable()) == 0


def test_strong_contacts_make_a_way_shorter_than_weak_ones():
    network = linked([], "abcd")
    for one, other, strength in (("a", "b", 1.0), ("b", "d", 1.0), ("a", "c", 0.1), ("c", "d", 0.1)):
        network.link("COOPERATES_WITH", one, other, since=date(2022, 1, 1), kind="event", strength=strength)
    snapshot, moment = now(network)
    assert distance_of(strengths_of(snapshot, moment)).tolist() == [100, 190, 100, 190]
    by_distance, by_hops = brokers_of(snapshot, moment), brokers_of(snapshot, moment, n_by_distance=0)
    # a to d lead over b alone, b to c over a or d alike; by hops a to d lead over b or c alike.
    assert by_distance.betweenness.share.tolist() == pytest.approx([1 / 6, 1 / 3, 0, 1 / 6])
    assert by_hops.betweenness.share.tolist() == pytest.approx([1 / 6, 1 / 6, 1 / 6, 1 / 6])


def test_strength_is_that_of_the_strongest_link_that_holds():
    network = linked([], "ab").mentor("m")
    for strength, until in ((0.3, None), (0.9, date(2023, 1, 1)), (None, date(2022, 12, 1)), (0.4, None)):
        kind = "event" if strength == 0.4 else "project"
        since = date(2022, 1, int(10 * (strength or 2)))
        network.link("COOPERATES_WITH", "a", "b", since=since, until=until, kind=kind, strength=strength)
    network.node("c1", "Cohort", name="Edycja 1", starts=date(2022, 2, 1))
    network.link("MENTORS", "m", "a", cohort="c1", since=date(2022, 2, 1))
    network.link("PAIRED_WITH", "a", "b", cohort="c1", since=date(2024, 3, 1))
    snapshot = network.snapshot()
    history = history_of(snapshot)

    def on(*day):
        return strengths_of(snapshot, moment_of(history, day_number(date(*day)))).tolist()

    assert on(2023, 1, 1) == [0.9, 1.0]  # the last day still counts
    assert on(2023, 1, 2) == [0.4, 1.0]
    assert on(2024, 3, 1) == [0.5, 1.0]  # peers of a cohort, who don't say how strongly
    scope = moment_of(scoped(snapshot, Scope(kind="COOPERATES_WITH")), snapshot.day)
    assert strengths_of(snapshot, scope, ("COOPERATES_WITH",)).tolist() == [0.4]


def test_long_chain_is_walked_without_recursion():
    n = 20_000
    cuts = cuts_of(graph_of(n, [(at, at + 1) for at in range(n - 1)]))
    assert cuts.is_articulation.sum() == n - 2
    assert cuts.bridges.tolist() == list(range(n - 1))
    assert (cuts.n_cut_off[1], cuts.n_cut_off[n // 2], cuts.n_beyond[2]) == (1, n // 2 - 1, 3)


@pytest.mark.parametrize("length", [None, 100], ids=["hops", "distance"])
def test_share_of_ways_in_a_chain_is_what_paper_says(length):
    n = 200
    graph = graph_of(n, [(at, at + 1) for at in range(n - 1)])
    found = betweenness_of(graph, None if length is None else np.full(n - 1, length))
    # Whoever has i before and n − 1 − i behind lies on i (n − 1 − i) ways.
    assert found.share.tolist() == pytest.approx([at * (n - 1 - at) / ((n - 1) * (n - 2) / 2) for at in range(n)])


def test_indispensable_ones_come_by_how_many_hang_on_them():
    snapshot, moment = now(linked(["ab", "bc", "ca", "cd", "de", "df", "bg"]))
    found = brokers_of(snapshot, moment)
    assert named(snapshot, found, found.indispensable()) == "cdb"
    assert found.cuts.n_cut_off.tolist() == [0, 1, 3, 2, 0, 0, 0]
    assert found.cuts.n_parts.tolist() == [1, 2, 2, 3, 1, 1, 1]


def test_contact_without_length_is_refused():
    with pytest.raises(ValueError, match="shorter than 1"):
        dependencies_by_distance(graph_of(2, [(0, 1)]), np.array([0]))


def test_error_of_a_sample_is_how_far_samples_lie_from_the_truth():
    rng = np.random.default_rng(5)
    pairs = sorted({tuple(sorted(pair)) for pair in rng.integers(0, 60, (150, 2)).tolist() if pair[0] != pair[1]})
    graph = graph_of(60, pairs)
    truth = betweenness_of(graph, None)
    assert truth.is_exact
    assert truth.error.max() == 0
    drawn = [betweenness_of(graph, None, 12, rng) for _ in range(200)]
    assert not any(one.is_exact for one in drawn)
    shares = np.array([one.share for one in drawn])
    # Without leaning to either side, and as far off as the samples themselves say.
    assert shares.mean(axis=0) == pytest.approx(truth.share, abs=0.012)
    real = np.sqrt(((shares - truth.share) ** 2).mean(axis=0)).mean()
    said = np.sqrt(np.mean([one.error**2 for one in drawn], axis=0)).mean()
    assert said == pytest.approx(real, rel=0.1)
    assert all(0 <= one.agreement <= 1 for one in drawn)


def test_same_seed_draws_the_same_sources():
    graph = compact_of(now(linked(["ab", "bc", "cd", "de", "ef", "fa", "ad"]))[1])
    one, other = (betweenness_of(graph, None, 3, np.random.default_rng(8)) for _ in range(2))
    assert one.share.tolist() == other.share.tolist()
    assert betweenness_of(graph, None, 3).share.tolist() == betweenness_of(graph, None, 3).share.tolist()


def test_pairs_that_alone_join_two_voivodeships_are_named():
    network = Network()
    for name, region in (("a", "1401"), ("b", "1402"), ("c", "1201"), ("d", "12"), ("e", None)):
        network.actor(name, region=region)
    network.partner("p", name="Biblioteka", sector="culture", region="1401")
    for pair in ("ab", "ac", "ae", "cd", "bp"):
        network.worked_together(*pair)
    snapshot, moment = now(network)
    regions = cross_links_of(moment, traits_of(snapshot).region)
    assert regions.trait.values == ("12", "14")
    assert regions.counts.tolist() == [[1, 1], [1, 2]]
    assert regions.n_actors.tolist() == [2, 3]
    assert regions.of_sole() == [(1, "12", "14")]  # the edge of a and c
    network.worked_together("b", "d")
    snapshot, moment = now(network)
    assert cross_links_of(moment, traits_of(snapshot).region).of_sole() == []
    sectors = cross_links_of(moment, traits_of(snapshot).sector)
    assert [
        (*snapshot.actors.ids[[moment.one[at], moment.other[at]]], one, other) for at, one, other in sectors.of_sole()
    ] == [("b", "p", "ngo", "culture")]


def test_regions_and_spheres_say_how_they_are_linked():
    network = Network().spheres("art", "sport", "youth", "water")
    network.actor("a", region="1401", spheres=["art", "sport"])
    network.actor("b", region="1402", spheres=["art"])
    network.actor("c", region="1201", spheres=["youth"])
    network.actor("d", region="1201", spheres=["sport"], left=date(2024, 1, 1))
    network.worked_together("a", "b").worked_together("a", "d")
    snapshot, moment = now(network)

    def told(found, table):
        return {
            name: [str(table.ids[row]) for row in np.flatnonzero(getattr(found, name))]
            for name in ("is_empty", "is_unlinked", "is_closed")
        }

    voivodeships = linkage_of_voivodeships(snapshot, moment)
    row = snapshot.regions.row_of
    assert [voivodeships.n_actors[row[code]] for code in ("12", "14", "1401")] == [1, 2, 0]
    assert told(voivodeships, snapshot.regions)["is_unlinked"] == ["12"]
    assert told(voivodeships, snapshot.regions)["is_closed"] == ["14"]
    powiats = linkage_of_powiats(snapshot, moment)
    assert (powiats.n_inside[row["1401"]], powiats.n_across[row["1401"]], powiats.n_across[row["1402"]]) == (0, 1, 1)
    spheres = linkage_of_spheres(snapshot, moment)
    assert told(spheres, snapshot.spheres) == {"is_empty": ["water"], "is_unlinked": ["youth"], "is_closed": ["art"]}
    assert spheres.n_across.tolist() == [0, 1, 0, 0]
    assert spheres.n_isolates.tolist() == [0, 0, 0, 1]


def test_loss_is_told_with_those_who_are_no_longer_in_contact():
    network = linked(["ab"], "cde")
    network.worked_together("a", "c", until=date(2023, 8, 1)).worked_together("b", "c", until=date(2023, 8, 1))
    network.worked_together("b", "d", since=date(2023, 9, 1))  # b made up for it
    network.worked_together("c", "e", until=date(2023, 1, 1))  # over before the year began
    snapshot = network.snapshot()
    found = losses_of(history_of(snapshot), snapshot.day)
    assert snapshot.actors.ids[found.rows].tolist() == ["c", "a"]
    assert (found.n_then.tolist(), found.n_now.tolist()) == ([2, 2], [0, 1])
    assert date_of(found.since) == date(2023, 6, 1)
    assert found.ended_with(1).tolist() == [2]


def test_newcomer_is_told_once_the_months_are_over():
    network = linked(["ab"], "").actor("n", joined=date(2023, 12, 1)).actor("late", joined=date(2023, 12, 2))
    network.actor("old", joined=date(2022, 11, 30)).actor("year", joined=date(2022, 12, 1))  # one no longer new
    network.actor("once", joined=date(2021, 1, 1)).worked_together("a", "once", until=date(2021, 2, 1))
    snapshot = network.snapshot()
    history = history_of(snapshot)
    ids = snapshot.actors.ids
    assert date_of(snapshot.day) == TODAY
    assert ids[still_waiting(history, snapshot.day)].tolist() == ["year", "n"]
    assert ids[still_waiting(history, snapshot.day, 0)].tolist() == ["n", "late"]
    assert ids[isolates_of(moment_of(history, snapshot.day))].tolist() == ["late", "n", "old", "once", "year"]
    last = dict(zip(ids.tolist(), map(date_of, last_contacts(history, snapshot.day).tolist()), strict=True))
    assert last == {
        "a": TODAY,
        "b": TODAY,
        "late": None,
        "n": None,
        "old": None,
        "year": None,
        "once": date(2021, 2, 1),
    }
    assert set(last_contacts(history, day_number(date(2020, 12, 31))).tolist()) == {NO_DAY}


def test_months_before_keep_to_the_calendar():
    assert date_of(months_before(day_number(date(2024, 3, 31)), 1)) == date(2024, 2, 29)
    assert date_of(months_before(day_number(date(2024, 1, 15)), 1)) == date(2023, 12, 15)
    assert date_of(months_before(day_number(date(9999, 12, 31)), 0)) == date(9999, 12, 31)
    assert date_of(months_before(day_number(date(5, 1, 1)), 600)) == date.min
    with pytest.raises(ValueError, match="below 0"):
        months_before(0, -1)


def test_two_cliques_joined_by_one_contact_are_two_communities():
    cliques = [one + other for group in ("abcd", "efgh") for one in group for other in group if one < other]
    snapshot, moment = now(linked([*cliques, "de"], "z"))
    found = communities_of(moment)
    assert ["".join(snapshot.actors.ids[found.members(number)]) for number in range(len(found))] == ["abcd", "efgh"]
    assert found.of.tolist() == [0, 0, 0, 0, 1, 1, 1, 1, -1]
    assert found.modularity == pytest.approx(12 / 13 - 0.5)
