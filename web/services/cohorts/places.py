"""How many places a member has: mentors that an organisation asks for, organisations that a mentor can take."""

from __future__ import annotations

from dataclasses import replace

from web.office import cohorts
from web.office.cohorts import MENTOR, SEEKER, Cohort
from web.ogniwo import Ogniwo
from web.services.cohorts.changing import Change, Signature, change
from web.services.cohorts.errors import NotAMember
from web.services.cohorts.holding import refuse_contradictory_wishes
from web.services.cohorts.states import Step
from web.services.errors import FieldProblem, WrongFields

MOST_PLACES = 1000


def set_places(
    ogniwo: Ogniwo, cohort_id: str, actor_id: str, places: int, minimum: int | None = None, *, by: str, reason: str
) -> Cohort:
    """The cohort after somebody has another number of places, also once it is closed; what else was said of it stays.

    Parameters
    ----------
    minimum : int, optional
        Organisations that the mentor wants at least; as before, if not given.

    Raises
    ------
    NotAMember
        It does not take part, or has withdrawn.
    ContradictoryWishes
        What is locked for it needs more places.
    WrongFields, UnknownCohort, ForbiddenCohortStep
    """

    def settle(made: Change) -> None:
        there = {one.actor_id: one for one in cohorts.members(made.connection, cohort_id)}
        before = there.get(actor_id)
        if before is None or before.withdrawn_at is not None:
            raise NotAMember(cohort_id, actor_id)
        least = before.minimum if minimum is None else minimum
        refuse_wrong_places(before.side, places, least)
        member = replace(before, places=places, minimum=least)
        made.nothing_new = member == before
        cohorts.put_members(made.connection, [member])
        refuse_contradictory_wishes(made)
        made.details |= {"actor": actor_id, "side": before.side, "places": places, "before": before.places}

    return change(ogniwo, cohort_id, Step.SETTLE, "places", Signature.of(by, reason), settle)


def refuse_wrong_places(side: str, places: int, minimum: int) -> None:
    """Refuse numbers that nobody can have.

    Raises
    ------
    WrongFields
        Names each that is wrong.
    """
    least = 0 if side == MENTOR else 1
    problems = []
    if not least <= places <= MOST_PLACES:
        facts = {"value": places, "least": least, "most": MOST_PLACES}
        problems.append(FieldProblem("places", "range", f"{places} is not from {least} to {MOST_PLACES}", facts))
    if not 0 <= minimum <= places or (minimum and side == SEEKER):
        facts = {"value": minimum, "most": places if side == MENTOR else 0}
        message = f"{minimum} is for mentors, from 0 to {facts['most']}"
        problems.append(FieldProblem("minimum", "range", message, facts))
    if problems:
        raise WrongFields(problems)
