"""A cohort from opening to the end, over both stores: what is settled holds, one publishes, readers see whole plans."""

import threading
from collections import Counter
from datetime import timedelta

import pytest

from graph.errors import MissingEnd, StoreUnavailable
from graph.snapshot import today
from matching.cohorts.drafting import Objective, Wanted
from matching.cohorts.wishes import ContradictoryWishes
from matching.learning.with_weights import with_weights
from matching.options import DEFAULTS
from matching.results import Kind
from tests.cohorts_led import (
    ENDS,
    N_AT_ONCE,
    SIGNED,
    STARTS,
    audited,
    drafted,
    in_both_stores,
    matched,
    mentoring,
    ogniwo,
    opened,
    published,
    state_of,
)
from web.services import writing
from web.services.cohorts import life, publishing, settling
from web.services.cohorts.drafting import match
from web.services.cohorts.due import close_and_match_due
from web.services.cohorts.errors import (
    AlreadySettled,
    DraftOutOfDate,
    ForbiddenCohortStep,
    NotAMember,
)
from web.services.cohorts.life import Part
from web.services.cohorts.reading import draft_of, pairs_of, read_standing
from web.services.cohorts.report import report
from web.services.cohorts.settling import NewRules
from web.services.cohorts.states import TRANSITIONS, State, Step
from web.services.errors import KeptForLater
from web.services.weights_in_force import InForce

__all__ = ["ogniwo"]


@in_both_stores
def test_a_cohort_goes_from_open_to_ended_and_every_step_is_signed(ogniwo):
    draft = drafted(ogniwo)
    assert state_of(ogniwo) == State.DRAFT
    # m1 alone knows what a needs; b and c need t, and m2 has one place, which the nearer c gets.
    assert set(pairs_of(draft)) == {("a", "m1"), ("c", "m2")}
    assert draft.result["verified"]["gap"] == 0
    publishing.review(ogniwo, "c1", **SIGNED)
    assert mentoring(ogniwo) == {}
    done = publishing.publish(ogniwo, "c1", **SIGNED)
    assert (done.repeated, done.added, done.ended) == (False, 2, 0)
    assert mentoring(ogniwo) == {("a", "m1"): (STARTS, ENDS), ("c", "m2"): (STARTS, ENDS)}
    assert ogniwo.store.counts()["TAKES_PART_IN"] == 5
    publishing.end(ogniwo, "c1", cancel=True, **SIGNED)
    assert state_of(ogniwo) == State.ENDED
    steps = ["end", "publish", "review", "match", "close", *5 * ["join"], "open"]
    assert audited(ogniwo) == [f"cohort-{step}" for step in steps]


@in_both_stores
def test_every_step_said_again_changes_nothing(ogniwo):
    published(ogniwo)
    revision, lines = ogniwo.store.revision(), len(audited(ogniwo))
    again = publishing.publish(ogniwo, "c1", by="piotr", reason="once more")
    assert again.repeated
    assert again.by == "anna"
    assert (ogniwo.store.revision(), len(audited(ogniwo))) == (revision, lines)
    publishing.end(ogniwo, "c1", cancel=True, **SIGNED)
    assert publishing.end(ogniwo, "c1", **SIGNED).repeated


def test_opening_joining_closing_matching_and_reviewing_are_safe_to_repeat(ogniwo):
    opened(ogniwo)
    opened(ogniwo)
    life.close(ogniwo, "c1", **SIGNED)
    life.close(ogniwo, "c1", **SIGNED)
    first = matched(ogniwo)
    assert matched(ogniwo).number == first.number
    publishing.review(ogniwo, "c1", **SIGNED)
    assert matched(ogniwo).number == first.number
    assert publishing.review(ogniwo, "c1", **SIGNED).state == State.REVIEWED
    assert Counter(audited(ogniwo)) == Counter(
        {"cohort-open": 1, "cohort-join": 5, "cohort-close": 1, "cohort-match": 1, "cohort-review": 1}
    )


_STEPS = {
    Step.JOIN: lambda ogniwo: life.join(ogniwo, "c1", "a", Part(places=2), **SIGNED),
    Step.CLOSE: lambda ogniwo: life.close(ogniwo, "c1", **SIGNED),
    Step.MATCH: lambda ogniwo: match(ogniwo, "c1", **SIGNED),
    Step.SETTLE: lambda ogniwo: settling.settle_pair(ogniwo, "c1", "a", "m1", "veto", **SIGNED),
    Step.REVIEW: lambda ogniwo: publishing.review(ogniwo, "c1", **SIGNED),
    Step.PUBLISH: lambda ogniwo: publishing.publish(ogniwo, "c1", **SIGNED),
    Step.WITHDRAW: lambda ogniwo: settling.withdraw(ogniwo, "c1", "b", **SIGNED),
    Step.END: lambda ogniwo: publishing.end(ogniwo, "c1", cancel=True, **SIGNED),
}
_REPEATED = {
    (Step.CLOSE, State.CLOSED),
    (Step.REVIEW, State.REVIEWED),
    (Step.PUBLISH, State.PUBLISHED),
    (Step.END, State.ENDED),
}
_ON_THE_WAY = (Step.CLOSE, Step.MATCH, Step.REVIEW, Step.PUBLISH, Step.END)


@pytest.mark.parametrize("state", State)
def test_a_step_is_taken_only_where_the_table_allows_it(ogniwo, state):
    forbidden = [step for step in Step if state not in TRANSITIONS[step] and (step, state) not in _REPEATED]
    opened(ogniwo)
    for step in _ON_THE_WAY[: list(State).index(state)]:
        _STEPS[step](ogniwo)
    assert state_of(ogniwo) == state
    before = audited(ogniwo)
    for step in forbidden:
        with pytest.raises(ForbiddenCohortStep, match=f"the cohort c1 is {state}, and {step} is for one that is"):
            _STEPS[step](ogniwo)
    assert audited(ogniwo) == before
    assert state_of(ogniwo) == state


@in_both_stores
def test_of_many_who_publish_at_once_exactly_one_does(ogniwo):
    drafted(ogniwo)
    publishing.review(ogniwo, "c1", **SIGNED)
    ogniwo.snapshot()
    together, done, failed = threading.Barrier(N_AT_ONCE), [], []

    def go(number):
        together.wait()
        try:
            done.append(publishing.publish(ogniwo, "c1", by=f"person {number}", reason="mine"))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(N_AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [one.repeated for one in done].count(False) == 1
    assert len(mentoring(ogniwo)) == 2
    assert audited(ogniwo).count("cohort-publish") == 1


def test_drafts_are_numbered_within_their_cohort(ogniwo):
    assert drafted(ogniwo).number == 1
    assert drafted(ogniwo, "c2").number == 1
    settling.settle_pair(ogniwo, "c1", "a", "m1", "veto", **SIGNED)
    assert matched(ogniwo).number == 2
    assert set(pairs_of(_kept(ogniwo, "c1", 1))) == {("a", "m1"), ("c", "m2")} == set(pairs_of(_kept(ogniwo, "c2", 1)))
    assert ("a", "m1") not in pairs_of(_kept(ogniwo, "c1", 2))


def _kept(ogniwo, cohort_id, number):
    with ogniwo.office.reading() as connection:
        return draft_of(connection, read_standing(ogniwo, cohort_id).cohort, number)


def test_matched_again_with_a_bonus_for_the_pairs_before_it_is_the_same_draft(ogniwo):
    drafted(ogniwo)
    first = matched(ogniwo, Wanted(keep=1.0))
    assert matched(ogniwo, Wanted(keep=1.0)).number == first.number
    assert matched(ogniwo, Wanted(keep=2.0)).number != first.number


def test_locks_and_vetoes_survive_every_re_run(ogniwo):
    drafted(ogniwo)
    settling.settle_pair(ogniwo, "c1", "b", "m1", "lock", **SIGNED)
    settling.settle_pair(ogniwo, "c1", "c", "m2", "veto", **SIGNED)
    for objective in (Objective.BEST, Objective.STABLE, Objective.BEST):
        pairs = set(pairs_of(matched(ogniwo, Wanted(objective))))
        assert ("b", "m1") in pairs
        assert ("c", "m2") not in pairs
    settling.settle_pair(ogniwo, "c1", "b", "m1", "lock", undo=True, **SIGNED)
    assert ("a", "m1") in pairs_of(matched(ogniwo))


def test_a_review_is_void_once_something_is_settled_otherwise(ogniwo):
    drafted(ogniwo)
    publishing.review(ogniwo, "c1", **SIGNED)
    settling.settle_pair(ogniwo, "c1", "b", "m2", "lock", **SIGNED)
    assert state_of(ogniwo) == State.DRAFT
    with pytest.raises(DraftOutOfDate, match="run `ogniwo cohort match c1` first"):
        publishing.review(ogniwo, "c1", **SIGNED)
    with pytest.raises(ForbiddenCohortStep):
        publishing.publish(ogniwo, "c1", **SIGNED)
    matched(ogniwo)
    publishing.review(ogniwo, "c1", **SIGNED)
    publishing.publish(ogniwo, "c1", **SIGNED)
    assert ("b", "m2") in mentoring(ogniwo)


def test_contradictory_wishes_are_an_error_that_names_both(ogniwo):
    drafted(ogniwo)
    settling.settle_pair(ogniwo, "c1", "a", "m1", "lock", **SIGNED)
    with pytest.raises(AlreadySettled, match="the veto of a – m1 contradicts the lock that anna set"):
        settling.settle_pair(ogniwo, "c1", "a", "m1", "veto", **SIGNED)
    settling.settle_pair(ogniwo, "c1", "c", "m1", "conflict", **SIGNED)
    with pytest.raises(AlreadySettled, match="take that back first with `ogniwo cohort conflict c1 c m1 --undo`"):
        settling.settle_pair(ogniwo, "c1", "c", "m1", "veto", **SIGNED)
    settling.settle_pair(ogniwo, "c1", "c", "m1", "conflict", undo=True, **SIGNED)
    with pytest.raises(ContradictoryWishes, match="the lock of b – m1 contradicts the lock of a – m1: m1 has 1 places"):
        settling.settle_pair(ogniwo, "c1", "b", "m1", "lock", **SIGNED)
    settling.set_rules(ogniwo, "c1", NewRules({}, apart=[("a", "b")]), **SIGNED)
    with pytest.raises(NotAMember, match="gone does not take part in c1 as a seeker"):
        settling.settle_pair(ogniwo, "c1", "gone", "m1", "lock", **SIGNED)
    assert [(one.seeker_id, one.kind) for one in read_standing(ogniwo, "c1").settled_pairs] == [("a", "lock")]


def test_a_named_conflict_keeps_a_pair_apart_also_after_closing(ogniwo):
    drafted(ogniwo)
    settling.settle_pair(ogniwo, "c1", "a", "m1", "conflict", **SIGNED)
    assert ("a", "m1") not in pairs_of(matched(ogniwo))
    settling.set_rules(ogniwo, "c1", NewRules({"no_conflict": "off"}), **SIGNED)
    assert ("a", "m1") in pairs_of(matched(ogniwo))


def test_a_cohort_is_matched_in_the_network_as_it_was_on_closing(ogniwo):
    opened(ogniwo)
    life.close(ogniwo, "c1", **SIGNED)
    from web.services.recording import update_organisation

    update_organisation(ogniwo, "a", {"needs": [], "region": None}, **SIGNED)
    draft = matched(ogniwo)
    assert set(pairs_of(draft)) == {("a", "m1"), ("c", "m2")}
    kept = pairs_of(draft)["a", "m1"]
    assert sum(one["contribution"] for one in kept["reasons"]) == pytest.approx(kept["score"], abs=1e-9)
    changed = [one["signal"] for one in kept["reasons"] if one["facts"].get("changed_since")]
    assert "need_met" in changed
    sentences = {
        one["signal"]: one["sentence"] for one in report(ogniwo, "c1", "en")["draft_report"]["pairs"][0]["reasons"]
    }
    assert "the network has changed since" in sentences["need_met"]


@in_both_stores
def test_whoever_withdraws_after_publishing_is_replaced_with_the_fewest_changes(ogniwo):
    published(ogniwo)
    settling.withdraw(ogniwo, "c1", "c", by="ewa", reason="no time")
    assert state_of(ogniwo) == State.DRAFT
    assert set(mentoring(ogniwo)) == {("a", "m1"), ("c", "m2")}  # readers see the old plan
    draft = matched(ogniwo)
    assert set(pairs_of(draft)) == {("a", "m1"), ("b", "m2")}
    amended = report(ogniwo, "c1", "en")["draft_report"]["amended"]
    assert (amended["n_published"], amended["n_kept"], amended["most_kept"], amended["loss"]) == (2, 1, 1, 0)
    assert amended["freed"][0]["alternates"] == ["b"]
    assert "No more can stay" in amended["sentence"]
    publishing.review(ogniwo, "c1", **SIGNED)
    done = publishing.publish(ogniwo, "c1", **SIGNED)
    assert (done.added, done.ended) == (1, 1)
    # The cohort begins in a week, so what never began leaves no trace.
    assert mentoring(ogniwo) == {("a", "m1"): (STARTS, ENDS), ("b", "m2"): (STARTS, ENDS)}
    assert ogniwo.store.counts()["TAKES_PART_IN"] == 4


@in_both_stores
def test_what_has_begun_ends_today_instead_of_vanishing(ogniwo):
    began = today() - timedelta(days=10)
    published(ogniwo, starts=began)
    settling.withdraw(ogniwo, "c1", "c", **SIGNED)
    matched(ogniwo)
    publishing.review(ogniwo, "c1", **SIGNED)
    publishing.publish(ogniwo, "c1", **SIGNED)
    assert mentoring(ogniwo) == {
        ("a", "m1"): (began, ENDS),
        ("c", "m2"): (began, today()),
        ("b", "m2"): (today(), ENDS),
    }
    publishing.end(ogniwo, "c1", **SIGNED)
    assert {until for _, until in mentoring(ogniwo).values()} == {today()}


@in_both_stores
def test_a_mentor_who_leaves_has_every_organisation_forwarded_or_left_with_a_cause(ogniwo):
    published(ogniwo)
    settling.withdraw(ogniwo, "c1", "m1", **SIGNED)
    draft = matched(ogniwo)
    assert set(pairs_of(draft)) == {("c", "m2")}
    assert {one["seeker"] for one in draft.result["unplaced"]} == {"a", "b"}


def _round_of_one_place(ogniwo, number, bonus):
    """b and c want the one place of m2; who of them waited for how long, and who gets it."""
    cohort_id = f"c{number}"
    opened(ogniwo, cohort_id, members=("b", "c", "m2"), starts=STARTS + timedelta(days=number), ends=None)
    settling.set_rules(ogniwo, cohort_id, NewRules({}, waiting_bonus=bonus), **SIGNED)
    life.close(ogniwo, cohort_id, **SIGNED)
    draft = matched(ogniwo, cohort_id=cohort_id)
    publishing.review(ogniwo, cohort_id, **SIGNED)
    publishing.publish(ogniwo, cohort_id, **SIGNED)
    waited = {one.actor_id: one.waited for one in read_standing(ogniwo, cohort_id).members}
    return waited["b"], next(iter(pairs_of(draft)))[0]


@in_both_stores
def test_the_priority_of_who_waits_never_falls_until_there_is_a_mentor(ogniwo):
    assert [_round_of_one_place(ogniwo, number, bonus=0) for number in (1, 2, 3)] == [(0, "c"), (1, "c"), (2, "c")]
    assert _round_of_one_place(ogniwo, 4, bonus=2) == (3, "b")
    assert _round_of_one_place(ogniwo, 5, bonus=0) == (0, "c")


def test_a_cohort_stays_with_the_weights_that_were_in_force_when_it_closed(ogniwo, monkeypatch):
    published = DEFAULTS.weights[Kind.MENTOR]
    doubled = with_weights(DEFAULTS, Kind.MENTOR, {name: 2 * weight for name, weight in published.items()})
    with monkeypatch.context() as learned:
        learned.setattr(ogniwo.weights, "now", lambda: InForce(doubled, {}))
        opened(ogniwo)
        life.close(ogniwo, "c1", **SIGNED)
    kept = pairs_of(matched(ogniwo))["a", "m1"]
    need = next(one for one in kept["reasons"] if one["signal"] == "need_met")
    opened(ogniwo, "c2")
    life.close(ogniwo, "c2", **SIGNED)
    other = pairs_of(matched(ogniwo, cohort_id="c2"))["a", "m1"]
    assert need["contribution"] == pytest.approx(
        2 * next(one["contribution"] for one in other["reasons"] if one["signal"] == "need_met")
    )
    assert not any(one["facts"].get("changed_since") for one in kept["reasons"])


def test_where_every_mentor_has_left_each_organisation_is_told_so(ogniwo):
    drafted(ogniwo)
    for mentor in ("m1", "m2"):
        settling.withdraw(ogniwo, "c1", mentor, **SIGNED)
    left = matched(ogniwo).result["unplaced"]
    assert [(one["seeker"], one["cause"], one["change"]) for one in left] == [(one, "capacity", None) for one in "abc"]
    assert "No mentor takes part" in report(ogniwo, "c1", "en")["draft_report"]["unplaced"][0]["sentence"]


def test_the_timer_closes_and_matches_what_is_due_and_nothing_twice(ogniwo):
    opened(ogniwo, closes_on=today())
    life.open_cohort(ogniwo, "later", "Później", starts=STARTS, closes_on=STARTS, **SIGNED)
    life.open_cohort(ogniwo, "empty", "Pusta", starts=STARTS, closes_on=today(), **SIGNED)
    first = close_and_match_due(ogniwo, by="timer", reason="daily")
    assert [(one.cohort_id, one.draft is not None) for one in first] == [("c1", True), ("empty", False)]
    assert "has no organisations; add them" in str(first[1].trouble)
    assert (first[0].n_placed, first[0].n_seekers, first[0].trouble) == (2, 3, None)
    assert (state_of(ogniwo), state_of(ogniwo, "later")) == (State.DRAFT, State.OPEN)
    assert [one.cohort_id for one in close_and_match_due(ogniwo, by="timer", reason="daily")] == ["empty"]
    assert mentoring(ogniwo) == {}  # a person publishes


def test_the_timer_goes_on_where_it_was_stopped_after_closing(ogniwo):
    opened(ogniwo, closes_on=today())
    life.close(ogniwo, "c1", **SIGNED)
    assert close_and_match_due(ogniwo, by="timer", reason="daily")[0].draft is not None


@in_both_stores
def test_a_plan_that_was_kept_when_the_network_went_away_is_completed_once(ogniwo, monkeypatch):
    drafted(ogniwo)
    publishing.review(ogniwo, "c1", **SIGNED)
    apply = ogniwo.store.apply

    def away(*_, **__):
        raise StoreUnavailable("the network is away")

    monkeypatch.setattr(ogniwo.store, "apply", away)
    with pytest.raises(KeptForLater):
        publishing.publish(ogniwo, "c1", **SIGNED)
    assert state_of(ogniwo) == State.PUBLISHED
    monkeypatch.setattr(ogniwo.store, "apply", apply)
    assert [one.action for one in writing.complete_open(ogniwo.store, ogniwo.office)] == ["cohort-publish"]
    assert len(mentoring(ogniwo)) == 2
    assert publishing.publish(ogniwo, "c1", **SIGNED).repeated


@in_both_stores
def test_a_plan_that_the_network_refuses_only_later_can_be_published_again_whole(ogniwo, monkeypatch):
    drafted(ogniwo)
    publishing.review(ogniwo, "c1", **SIGNED)

    def fails_with(error):
        def apply(*_, **__):
            raise error

        return apply

    with monkeypatch.context() as away:
        away.setattr(ogniwo.store, "apply", fails_with(StoreUnavailable("the network is away")))
        with pytest.raises(KeptForLater):
            publishing.publish(ogniwo, "c1", **SIGNED)
    with monkeypatch.context() as refusing:
        refusing.setattr(ogniwo.store, "apply", fails_with(MissingEnd("MENTORS m1–a", "m1")))
        assert [one.outcome for one in writing.complete_open(ogniwo.store, ogniwo.office)] == ["given up"]
    done = publishing.publish(ogniwo, "c1", **SIGNED)
    assert (done.repeated, done.added) == (False, 2)
    assert set(mentoring(ogniwo)) == {("a", "m1"), ("c", "m2")}


@in_both_stores
def test_a_plan_that_the_network_refuses_is_taken_back(ogniwo, monkeypatch):
    drafted(ogniwo)
    publishing.review(ogniwo, "c1", **SIGNED)

    def refused(*_, **__):
        raise MissingEnd("MENTORS m1–a", "m1")

    with monkeypatch.context() as patched:
        patched.setattr(ogniwo.store, "apply", refused)
        with pytest.raises(MissingEnd):
            publishing.publish(ogniwo, "c1", **SIGNED)
    assert state_of(ogniwo) == State.REVIEWED
    assert "cohort-take-back" in audited(ogniwo)
    assert not publishing.publish(ogniwo, "c1", **SIGNED).repeated
    assert len(mentoring(ogniwo)) == 2
