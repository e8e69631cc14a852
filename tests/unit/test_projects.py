"""Projects of a snapshot, and parts that others derive from it."""

from datetime import UTC, date, datetime

import numpy as np

from graph.snapshot.parts import Part
from tests.networks import Network


def _network():
    network = Network().spheres("p").actor("a").actor("b")
    for event_id, kind, year in (("e1", "project", 2022), ("e2", "training", 2022), ("e3", "project", 2025)):
        network.node(event_id, "Event", name=event_id, kind=kind, starts_at=datetime(year, 5, 1, 9, tzinfo=UTC))
        network.link("ATTENDED", "a", event_id, role="lead").link("ATTENDED", "b", event_id)
    return network.link("ABOUT", "e1", "p").link("HELD_IN", "e1", "1401")


def test_projects_are_events_of_that_kind_that_had_begun_by_the_day():
    snapshot = _network().snapshot(date(2024, 1, 1))
    projects = snapshot.projects
    assert snapshot.events.ids[projects.events].tolist() == ["e1"]
    assert projects.days.tolist() == [(date(2022, 5, 1) - date(1970, 1, 1)).days]
    assert projects.members.toarray().tolist() == [[1, 1]]
    assert projects.of_actor.toarray().tolist() == [[1], [1]]
    assert projects.themes.toarray().tolist() == [[1]]
    assert snapshot.regions.ids[projects.places.indices].tolist() == ["1401"]
    assert len(_network().snapshot(date(2025, 5, 1)).projects) == 2


class _Counted(Part):
    pass


def test_derived_part_is_made_once_for_the_same_inputs():
    made = []

    def make(former, *inputs):
        made.append(former)
        return _Counted(inputs)

    snapshot = _network().snapshot()
    first = snapshot.derive(make, snapshot.actors)
    assert snapshot.derive(make, snapshot.actors) is first
    other = snapshot.derive(make, snapshot.skills)
    assert other is not first
    assert made == [None, first]  # the one made before is there to be edited
    assert isinstance(other, _Counted)


def test_row_minus_one_of_a_matrix_is_empty():
    from graph.snapshot.matrices import row_of_matrix

    columns, values = row_of_matrix(_network().snapshot().projects.of_actor, -1)
    assert np.concatenate([columns, values]).tolist() == []


def test_where_projects_are_recorded_and_nobody_states_a_need_words_and_places_weigh_more():
    from matching import DEFAULTS, Kind, explain

    network = _network().skills("s").actor("c", region="1401").actor("d", region="1401")
    by_records = explain(network.snapshot(), "c", "d", Kind.PEER).suggestion
    network.link("OFFERS", "a", "s", level=3)
    by_needs = explain(network.snapshot(), "c", "d", Kind.PEER).suggestion
    place = [next(r.contribution for r in one.reasons if r.signal == "place") for one in (by_records, by_needs)]
    assert place == [2.5, DEFAULTS.weight(Kind.PEER, "place")]
