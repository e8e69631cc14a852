"""What a coordinator settles is kept whole or not at all, and told in the reader's language where it cannot hold."""

import inspect

import pytest

from graph.snapshot import today
from matching.assignment.errors import CannotSolve
from matching.cohorts import errors as matching_errors
from matching.cohorts.errors import InvalidRule, Unverified
from matching.cohorts.wishes import ContradictoryWishes
from tests.cohorts_led import SIGNED, drafted, matched, mentoring, ogniwo, opened, published, state_of
from web.office import cohorts
from web.services.cohorts import errors, life, publishing, refusals, settling
from web.services.cohorts.effects import rules_report
from web.services.cohorts.life import Part
from web.services.cohorts.reading import pairs_of, read_standing
from web.services.cohorts.report import listed, report
from web.services.cohorts.settling import NewRules
from web.services.errors import FieldProblem, WrongFields
from web.services.wording import Wording

__all__ = ["ogniwo"]


def _lock(ogniwo, *pair, kind="lock"):
    settling.settle_pair(ogniwo, "c1", *pair, kind, **SIGNED)


def _set(ogniwo, settings=None, **more):
    settling.set_rules(ogniwo, "c1", NewRules(settings or {}, **more), **SIGNED)


def _refused(match):
    return pytest.raises(ContradictoryWishes, match=match)


def test_a_rule_against_a_lock_is_refused_and_nothing_of_it_is_kept(ogniwo):
    drafted(ogniwo)
    _lock(ogniwo, "a", "m2")
    before = read_standing(ogniwo, "c1").cohort.rules
    with _refused("the lock of a – m2 contradicts the rule needed_skill"):
        _set(ogniwo, {"needed_skill": "must", "region_or_online": "off"})
    assert read_standing(ogniwo, "c1").cohort.rules == before
    assert ("a", "m2") in pairs_of(matched(ogniwo))


def test_a_lock_against_a_must_is_refused_and_not_kept(ogniwo):
    drafted(ogniwo)
    _set(ogniwo, {"needed_skill": "must"})
    with _refused("the lock of a – m2 contradicts the rule needed_skill"):
        _lock(ogniwo, "a", "m2")
    assert read_standing(ogniwo, "c1").settled_pairs == []


def test_what_a_lock_demands_of_who_is_kept_together_is_refused_by_both_names(ogniwo):
    drafted(ogniwo)
    _set(ogniwo, together=[("b", "c")])
    _lock(ogniwo, "b", "m1", kind="veto")
    with _refused("lock of c – m1 together with keeping c and b together contradicts the veto of b – m1"):
        _lock(ogniwo, "c", "m1")
    with _refused(
        "lock of c – m2 together with keeping c and .* m2 has 1 places|c – m2 contradicts .*: m2 has 1 places"
    ):
        _lock(ogniwo, "c", "m2")
    with _refused("keeping b and c apart contradicts keeping b and c together"):
        _set(ogniwo, together=[("b", "c")], apart=[("c", "b")])
    assert [one.kind for one in read_standing(ogniwo, "c1").settled_pairs] == ["veto"]


def test_locks_of_alike_organisations_are_refused_by_the_limit_and_the_rules_can_still_be_shown(ogniwo):
    opened(ogniwo, members=("a", "b", "c", "m1"))
    life.join(ogniwo, "c1", "m1", Part(places=3), **SIGNED)
    life.close(ogniwo, "c1", **SIGNED)
    for one in ("a", "b"):
        _lock(ogniwo, one, "m1")
    with _refused("the lock of b – m1 contradicts the lock of a – m1 and the rule limit_per_mentor"):
        _set(ogniwo, {"limit_per_mentor": "must:1/region"})
    rules = {one["rule"]: one for one in rules_report(ogniwo, "c1", "en")["rules"]}
    assert rules["limit_per_mentor"]["outcome"]["placed"] == 2  # as a must it allows two of one voivodeship
    _lock(ogniwo, "c", "m1")
    rules = {one["rule"]: one for one in rules_report(ogniwo, "c1", "en")["rules"]}
    assert rules["limit_per_mentor"]["outcome"] is None


def test_fewer_places_than_are_locked_are_refused(ogniwo):
    opened(ogniwo)
    life.join(ogniwo, "c1", "m1", Part(places=2), **SIGNED)
    for one in ("a", "b"):
        _lock(ogniwo, one, "m1")
    with _refused("the lock of b – m1 contradicts the lock of a – m1: m1 has 1 places"):
        life.join(ogniwo, "c1", "m1", Part(places=1), **SIGNED)
    assert {one.actor_id: one.places for one in read_standing(ogniwo, "c1").members}["m1"] == 2


@pytest.mark.parametrize("bounds", ["inf..inf", "-inf..2", "nan..2", "5..2"])
def test_bounds_that_are_no_numbers_of_years_are_refused(ogniwo, bounds):
    opened(ogniwo)
    with pytest.raises(InvalidRule, match="a least up to a most, in years"):
        _set(ogniwo, {"experience_gap": f"must:{bounds}"})


@pytest.mark.parametrize("kind", ["together", "apart"])
def test_an_organisation_is_not_paired_with_itself(ogniwo, kind):
    opened(ogniwo)
    with pytest.raises(InvalidRule, match="two different organisations"):
        _set(ogniwo, **{kind: [("a", "a")]})


def test_a_pair_declined_after_publishing_changes_as_little_as_can_be(ogniwo):
    published(ogniwo)
    _lock(ogniwo, "c", "m2", kind="veto")
    assert state_of(ogniwo) == "draft"
    assert set(mentoring(ogniwo)) == {("a", "m1"), ("c", "m2")}  # readers see the old plan
    assert set(pairs_of(matched(ogniwo))) == {("a", "m1"), ("b", "m2")}
    amended = report(ogniwo, "c1", "en")["draft_report"]["amended"]
    assert (amended["n_kept"], amended["most_kept"]) == (1, 1)
    assert [(one["mentor"], one["left_by"], one["alternates"]) for one in amended["freed"]] == [("m2", "c", ["b"])]
    assert [(one["seeker"], one["before"], one["after"]) for one in amended["forwarded"]] == [("c", "m2", None)]
    assert "without a mentor; before, " in amended["forwarded"][0]["sentence"]
    publishing.review(ogniwo, "c1", **SIGNED)
    publishing.publish(ogniwo, "c1", **SIGNED)
    assert set(mentoring(ogniwo)) == {("a", "m1"), ("b", "m2")}


def test_whoever_loses_a_mentor_is_told_who_comes_instead(ogniwo):
    opened(ogniwo, members=("b", "m1", "m2"))
    life.close(ogniwo, "c1", **SIGNED)
    ((_, before),) = pairs_of(matched(ogniwo))
    publishing.review(ogniwo, "c1", **SIGNED)
    publishing.publish(ogniwo, "c1", **SIGNED)
    settling.withdraw(ogniwo, "c1", before, **SIGNED)
    ((_, after),) = pairs_of(matched(ogniwo))
    told = report(ogniwo, "c1", "pl")["draft_report"]["amended"]["forwarded"]
    assert [(one["seeker"], one["before"], one["after"]) for one in told] == [("b", before, after)]
    assert "zamiast" in told[0]["sentence"]


def test_what_comes_next_is_matching_again_once_something_was_settled(ogniwo):
    drafted(ogniwo)
    assert "cohort review c1" in report(ogniwo, "c1", "en")["next_step"]
    _lock(ogniwo, "b", "m2")
    assert "cohort match c1" in report(ogniwo, "c1", "en")["next_step"]
    assert "cohort match c1" in listed(ogniwo, "pl")[0]["next_step"]


LOCK = {"lock": ("a", "m1"), "pair": ("b", "m1"), "others": (("c", "m1"),)}
ERRORS = [
    errors.UnknownCohort("c"),
    *(errors.CohortExists("c", one) for one in ("name", "starts", "ends", "closes_on", "history")),
    errors.ForbiddenCohortStep("c", "open", "publish", ("reviewed", "draft")),
    *(errors.NotAMember("c", "a", side) for side in ("", "seeker", "mentor")),
    *(errors.CannotJoin("a", one, day="2030-01-01", affiliation="x") for one in errors.CannotJoin.CAUSES),
    errors.CohortChanged("c"),
    *(errors.NobodyToMatch("c", one) for one in ("organisations", "mentors")),
    *(
        errors.AlreadySettled("c", ("a", "m1"), one, one, "anna")
        for one in (cohorts.LOCK, cohorts.VETO, cohorts.CONFLICT)
    ),
    errors.DraftOutOfDate("c", 3),
    *(
        errors.WrongDay(
            "c", one, today(), first=today(), changed=today(), pair=("a", "m1"), since=today(), last=today()
        )
        for one in errors.WrongDay.CAUSES
    ),
    errors.NoDraft("c"),
    *(errors.UnknownDraft("c", 3, there) for there in ([], [1, 2])),
    *(errors.CannotExport("a.pdf", one) for one in errors.CannotExport.CAUSES),
    *(
        InvalidRule(one, "together", "must", "off")
        for one in ("written", "unknown", "level", "cost", "bounds", "bonus", "same", "stable")
    ),
    *(
        ContradictoryWishes(one, **LOCK, rule="availability", actor="m1", n=1, first="a", second="b")
        for one in ("vetoed", "rule", "limit", "not_weighed", "unknown", "demand", "capacity", "apart", "both")
    ),
    WrongFields([FieldProblem("ends", "order", "is wrong", {"day": today(), "first": today()})]),
    Unverified(("two pairs too many",)),
    CannotSolve("nothing was found"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{type(error).__name__}-{getattr(error, 'code', '')}")
def test_every_refusal_is_told_in_both_languages(ogniwo, error):
    told = [refusals.refusal(error, Wording.of(ogniwo, ogniwo.snapshot(), one)) for one in ("pl", "en")]
    assert all(told)
    assert told[0] != told[1]
    assert "{" not in "".join(told)


def test_no_error_of_cohorts_is_without_words():
    kinds = {
        kind
        for module in (errors, matching_errors)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__ and kind is not errors.CohortError
    }
    assert kinds <= {type(one) for one in ERRORS}
