"""What the timer does: close and match every cohort whose day has come, and leave a draft for a person."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from graph.snapshot import today
from matching.cohorts.instance import PER_LOG_ODDS
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
    """A cohort whose day had come, in short.

    Attributes
    ----------
    draft : int or None
        Number of its draft; None where there is `trouble`.
    n_seekers, n_placed : int
        Organisations, and those with a mentor in the draft.
    worst : float or None
        The weakest pair's score in log-odds; None without pairs.
    trouble : Exception or None
        Why it was not matched.
    """

    cohort_id: str
    draft: int | None = None
    n_seekers: int = 0
    n_placed: int = 0
    worst: float | None = None
    trouble: Exception | None = None


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
        log.info("cohort_not_matched", cohort=cohort_id, trouble=str(error))
        return Due(cohort_id, trouble=error)
    reached = draft.result["reached"]
    worst = None if reached["worst"] is None else reached["worst"] / PER_LOG_ODDS
    n_seekers = reached["placed"] + len(draft.result["unplaced"])
    return Due(cohort_id, draft.number, n_seekers, reached["placed"], worst)
