"""What holds for suggestions in any network."""

import math
import os
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.snapshot import snapshot_of
from matching import ACCURATE, DEFAULTS, KINDS_OF_PROFILE, LIST_SIGNALS, Exposure, Kind, explain, recommend, sentence
from tests.networks import TODAY
from tests.networks_drawn import networks

few_or_many = settings(deadline=None, max_examples=300 if os.environ.get("OGNIWO_FULL") == "1" else 30)
kinds = st.sampled_from([*KINDS_OF_PROFILE])
components = st.sampled_from([None, None, "training", "image", "strategy"])


@given(networks(), kinds, components, st.integers(1, 5))
@few_or_many
def test_contributions_sum_to_the_score_and_the_sides_to_the_whole(network, kind, component, k):
    for suggestion in recommend(network.snapshot(), "a0", kind, k, component=component).suggestions:
        assert abs(suggestion.score - math.fsum(r.contribution for r in suggestion.reasons)) <= 1e-9
        of_list = math.fsum(r.contribution for r in suggestion.reasons if r.side == "list")
        assert abs(suggestion.seeker_score + suggestion.provider_score + of_list - suggestion.score) <= 1e-9
        known = {*DEFAULTS.weights[kind], *LIST_SIGNALS}
        assert all(r.signal in known and r.contribution for r in suggestion.reasons)


@given(networks(), kinds, components, st.integers(1, 5))
@few_or_many
def test_suggestions_are_the_eligible_with_the_highest_scores_in_order(network, kind, component, k):
    snapshot = network.snapshot()
    asked = {"component": component, "k": k, "options": ACCURATE}
    answer = recommend(snapshot, "a0", kind, **asked)
    explained = [explain(snapshot, "a0", other, kind, **asked) for other in snapshot.actors.ids]
    fitting = [e.suggestion for e in explained if not e.excluded_by]
    best = sorted(fitting, key=lambda s: (-round(s.score, 9), s.provider_id))
    if answer.n_eligible:
        assert [s.provider_id for s in answer.suggestions] == [s.provider_id for s in best[:k]]
        assert answer.n_eligible == len(fitting)
    else:
        assert answer.note is not None
        assert fitting == []


exposures = st.none() | st.lists(st.integers(0, 40), min_size=10, max_size=10)


def _exposure(shown, snapshot):
    return None if shown is None else Exposure(np.array(shown[: len(snapshot.actors)]))


@given(networks(), kinds, components, exposures, st.integers(1, 5))
@few_or_many
def test_explanation_and_suggestion_tell_the_same(network, kind, component, shown, k):
    snapshot = network.snapshot()
    asked = {"component": component, "k": k, "exposure": _exposure(shown, snapshot)}
    answer = recommend(snapshot, "a0", kind, **asked)
    for suggestion in answer.suggestions:
        explanation = explain(snapshot, "a0", suggestion.provider_id, kind, **asked)
        assert explanation.suggestion == suggestion
        assert (explanation.rank, explanation.gap) == (suggestion.rank, 0.0)
    listed = [suggestion.provider_id for suggestion in answer.suggestions]
    for other in set(snapshot.actors.ids) - set(listed):
        explanation = explain(snapshot, "a0", other, kind, **asked)
        if not explanation.excluded_by:
            assert explanation.rank > len(listed) == k
            assert explanation.gap > 0 or explanation.held_back is not None


@given(networks(), kinds, components, exposures, st.integers(1, 9))
@few_or_many
def test_list_is_in_order_of_its_scores_and_holds_the_newcomers_it_keeps_places_for(network, kind, component, shown, k):
    snapshot = network.snapshot()
    asked = {"component": component, "exposure": _exposure(shown, snapshot)}
    answer = recommend(snapshot, "a0", kind, k, **asked)
    order = [(-round(one.score, 9), one.provider_id) for one in answer.suggestions]
    assert order == sorted(order)
    assert len(answer.suggestions) == min(k, answer.n_eligible)
    assert len({one.provider_id for one in answer.suggestions}) == len(answer.suggestions)


@given(networks(), kinds, components)
@few_or_many
def test_without_anything_to_be_fair_about_the_list_goes_by_score(network, kind, component):
    snapshot = network.snapshot()
    nobody_is_dear = replace(DEFAULTS, diversity=0.0, newcomer_slots=0)
    fair = recommend(snapshot, "a0", kind, 3, component=component, options=nobody_is_dear)
    assert fair == recommend(snapshot, "a0", kind, 3, component=component, options=ACCURATE)


@given(networks(with_projects=False), components)
@few_or_many
def test_peers_without_joint_projects_score_the_same_from_both_sides(network, component):
    snapshot = network.snapshot()
    for other in snapshot.actors.ids[1:]:
        asked = {"component": component, "options": ACCURATE}
        one_way = explain(snapshot, "a0", other, Kind.PEER, **asked).suggestion
        other_way = explain(snapshot, other, "a0", Kind.PEER, **asked).suggestion
        assert abs(one_way.score - other_way.score) <= 1e-9
        assert abs(one_way.seeker_score - other_way.provider_score) <= 1e-9


@given(networks(), kinds, st.randoms())
@few_or_many
def test_order_of_records_and_asking_twice_change_nothing(network, kind, random):
    nodes, links = list(network.nodes), list({link.key: link for link in network.links}.values())
    first = recommend(snapshot_of(nodes, links, TODAY), "a0", kind)
    random.shuffle(nodes)
    random.shuffle(links)
    assert recommend(snapshot_of(nodes, links, TODAY), "a0", kind) == first


@given(networks(), kinds, components)
@few_or_many
def test_everything_said_has_a_sentence_in_both_languages(network, kind, component):
    snapshot = network.snapshot()
    answer = recommend(snapshot, "a0", kind, component=component)
    said = [answer.note] if answer.note else []
    for other in snapshot.actors.ids:
        explanation = explain(snapshot, "a0", other, kind, component=component)
        said += [*explanation.excluded_by, *explanation.suggestion.reasons, *explanation.suggestion.caveats]
    for each in said:
        for language in ("pl", "en"):
            text = sentence(each, snapshot, language)
            assert text[:1] == text[:1].upper()
            assert text.endswith(".")
            assert "  " not in text
            assert "None" not in text
