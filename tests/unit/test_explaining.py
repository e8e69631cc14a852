"""Why a pair is, or is not, suggested, and what would bring it onto the list."""

import pytest

from matching import ACCURATE, Kind, explain, recommend
from tests.networks import TODAY, Network


def _ids(answer):
    return [suggestion.provider_id for suggestion in answer.suggestions]


def _codes(caveats):
    return [caveat.code for caveat in caveats]


def _network():
    """`a` and `b` each need what the other offers; `c` is near; `far` has nothing to do with `a`."""
    network = Network().skills("s", "t", "rare")
    network.actor("a", needs={"s": 3}, offers={"t": 3}, region="1401")
    network.actor("b", needs={"t": 3}, offers={"s": 3}, region="1403")
    network.actor("c", region="1402")
    return network.actor("far", offers={"rare": 3}, region="1201")


def test_explanation_of_a_shown_pair_has_its_rank_and_no_gap():
    explanation = explain(_network().snapshot(), "a", "c", Kind.PEER)
    assert (explanation.rank, explanation.n_eligible, explanation.gap, explanation.excluded_by) == (2, 2, 0.0, ())
    assert explanation.suggestion == recommend(_network().snapshot(), "a", Kind.PEER).suggestions[1]


def test_explanation_of_a_pair_below_the_last_shown_says_how_far():
    snapshot = _network().snapshot()
    shown = recommend(snapshot, "a", Kind.PEER, 1).suggestions[0]
    explanation = explain(snapshot, "a", "c", Kind.PEER, k=1)
    assert (explanation.rank, explanation.suggestion.rank) == (2, 0)
    assert explanation.gap == pytest.approx(shown.score - explanation.suggestion.score, abs=1e-8)


def test_explanation_of_an_unrelated_pair_finds_nothing_in_common():
    snapshot = _network().snapshot()
    explanation = explain(snapshot, "a", "far", Kind.PEER)
    assert _codes(explanation.excluded_by) == ["nothing_to_gain", "more_against"]
    assert explanation.excluded_by[0].facts["side"] == "both"
    assert explanation.rank is None
    assert explanation.suggestion.score < 0  # far apart, and nothing else


def test_changes_that_are_told_do_bring_the_pair_onto_the_list():
    # d can help with s a little, and with u a lot; only a need for u would bring it before the three.
    network = Network().skills("s", "t", "u").actor("a", needs={"s": 3}, offers={"t": 2}, region="1401")
    for number in range(3):
        network.actor(f"b{number}", offers={"s": 3}, region="1402")
    network.actor("d", offers={"s": 1, "u": 3}, region="1402")
    explanation = explain(network.snapshot(), "a", "d", Kind.PEER, k=3, options=ACCURATE)
    assert explanation.gap > 0
    assert (explanation.rank, explanation.held_back) == (4, None)
    assert [(change.code, change.facts["skills"]) for change in explanation.changes] == [("if_you_needed", ("u",))]
    after = network.link("NEEDS", "a", "u", priority=3).snapshot()
    assert "d" in _ids(recommend(after, "a", Kind.PEER, 3, options=ACCURATE))


def test_no_change_is_told_where_none_would_do():
    network = Network().skills("s", "t", "u").actor("a", needs={"s": 3}, offers={"t": 2}, region="1401")
    for number in range(3):
        network.actor(f"b{number}", offers={"s": 3}, needs={"t": 3}, region="1401")
    network.actor("c", offers={"u": 1}, region="1402")
    explanation = explain(network.snapshot(), "a", "c", Kind.PEER, k=3, options=ACCURATE)
    assert explanation.gap > 0
    assert explanation.changes == ()
    assert explanation.changes_tried


def _short_by_two() -> Network:
    """Of three who meet two needs and get what they look for, each is ahead of d, who lacks both."""
    network = (
        Network()
        .skills("r", "s", "t", "u", "v", "w")
        .actor("a", needs={"r": 2, "s": 2}, offers={"t": 2}, region="1401")
    )
    for number in range(3):
        network.actor(f"b{number}", offers={"r": 2, "s": 2}, needs={"t": 2}, region="1401")
    return network.actor("d", offers={"u": 3, "w": 1}, needs={"v": 3}, region="1401")


def test_where_no_single_change_would_do_the_fewest_are_told_that_do_together():
    network = _short_by_two()
    explanation = explain(network.snapshot(), "a", "d", Kind.PEER, k=3, options=ACCURATE)
    (change,) = explanation.changes
    assert change.code == "if_all_of_this"
    needed, offered = change.facts["needed"], change.facts["offered"]
    assert (set(needed) <= {"u", "w"}, offered, change.facts["online"]) == (True, ("v",), False)
    assert "d" not in _ids(_with(_short_by_two(), needed, ()))
    assert "d" not in _ids(_with(_short_by_two(), (), offered))
    assert "d" in _ids(_with(network, needed, offered))


def _with(network, needed, offered):
    for skill in needed:
        network.link("NEEDS", "a", skill, priority=3)
    for skill in offered:
        network.link("OFFERS", "a", skill, level=3)
    return recommend(network.snapshot(), "a", Kind.PEER, 3, options=ACCURATE)


def test_a_pair_without_a_gain_is_told_what_would_give_it_one():
    network = Network().skills("s", "t").actor("a", needs={"s": 3}, offers={"s": 2}, region="1401")
    network.actor("far", offers={"t": 3}, needs={"s": 3}, region="0201")
    explanation = explain(network.snapshot(), "a", "far", Kind.PEER, options=ACCURATE)
    assert [rule.code for rule in explanation.excluded_by] == ["nothing_to_gain"]
    assert [(change.code, change.facts["skills"]) for change in explanation.changes] == [("if_you_needed", ("t",))]
    after = network.link("NEEDS", "a", "t", priority=3).snapshot()
    assert _ids(recommend(after, "a", Kind.PEER, options=ACCURATE)) == ["far"]


def test_no_change_of_profile_is_tried_against_a_rule_that_no_profile_satisfies():
    network = Network().skills("s").actor("a", needs={"s": 3}, region="1401").actor("b", offers={"s": 3}, region="1401")
    explanation = explain(network.worked_together("a", "b", TODAY).snapshot(), "a", "b", Kind.PEER)
    assert [rule.code for rule in explanation.excluded_by] == ["already_partners"]
    assert (explanation.changes, explanation.changes_tried) == ((), False)
