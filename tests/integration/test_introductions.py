"""Introductions are asked for, decided and judged once, whoever does it at the same moment."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from graph.errors import StoreUnavailable
from graph.model import LinkKey, NodeKey, Unit, make_link, make_node
from graph.snapshot import today
from matching import InvalidOption, Kind, UnknownActor, recommend
from tests.networks import JOINED, Network
from tests.networks_of_two_stores import ogniwo_over, store_of
from web.office import audit
from web.office.errors import OfficeUnavailable, RequestKeyTaken
from web.services import introductions
from web.services.errors import KeptForLater, WrongFields
from web.services.introduction_errors import (
    AlreadyIntroduced,
    IntroductionForbidden,
    MentorFull,
    UnknownIntroduction,
)
from web.services.introduction_states import ForbiddenStep, Introduction, State

ASKED = {"by": "anna", "reason": "they asked"}
TODAY = today()
N_AT_ONCE = 50
N_TRIES = 12


def _network():
    """Two who gain from each other, a third nearby, one mentor with one place and one with two."""
    network = Network().skills("s", "t").node("c1", "Cohort", name="Pierwsza", starts=JOINED)
    network.actor("a", needs={"s": 3}, offers={"t": 3}, region="1401")
    network.actor("b", needs={"t": 3}, offers={"s": 3}, region="1401")
    network.actor("c", needs={"s": 3}, region="1402").actor("left", region="1401", left=JOINED)
    network.mentor("m1", offers={"s": 3}, capacity=1).mentor("m2", offers={"s": 3}, capacity=2)
    return network.mentor("m3", offers={"s": 3})


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def ogniwo(request, tmp_path):
    store = store_of(request, tmp_path)
    with ogniwo_over(store, _network(), tmp_path) as opened:
        yield opened
    store.close()


def _asked(ogniwo, seeker="a", provider="b", kind=Kind.PEER, **more):
    return introductions.introduce(ogniwo, seeker, provider, kind, **(ASKED | more))


def _in_store(ogniwo, key):
    return Introduction.of(ogniwo.store.links([key])[key])


def _suggested(ogniwo, seeker="a", kind=Kind.PEER):
    return {one.provider_id for one in recommend(ogniwo.snapshot(), seeker, kind).suggestions}


def _audit(ogniwo):
    with ogniwo.office.reading() as connection:
        return audit.entries(connection)


def test_an_introduction_asked_for_is_a_dated_link_and_a_line_in_the_audit(ogniwo):
    asked = _asked(ogniwo)
    assert asked == Introduction("a", "b", "peer", TODAY)
    assert _in_store(ogniwo, asked.key) == asked
    (entry,) = _audit(ogniwo)
    assert (entry.by, entry.reason, entry.action, entry.subject) == ("anna", "they asked", "introduce", "b")
    assert entry.details == {"kind": "peer", "seeker": "a", "provider": "b", "anyway": False}


def test_every_step_adds_its_date_and_keeps_the_others(ogniwo):
    key = _asked(ogniwo).key
    accepted = introductions.accept(ogniwo, key, **ASKED)
    assert accepted == Introduction("a", "b", "peer", TODAY, accepted=TODAY)
    done = introductions.give_feedback(ogniwo, key, worked=False, by="jan", reason="no time")
    assert done == replace(accepted, feedback=TODAY, worked=False)
    assert _in_store(ogniwo, key) == done
    assert [(entry.action, entry.by) for entry in _audit(ogniwo)] == [
        ("feedback", "jan"),
        ("accept", "anna"),
        ("introduce", "anna"),
    ]


def test_the_network_keeps_why_an_introduction_was_declined(ogniwo):
    declined = introductions.decline(ogniwo, _asked(ogniwo).key, by="jan", reason=" no time until spring ")
    assert (declined.state, declined.reason) == (State.DECLINED, "no time until spring")
    assert _in_store(ogniwo, declined.key) == declined


@pytest.mark.parametrize("step", ["accept", "decline"])
def test_a_decided_introduction_is_not_decided_again(ogniwo, step):
    key = introductions.decline(ogniwo, _asked(ogniwo).key, **ASKED).key
    with pytest.raises(ForbiddenStep, match=r"was declined on .*; nothing follows"):
        getattr(introductions, step)(ogniwo, key, **ASKED)
    assert len(_audit(ogniwo)) == 2


def test_feedback_comes_after_accepting(ogniwo):
    with pytest.raises(ForbiddenStep, match="accept or decline it first"):
        introductions.give_feedback(ogniwo, _asked(ogniwo).key, worked=True, **ASKED)


@pytest.mark.parametrize("key", [LinkKey("INTRODUCED_TO", "a", "b", ("2020-01-01", "peer"))])
def test_an_introduction_that_is_not_there_is_named(ogniwo, key):
    with pytest.raises(UnknownIntroduction, match=r"a was not introduced to b \(peer, 2020-01-01\)"):
        introductions.accept(ogniwo, key, **ASKED)


@pytest.mark.parametrize("signature", [{"by": " ", "reason": "x"}, {"by": "anna", "reason": ""}])
def test_nothing_is_written_without_who_and_why(ogniwo, signature):
    with pytest.raises(WrongFields, match="is missing"):
        _asked(ogniwo, **signature)
    key = _asked(ogniwo).key
    with pytest.raises(WrongFields, match="is missing"):
        introductions.decline(ogniwo, key, **signature)


# Who may be introduced.


@pytest.mark.parametrize(
    ("seeker", "provider", "kind", "rule"),
    [
        ("a", "a", "peer", "self"),
        ("a", "m1", "peer", "wrong_role"),
        ("a", "b", "mentor", "wrong_role"),
        ("a", "left", "peer", "not_in_network"),
        ("left", "a", "peer", "seeker_not_in_network"),
        ("m1", "a", "peer", "seeker_is_no_organisation"),
    ],
)
@pytest.mark.parametrize("anyway", [False, True])
def test_who_somebody_is_cannot_be_set_aside(ogniwo, seeker, provider, kind, rule, anyway):
    with pytest.raises(IntroductionForbidden) as refused:
        _asked(ogniwo, seeker, provider, kind, anyway=anyway)
    assert rule in {broken.code for broken in refused.value.rules}
    assert not refused.value.can_be_waived
    assert ogniwo.store.counts()["INTRODUCED_TO"] == 0


def _partners(ogniwo):
    link = make_link("COOPERATES_WITH", "a", "b", since=JOINED, kind="project")
    ogniwo.store.apply(Unit(links=(link,)))


def test_partners_are_introduced_only_anyway(ogniwo):
    _partners(ogniwo)
    with pytest.raises(IntroductionForbidden, match=r"already_partners.*anyway") as refused:
        _asked(ogniwo)
    assert refused.value.can_be_waived
    assert _asked(ogniwo, anyway=True).state is State.ASKED
    assert _audit(ogniwo)[0].details["anyway"] is True


@pytest.mark.parametrize("pair", [("a", "b"), ("b", "a")])
def test_an_introduction_that_waits_is_not_asked_for_again_by_either_side(ogniwo, pair):
    _asked(ogniwo)
    with pytest.raises(AlreadyIntroduced, match="it waits for an answer: accept or decline it"):
        _asked(ogniwo, *pair, anyway=True)


def test_what_was_decided_today_is_not_overwritten_by_asking_again(ogniwo):
    key = introductions.decline(ogniwo, _asked(ogniwo).key, **ASKED).key
    with pytest.raises(AlreadyIntroduced, match="ask again from tomorrow on"):
        _asked(ogniwo, anyway=True)
    assert _in_store(ogniwo, key).state is State.DECLINED


def test_an_accepted_introduction_is_no_reason_against_another_kind(ogniwo):
    ogniwo.store.apply(Unit(nodes=(make_node("b", "Partner", name="b", joined=JOINED),)))
    introductions.accept(ogniwo, _asked(ogniwo).key, **ASKED)
    assert _asked(ogniwo, kind="partner").state is State.ASKED


def test_unknown_actors_and_kinds_are_named(ogniwo):
    with pytest.raises(UnknownActor):
        _asked(ogniwo, "nobody")
    with pytest.raises(UnknownActor):
        _asked(ogniwo, "a", "nobody")
    for kind in ("friend", "call"):
        with pytest.raises(InvalidOption, match="peer, mentor, partner"):
            _asked(ogniwo, kind=kind)


# What a decision does to suggestions.


def test_a_declined_pair_stays_away_until_something_relevant_changes(ogniwo):
    assert "b" in _suggested(ogniwo)
    introductions.decline(ogniwo, _asked(ogniwo).key, **ASKED)
    assert "b" not in _suggested(ogniwo)
    with pytest.raises(IntroductionForbidden, match="declined_lately"):
        _asked(ogniwo, "b", "a")
    ogniwo.store.apply(Unit(nodes=(make_node("b", "Organisation", name="Nowa nazwa", joined=JOINED),)))
    assert "b" not in _suggested(ogniwo)
    ogniwo.store.apply(Unit(links=(make_link("OFFERS", "b", "t", level=3),)))
    ogniwo.network.current(ogniwo.store.revision())
    assert "b" in _suggested(ogniwo)
    assert _asked(ogniwo, "b", "a").state is State.ASKED


def test_what_another_process_changed_just_before_is_in_the_profile_of_a_declined_pair(ogniwo):
    key = _asked(ogniwo).key
    ogniwo.snapshot()
    ogniwo.store.apply(Unit(links=(make_link("OFFERS", "b", "t", level=3),)))
    introductions.decline(ogniwo, key, **ASKED)
    assert "b" not in _suggested(ogniwo)


# Mentors' places.


def test_a_mentor_at_capacity_receives_no_further_organisation_by_accepting(ogniwo):
    first, second = (_asked(ogniwo, who, "m1", "mentor").key for who in "ac")
    introductions.accept(ogniwo, first, **ASKED)
    with pytest.raises(MentorFull, match=r"m1 has no free place \(of 1\)"):
        introductions.accept(ogniwo, second, **ASKED)
    assert "m1" not in _suggested(ogniwo, "b", Kind.MENTOR)
    introductions.give_feedback(ogniwo, first, worked=True, **ASKED)
    assert introductions.accept(ogniwo, second, **ASKED).state is State.ACCEPTED


def test_a_place_taken_by_mentoring_counts_and_one_that_is_over_does_not(ogniwo):
    key = _asked(ogniwo, "a", "m1", "mentor").key
    mentoring = make_link("MENTORS", "m1", "c", since=JOINED, cohort="c1")
    ogniwo.store.apply(Unit(links=(mentoring,)))
    with pytest.raises(MentorFull):
        introductions.accept(ogniwo, key, **ASKED)
    over = replace(mentoring, properties={**mentoring.properties, "until": JOINED})
    ogniwo.store.apply(Unit(links=(over,)))
    assert introductions.accept(ogniwo, key, **ASKED).state is State.ACCEPTED


def test_a_mentor_who_has_not_said_how_many_is_never_full(ogniwo):
    for who in "ac":
        assert introductions.accept(ogniwo, _asked(ogniwo, who, "m3", "mentor").key, **ASKED).accepted == TODAY


# Many at once.


def _at_once(jobs):
    """What came of doing all of it at the same moment: results, and errors by their class.

    Whoever is told on a slow machine that the office is busy does what the message says, and tries again.
    """
    ready, outcomes = threading.Barrier(len(jobs)), []

    def attempt(job):
        ready.wait()
        for left in reversed(range(N_TRIES)):
            try:
                outcomes.append(job())
            except OfficeUnavailable as error:
                if left:
                    continue
                outcomes.append(error)
            except Exception as error:
                outcomes.append(error)
            return

    threads = [threading.Thread(target=attempt, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [o for o in outcomes if isinstance(o, Introduction)], Counter(
        type(o) for o in outcomes if isinstance(o, Exception)
    )


def test_of_fifty_decisions_at_once_one_stands_and_the_others_are_told_what_it_was(ogniwo):
    key = _asked(ogniwo).key
    steps = [introductions.accept if n % 2 else introductions.decline for n in range(N_AT_ONCE)]
    decided, refused = _at_once([lambda step=step: step(ogniwo, key, **ASKED) for step in steps])
    assert len(decided) == 1
    assert refused == {ForbiddenStep: N_AT_ONCE - 1}
    assert _in_store(ogniwo, key) == decided[0]
    assert len(_audit(ogniwo)) == 2


def test_of_fifty_who_ask_at_once_for_either_direction_one_introduction_comes(ogniwo):
    pairs = [("a", "b") if n % 2 else ("b", "a") for n in range(N_AT_ONCE)]
    asked, refused = _at_once([lambda pair=pair: _asked(ogniwo, *pair) for pair in pairs])
    assert len(asked) == 1
    assert refused == {AlreadyIntroduced: N_AT_ONCE - 1}
    assert ogniwo.store.counts()["INTRODUCED_TO"] == 1


@pytest.mark.parametrize(("mentor", "n_places"), [("m1", 1), ("m2", 2)])
def test_of_fifty_organisations_accepted_at_once_as_many_get_a_place_as_there_are(ogniwo, mentor, n_places):
    crowd = Network().nodes[:0] + [make_node(f"o{n}", "Organisation", name="Koło", joined=JOINED) for n in range(50)]
    needs = [make_link("NEEDS", node.id, "s", priority=3) for node in crowd]
    ogniwo.store.apply(Unit(nodes=tuple(crowd), links=tuple(needs)))
    asked = [make_link("INTRODUCED_TO", node.id, mentor, since=TODAY, kind="mentor") for node in crowd]
    ogniwo.store.apply(Unit(links=tuple(asked)))
    accepted, refused = _at_once([lambda key=link.key: introductions.accept(ogniwo, key, **ASKED) for link in asked])
    assert len(accepted) == n_places
    assert refused == {MentorFull: 50 - n_places}
    in_store = map(Introduction.of, ogniwo.store.neighbours(NodeKey("Actor", mentor), "INTRODUCED_TO"))
    assert sorted(one.seeker_id for one in in_store if one.accepted) == sorted(one.seeker_id for one in accepted)


# The same request again.


def test_the_same_request_under_its_key_changes_nothing_and_answers_the_same(ogniwo):
    asked = _asked(ogniwo, request_key="k-1")
    assert _asked(ogniwo, request_key="k-1") == asked
    declined = introductions.decline(ogniwo, asked.key, request_key="k-2", **ASKED)
    assert introductions.decline(ogniwo, asked.key, request_key="k-2", **ASKED) == declined
    assert len(_audit(ogniwo)) == 2


@pytest.mark.parametrize("other", [{"reason": "another"}, {"by": "jan"}, {"anyway": True}, {"provider": "c"}])
def test_another_request_under_a_key_is_refused(ogniwo, other):
    _asked(ogniwo, request_key="k-1")
    with pytest.raises(RequestKeyTaken):
        _asked(ogniwo, request_key="k-1", **other)


def test_feedback_of_another_meaning_is_another_request(ogniwo):
    key = introductions.accept(ogniwo, _asked(ogniwo).key, **ASKED).key
    introductions.give_feedback(ogniwo, key, worked=True, request_key="k-1", **ASKED)
    with pytest.raises(RequestKeyTaken):
        introductions.give_feedback(ogniwo, key, worked=False, request_key="k-1", **ASKED)


def test_the_same_request_at_the_same_moment_is_carried_out_once_and_answered_each_time(ogniwo):
    asked, refused = _at_once([lambda: _asked(ogniwo, request_key="k-1") for _ in range(8)])
    assert (len(asked), refused) == (8, Counter())
    assert len(_audit(ogniwo)) == 1


# Lapsing.


def _waiting(ogniwo, seeker, provider, days_ago, **dates):
    link = make_link("INTRODUCED_TO", seeker, provider, since=TODAY - timedelta(days=days_ago), kind="peer", **dates)
    ogniwo.store.apply(Unit(links=(link,)))
    return link.key


def test_what_was_not_answered_in_time_lapses_and_nothing_else(ogniwo):
    old = _waiting(ogniwo, "a", "b", 30)
    young, answered = _waiting(ogniwo, "a", "c", 29), _waiting(ogniwo, "b", "c", 90, accepted=TODAY)
    lapsed = introductions.expire_unanswered(ogniwo, after_days=30, **ASKED)
    assert [one.key for one in lapsed] == [old]
    states = [_in_store(ogniwo, key).state for key in (old, young, answered)]
    assert states == [State.EXPIRED, State.ASKED, State.ACCEPTED]
    assert introductions.expire_unanswered(ogniwo, after_days=30, **ASKED) == []
    assert [entry.action for entry in _audit(ogniwo)] == ["expire"]


def test_a_lapsed_introduction_may_be_asked_for_again(ogniwo):
    _waiting(ogniwo, "a", "b", 40)
    introductions.expire_unanswered(ogniwo, after_days=30, **ASKED)
    assert _asked(ogniwo).state is State.ASKED
    assert [one.state for one in introductions.between(ogniwo.store, "b", "a")] == [State.ASKED, State.EXPIRED]


# When a database goes away.


class _Away:
    """The store, which does not write until it is back."""

    def __init__(self, store):
        self._store, self.away = store, True

    def __getattr__(self, name):
        return getattr(self._store, name)

    def apply(self, unit, *, request_key=None):
        if self.away:
            raise StoreUnavailable("the network does not answer; try again in a moment")
        return self._store.apply(unit, request_key=request_key)


def test_a_decision_kept_while_the_network_is_away_stands_before_any_other(ogniwo):
    key = _asked(ogniwo).key
    ogniwo.store = away = _Away(ogniwo.store)
    with pytest.raises(KeptForLater):
        introductions.accept(ogniwo, key, **ASKED, request_key="k-1")
    away.away = False
    with pytest.raises(ForbiddenStep, match="was accepted"):
        introductions.decline(ogniwo, key, **ASKED)
    assert introductions.accept(ogniwo, key, **ASKED, request_key="k-1").state is State.ACCEPTED
