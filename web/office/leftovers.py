"""What the office says about actors, looked at by whom it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from web.office.cohort_tables import COHORT, COHORT_MEMBER
from web.office.tables import IMPORT_DRAFT, PERSON, SUGGESTION_SHOWN

_AT_ONCE = 500


def persons(connection: sa.Connection) -> set[str]:
    """Actors of whom a name is kept."""
    return set(connection.scalars(sa.select(PERSON.c.actor_id)))


def shown(connection: sa.Connection) -> set[str]:
    """Actors to whom somebody was suggested, or who were suggested."""
    # A call may come from somebody outside the network, who has no id.
    seekers = sa.select(SUGGESTION_SHOWN.c.seeker_id).where(SUGGESTION_SHOWN.c.seeker_id != "").distinct()
    return set(connection.scalars(seekers.union(sa.select(SUGGESTION_SHOWN.c.provider_id).distinct())))


def members(connection: sa.Connection) -> set[tuple[str, str]]:
    """Cohort and actor of those who take part in a cohort that is still to be matched or published."""
    columns = sa.select(COHORT_MEMBER.c.cohort_id, COHORT_MEMBER.c.actor_id)
    going_on = COHORT.c.state.in_(["open", "closed", "draft", "reviewed"])
    rows = connection.execute(columns.join(COHORT).where(going_on, COHORT_MEMBER.c.withdrawn_at.is_(None)))
    return {(row.cohort_id, row.actor_id) for row in rows}


def choices(connection: sa.Connection) -> set[tuple[str, str]]:
    """Draft and actor of those with whom rows of files on their way in are to be merged."""
    rows = connection.execute(sa.select(IMPORT_DRAFT.c.draft_id, IMPORT_DRAFT.c.choices))
    return {(row.draft_id, actor_id) for row in rows for actor_id in row.choices.get("merged", {}).values()}


def rows_about(connection: sa.Connection, actor_ids: Collection[str]) -> Iterator[dict[str, Any]]:
    """Persons who are these actors and what was shown about them, each with the name of its table."""
    for table, columns in _ABOUT:
        for batch in _batches(actor_ids):
            some = sa.or_(*(column.in_(batch) for column in columns))
            for row in connection.execute(sa.select(table).where(some)):
                yield {"table": table.name, **row._mapping}


def remove_about(connection: sa.Connection, actor_ids: Collection[str]) -> dict[str, int]:
    """How many rows there were in each table, which are gone now."""
    removed = {table.name: 0 for table, _ in _ABOUT}
    for table, columns in _ABOUT:
        for batch in _batches(actor_ids):
            some = sa.or_(*(column.in_(batch) for column in columns))
            removed[table.name] += connection.execute(table.delete().where(some)).rowcount
    return removed


_ABOUT: tuple[tuple[sa.Table, tuple[sa.Column[Any], ...]], ...] = (
    (PERSON, (PERSON.c.actor_id,)),
    (SUGGESTION_SHOWN, (SUGGESTION_SHOWN.c.seeker_id, SUGGESTION_SHOWN.c.provider_id)),
)


def _batches(actor_ids: Collection[str]) -> Iterator[list[str]]:
    in_order = sorted(actor_ids)
    return (in_order[start : start + _AT_ONCE] for start in range(0, len(in_order), _AT_ONCE))
