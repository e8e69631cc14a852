"""The waiting list: who took part in published cohorts and got no mentor, how often in a row, and since when.

Priority is counted anew from everything that was published whenever it is asked for, so it depends neither on when
somebody joined nor on which of two cohorts was published first, and it never falls until there is a mentor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from web.office import cohorts
from web.office.cohorts import SEEKER, Member
from web.ogniwo import Ogniwo
from web.services.wording import Wording


@dataclass(frozen=True, slots=True)
class Waiting:
    """An organisation that waits.

    Attributes
    ----------
    n : int
        Cohorts in a row in which it took part to the end and got no mentor.
    since : date
        First day of the first of them.
    cohort_id : str
        The last one of them.
    """

    actor_id: str
    n: int
    since: date
    cohort_id: str


def waiting_of(connection: sa.Connection, *, beside: str | None = None) -> dict[str, Waiting]:
    """Everybody who waits, by id.

    Parameters
    ----------
    beside : id of a cohort that does not count, such as the one that they join now
    """
    found: dict[str, Waiting] = {}
    for member, starts in cohorts.published_memberships(connection):
        if member.cohort_id == beside:
            continue
        before = found.pop(member.actor_id, None)
        if member.placed:
            continue
        if member.withdrawn_at is None:
            since = before.since if before else starts
            found[member.actor_id] = Waiting(member.actor_id, (before.n if before else 0) + 1, since, member.cohort_id)
        elif before:
            found[member.actor_id] = before  # who withdrew keeps its priority, and gains none
    return found


def with_priority(connection: sa.Connection, cohort_id: str, members: Iterable[Member]) -> list[Member]:
    """The members of a cohort, each seeker with the cohorts that it has waited by now."""
    waiting = waiting_of(connection, beside=cohort_id)
    return [
        replace(one, waited=waiting[one.actor_id].n if one.actor_id in waiting else 0) if one.side == SEEKER else one
        for one in members
    ]


def waiting_list(ogniwo: Ogniwo, language: str) -> list[dict[str, Any]]:
    """The waiting list as JSON values: who has waited most often first, then longest, then by id.

    Whoever has left the network waits no longer.
    """
    with ogniwo.office.reading() as connection:
        waiting = waiting_of(connection)
        joined = cohorts.unpublished_of(connection, list(waiting))
        names = {one.id: one.name for one in cohorts.all_of_them(connection)}
    snapshot = ogniwo.snapshot()
    wording, row_of = Wording.of(ogniwo, snapshot, language), snapshot.actors.row_of
    here = [one for one in waiting.values() if one.actor_id in row_of and snapshot.present[row_of[one.actor_id]]]
    return [
        {
            "id": one.actor_id,
            "name": wording.name(one.actor_id),
            "waited": one.n,
            "since": one.since.isoformat(),
            "cohort": one.cohort_id,
            "cohort_name": names[one.cohort_id],
            "joined": [{"id": each, "name": names[each]} for each in joined.get(one.actor_id, [])],
        }
        for one in sorted(here, key=lambda one: (-one.n, one.since, one.actor_id))
    ]
