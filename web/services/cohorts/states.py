"""What state a cohort is in, and which step may follow.

    open → closed → draft → reviewed → published → ended

A change after the closing (a lock, a veto, a rule, a withdrawal) takes what was reviewed back to
a draft: nobody publishes what nobody has seen. From a published cohort somebody withdraws, or declines
a pair (a veto): it is a draft too then, and readers see the old plan until the mended one is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from web.services.cohorts.errors import ForbiddenCohortStep


class State(StrEnum):
    """How far a cohort has come."""

    OPEN = "open"
    CLOSED = "closed"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    ENDED = "ended"


class Step(StrEnum):
    """What a person, or the timer, does about a cohort."""

    JOIN = "join"
    CLOSE = "close"
    MATCH = "match"
    SETTLE = "settle"  # a lock, a veto, a rule
    REVIEW = "review"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    END = "end"


O, C, D, R, P, E = State  # noqa: E741  # the table below is read at a glance

# Where a step is allowed, and what it leads to.
TRANSITIONS: Mapping[Step, Mapping[State, State]] = MappingProxyType(
    {
        Step.JOIN: {O: O},
        Step.CLOSE: {O: C},
        Step.MATCH: {C: D, D: D, R: D},
        Step.SETTLE: {O: O, C: C, D: D, R: D, P: D},
        Step.REVIEW: {D: R},
        Step.PUBLISH: {R: P},
        Step.WITHDRAW: {O: O, C: C, D: D, R: D, P: D},
        Step.END: {P: E},
    }
)


def after(cohort_id: str, state: str, step: Step) -> State:
    """The state that the step leads to.

    Raises
    ------
    ForbiddenCohortStep
        The step may not follow the present state.

    Examples
    --------
    >>> after("c-1", "open", Step.CLOSE)
    <State.CLOSED: 'closed'>
    """
    allowed = TRANSITIONS[step]
    if state not in allowed:
        raise ForbiddenCohortStep(cohort_id, state, step.value, tuple(one.value for one in allowed))
    return allowed[State(state)]
