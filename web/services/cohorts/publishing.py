"""Publishing a reviewed draft as dated links of the network, and ending what was published.

Both write one unit of work under an intent that the office keeps in the same transaction in which
it says "published": readers see the old plan or the new one, of two who publish at once one does,
and whoever is stopped in between, the plan is completed once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from graph.errors import InvalidRecord, MissingEnd, NodeInUse, UnknownName
from graph.snapshot import today
from web.office import audit, cohorts
from web.office.audit import Entry
from web.office.cohorts import SEEKER, Cohort, KeptDraft
from web.office.intents import Intent
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.cohorts.changing import Change, Signature, change
from web.services.cohorts.errors import DraftOutOfDate, ForbiddenCohortStep, NoDraft
from web.services.cohorts.plan_links import Plan, ending, publishing
from web.services.cohorts.reading import Standing, draft_of, pairs_of, read_standing, standing
from web.services.cohorts.states import State, Step, after

_REFUSED = (InvalidRecord, MissingEnd, NodeInUse, UnknownName)
_PUBLISH, _END = "cohort-publish", "cohort-end"


Written = Callable[[sa.Connection, Standing], tuple[Cohort, Plan]]


@dataclass(frozen=True, slots=True)
class Published:
    """A cohort after publishing or ending.

    Attributes
    ----------
    repeated : bool
        It was so before, and nothing was written.
    by : str
        Who did it.
    added, ended : int
        Pairs whose work begins or is over by it.
    """

    cohort: Cohort
    repeated: bool
    by: str
    added: int = 0
    ended: int = 0


def review(ogniwo: Ogniwo, cohort_id: str, *, by: str, reason: str) -> Cohort:
    """The cohort, whose draft a person has looked over. Reviewed already, it stays so.

    Raises
    ------
    DraftOutOfDate
        Something was settled after the draft was made.
    UnknownCohort, ForbiddenCohortStep, WrongFields
    """
    signature = Signature.of(by, reason)
    if (now := read_standing(ogniwo, cohort_id)).cohort.state == State.REVIEWED:
        return now.cohort

    def confirm(made: Change) -> None:
        draft = _current_draft(made.connection, standing(made.connection, cohort_id))
        made.details |= {"draft": draft.number}

    return change(ogniwo, cohort_id, Step.REVIEW, "review", signature, confirm)


def publish(ogniwo: Ogniwo, cohort_id: str, *, by: str, reason: str) -> Published:
    """The cohort with its reviewed draft written into the network. Published already, it stays as it is.

    Raises
    ------
    DraftOutOfDate
    WrongDay
        Nobody can begin any more, or the clock says a day before what began already.
    UnknownCohort, ForbiddenCohortStep, WrongFields, BeingChanged, KeptForLater
    """

    def written(connection: sa.Connection, now: Standing) -> tuple[Cohort, Plan]:
        draft = _current_draft(connection, now)
        before = draft_of(connection, now.cohort, now.cohort.published) if now.cohort.published else None
        _note_placed(connection, now, {seeker for seeker, _ in pairs_of(draft)})
        here = [one.actor_id for one in now.members if one.withdrawn_at is None]
        gone = list(now.withdrawn) if before else []
        plan = publishing(ogniwo.store, now.cohort, pairs_of(draft), pairs_of(before), here, gone)
        return replace(now.cohort, published=draft.number), plan

    return _write(ogniwo, cohort_id, Step.PUBLISH, _PUBLISH, Signature.of(by, reason), written)


def end(ogniwo: Ogniwo, cohort_id: str, *, cancel: bool = False, by: str, reason: str) -> Published:
    """The cohort, ended: its pairs work together until today at the latest. Ended already, it stays as it is.

    Parameters
    ----------
    cancel : bool
        Also before its first day: then the network forgets the pairs, for nobody has worked together.

    Raises
    ------
    WrongDay
        It has not begun, or the clock says a day before what began already.
    UnknownCohort, ForbiddenCohortStep, WrongFields, BeingChanged, KeptForLater
    """

    def written(connection: sa.Connection, now: Standing) -> tuple[Cohort, Plan]:
        published = draft_of(connection, now.cohort, now.cohort.published)
        if cancel and now.cohort.starts > today():
            _note_placed(connection, now, frozenset())  # nobody got a mentor, so all of them wait on
        here = [one.actor_id for one in now.members if one.withdrawn_at is None]
        return now.cohort, ending(ogniwo.store, now.cohort, pairs_of(published), here, cancel=cancel)

    return _write(ogniwo, cohort_id, Step.END, _END, Signature.of(by, reason), written)


def _write(
    ogniwo: Ogniwo, cohort_id: str, step: Step, action: str, signature: Signature, written: Written
) -> Published:
    target = State.PUBLISHED if step is Step.PUBLISH else State.ENDED
    if (done := _done_before(ogniwo, cohort_id, target, action)) is not None:
        return done
    prepared: list[tuple[Cohort, Cohort, Plan]] = []

    def prepare(connection: sa.Connection) -> Intent:
        now = standing(connection, cohort_id)
        after(cohort_id, now.cohort.state, step)
        changed, plan = written(connection, now)
        kept = cohorts.put(connection, replace(changed, state=target.value))
        prepared[:] = [(now.cohort, kept, plan)]
        details: dict[str, Any] = {"draft": kept.published, "before": now.cohort.published}
        details |= {"added": plan.n_added, "ended": plan.n_ended}
        return writing.make_intent(action, cohort_id, plan.unit, by=signature.by, reason=signature.reason, **details)

    try:
        ogniwo.write(prepare)
    except _REFUSED as error:
        _take_back(ogniwo, prepared[0][0], signature, f"{type(error).__name__}")
        raise
    except ForbiddenCohortStep:
        done = _done_before(ogniwo, cohort_id, target, action)  # somebody was quicker
        if done is None:
            raise
        return done
    _, kept, plan = prepared[0]
    return Published(kept, False, signature.by, plan.n_added, plan.n_ended)


def _done_before(ogniwo: Ogniwo, cohort_id: str, target: State, action: str) -> Published | None:
    """The cohort where it is published (or ended) already, unless the network refused it after all."""
    with ogniwo.office.reading() as connection:
        cohort = standing(connection, cohort_id).cohort
        last = next(
            (one for one in audit.entries(connection, subject=cohort_id) if one.action.startswith(action)), None
        )
    if cohort.state != target:
        return None
    if last is not None and last.action == f"{action}-failed":
        state = State.REVIEWED if target is State.PUBLISHED else State.PUBLISHED
        before = replace(cohort, state=state.value, published=last.details["before"])
        _take_back(ogniwo, before, Signature(last.by, last.reason), str(last.details["error"]))
        return None
    return Published(cohort, True, last.by if last else "")


def _take_back(ogniwo: Ogniwo, before: Cohort, signature: Signature, cause: str) -> None:
    """Say again what was so before the network refused the plan."""
    with ogniwo.office.writing() as connection:
        cohorts.put(connection, before)
        details = {"state": before.state, "error": cause}
        audit.add(connection, Entry(signature.by, signature.reason, "cohort-take-back", before.id, details))


def _current_draft(connection: sa.Connection, now: Standing) -> KeptDraft:
    draft = draft_of(connection, now.cohort)
    if draft is None:
        raise NoDraft(now.cohort.id)
    if not now.fits(draft):
        raise DraftOutOfDate(now.cohort.id, draft.number)
    return draft


def _note_placed(connection: sa.Connection, now: Standing, placed: Collection[str]) -> None:
    seekers = [one for one in now.members if one.side == SEEKER and one.withdrawn_at is None]
    cohorts.put_members(connection, [replace(one, placed=one.actor_id in placed) for one in seekers])
