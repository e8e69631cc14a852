"""Who changed what, when and why; rows are added and never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from web.office.tables import AUDIT


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit.

    Attributes
    ----------
    subject : str
        Id of what was changed, or ``network`` for all of it; never a person's name.
    details :
        Small facts in JSON values: counts, names of fields; nothing personal, for an entry
        cannot be erased.
    """

    by: str
    reason: str
    action: str
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)
    request_key: str | None = None
    at: datetime | None = None
    number: int | None = None


def add(connection: sa.Connection, entry: Entry) -> None:
    """Append the entry; its moment is now unless it has one."""
    connection.execute(
        AUDIT.insert().values(
            at=entry.at or datetime.now(UTC),
            by=entry.by,
            reason=entry.reason,
            action=entry.action,
            subject=entry.subject,
            details=dict(entry.details),
            request_key=entry.request_key,
        )
    )


def entries(connection: sa.Connection, *, subject: str | None = None, limit: int = 100) -> list[Entry]:
    """The latest entries, newest first; of one subject where it is given."""
    query = sa.select(AUDIT).order_by(AUDIT.c.number.desc()).limit(limit)
    if subject is not None:
        query = query.where(AUDIT.c.subject == subject)
    return [Entry(**row._mapping) for row in connection.execute(query)]


def latest(connection: sa.Connection, actions: Collection[str]) -> Entry | None:
    """The newest entry of any of these actions, or None."""
    query = sa.select(AUDIT).where(AUDIT.c.action.in_(actions)).order_by(AUDIT.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else Entry(**row._mapping)


def after(connection: sa.Connection, moment: datetime) -> Entry | None:
    """The newest entry that says it was made after the moment, or None."""
    query = sa.select(AUDIT).where(AUDIT.c.at > moment).order_by(AUDIT.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else Entry(**row._mapping)


def subjects(connection: sa.Connection) -> set[str]:
    """Ids of everything that was ever changed, and ``network``."""
    return set(connection.scalars(sa.select(AUDIT.c.subject).distinct()))
