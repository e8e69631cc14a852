"""One way to change a cohort: look it up, check the step, keep it with its line in the audit, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from web.office import audit, cohorts
from web.office.audit import Entry
from web.office.cohorts import Cohort
from web.ogniwo import Ogniwo
from web.services.cohorts.errors import UnknownCohort
from web.services.cohorts.states import Step, after
from web.services.errors import FieldProblem, WrongFields


@dataclass(frozen=True, slots=True)
class Signature:
    """Who changes something, and why."""

    by: str
    reason: str

    @classmethod
    def of(cls, by: str, reason: str) -> Signature:
        """The signature without the spaces around it.

        Raises
        ------
        WrongFields
            One of the two is blank.
        """
        told = {"by": by.strip(), "reason": reason.strip()}
        if blank := [FieldProblem(name, "missing", "is missing") for name, text in told.items() if not text]:
            raise WrongFields(blank)
        return cls(**told)


@dataclass(slots=True)
class Change:
    """A cohort inside the transaction that changes it; `details` go to the audit."""

    connection: sa.Connection
    cohort: Cohort
    details: dict[str, Any] = field(default_factory=dict)
    nothing_new: bool = False


def change(
    ogniwo: Ogniwo, cohort_id: str, step: Step, action: str, signature: Signature, make: Callable[[Change], None]
) -> Cohort:
    """The cohort after the step.

    `make` may change the cohort and rows that belong to it; whatever it raises leaves all as it
    was. Where it says that there is nothing new, nothing is kept and the audit says nothing.

    Raises
    ------
    UnknownCohort, ForbiddenCohortStep
    """
    with ogniwo.office.writing() as connection:
        return change_within(connection, cohort_id, step, action, signature, make)


def change_within(
    connection: sa.Connection,
    cohort_id: str,
    step: Step,
    action: str,
    signature: Signature,
    make: Callable[[Change], None],
) -> Cohort:
    """The same, inside a transaction that may hold more than this step.

    Raises
    ------
    UnknownCohort, ForbiddenCohortStep
    """
    before = look_up(connection, cohort_id)
    state = after(cohort_id, before.state, step)
    changed = Change(connection, replace(before, state=state.value))
    make(changed)
    if changed.nothing_new:
        return before
    kept = cohorts.put(connection, changed.cohort)
    audit.add(connection, _entry(action, cohort_id, signature, before.state, kept.state, changed.details))
    return kept


def look_up(connection: sa.Connection, cohort_id: str) -> Cohort:
    """The cohort as the office has it.

    Raises
    ------
    UnknownCohort
    """
    found = cohorts.find(connection, cohort_id)
    if found is None:
        raise UnknownCohort(cohort_id)
    return found


def _entry(
    action: str, cohort_id: str, signature: Signature, before: str, state: str, details: dict[str, Any]
) -> Entry:
    moved = {"state": state} if state == before else {"from": before, "state": state}
    return Entry(signature.by, signature.reason, f"cohort-{action}", cohort_id, {**moved, **details})
