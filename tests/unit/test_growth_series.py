"""Series of figures where there is little or nothing to count, and what they are counted from."""

from datetime import date

import networkx as nx
import numpy as np
import pytest

from graph.analysis import FIGURES, History, Period, Scope, Trait, figure, history_of, periods_of, scoped, series_of
from graph.analysis.clustering import clustering_by_day
from graph.analysis.components import component_counts
from graph.analysis.degrees import degree_counts, degrees_by_day
from graph.analysis.figures import GROUPS, REASONS
from graph.analysis.mixing import assortativity, mixing_by_day, share_across
from graph.analysis.timeline import Spells, timeline_of, united
from graph.analysis.triangles import triangles_of
from graph.errors import UnknownName
from graph.snapshot import NO_DAY, day_number
from tests.networks import Network


def on(snapshot, *days, scope=None):
    """The series of single days."""
    numbers = [day_number(date.fromisoformat(day)) for day in days]
    periods = [Period(day, number, number, True) for day, number in zip(days, numbers, strict=True)]
    return series_of(snapshot, scoped(snapshot, scope or Scope()), periods)


def values(series, at=0):
    return {code: figures[at] for code, figures in series.figures.items()}


def reasons(series, at=0):
    return {code: why for (code, number), why in series.reasons.items() if number == at}


COUNTS = {one.code for one in FIGURES if one.unit == "count"}


def test_no_periods_make_an_empty_series():
    series = on(Network().snapshot())
    assert series.periods == ()
    assert set(series.figures) == {one.code for one in FIGURES}
    assert set(series.figures.values()) == {()}
    assert series.change("n_actors") == ()


@pytest.mark.parametrize("net", [Network(), Network().actor("a", joined=date(2024, 5, 2))])
def test_where_nobody_belongs_counts_are_nothing_and_the_rest_says_why(net):
    series = on(net.snapshot(), "2024-05-01")
    assert {code for code, value in values(series).items() if value == 0} == COUNTS
    assert reasons(series) == {
        **dict.fromkeys(["density", "mean_degree", "isolate_share", "largest_share", "local_clustering"], "nobody"),
        "transitivity": "no_triples",
        **dict.fromkeys(["cross_sector_share", "cross_region_share"], "no_contacts"),
        **{f"{trait}_assortativity": "no_contacts" for trait in ("sector", "region", "size")},
        "introduction_reciprocity": "no_introductions",
    }


def test_one_actor_is_an_isolate_and_has_no_density():
    series = on(Network().actor("a").snapshot(), "2024-05-01")
    found = values(series)
    assert (found["n_isolates"], found["n_components"], found["largest_component"]) == (1, 1, 1)
    assert (found["mean_degree"], found["isolate_share"], found["largest_share"]) == (0.0, 1.0, 1.0)
    assert found["density"] is None
    assert reasons(series)["density"] == "one_actor"


def test_before_the_first_link_everybody_is_an_isolate():
    net = Network().actor("a").actor("b").actor("c").worked_together("a", "b", since=date(2024, 3, 1))
    series = on(net.snapshot(), "2024-02-29", "2024-03-01")
    assert values(series)["n_isolates"] == values(series)["n_components"] == 3
    assert values(series)["density"] == values(series)["local_clustering"] == 0.0
    assert values(series, 1)["n_isolates"] == 1
    assert values(series, 1)["n_components"] == 2


def test_what_is_not_known_of_both_ends_cannot_be_compared():
    net = Network().actor("a", region="1401", n_staff=1).actor("b").worked_together("a", "b")
    series = on(net.snapshot(), "2024-05-01")
    assert reasons(series)["cross_region_share"] == reasons(series)["region_assortativity"] == "none_known"
    assert reasons(series)["size_assortativity"] == "none_known"
    assert values(series)["cross_sector_share"] == 0.0
    assert reasons(series)["sector_assortativity"] == "one_value"


def test_two_links_of_one_pair_are_one_contact_until_the_later_one_ends():
    net = Network().actor("a").mentor("m").node("c", "Cohort", name="c", starts=date(2024, 1, 1))
    net.worked_together("a", "m", since=date(2024, 1, 1), until=date(2024, 1, 20))
    net.link("MENTORS", "m", "a", cohort="c", since=date(2024, 1, 10), until=date(2024, 1, 30))
    series = on(net.snapshot(), "2024-01-15", "2024-01-25", "2024-01-31")
    assert series.figures["n_contacts"] == (1, 1, 0)
    assert series.figures["n_links"] == (2, 1, 0)
    assert series.figures["n_cooperations"] == (1, 0, 0)
    assert series.figures["n_mentorings"] == (1, 1, 0)
    assert series.change("n_links") == (None, -1, -1)


def test_reciprocity_counts_who_asked_for_each_other_and_still_belongs():
    net = Network().actor("a").actor("b", left=date(2024, 3, 1)).actor("c")
    for number, (one, other) in enumerate([("a", "b"), ("a", "c"), ("b", "a"), ("b", "a")], start=1):
        net.link("INTRODUCED_TO", one, other, since=date(2024, 1, number), kind="peer")
    series = on(net.snapshot(), "2024-01-02", "2024-01-03", "2024-03-01")
    assert series.figures["introduction_reciprocity"] == (0.0, 2 / 3, 0.0)
    assert series.figures["n_asked"] == (1, 1, 0)


def test_change_is_unknown_where_either_period_has_no_value():
    net = Network().actor("a", region="1401").actor("b", region="1402")
    net.worked_together("a", "b", since=date(2024, 1, 1), until=date(2024, 1, 2))
    series = on(net.snapshot(), "2024-01-01", "2024-01-02", "2024-01-03")
    assert series.change("cross_region_share") == (None, 0.0, None)


def test_only_groups_asked_for_are_counted():
    snapshot = Network().actor("a").snapshot()
    periods = periods_of(snapshot, "year", day_number(date(2024, 1, 1)))
    series = series_of(snapshot, history_of(snapshot), periods, ("actors", "clustering"))
    assert set(series.figures) == {one.code for one in FIGURES if one.group in {"actors", "clustering"}}
    with pytest.raises(UnknownName, match="actors, contacts, shape, clustering, mixing, introductions"):
        series_of(snapshot, history_of(snapshot), periods, ("actor",))


def test_figures_are_found_by_their_codes_and_say_why_they_may_be_missing():
    assert figure("density").formula == "2m / (n(n − 1))"
    assert len({one.code for one in FIGURES}) == len(FIGURES)
    assert GROUPS == ("actors", "contacts", "shape", "clustering", "mixing", "introductions")
    assert all(one.source for one in FIGURES if one.unit == "coefficient")
    assert set(REASONS) == {reason for one in FIGURES for reason in one.reasons}
    with pytest.raises(UnknownName, match="unknown figure 'x'; choose one of: n_actors"):
        figure("x")


def spells(*told):
    one, other, start, stop = (np.array(column, dtype=np.int32) for column in zip(*told, strict=True))
    return Spells(one, other, start, stop)


def test_spells_of_a_pair_that_overlap_or_touch_become_one():
    found = united(spells((0, 1, 0, 5), (0, 1, 1, 3), (0, 1, 5, 6), (0, 1, 8, 9), (0, 2, 0, 2), (1, 2, 2, 4)), 9)
    assert list(zip(*(column.tolist() for column in found), strict=True)) == [
        *((0, 1, 0, 6), (0, 1, 8, 9)),
        *((0, 2, 0, 2), (1, 2, 2, 4)),
    ]


def drawn_history(seed, n, n_spells, n_days, *, hub=False):
    """Random spells, so many that components merge and part and triangles come and go."""
    rng = np.random.default_rng(seed)
    one, other = rng.integers(0, n, (2, n_spells))
    if hub:
        one[: n_spells // 2] = 0
    one, other = np.minimum(one, other)[one != other], np.maximum(one, other)[one != other]
    start = rng.integers(0, n_days, len(one))
    stop = np.where(rng.random(len(one)) < 0.3, NO_DAY, start + rng.integers(1, n_days + 1, len(one)))
    order = np.lexsort((stop, start, other, one))
    columns = (column[order].astype(np.int32) for column in (one, other, start, stop))
    always = (np.zeros(n, dtype=np.int32), np.full(n, NO_DAY, dtype=np.int32))
    return History((), *always, *columns, np.zeros(len(one), dtype=np.int8))


def graph_on(history, day):
    graph = nx.Graph()
    graph.add_nodes_from(range(history.n_actors))
    holds = history.ongoing_at(day)
    graph.add_edges_from(zip(history.one[holds].tolist(), history.other[holds].tolist(), strict=True))
    return graph


@pytest.mark.parametrize("hub", [False, True])
@pytest.mark.parametrize(("n_days", "n_spells"), [(1, 400), (2, 200), (13, 100), (13, 800)])
def test_larger_networks_have_the_components_degrees_and_clustering_that_networkx_finds(n_days, n_spells, hub):
    history = drawn_history(n_days, 120, n_spells, n_days, hub=hub)
    timeline = timeline_of(history, range(n_days))
    components, degrees, clustering = component_counts(timeline), degree_counts(timeline), clustering_by_day(timeline)
    for day in range(n_days):
        graph = graph_on(history, day)
        sizes = [len(part) for part in nx.connected_components(graph)]
        assert components.n_linked[day] == sum(size > 1 for size in sizes)
        assert components.largest[day] == max(size if size > 1 else 0 for size in sizes)
        assert degrees.n_linked[day] == len(graph) - nx.number_of_isolates(graph)
        assert clustering.n_triangles[day] == sum(nx.triangles(graph).values()) // 3
        assert clustering.sum_of_local[day] / len(graph) == pytest.approx(nx.average_clustering(graph))
        assert clustering.n_triples[day] == degrees.n_triples[day]


def test_degrees_of_a_day_are_those_of_the_pairs_in_contact():
    history = drawn_history(3, 20, 60, 5)
    timeline = timeline_of(history, range(5))
    for day, degree in enumerate(degrees_by_day(timeline)):
        assert degree.tolist() == [count for _, count in sorted(graph_on(history, day).degree)]


def test_network_without_contacts_has_no_triangles():
    timeline = timeline_of(history_of(Network().actor("a").actor("b").snapshot()), [day_number(date(2024, 1, 1))])
    assert list(triangles_of(timeline)) == []
    assert clustering_by_day(timeline).n_triangles.tolist() == [0]


def test_many_wedges_are_looked_at_in_parts(monkeypatch):
    timeline = timeline_of(drawn_history(7, 40, 400, 4), range(4))
    whole = clustering_by_day(timeline)
    monkeypatch.setattr("graph.analysis.triangles._WEDGES_AT_ONCE", 10)
    parts = clustering_by_day(timeline)
    assert len(list(triangles_of(timeline))) > 5
    assert parts.n_triangles.tolist() == whole.n_triangles.tolist()
    assert parts.sum_of_local.tolist() == pytest.approx(whole.sum_of_local.tolist())


def test_mixing_counts_both_ends_of_contacts_whose_values_are_known():
    history = History(
        (),
        np.zeros(4, dtype=np.int32),
        np.full(4, NO_DAY, dtype=np.int32),
        *(np.array(column, dtype=np.int32) for column in ([0, 0, 1], [1, 2, 3], [0, 0, 0], [NO_DAY, 1, NO_DAY])),
        np.zeros(3, dtype=np.int8),
    )
    trait = Trait("sector", ("x", "y"), np.array([0, 0, 1, -1], dtype=np.int32))
    found = mixing_by_day(timeline_of(history, [0, 1]), trait)
    assert found.tolist() == [[[2, 1], [1, 0]], [[2, 0], [0, 0]]]
    assert [share_across(one) for one in found] == [0.5, 0.0]


def test_assortativity_is_that_of_newmans_example():
    # Couples of San Francisco by ethnicity (Catania et al. 1992), table I of the paper; made symmetric
    # as for an undirected network, it stays near the 0.621 given there.
    table = np.array(
        [
            [0.258, 0.016, 0.035, 0.013],
            [0.012, 0.157, 0.058, 0.019],
            [0.013, 0.023, 0.306, 0.035],
            [0.005, 0.007, 0.024, 0.016],
        ]
    )
    counts = np.round(table * 1000).astype(np.int64)
    assert assortativity(counts + counts.T) == pytest.approx(0.621, abs=0.002)
