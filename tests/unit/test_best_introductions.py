"""Which introductions are proposed, in which order, and why there may be none."""

import itertools
from datetime import date

import numpy as np
import pytest

from graph.analysis import Scope
from graph.errors import UnknownName
from graph.snapshot import snapshot_of
from matching import InvalidOption, recommend
from matching.introductions import IntroductionOptions, IntroductionQuestion, best_introductions
from matching.introductions.network import net_of
from matching.introductions.seekers import looked_at
from seeds.programme import sample_programme
from tests.networks import TODAY, Network

LONG_AGO, LATELY = date(2021, 1, 1), date(2024, 5, 1)


def chain(*names):
    """Organisations in a row that all fit each other: each needs what each offers."""
    net = Network().skills("S1")
    for name in names:
        net.actor(name, needs={"S1": 3}, offers={"S1": 3}, region="1401")
    for one, other in itertools.pairwise(names):
        net.worked_together(one, other)
    return net


def pairs(net, **question):
    snapshot = net.snapshot()
    answer = best_introductions(snapshot, IntroductionQuestion(**{"per_actor": 100, "k": 100} | question))
    return [one.suggestion.seeker_id + one.suggestion.provider_id for one in answer.introductions]


def test_isolate_is_joined_with_the_chain_before_its_ends_are_closed():
    net = chain("a", "b", "c", "d").actor("z", needs={"S1": 3}, offers={"S1": 3}, region="1401")
    answer = best_introductions(net.snapshot())
    first = answer.introductions[0]
    assert (first.suggestion.seeker_id, first.suggestion.provider_id) == ("z", "a")
    assert first.effect.isolates == ("z",)
    assert first.effect.n_newly_connected == 4
    assert (first.effect.hops_before, first.effect.seeker.n_contacts) == (None, 0)
    assert (answer.before.n_isolates, answer.before.largest, answer.before.n_components) == (1, 4, 2)


def test_points_are_those_of_the_published_formulas():
    net = chain("a", "b", "c", "d").actor("z", needs={"S1": 3}, offers={"S1": 3}, region="1201", joined=LATELY)
    answer = best_introductions(net.snapshot(), IntroductionQuestion(k=100))
    one = next(each for each in answer.introductions if each.suggestion.seeker_id == "z")
    amounts = {points.effect: points.amount for points in one.points}
    # Five actors: components of 1 and 4, at best 2 · 3; nobody of the one voivodeship knows one of the other.
    assert amounts["joined"] == pytest.approx(np.log(5) / np.log(7))
    assert (amounts["isolates"], amounts["distance"], amounts["regions"], amounts["joined_lately"]) == (1, 1, 1, 1)
    assert "communities" not in amounts
    assert "sectors" not in amounts
    closing = next(each for each in answer.introductions if each.suggestion.provider_id == "d")
    assert {p.effect: p.amount for p in closing.points}["distance"] == pytest.approx(1 - 1 / closing.effect.hops_before)


def test_fit_is_the_score_of_the_recommender():
    snapshot = chain("a", "b", "c", "d").actor("z", needs={"S1": 2}, region="1402").snapshot()
    answer = best_introductions(snapshot, IntroductionQuestion(k=100))
    assert answer.introductions
    for one in answer.introductions:
        suggested = recommend(snapshot, one.suggestion.seeker_id, "peer", 100).suggestions
        same = next(each for each in suggested if each.provider_id == one.suggestion.provider_id)
        own = tuple(reason for reason in same.reasons if reason.side != "list")
        assert one.suggestion.reasons == own
        assert one.suggestion.score == pytest.approx(sum(reason.contribution for reason in own), abs=1e-9)
        assert (one.suggestion.band, one.suggestion.caveats) == (same.band, same.caveats)
        assert {p.effect: p.amount for p in one.points}["fit"] == pytest.approx(one.suggestion.score, abs=1e-8)


def test_equal_pairs_come_by_id_and_each_once():
    assert pairs(chain("a").actor("b", needs={"S1": 3}, offers={"S1": 3}, region="1401")) == ["ab"]
    net = Network().skills("S1")
    for name in "cab":
        net.actor(name, needs={"S1": 3}, offers={"S1": 3})
    assert pairs(net) == ["ab", "ac", "bc"]


def test_who_has_fewer_contacts_asks_where_either_could():
    assert set(pairs(chain("a", "b", "c", "d"))) == {"ac", "ad", "db"}


def test_who_gains_asks_where_the_other_needs_nothing():
    net = Network().skills("S1").actor("a", offers={"S1": 3}).actor("b", needs={"S1": 3})
    assert pairs(net) == ["ba"]


@pytest.mark.parametrize(
    ("link", "dates"),
    [
        ("COOPERATES_WITH", {"since": LONG_AGO, "until": date(2021, 2, 1), "kind": "event"}),
        ("INTRODUCED_TO", {"since": date(2024, 5, 1), "kind": "peer"}),
        ("INTRODUCED_TO", {"since": date(2024, 5, 1), "kind": "peer", "accepted": date(2024, 5, 2)}),
        ("INTRODUCED_TO", {"since": date(2024, 5, 1), "kind": "peer", "declined": date(2024, 5, 2)}),
    ],
    ids=["in contact before", "asked", "accepted", "declined"],
)
def test_pair_that_the_recommender_may_not_suggest_is_not_introduced(link, dates):
    net = chain("a").actor("b", needs={"S1": 3}, offers={"S1": 3}, region="1401")
    assert pairs(net) == ["ab"]
    assert pairs(net.link(link, "a", "b", **dates)) == []


def test_who_has_left_or_has_not_come_yet_is_not_introduced():
    net = chain("a")
    net.actor("b", needs={"S1": 3}, offers={"S1": 3}, left=date(2024, 5, 1))
    net.actor("c", needs={"S1": 3}, offers={"S1": 3}, joined=date(2024, 7, 1))
    answer = best_introductions(net.snapshot())
    assert (answer.introductions, answer.note, answer.before.n_actors) == ((), "one_actor", 1)


def test_one_actor_stands_in_no_more_than_asked():
    net = Network().skills("S1").actor("hub", offers={"S1": 3})
    for number in range(4):
        net.actor(f"o{number}", needs={"S1": 3})
    assert pairs(net) == ["o0hub", "o1hub", "o2hub", "o3hub"]
    for by_sequence in (False, True):
        found = pairs(net, per_actor=2, by_sequence=by_sequence)
        assert sum("hub" in pair for pair in found) == 2


def test_sequence_weighs_the_next_as_if_the_first_were_made():
    net = Network().skills("S1")
    for name in "abc":
        net.actor(name, needs={"S1": 3}, offers={"S1": 3})
    snapshot = net.snapshot()
    at_once = best_introductions(snapshot, IntroductionQuestion(k=2))
    in_turn = best_introductions(snapshot, IntroductionQuestion(k=2, by_sequence=True))
    assert [one.effect.isolates for one in at_once.introductions] == [("a", "b"), ("a", "c")]
    assert [one.effect.isolates for one in in_turn.introductions] == [("a", "b"), ("c",)]
    assert in_turn.introductions[1].effect.n_newly_connected == 2
    assert in_turn.after == at_once.after


def two_towns_and_a_hermit():
    """Two far corners of the network, each of four who know each other, joined by a long way; and one alone."""
    net = chain("a0", "x", "y", "b0").actor("z", needs={"S1": 3}, offers={"S1": 3}, region="1401")
    for town in "ab":
        for one, other in itertools.combinations([f"{town}{number}" for number in range(4)], 2):
            for name in (one, other):
                if not name.endswith("0"):
                    net.actor(name, needs={"S1": 3}, offers={"S1": 3}, region="1401")
            net.worked_together(one, other)
    return net.snapshot()


def test_goals_take_turns_in_the_list_unless_one_is_asked_for():
    snapshot = two_towns_and_a_hermit()
    mixed = best_introductions(snapshot, IntroductionQuestion(k=6, per_actor=100)).introductions
    assert [one.goal for one in mixed] == ["alone", "bridges", "closer"] * 2
    assert {"z"} == {end for one in mixed if one.goal == "alone" for end in one.effect.isolates}
    for goal in ("alone", "bridges", "closer"):
        only = best_introductions(snapshot, IntroductionQuestion(k=6, per_actor=100, goal=goal)).introductions
        assert {one.goal for one in only} == {goal}
    every = best_introductions(snapshot, IntroductionQuestion(k=100, per_actor=100, goal="points")).introductions
    values = [one.value for one in every]
    assert values == sorted(values, reverse=True)
    # Whatever serves no goal comes last, so that the mixed list leaves nobody out.
    in_turn = best_introductions(snapshot, IntroductionQuestion(k=100, per_actor=100)).introductions
    ends = [{(one.suggestion.seeker_id, one.suggestion.provider_id) for one in found} for found in (every, in_turn)]
    assert ends[0] == ends[1]


def test_once_everybody_has_a_contact_none_reaches_those_alone():
    snapshot = two_towns_and_a_hermit()
    in_turn = best_introductions(snapshot, IntroductionQuestion(k=100, per_actor=100, by_sequence=True))
    assert [one.effect.isolates for one in in_turn.introductions if one.goal == "alone"] == [("z",)]
    alone = IntroductionQuestion(k=100, per_actor=100, by_sequence=True, goal="alone")
    assert len(best_introductions(snapshot, alone).introductions) == 1


def test_goal_that_no_pair_serves_is_said():
    answer = best_introductions(chain("a", "b", "c").snapshot(), IntroductionQuestion(goal="alone"))
    assert (answer.introductions, answer.note) == ((), "none_for_goal")


def test_sample_programme_gives_those_who_stand_alone_a_fair_share_of_the_list():
    programme = sample_programme()
    answer = best_introductions(snapshot_of(programme.nodes, programme.links, TODAY))
    assert sum(bool(one.effect.isolates) for one in answer.introductions) >= 3
    assert sum(any(each.of == "community" for each in one.effect.bridges) for one in answer.introductions) >= 3
    assert sum((one.effect.hops_before or 0) >= 3 for one in answer.introductions) >= 3


def test_partner_answers_an_organisation():
    net = chain("a").partner("p", name="Biblioteka", offers={"S1": 3}, sector="culture", region="1401")
    answer = best_introductions(net.snapshot(), IntroductionQuestion(kind="partner"))
    (one,) = answer.introductions
    assert (one.suggestion.seeker_id, one.suggestion.provider_id) == ("a", "p")
    assert [(b.of, b.seeker_part, b.provider_part, b.n_contacts) for b in one.effect.bridges] == [
        ("sector", "ngo", "culture", 0)
    ]


class TestScope:
    def test_region_narrows_who_asks_and_not_the_network(self):
        net = chain("a", "b", "c").actor("z", needs={"S1": 3}, offers={"S1": 3}, region="1201")
        answer = best_introductions(net.snapshot(), IntroductionQuestion(scope=Scope(region="12")))
        assert {one.suggestion.seeker_id for one in answer.introductions} == {"z"}
        assert {one.suggestion.provider_id for one in answer.introductions} == {"a", "b"}
        assert answer.before.n_actors == 4

    def test_sector_that_no_organisation_has_narrows_who_answers(self):
        net = chain("a").partner("p", name="Biblioteka", offers={"S1": 3}, sector="culture", region="1401")
        net.partner("q", name="Szkoła", offers={"S1": 3}, sector="education", region="1401")
        assert pairs(net, kind="partner", scope=Scope(sector="culture")) == ["ap"]
        assert pairs(net, kind="peer", scope=Scope(sector="culture")) == []

    def test_kind_of_contact_makes_another_network(self):
        net = chain("a", "b").actor("z", needs={"S1": 3}, offers={"S1": 3})
        answer = best_introductions(net.snapshot(), IntroductionQuestion(scope=Scope(kind="PAIRED_WITH")))
        assert answer.before.n_isolates == 3

    @pytest.mark.parametrize("name", ["region", "sphere", "sector", "role", "component", "kind"])
    def test_unknown_name_is_refused(self, name):
        with pytest.raises(UnknownName, match="nowhere"):
            best_introductions(chain("a", "b").snapshot(), IntroductionQuestion(scope=Scope(**{name: "nowhere"})))


def complete(*names):
    net = chain(*names)
    for at, one in enumerate(names):
        for other in names[at + 2 :]:
            net.worked_together(one, other)
    return net


@pytest.mark.parametrize(
    ("net", "question", "note"),
    [
        (Network(), {}, "no_actors"),
        (Network().actor("a"), {}, "one_actor"),
        (Network().mentor("m").mentor("n"), {}, "no_organisations"),
        (chain("a", "b", "c"), {"scope": Scope(region="12")}, "nobody_in_scope"),
        (chain("a", "b", "c"), {"kind": "partner"}, "nobody_to_meet"),
        (complete("a", "b", "c", "d"), {}, "all_in_contact"),
        (Network().actor("a").actor("b"), {}, "no_pair_fits"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_why_there_is_none_is_said(net, question, note):
    answer = best_introductions(net.snapshot(), IntroductionQuestion(**question))
    assert (answer.introductions, answer.note) == ((), note)
    assert answer.before == answer.after


@pytest.mark.parametrize(
    ("option", "value"),
    [("kind", "mentor"), ("kind", "call"), ("k", 0), ("k", 101), ("k", True), ("per_actor", 0), ("per_actor", 1.5)],
)
def test_question_that_makes_no_sense_is_refused(option, value):
    with pytest.raises(InvalidOption) as error:
        IntroductionQuestion(**{option: value})
    assert error.value.option == option


@pytest.mark.parametrize(
    "options",
    [{"weights": {"luck": 1.0}}, {"weights": {"fit": float("nan")}}, {"weights": {"fit": -1.0}}, {"max_seekers": 0}],
)
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(InvalidOption):
        IntroductionOptions(**options)


class TestLargeNetwork:
    """More organisations than are looked at."""

    @pytest.fixture
    def snapshot(self):
        net = Network().skills("S1")
        names = [f"o{number:02}" for number in range(12)]
        for number, name in enumerate(names):
            joined = LATELY if number == 11 else LONG_AGO
            net.actor(name, needs={"S1": 3} if number != 9 else {}, offers={"S1": 3}, joined=joined)
        # Two triangles joined by one contact (0–5), a pair (6, 7), and four without contacts.
        for one, other in ((0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3), (6, 7)):
            net.worked_together(names[one], names[other])
        return net.snapshot(TODAY)

    def chosen(self, snapshot, limit):
        net = net_of(snapshot)
        return snapshot.actors.ids[looked_at(snapshot, net, np.arange(12), limit)].tolist()

    def test_groups_take_turns(self, snapshot):
        # The isolate that came last, one of the pair, and who has most contacts of a community.
        assert self.chosen(snapshot, 3) == ["o02", "o06", "o11"]
        assert self.chosen(snapshot, 6) == ["o02", "o03", "o06", "o07", "o08", "o11"]

    def test_isolate_that_says_nothing_of_its_needs_comes_last_of_them(self, snapshot):
        assert "o09" not in self.chosen(snapshot, 8)
        assert self.chosen(snapshot, 12) == [f"o{number:02}" for number in range(12)]

    def test_answer_says_how_many_were_looked_at(self, snapshot):
        some = best_introductions(snapshot, options=IntroductionOptions(max_seekers=3, pairs_of_seeker=2))
        assert (some.n_looked_at, some.n_seekers, some.is_complete) == (3, 12, False)
        assert {one.suggestion.seeker_id for one in some.introductions} <= {"o02", "o06", "o11"}
        everything = best_introductions(snapshot)
        assert everything.is_complete
        assert some.introductions[0].value <= everything.introductions[0].value
