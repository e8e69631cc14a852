"""What the timer does: close and match every cohort whose day has come, and leave a draft for a person."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from graph.snapshot import today
from matching.errors import MatchingError
from web.office import cohorts
from web.office.cohorts import Cohort
from web.ogniwo import Ogniwo
from web.services.cohorts.drafting import match
from web.services.cohorts.errors import CohortError
from web.services.cohorts.life import close
from web.services.cohorts.states import State

log = structlog.get_logger("ogniwo.cohorts")


@dataclass(frozen=True, slots=True)
class Due:
    """A cohort whose day had come: the number of its draft, or why there is none."""

    cohort_id: str
    draft: int | None
    trouble: str = ""


def close_and_match_due(ogniwo: Ogniwo, *, by: str, reason: str) -> list[Due]:
    """What became of each cohort whose closing day has come; run again, there is none left.

    One that cannot be closed or matched stays as it is, is told in the answer, and does not stop the others.
    """
    with ogniwo.office.reading() as connection:
        waiting = [one for one in cohorts.all_of_them(connection) if _is_due(one)]
    return [_done(ogniwo, one.id, by=by, reason=reason) for one in sorted(waiting, key=lambda one: one.id)]


def _is_due(cohort: Cohort) -> bool:
    begun = cohort.state in {State.OPEN, State.CLOSED} and cohort.draft is None
    return begun and cohort.closes_on is not None and cohort.closes_on <= today()


def _done(ogniwo: Ogniwo, cohort_id: str, *, by: str, reason: str) -> Due:
    try:
        close(ogniwo, cohort_id, by=by, reason=reason)
        _, draft = match(ogniwo, cohort_id, by=by, reason=reason)
    except (CohortError, MatchingError) as error:
        log.warning("cohort_not_matched", cohort=cohort_id, trouble=str(error))
        return Due(cohort_id, None, str(error))
    return Due(cohort_id, draft.number)
