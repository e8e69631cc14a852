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
    assert place == [1.8, DEFAULTS.weight(Kind.PEER, "place")]


def test_regions_count_by_how_much_more_often_than_by_chance_they_were_in_a_project_together():
    from math import log

    from matching import DEFAULTS, Kind, sentence
    from matching.learning.with_weights import with_weights
    from matching.questions import ask
    from matching.scoring import score

    network = Network()
    for actor, region in (("a", "1401"), ("b", "1402"), ("c", "1201"), ("d", "1201"), ("e", None)):
        network.actor(actor, region=region) if region else network.actor(actor)
    for event_id, members in (("e1", "ab"), ("e2", "cd"), ("e3", "acd"), ("e4", "be")):
        network.node(event_id, "Event", name=event_id, kind="project", starts_at=datetime(2022, 5, 1, 9, tzinfo=UTC))
        for member in members:
            network.link("ATTENDED", member, event_id)
    snapshot = network.snapshot()
    options = with_weights(DEFAULTS, Kind.PEER, {"regions": 1.0})
    question = ask(snapshot, "a", Kind.PEER, 3, None, options)
    scored = score(question, np.arange(5, dtype=np.int32))
    # In either order: 14 with 14 twice, 12 with 12 four times, 14 with 12 twice each way; of 10, 4 of 14 and 6 of 12.
    expected = {"b": log((2 + 5) / (4 * 4 / 10 + 5)), "c": log((2 + 5) / (4 * 6 / 10 + 5)), "e": 0.0}
    values = dict(zip(snapshot.actors.ids[scored.rows].tolist(), scored.value("regions").tolist(), strict=True))
    assert {one: round(values[one], 9) for one in expected} == {one: round(value, 9) for one, value in expected.items()}
    [signal] = [one for one in scored.signals if one.name == "regions"]
    from matching.results import Reason

    for provider, contribution, language, said in (
        ("b", 0.1, "en", "Organisations of one voivodeship"),
        ("c", -0.1, "en", "less often"),
        ("c", -0.1, "pl", "Organizacje z waszych dwóch województw"),
    ):
        facts = signal.facts(question, snapshot.actors.row_of[provider])
        assert said in sentence(Reason("regions", "both", contribution, facts), snapshot, language)
