"""Suggestions: who is found, who is kept away by which rule, in which order, with what note."""

import math
from datetime import date, timedelta

import numpy as np
import pytest

from matching import InvalidOption, Kind, Options, UnknownActor, explain, recommend
from matching.candidates import candidates
from matching.options import Bands
from matching.ordering import first_by_score
from matching.pair_profile import pair_profile
from matching.questions import ask
from matching.results import Band
from matching.scoring import Scored
from tests.networks import JOINED, TODAY, Network


def _ids(answer):
    return [suggestion.provider_id for suggestion in answer.suggestions]


def _codes(caveats):
    return [caveat.code for caveat in caveats]


def _why_not(snapshot, provider_id, kind=Kind.PEER, **asked):
    return _codes(explain(snapshot, "a", provider_id, kind, **asked).excluded_by)


def _network():
    """`a` and `b` each need what the other offers; `c` is near; `far` has nothing to do with `a`."""
    network = Network().skills("s", "t", "rare").skills("pic", component="image").spheres("p", "q")
    network.actor("a", needs={"s": 3}, offers={"t": 3}, region="1401", spheres=["p"])
    network.actor("b", needs={"t": 3}, offers={"s": 3}, region="1403")
    network.actor("c", region="1402")
    return network.actor("far", offers={"rare": 3}, region="1201")


def test_peer_that_gives_and_takes_comes_before_one_that_is_only_near():
    answer = recommend(_network().snapshot(), "a", Kind.PEER)
    assert _ids(answer) == ["b", "c"]
    assert answer.n_eligible == 2


def test_score_is_the_sum_of_reasons_worked_out_on_paper():
    # Four actors; s and t offered by one each: rarity 1 + ln(5/2) = 1.91629, grades 3/3;
    # need met and need served are ln(2.91629) = 1.07031 each, with weight 1.
    # 1401–1403 share a voivodeship: closeness .4, value .4 − .5·.6 = .1, weight 1.2 → .12.
    best = recommend(_network().snapshot(), "a", Kind.PEER).suggestions[0]
    assert {reason.signal: round(reason.contribution, 4) for reason in best.reasons} == {
        "need_met": 1.0703,
        "need_served": 1.0703,
        "place": 0.12,
    }
    assert best.score == pytest.approx(2.26062, abs=1e-4)
    assert best.seeker_score == pytest.approx(1.13031, abs=1e-4)
    assert best.seeker_score + best.provider_score == pytest.approx(best.score, abs=1e-12)
    assert best.band is Band.GOOD


def test_equal_scores_stand_in_order_of_id():
    network = Network()
    for name in ("a", "z2", "z1", "z3"):
        network.actor(name, region="1401")
    assert _ids(recommend(network.snapshot(), "a", Kind.PEER, 2)) == ["z1", "z2"]


def test_sums_that_differ_in_the_last_digits_only_are_a_tie():
    # In binary 0.1 + 0.2 is a little more than 0.3.
    values = np.array([[0.3, 0.1], [0.0, 0.2]])
    scored = Scored(np.array([0, 1], dtype=np.int32), (), values, np.ones(2))
    assert first_by_score(scored.scores, 2).tolist() == [0, 1]


@pytest.mark.parametrize("shared", ["offer", "need", "place", "sphere", "contact"])
def test_one_thing_in_common_is_enough_to_be_a_candidate(shared):
    network = Network().skills("s", "t").spheres("p").actor("z")
    network.actor("a", needs={"s": 1}, offers={"t": 1}, spheres=["p"], region="1401").worked_together("a", "z")
    network.partner(
        "b",
        offers={"s": 1} if shared == "offer" else {},
        needs={"t": 1} if shared == "need" else {},
        region="1402" if shared == "place" else None,
        spheres=["p"] if shared == "sphere" else [],
    )
    if shared == "contact":
        network.worked_together("b", "z")
    snapshot = network.partner("c").snapshot()
    question = ask(snapshot, "a", Kind.PARTNER, 10, None, Options())
    assert [snapshot.actors.ids[row] for row in candidates(question)] == ["b"]


def test_order_of_records_does_not_change_the_answer():
    network = _network()
    forwards = recommend(network.snapshot(), "a", Kind.PEER)
    network.nodes.reverse()
    network.links.reverse()
    assert recommend(network.snapshot(), "a", Kind.PEER) == forwards


def test_seeker_with_only_needs_and_a_region_gets_peers_that_help_and_are_near():
    network = Network().skills("s", "t").actor("a", needs={"s": 2}, region="1401")
    network.actor("helps", offers={"s": 3}, region="1402").actor("near", offers={"t": 3}, region="1401")
    answer = recommend(network.snapshot(), "a", Kind.PEER)
    assert _ids(answer) == ["helps", "near"]


def test_helpful_peer_far_away_is_not_suggested_when_it_would_gain_nothing():
    network = Network().skills("s", "t", "u").actor("a", needs={"s": 3}, offers={"t": 3}, region="1401")
    snapshot = network.actor("b", needs={"u": 3}, offers={"s": 3}, region="1403").snapshot()
    assert _ids(recommend(snapshot, "a", Kind.PEER)) == []
    explanation = explain(snapshot, "a", "b", Kind.PEER)
    assert _codes(explanation.excluded_by) == ["nothing_to_gain"]
    assert explanation.excluded_by[0].facts["side"] == "provider"


@pytest.mark.parametrize(
    ("offers", "needs", "caveat"), [({}, {"t": 3}, "own_offers_unknown"), ({"t": 3}, {}, "needs_unknown")]
)
def test_helpful_peer_stays_with_a_caveat_where_its_gain_is_not_known(offers, needs, caveat):
    network = Network().skills("s", "t").actor("a", needs={"s": 3}, offers=offers, region="1401")
    snapshot = network.actor("b", needs=needs, offers={"s": 3}, region="1403").snapshot()
    (suggestion,) = recommend(snapshot, "a", Kind.PEER).suggestions
    assert _codes(suggestion.caveats) == [caveat, "no_contacts"]


@pytest.mark.parametrize("shared", ["sphere", "contact", "region"])
def test_shared_ground_is_a_gain_for_both_sides(shared):
    network = Network().skills("s", "t", "u").spheres("p").actor("z")
    network.actor("a", needs={"s": 3}, offers={"t": 3}, spheres=["p"], region="1401")
    network.actor(
        "b",
        needs={"u": 3},
        offers={"s": 3},
        spheres=["p"] if shared == "sphere" else [],
        region="1402" if shared == "region" else "1403",
    )
    if shared == "contact":
        network.worked_together("a", "z").worked_together("b", "z")
    assert "b" in _ids(recommend(network.snapshot(), "a", Kind.PEER))


def test_peers_of_which_one_has_two_seats_are_near_or_not_whoever_asks():
    # The seat of b is the smaller id, so 1402, which borders on the powiat of a, is not looked at.
    network = Network().skills("s", "t").actor("a", needs={"s": 3}, offers={"t": 3}, region="1401")
    network.actor("b", needs={"s": 3}, offers={"s": 3}, region="1201").link("LOCATED_IN", "b", "1402")
    snapshot = network.snapshot()
    both_ways = [explain(snapshot, *pair, Kind.PEER).excluded_by for pair in (("a", "b"), ("b", "a"))]
    assert ["nothing_to_gain" in _codes(rules) for rules in both_ways] == [True, True]


def test_seeker_is_not_suggested_to_itself():
    snapshot = _network().snapshot()
    assert "a" not in _ids(recommend(snapshot, "a", Kind.PEER, 100))
    assert "self" in _why_not(snapshot, "a")


def test_actor_of_another_role_is_not_suggested():
    network = _network().partner("library", region="1401").mentor("m", offers={"s": 3}, region="1401")
    snapshot = network.snapshot()
    assert _ids(recommend(snapshot, "a", Kind.PEER)) == ["b", "c"]
    assert _ids(recommend(snapshot, "a", Kind.PARTNER)) == ["library"]
    assert _ids(recommend(snapshot, "a", Kind.MENTOR)) == ["m"]
    assert _why_not(snapshot, "library") == ["wrong_role"]


def test_actor_of_two_roles_is_a_peer_and_a_partner():
    snapshot = _network().actor("brigade", "Organisation", "Partner", region="1401").snapshot()
    assert "brigade" in _ids(recommend(snapshot, "a", Kind.PEER))
    assert "brigade" in _ids(recommend(snapshot, "a", Kind.PARTNER))


def test_actor_that_left_or_has_not_joined_is_not_suggested():
    network = _network().actor("gone", region="1401", left=TODAY)
    snapshot = network.actor("soon", region="1401", joined=TODAY + timedelta(days=1)).snapshot()
    assert _ids(recommend(snapshot, "a", Kind.PEER)) == ["b", "c"]
    gone, soon = (explain(snapshot, "a", other, Kind.PEER).excluded_by[0] for other in ("gone", "soon"))
    assert (gone.code, gone.facts["left"]) == ("not_in_network", "2024-06-01")
    assert (soon.code, soon.facts["joins"]) == ("not_in_network", "2024-06-02")


@pytest.mark.parametrize("until", [None, date(2022, 1, 1)])
def test_former_and_present_partners_are_not_suggested_again(until):
    snapshot = _network().worked_together("a", "b", JOINED, until).snapshot()
    assert _ids(recommend(snapshot, "a", Kind.PEER)) == ["c"]
    (rule,) = explain(snapshot, "a", "b", Kind.PEER).excluded_by
    assert (rule.code, rule.facts["ongoing"]) == ("already_partners", until is None)


def test_cooperation_that_begins_later_does_not_keep_a_pair_apart():
    snapshot = _network().worked_together("a", "b", TODAY + timedelta(days=1)).snapshot()
    assert "b" in _ids(recommend(snapshot, "a", Kind.PEER))


def _mentors():
    network = _network().node("c1", "Cohort", name="Pierwsza", starts=JOINED)
    for name, capacity in (("m1", 1), ("m2", 2), ("m3", None)):
        network.mentor(name, offers={"s": 3}, capacity=capacity)
    return network


def test_mentor_at_capacity_receives_no_further_organisation():
    network = _mentors()
    for mentor in ("m1", "m2", "m3"):
        network.link("MENTORS", mentor, "b", cohort="c1", since=JOINED)
    snapshot = network.snapshot()
    assert _ids(recommend(snapshot, "a", Kind.MENTOR)) == ["m2", "m3"]
    assert _why_not(snapshot, "m1", Kind.MENTOR) == ["at_capacity"]
    codes = {s.provider_id: _codes(s.caveats) for s in recommend(snapshot, "a", Kind.MENTOR).suggestions}
    assert "last_free_place" in codes["m2"]
    assert "capacity_unknown" in codes["m3"]


def test_place_of_a_mentor_is_free_again_once_the_mentoring_is_over():
    network = _mentors().link("MENTORS", "m1", "b", cohort="c1", since=JOINED, until=TODAY - timedelta(days=1))
    assert "m1" in _ids(recommend(network.snapshot(), "a", Kind.MENTOR))


def test_mentor_who_already_supports_the_seeker_is_not_suggested():
    snapshot = _mentors().link("MENTORS", "m2", "a", cohort="c1", since=JOINED).snapshot()
    assert "m2" not in _ids(recommend(snapshot, "a", Kind.MENTOR))
    assert _why_not(snapshot, "m2", Kind.MENTOR) == ["already_mentoring"]


def test_former_mentor_may_come_again_with_a_caveat():
    ended = date(2022, 5, 5)
    snapshot = _mentors().link("MENTORS", "m2", "a", cohort="c1", since=JOINED, until=ended).snapshot()
    (former,) = [s for s in recommend(snapshot, "a", Kind.MENTOR).suggestions if s.provider_id == "m2"]
    assert {c.code: c.facts.get("last_day") for c in former.caveats}["mentored_before"] == "2022-05-05"


def test_mentor_who_meets_no_need_is_not_suggested_to_a_seeker_who_has_needs():
    snapshot = _network().mentor("m", offers={"rare": 3}, region="1401", capacity=3).snapshot()
    assert _ids(recommend(snapshot, "a", Kind.MENTOR)) == []
    assert _why_not(snapshot, "m", Kind.MENTOR) == ["nothing_to_gain"]


def _introduced(days_ago, **dates):
    network = _network()
    since = TODAY - timedelta(days=days_ago)
    return network.link("INTRODUCED_TO", "b", "a", since=since, kind="peer", **dates)


def test_declined_pair_stays_away_for_a_year_whoever_asked():
    lately = _introduced(400, declined=TODAY - timedelta(days=364)).snapshot()
    assert _ids(recommend(lately, "a", Kind.PEER)) == ["c"]
    assert _why_not(lately, "b") == ["declined_lately"]
    long_ago = _introduced(400, declined=TODAY - timedelta(days=365)).snapshot()
    assert _ids(recommend(long_ago, "a", Kind.PEER)) == ["b", "c"]


def _declined_as(change=None, **dates):
    """`b` asked `a`, and was declined when the two looked as in `_network`; then `change` came."""
    before = _network().snapshot()
    profile = pair_profile(before, before.actors.row_of["b"], before.actors.row_of["a"])
    network = _introduced(400, profile=profile, **dates)
    return (change(network) if change else network).snapshot()


@pytest.mark.parametrize("days_ago", [0, 364, 366])
def test_declined_pair_stays_away_while_both_look_as_they_did(days_ago):
    snapshot = _declined_as(declined=TODAY - timedelta(days=days_ago))
    assert _ids(recommend(snapshot, "a", Kind.PEER)) == ["c"]
    (rule,) = explain(snapshot, "a", "b", Kind.PEER).excluded_by
    assert (rule.code, rule.facts["unchanged"]) == ("declined_lately", True)


@pytest.mark.parametrize(("who", "seeker", "field"), [("a", "a", "yours"), ("b", "a", "theirs"), ("a", "b", "theirs")])
def test_declined_pair_comes_back_with_a_caveat_once_one_of_them_has_changed(who, seeker, field):
    snapshot = _declined_as(lambda network: network.link("WORKS_IN", who, "1201"), declined=TODAY)
    other = "b" if seeker == "a" else "a"
    (suggestion,) = [one for one in recommend(snapshot, seeker, Kind.PEER).suggestions if one.provider_id == other]
    facts = {caveat.code: caveat.facts for caveat in suggestion.caveats}["declined_before"]
    assert facts["declined"] == "2024-06-01"
    assert (facts[field], facts["yours" if field == "theirs" else "theirs"]) == (("regions",), ())


def test_of_several_declined_introductions_the_last_one_counts():
    former = {"declined": TODAY - timedelta(days=9), "profile": "x"}
    snapshot = _declined_as(
        lambda network: network.link("INTRODUCED_TO", "a", "b", since=JOINED, kind="peer", **former), declined=TODAY
    )
    assert _why_not(snapshot, "b") == ["declined_lately"]


def test_pair_declined_long_ago_in_a_way_that_was_not_kept_comes_back_with_a_caveat():
    snapshot = _introduced(400, declined=TODAY - timedelta(days=365)).snapshot()
    best = recommend(snapshot, "a", Kind.PEER).suggestions[0]
    assert [c.facts for c in best.caveats if c.code == "declined_before"] == [
        {"provider_id": "b", "declined": "2023-06-02", "yours": (), "theirs": ()}
    ]


def test_declining_a_peer_does_not_keep_the_same_actor_away_as_partner():
    network = _introduced(20, declined=TODAY - timedelta(days=10))
    network.nodes = [node for node in network.nodes if node.id != "b"]
    network.node("b", "Organisation", "Partner", name="b", joined=JOINED)
    assert "b" in _ids(recommend(network.snapshot(), "a", Kind.PARTNER))


@pytest.mark.parametrize(
    ("outcome", "excluded"),
    [({}, True), ({"accepted": TODAY}, True), ({"expired": TODAY}, False), ({"expired": date(2024, 7, 1)}, True)],
)
def test_pair_that_was_introduced_is_not_suggested_unless_it_lapsed(outcome, excluded):
    snapshot = _introduced(20, **outcome).snapshot()
    assert ("b" not in _ids(recommend(snapshot, "a", Kind.PEER))) is excluded
    assert _why_not(snapshot, "b") == (["introduced_already"] if excluded else [])


def test_component_counts_only_its_own_skills():
    network = _network()
    network.actor("camera", offers={"pic": 3}, region="1401").link("NEEDS", "a", "pic", priority=3)
    answer = recommend(network.snapshot(), "a", Kind.PEER, component="image")
    assert _ids(answer) == ["camera"]
    assert _why_not(network.snapshot(), "b", component="image") == ["outside_component", "nothing_to_gain"]


def test_peer_who_is_so_far_that_more_speaks_against_it_is_not_suggested():
    # One shared sphere of several: Jaccard .2 or less; far away −.5 · 1.2 outweighs it.
    network = Network().spheres("p", "q", "r", "s", "t", "u").actor("a", spheres=["p", "q", "r"], region="1403")
    snapshot = network.actor("b", spheres=["p", "s", "t", "u"], region="1201").snapshot()
    assert recommend(snapshot, "a", Kind.PEER).suggestions == ()
    assert _why_not(snapshot, "b") == ["more_against"]


# Notes.


@pytest.mark.parametrize(
    ("profile", "note", "field"),
    [
        ({}, "profile_empty", "needs"),
        ({"needs": {"t": 1}}, "nobody_related", "region"),
        ({"needs": {"t": 1}, "region": "1201"}, "nobody_related", "offers"),
    ],
)
def test_empty_answer_says_why_and_which_field_would_help_most(profile, note, field):
    snapshot = Network().skills("s", "t").actor("a", **profile).actor("b", offers={"s": 1}, region="1401").snapshot()
    answer = recommend(snapshot, "a", Kind.PEER)
    assert answer.suggestions == ()
    assert (answer.note.code, answer.note.facts["field"]) == (note, field)


def test_network_without_mentors_says_so():
    assert recommend(_network().snapshot(), "a", Kind.MENTOR).note.code == "nobody_in_role"


def test_organisation_that_is_alone_is_told_so():
    assert recommend(Network().actor("a", region="1401").snapshot(), "a", Kind.PEER).note.code == "nobody_in_role"


def test_when_everybody_is_excluded_the_commonest_rule_is_named():
    snapshot = _network().worked_together("a", "b").worked_together("a", "c").snapshot()
    note = recommend(snapshot, "a", Kind.PEER).note
    assert note.code == "everybody_excluded"
    assert (note.facts["rule"], note.facts["n_excluded"]) == ("already_partners", 2)


def test_answer_without_needs_asks_for_them():
    network = Network().actor("a", region="1401").actor("b", region="1401")
    answer = recommend(network.snapshot(), "a", Kind.PEER)
    assert _ids(answer) == ["b"]
    assert answer.note.code == "needs_missing"


def test_whole_answer_to_who_gave_no_place_asks_for_the_region():
    network = Network().skills("s").actor("a", needs={"s": 3}).actor("b", offers={"s": 3}, region="1401")
    assert recommend(network.snapshot(), "a", Kind.PEER, 1).note.code == "region_missing"
    located = network.link("LOCATED_IN", "a", "1401").snapshot()
    assert recommend(located, "a", Kind.PEER, 1).note is None


def test_short_answer_says_how_many_fit():
    note = recommend(_network().snapshot(), "a", Kind.PEER).note
    assert (note.code, note.facts["n_eligible"]) == ("few", 2)
    assert recommend(_network().snapshot(), "a", Kind.PEER, 2).note is None


@pytest.mark.parametrize(
    ("seeker", "code"), [("library", "seeker_is_no_organisation"), ("gone", "seeker_not_in_network")]
)
def test_seeker_who_cannot_ask_is_told_why(seeker, code):
    snapshot = _network().partner("library", region="1401").actor("gone", region="1401", left=TODAY).snapshot()
    answer = recommend(snapshot, seeker, Kind.PEER)
    assert (answer.suggestions, answer.note.code) == ((), code)
    assert explain(snapshot, seeker, "c", Kind.PEER).excluded_by[0].code == code


# Caveats.


def test_caveats_say_what_is_not_known_and_what_speaks_against():
    network = Network().skills("s").spheres("p").actor("a", needs={"s": 1}, region="1401", spheres=["p"])
    network.actor("b", spheres=["p"], joined=TODAY - timedelta(days=179))
    network.actor("c", spheres=["p"], region="1201", offers={"s": 1}, joined=TODAY - timedelta(days=180))
    found = {s.provider_id: _codes(s.caveats) for s in recommend(network.snapshot(), "a", Kind.PEER).suggestions}
    assert found == {
        "b": ["offers_unknown", "needs_unknown", "region_unknown", "joined_lately"],
        "c": ["needs_unknown", "far_and_not_online", "no_contacts"],
    }


# Bad questions.


@pytest.mark.parametrize("k", [0, -1, 101, 10_000, 2.5, True, "10"])
def test_k_out_of_range_is_refused(k):
    with pytest.raises(InvalidOption, match="from 1 to 100") as caught:
        recommend(_network().snapshot(), "a", Kind.PEER, k)
    assert caught.value.option == "k"


def test_unknown_kind_component_and_actor_are_refused_with_the_choices():
    snapshot = _network().snapshot()
    with pytest.raises(InvalidOption, match="peer, mentor, partner"):
        recommend(snapshot, "a", "friend")
    with pytest.raises(InvalidOption, match="training, network, strategy, image"):
        recommend(snapshot, "a", Kind.PEER, component="sport")
    with pytest.raises(UnknownActor, match="nobody"):
        recommend(snapshot, "nobody", Kind.PEER)
    with pytest.raises(UnknownActor, match="nobody"):
        explain(snapshot, "a", "nobody", Kind.PEER)


def test_kind_may_be_given_as_text():
    assert recommend(_network().snapshot(), "a", "peer").kind is Kind.PEER


def _peer_weights(**weights):
    defaults = Options()
    return {**defaults.weights, Kind.PEER: weights}


def test_weight_of_a_signal_multiplies_its_contribution():
    snapshot = _network().snapshot()
    options = Options(weights=_peer_weights(need_met=2.0, need_served=1.0))
    best = recommend(snapshot, "a", Kind.PEER, options=options).suggestions[0]
    assert {r.signal: round(r.contribution, 4) for r in best.reasons} == {"need_met": 2.1406, "need_served": 1.0703}


@pytest.mark.parametrize("weights", [{}, {"need_met": 0.0, "need_served": 0.0, "sphere": 0.0, "contacts": 0.0}])
def test_signal_without_a_weight_still_counts_for_rules_and_caveats(weights):
    network = _network().actor("z", region="1201").actor("sphere", spheres=["p"]).actor("contact")
    snapshot = network.worked_together("a", "z").worked_together("z", "contact").snapshot()
    options = Options(weights=_peer_weights(**weights))
    helpful = explain(snapshot, "a", "b", Kind.PEER, component="training", options=options)
    assert _codes(helpful.excluded_by) == ["more_against"]  # nothing has a weight
    assert _codes(helpful.suggestion.caveats) == ["no_contacts"]
    for provider_id in ("sphere", "contact"):
        assert _why_not(snapshot, provider_id, options=options) == ["more_against"]


def test_mentor_who_meets_a_need_stays_where_needs_have_no_weight():
    network = _mentors().mentor("useless", offers={"rare": 3}, capacity=3)
    options = Options(weights={**Options().weights, Kind.MENTOR: {"free_places": 1.0}})
    assert _ids(recommend(network.snapshot(), "a", Kind.MENTOR, options=options)) == ["m1", "m2"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": _peer_weights(luck=1.0)},
        {"weights": _peer_weights(place=math.nan)},
        {"weights": {Kind.PEER: {}}},
        {"bands": {**Options().bands, Kind.PEER: Bands(strong=1.0, good=2.0)}},
        {"near_km": 0.0},
        {"fresh_years": -1.0},
        {"far_penalty": 1.5},
        {"declined_days": -1},
    ],
)
def test_options_that_make_no_sense_are_refused(wrong):
    with pytest.raises(InvalidOption):
        Options(**wrong)
