"""Positions on the map: the same for the same network, apart, tidy, and stable when it grows."""

import random
from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import pdist

from graph.analysis import history_of
from graph.analysis.layout import APART, ISOLATED, MAIN, label_slots, layouts_of
from graph.model import make_link, make_node
from graph.snapshot import day_number, snapshot_of

BEGIN, LATER, TODAY = date(2023, 1, 1), date(2024, 6, 1), date(2024, 12, 31)


def network(pairs, extra=(), *, later=(), newcomers=(), shuffle=None):
    """Actors named in the pairs and beside them, all there from the beginning but for the newcomers."""
    names = sorted({end for pair in (*pairs, *later) for end in pair} | set(extra))
    actors = [
        make_node(name, "Organisation", name=name, joined=LATER if name in newcomers else BEGIN) for name in names
    ]
    links = [
        make_link("COOPERATES_WITH", *pair, since=day, kind="event")
        for day, some in ((BEGIN, pairs), (LATER, later))
        for pair in some
    ]
    if shuffle is not None:
        random.Random(shuffle).shuffle(actors)
        random.Random(shuffle).shuffle(links)
    return snapshot_of(actors, links, as_of=TODAY)


def layouts(snapshot, *days, former=()):
    numbers = [day_number(day) for day in days or (TODAY,)]
    return layouts_of(history_of(snapshot), snapshot.actors.ids, numbers, former)


def planted(n_groups=4, size=12):
    """Groups in which nearly everybody knows everybody, with one contact to the next group."""
    graph = nx.planted_partition_graph(n_groups, size, 0.6, 0.0, seed=3)
    bridges = [(group * size, (group + 1) % n_groups * size) for group in range(n_groups)]
    return [(f"o{a:03}", f"o{b:03}") for a, b in [*graph.edges, *bridges]]


def test_same_network_has_the_same_positions_whatever_the_order_of_its_records():
    one, other = (layouts(network(planted(), ["x1", "x2"], shuffle=seed))[0] for seed in (1, 2))
    assert np.array_equal(one.points, other.points)
    assert np.array_equal(one.group, other.group)


def test_communities_stand_apart():
    layout = layouts(network(planted()))[0]
    truth = np.arange(48) // 12
    assert len(set(zip(truth, layout.group, strict=True))) == 4
    middles = np.array([layout.points[truth == group].mean(axis=0) for group in range(4)])
    reach = max(np.hypot(*(layout.points[truth == g] - middles[g]).T).max() for g in range(4))
    assert pdist(middles).min() > 2 * reach


def test_nobody_stands_on_anybody_else():
    layout = layouts(network(planted(), [f"x{n}" for n in range(30)]))[0]
    assert pdist(layout.points).min() > 0.5


def test_actors_without_contacts_and_small_groups_stand_in_rows_below_the_rest():
    snapshot = network([*planted(), ("p1", "p2"), ("q1", "q2"), ("q2", "q3")], ["x1", "x2", "x3"])
    layout = layouts(snapshot)[0]
    ids = snapshot.actors.ids
    assert set(ids[layout.standing == ISOLATED]) == {"x1", "x2", "x3"}
    assert set(ids[layout.standing == APART]) == {"p1", "p2", "q1", "q2", "q3"}
    bottoms = [layout.points[layout.standing == where, 1] for where in (MAIN, APART, ISOLATED)]
    assert bottoms[0].max() < bottoms[1].min() <= bottoms[1].max() < bottoms[2].min()
    assert len(set(layout.points[layout.standing == ISOLATED, 1])) == 1


def test_contact_that_ended_moves_nobody():
    links = [make_link("COOPERATES_WITH", "a", "b", since=BEGIN, until=date(2023, 2, 1), kind="event")]
    actors = [make_node(name, "Organisation", name=name, joined=BEGIN) for name in "abc"]
    layout = layouts(snapshot_of(actors, links, as_of=TODAY))[0]
    assert layout.standing.tolist() == [MAIN, MAIN, ISOLATED]


def test_those_who_were_there_hardly_move_when_others_come():
    later = [("n1", "o003"), ("n2", "o015"), ("n1", "n2"), ("o004", "o030")]
    snapshot = network(planted(), later=later, newcomers={"n1", "n2"})
    before, after = layouts(snapshot, date(2023, 12, 31), TODAY)
    assert before.displacement is None
    assert after.displacement < 0.05
    moved = np.hypot(*(after.points[np.searchsorted(after.rows, before.rows)] - before.points).T)
    diagonal = np.hypot(*np.ptp(after.points[after.standing == MAIN], axis=0))
    assert after.displacement == pytest.approx(moved.mean() / diagonal)


def test_newcomer_stands_in_the_disc_of_those_it_knows():
    snapshot = network(planted(), later=[("n1", "o001"), ("n1", "o002"), ("n1", "o003")], newcomers={"n1"})
    layout = layouts(snapshot, date(2023, 12, 31), TODAY)[1]
    assert layout.group[snapshot.actors.row_of["n1"]] == layout.group[snapshot.actors.row_of["o001"]]


def test_earlier_year_is_the_same_without_what_came_later():
    later = {"later": [("n1", "o003")], "newcomers": {"n1"}}
    whole = layouts(network(planted(), **later), date(2023, 12, 31), TODAY)[0]
    alone = layouts(network(planted()), date(2023, 12, 31))[0]
    assert np.array_equal(whole.points, alone.points)


def test_former_layouts_are_taken_over_where_nothing_changed():
    pairs, days = planted(), (date(2023, 12, 31), TODAY)
    former = layouts(network(pairs), *days)
    grown = layouts(network(pairs, ["a0"], later=[("a0", "o003")], newcomers={"a0"}), *days, former=former)
    assert grown[0].points is former[0].points
    assert grown[0].rows.tolist() == [row + 1 for row in former[0].rows.tolist()]
    assert grown[1].points is not former[1].points


@pytest.mark.parametrize(
    ("pairs", "extra", "standing"),
    [([], [], []), ([], ["a"], [ISOLATED]), ([], ["a", "b"], [ISOLATED] * 2), ([("a", "b")], [], [MAIN] * 2)],
    ids=["empty", "one actor", "only isolates", "one pair"],
)
def test_smallest_networks_have_a_layout(pairs, extra, standing):
    layout = layouts(network(pairs, extra))[0]
    assert layout.standing.tolist() == standing
    assert np.isfinite(layout.points).all()
    assert len({tuple(point) for point in layout.points.round(6).tolist()}) == len(standing)


def test_nobody_is_on_the_map_before_joining():
    assert layouts(network([("a", "b")]), date(2022, 12, 31))[0].points.shape == (0, 2)


boxes = st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.5, 30)), max_size=25)


@given(boxes, st.floats(0.5, 10), st.integers(0, 30))
def test_labels_never_cover_each_other(places, height, most):
    points = np.array([place[:2] for place in places]).reshape(-1, 2)
    widths = np.array([place[2] for place in places])
    found = label_slots(points, widths, height, np.arange(len(places)), most=most)
    assert len(found) <= most
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            apart_across = one.left + one.width <= other.left or other.left + other.width <= one.left
            assert apart_across or one.top + one.height <= other.top or other.top + other.height <= one.top


def test_most_important_label_always_has_its_place_and_one_that_fits_nowhere_none():
    points, widths = np.zeros((9, 2)), np.full(9, 10.0)
    found = label_slots(points, widths, 2.0, np.array([4, *range(4), *range(5, 9)]), most=9, gap=1.0)
    assert found[0].place == 4
    assert len(found) == 4
