"""A draft: the mentors of a cohort matched, checked by code that knows no solver, and explained."""

from __future__ import annotations

import math
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.snapshot import Snapshot
from matching.assignment import NO_RULES, Assignment
from matching.assignment.proposing import stable
from matching.assignment.solving import Progress, best
from matching.cohorts.amending import Amended, amend, forwarded, loss_of
from matching.cohorts.errors import InvalidRule, Unverified
from matching.cohorts.favouring import favouring_locks
from matching.cohorts.instance import PER_LOG_ODDS, Built, build
from matching.cohorts.pair_reasons import reasons_of_pairs
from matching.cohorts.rule_book import Level, RuleBook
from matching.cohorts.unplaced import Crowded, Unplaced, crowded_groups, unplaced
from matching.cohorts.weighed import Weighed
from matching.cohorts.wishes import Pair, Wishes
from matching.reasons import directional_score, reciprocal_score
from matching.results import Reason
from matching.verify import Verification, verify

# The solvers count in millionths, so a sum of reasons may differ from a score by half of one on each side.
_ROUNDING = 1.0 / PER_LOG_ODDS
_LEAST_SECONDS = 1.0


class Objective(StrEnum):
    """What a cohort is matched for: the most for all together, or that nobody would rather swap."""

    BEST = "best"
    STABLE = "stable"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a cohort is to be matched.

    Attributes
    ----------
    keep : float
        Log-odds that each pair of the draft before is worth more than its score.
    time_limit : float or None
        Seconds; after it the best answer so far is taken, with its bound.
    """

    objective: Objective = Objective.BEST
    keep: float = 0.0
    time_limit: float | None = None


ANYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class DraftPair:
    """An organisation and its mentor. `score` is the sum of the contributions of `reasons` to 1e-9."""

    seeker: str
    mentor: str
    score: float
    seeker_score: float
    mentor_score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A matched cohort.

    Attributes
    ----------
    verification : Verification
        What was counted without the solvers; scores in millionths of log-odds.
    status : str
        ``optimal``, or ``time_limit`` for the best found by then.
    bound : int or None
        No matching that is as good on the levels before has a higher total, in millionths.
    seconds : float
        Of solving and checking.
    amended : Amended or None
        What changes from the plan that was published, if one was.
    """

    objective: Objective
    pairs: tuple[DraftPair, ...]
    unplaced: tuple[Unplaced, ...]
    crowded: tuple[Crowded, ...]
    verification: Verification
    status: str
    bound: int | None
    seconds: float
    amended: Amended | None = None


def make_draft(
    snapshot: Snapshot,
    weighed: Weighed,
    book: RuleBook,
    wishes: Wishes,
    wanted: Wanted = ANYTHING,
    *,
    kept: Collection[Pair] = (),
    published: Collection[Pair] | None = None,
    progress: Progress | None = None,
) -> Draft:
    """The cohort matched under these rules and wishes.

    Parameters
    ----------
    snapshot : Snapshot
        Where the facts of reasons are read.
    kept : collection of (seeker id, mentor id)
        Pairs of the draft before, as in `matching.cohorts.instance.build`.
    published : collection of (seeker id, mentor id), optional
        The plan that readers see. As few of its pairs as can be are then changed, and the rest is matched around
        them (`matching.cohorts.amending`), whatever the objective.

    Raises
    ------
    ContradictoryWishes
        Locks, vetoes and rules cannot all hold; the message names two of them.
    InvalidRule
        A stable matching is asked for under a rule that it does not know.
    Unverified
        The answer did not pass the checks.
    """
    built = build(weighed, book, wishes, kept=kept, keep=wanted.keep)
    began = time.monotonic()
    amended, objective, anew = None, wanted.objective, built
    if published is not None:
        built, amended = amend(anew, published, time_limit=wanted.time_limit, progress=progress)
        objective = Objective.BEST
    solved, checked = _solved(built, objective, _left(wanted, began), progress)
    if amended is not None and published is not None:
        here = [one.actor_id for one in weighed.members.seekers]
        changes = forwarded(published, [built.pair(index) for index in solved.chosen.tolist()], here)
        amended = replace(amended, loss=loss_of(anew, solved, time_limit=_left(wanted, began)), forwarded=changes)
    seconds = time.monotonic() - began
    positions = built.at[solved.chosen].tolist()
    reasons = reasons_of_pairs(snapshot, weighed, book, positions)
    pairs = tuple(_pair(built, index, own) for index, own in zip(solved.chosen.tolist(), reasons, strict=True))
    return Draft(
        objective,
        pairs,
        unplaced(built, solved, is_stable=objective is Objective.STABLE),
        crowded_groups(built, solved),
        checked,
        solved.status,
        solved.bound,
        round(seconds, 3),
        amended,
    )


def _left(wanted: Wanted, began: float) -> float | None:
    """Seconds that are left; never so few that nothing at all would be found."""
    if wanted.time_limit is None:
        return None
    return max(_LEAST_SECONDS, wanted.time_limit - (time.monotonic() - began))


def _solved(
    built: Built, objective: Objective, time_limit: float | None, progress: Progress | None
) -> tuple[Assignment, Verification]:
    if objective is Objective.STABLE:
        return _stable(built)
    solved = best(built.instance, built.rules, time_limit=time_limit, progress=progress)
    checked = verify(built.instance, built.rules, solved)
    if checked.problems:
        raise Unverified(checked.problems)
    return solved, checked


def _stable(built: Built) -> tuple[Assignment, Verification]:
    _refuse_unknown_to_stable(built.book)
    instance = favouring_locks(built.instance, built.rules)
    solved = stable(instance)
    checked = verify(instance, NO_RULES, solved)
    problems = [*checked.problems]
    if checked.blocking_pairs:
        problems.append(f"{checked.blocking_pairs} pairs would rather swap")
    if missing := set(built.rules.locked.tolist()) - set(solved.chosen.tolist()):
        problems.append(f"{len(missing)} locked pairs are missing")
    if problems:
        raise Unverified(tuple(problems))
    return solved, checked


def _refuse_unknown_to_stable(book: RuleBook) -> None:
    for name, on in {
        "limit_per_mentor": book.level("limit_per_mentor") is Level.MUST,
        "together": bool(book.together),
        "apart": bool(book.apart),
    }.items():
        if on:
            raise InvalidRule("stable", "objective", "stable", f"best, as long as the rule {name} is on", rule=name)


def _pair(built: Built, index: int, reasons: tuple[Reason, ...]) -> DraftPair:
    seeker, mentor = built.pair(index)
    score = reciprocal_score(reasons)
    if not math.isclose(score, built.instance.score[index] / PER_LOG_ODDS, abs_tol=_ROUNDING, rel_tol=0):
        raise Unverified((f"the reasons of {seeker} – {mentor} do not sum to its score",))
    return DraftPair(
        seeker,
        mentor,
        score,
        directional_score(reasons, "seeker"),
        directional_score(reasons, "provider"),
        reasons,
    )
