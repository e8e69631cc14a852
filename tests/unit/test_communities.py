"""Communities: which go on over the years, what their members share, and what breaks without somebody."""

from datetime import date
from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis import communities, history_of, moment_of
from graph.analysis.breaking import breaking_of
from graph.analysis.communities import Communities, communities_of
from graph.analysis.community_traits import shared_traits
from graph.analysis.community_years import SAME, Change, Turn, community_years, labelled
from graph.snapshot import day_number
from tests.networks import Network


def division(day, text):
    """The communities of a day: one letter an actor, a dot for who has none; the largest first."""
    letters = sorted(set(text) - {"."}, key=lambda letter: (-text.count(letter), text.index(letter)))
    of = np.array([letters.index(letter) if letter != "." else -1 for letter in text], dtype=np.int32)
    return Communities(day, of, np.array([text.count(letter) for letter in letters], dtype=np.int64), 0.0)


def told(*texts):
    years = labelled([division(day, text) for day, text in enumerate(texts)])
    return ["".join(str(label) if label else "." for label in years.label_of(at)) for at in range(len(texts))], years


def test_community_keeps_its_label_while_members_come_and_go():
    labels, years = told("aaaa.bbb..", "aaaaabbb.b", ".aaaabbbbb")
    assert labels == ["1111.222..", "111112222"[:8] + ".2", ".111122222"]
    assert years.changes == ()


def test_larger_part_of_a_split_keeps_the_label():
    labels, years = told("aaaaaaa", "aaaabbb")
    assert labels == ["1111111", "1111222"]
    assert years.changes == (Change(1, Turn.SPLIT, 2, 1),)


def test_merged_community_takes_the_label_of_the_larger():
    labels, years = told("aaaabbb", "aaaaaaa")
    assert labels == ["1111222", "1111111"]
    assert years.changes == (Change(1, Turn.MERGED, 2, 1),)


def test_community_of_newcomers_is_born_and_one_that_loses_everybody_ends():
    labels, years = told("aaabb...", "aaa..bbb", "aaa..bbb")
    assert labels == ["11122...", "111..333", "111..333"]
    assert years.changes == (Change(1, Turn.BORN, 3), Change(1, Turn.ENDED, 2))


def test_newcomers_with_one_old_member_are_born_not_split_off():
    _, years = told("aaaa....", "aaabbbbb")
    assert years.changes == (Change(1, Turn.BORN, 2),)


def test_a_quarter_in_common_is_enough_to_go_on():
    labels, _ = told("aaaaa...", "...aaaaa")  # two of eight
    assert labels == ["11111...", "...11111"]


def test_community_whose_lesser_half_came_from_another_split_off_from_it():
    labels, years = told("aaaaaaa..", "aaaabbbbb")  # three of the five are former members of the first
    assert labels == ["1111111..", "111122222"]
    assert years.changes == (Change(1, Turn.SPLIT, 2, 1),)


def test_label_that_ended_is_not_given_again():
    labels, _ = told("aabb", "aa..", "aabb")
    assert labels == ["1122", "11..", "1133"]


def test_two_that_have_little_in_common_are_not_the_same():
    labels, years = told("aaaaa.....", "....aaaaaa")  # one of ten in common
    assert labels == ["11111.....", "....222222"]
    assert years.changes == (Change(1, Turn.BORN, 2), Change(1, Turn.ENDED, 1))


def test_community_that_is_not_connected_is_divided_into_its_parts(monkeypatch):
    # Louvain's method may leave such a one behind; here it puts everybody into one.
    monkeypatch.setattr(communities, "_louvain", lambda graph: np.zeros(graph.n, dtype=np.int64))
    net = Network().actor("a").actor("b").actor("c").actor("d").actor("e")
    net.worked_together("a", "c").worked_together("c", "e").worked_together("b", "d")
    snapshot = net.snapshot()
    found = communities_of(moment_of(history_of(snapshot), snapshot.day))
    assert found.of.tolist() == [0, 1, 0, 1, 0]
    assert found.modularity == pytest.approx(1 - (4 / 6) ** 2 - (2 / 6) ** 2)


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ((), []),
        (("",), [""]),
        (("...", "..."), ["...", "..."]),
        (("...", "aa.", "..."), ["...", "11.", "..."]),
    ],
)
def test_days_without_communities_have_no_labels(texts, wanted):
    assert told(*texts)[0] == wanted


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("abcd."), st.sampled_from("abcd.")), max_size=14))
def test_pairs_of_communities_have_together_as_much_in_common_as_any_pairing(actors):
    before, now = (
        (division(day, "".join(text)) for day, text in enumerate(zip(*actors, strict=True)))
        if actors
        else (
            division(0, ""),
            division(1, ""),
        )
    )
    labels = labelled([before, now]).labels

    def jaccard(one, other):
        old, new = set(before.members(one)), set(now.members(other))
        found = len(old & new) / len(old | new)
        return found if found >= SAME else 0.0

    ours = sum(
        jaccard(labels[0].tolist().index(label), number)
        for number, label in enumerate(labels[1].tolist())
        if label in labels[0].tolist()
    )
    n, m = len(before), len(now)
    small, large = (range(n), range(m)) if n <= m else (range(m), range(n))
    best = max(
        sum(jaccard(*(pair if n <= m else pair[::-1])) for pair in zip(small, order, strict=True))
        for order in permutations(large, len(small))
    )
    assert ours == pytest.approx(best)


def test_years_are_told_from_the_history_itself():
    network = Network()
    for name in "abcdefgh":
        network.actor(name, joined=date(2021, 1, 1))
    for group in ("abcd", "efgh"):
        for one in group:
            for other in group:
                if one < other:
                    network.worked_together(one, other, until=date(2022, 12, 1) if group == "efgh" else None)
    history = history_of(network.snapshot())
    years = community_years(history, [day_number(date(year, 12, 31)) for year in (2020, 2021, 2022)])
    assert [years.label_of(at).tolist() for at in range(3)] == [[0] * 8, [1] * 4 + [2] * 4, [1] * 4 + [0] * 4]
    assert [(change.turn, change.label) for change in years.changes if change.turn is Turn.ENDED] == [(Turn.ENDED, 2)]


def cliques(network, *groups):
    for group in groups:
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                network.worked_together(one, other)
    return network


def traits_of_communities(network):
    snapshot = network.snapshot()
    communities = communities_of(moment_of(history_of(snapshot), snapshot.day))
    return snapshot, communities, shared_traits(snapshot, communities)


def test_community_shares_what_is_rarer_outside():
    network = Network().spheres("art", "sport")
    for name, region, spheres in (
        ("a", "1401", ["art"]),
        ("b", "1402", ["art"]),
        ("c", "1403", ["art", "sport"]),
        ("d", "1201", ["sport"]),
        ("e", "1201", ["sport"]),
        ("f", "1201", ["art", "sport"]),
        ("z", "1401", ["sport"]),  # stands alone, and does not count
    ):
        network.actor(name, region=region, spheres=spheres)
    snapshot, communities, found = traits_of_communities(cliques(network, "abc", "def"))
    assert [snapshot.actors.ids[communities.members(number)].tolist() for number in (0, 1)] == [
        ["a", "b", "c"],
        ["d", "e", "f"],
    ]
    # Everybody of the first is of voivodeship 14, which half of all are: lift 2; art: 3 of 3, 4 of 6: lift 1.5.
    assert [(one.kind, one.code, one.n_members, one.share, one.lift) for one in found[0]] == [
        ("region", "14", 3, 1.0, 2.0),
        ("sphere", "art", 3, 1.0, 1.5),
    ]
    # 12 and 1201 say the same of the second; the voivodeship comes first. Nobody's sector is rarer outside.
    assert [(one.kind, one.code) for one in found[1]] == [("region", "12"), ("sphere", "sport")]


@pytest.mark.parametrize(("n_of_sphere", "found"), [(2, [("sphere", "art", 0.5, 2.0)]), (1, [])])
def test_what_half_of_the_members_share_counts_and_what_one_has_does_not(n_of_sphere, found):
    network = Network().spheres("art")
    for at, name in enumerate("abcdefgh"):
        network.actor(name, spheres=["art"] if at < n_of_sphere else [])
    _, _, traits = traits_of_communities(cliques(network, "abcd", "efgh"))
    assert [(one.kind, one.code, one.share, one.lift) for one in traits[0]] == found


def test_community_whose_members_share_nothing_has_no_trait():
    network = Network()
    for name, region in zip("abcd", ("1401", "1201", "1401", "1201"), strict=True):
        network.actor(name, region=region)
    assert traits_of_communities(cliques(network, "ab", "cd"))[2] == [(), ()]
    assert traits_of_communities(Network())[2] == []


def broken(network, name):
    snapshot = network.snapshot()
    found = breaking_of(moment_of(history_of(snapshot), snapshot.day), snapshot.actors.row_of[name])
    return (
        found,
        ["".join(snapshot.actors.ids[part]) for part in found.parts],
        "".join(snapshot.actors.ids[found.cut_off]),
    )


def lines(*pairs, alone=""):
    network = Network()
    for name in sorted({*"".join(pairs), *alone}):
        network.actor(name)
    for pair in pairs:
        network.worked_together(*pair)
    return network


def test_what_breaks_is_told_by_name():
    # b joins a tail, two who know each other, and somebody who would be alone.
    found, parts, cut_off = broken(lines("ab", "bc", "cd", "be", "bf", "ef", alone="z"), "b")
    assert parts == ["cd", "ef", "a"]
    assert cut_off == "aef"
    assert (found.n_contacts, found.n_pairs, found.n_parted) == (4, 6, 5)
    assert (found.hops_now, found.hops_then) == (1.0, 1.0)  # of e and f
    assert found.left_alone.tolist() == [0]


def test_ways_around_somebody_who_leaves_are_measured():
    found, parts, cut_off = broken(lines("ab", "bc", "cd", "de", "ae"), "a")  # a ring of five
    assert (parts, cut_off) == (["bcde"], "")
    assert (found.n_pairs, found.n_parted, found.hops_now, found.hops_then) == (1, 0, 2.0, 3.0)


def test_nothing_breaks_without_somebody_who_stands_alone():
    found, parts, cut_off = broken(lines("ab", alone="z"), "z")
    assert (found.n_contacts, parts, cut_off, found.n_pairs) == (0, [], "", 0)
    assert np.isnan(found.hops_now)
    found, parts, _ = broken(lines("ab"), "a")
    assert (parts, found.left_alone.tolist()) == (["b"], [1])


def test_who_is_not_present_cannot_leave():
    network = Network().actor("a", left=date(2022, 1, 1))
    with pytest.raises(ValueError, match="not present"):
        broken(network, "a")


@settings(deadline=None, max_examples=60)
@given(
    st.sets(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(lambda p: p[0] < p[1]), min_size=1
    )
)
def test_ways_without_somebody_are_those_of_networkx(pairs):
    network = lines(*("".join(pair) for pair in sorted(pairs)))
    graph = nx.Graph(sorted(pairs))
    for name in sorted(graph):
        found, parts, _ = broken(network, name)
        without = nx.restricted_view(graph, [name], [])
        around = nx.node_connected_component(graph, name) - {name}
        assert {frozenset(part) for part in parts} == {
            frozenset(part) for part in nx.connected_components(without) if part <= around
        }
        contacts = sorted(graph[name])
        lengths = dict(nx.all_pairs_shortest_path_length(without))
        now = dict(nx.all_pairs_shortest_path_length(graph))
        joined = [(one, other) for one in contacts for other in contacts if one < other and other in lengths[one]]
        assert found.n_pairs - found.n_parted == len(joined)
        if joined:
            assert found.hops_then == pytest.approx(np.mean([lengths[one][other] for one, other in joined]))
            assert found.hops_now == pytest.approx(np.mean([now[one][other] for one, other in joined]))
