"""Cohorts in progress, as the office keeps them: rows in, rows out; what is allowed is decided elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from web.office.cohort_tables import COHORT, COHORT_DRAFT, COHORT_MEMBER, COHORT_WISH

LOCK, VETO, CONFLICT = "lock", "veto", "conflict"
SEEKER, MENTOR = "seeker", "mentor"


@dataclass(frozen=True, slots=True)
class Cohort:
    """One cohort.

    Attributes
    ----------
    weighed : bytes or None
        The pairs as weighed on closing (`services.cohorts.kept_weighed`).
    draft, published : int or None
        Numbers of the draft that is being worked on and of the one that was published.
    """

    id: str
    name: str
    state: str
    starts: date
    ends: date | None
    closes_on: date | None
    rules: dict[str, Any]
    weighed: bytes | None = None
    draft: int | None = None
    published: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One who takes part in a cohort, as a seeker or as a mentor."""

    cohort_id: str
    actor_id: str
    side: str
    places: int
    minimum: int
    availability: list[str]
    affiliation: str | None
    waited: int
    joined_at: datetime
    withdrawn_at: datetime | None = None
    placed: bool | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A lock, a veto or a named conflict of interest of one pair."""

    cohort_id: str
    seeker_id: str
    mentor_id: str
    kind: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as kept; `number` is 0 until it is."""

    cohort_id: str
    at: datetime
    by: str
    reason: str
    made_of: str
    result: dict[str, Any]
    number: int = 0


def find(connection: sa.Connection, cohort_id: str) -> Cohort | None:
    """The cohort, or None."""
    row = connection.execute(sa.select(COHORT).where(COHORT.c.id == cohort_id)).one_or_none()
    return None if row is None else Cohort(**row._mapping)


def all_of_them(connection: sa.Connection) -> list[Cohort]:
    """Every cohort, the latest start first, ties by id; without what was weighed."""
    columns = [column for column in COHORT.c if column.name != "weighed"]
    rows = connection.execute(sa.select(*columns).order_by(COHORT.c.starts.desc(), COHORT.c.id))
    return [Cohort(**row._mapping) for row in rows]


def put(connection: sa.Connection, cohort: Cohort) -> Cohort:
    """The cohort as kept from now on, new or changed."""
    now = datetime.now(UTC)
    kept = replace(cohort, created_at=cohort.created_at or now, updated_at=now)
    if cohort.created_at is None:
        connection.execute(COHORT.insert().values(asdict(kept)))
    else:
        connection.execute(COHORT.update().where(COHORT.c.id == cohort.id).values(asdict(kept)))
    return kept


def members(connection: sa.Connection, cohort_id: str) -> list[Member]:
    """Everyone who joined, in order of id; those who withdrew have `withdrawn_at`."""
    query = sa.select(COHORT_MEMBER).where(COHORT_MEMBER.c.cohort_id == cohort_id)
    return [Member(**row._mapping) for row in connection.execute(query.order_by(COHORT_MEMBER.c.actor_id))]


def put_members(connection: sa.Connection, wanted: Iterable[Member]) -> None:
    """Keep each member, new or changed."""
    for member in wanted:
        values = asdict(member)
        ours = (COHORT_MEMBER.c.cohort_id == member.cohort_id) & (COHORT_MEMBER.c.actor_id == member.actor_id)
        if connection.execute(COHORT_MEMBER.update().where(ours).values(values)).rowcount == 0:
            connection.execute(COHORT_MEMBER.insert().values(values))


def published_memberships(connection: sa.Connection) -> list[tuple[Member, date]]:
    """Every seeker's membership of every published cohort, with its first day; the earliest start first, ties by id."""
    query = (
        sa.select(COHORT_MEMBER, COHORT.c.starts)
        .join(COHORT, COHORT.c.id == COHORT_MEMBER.c.cohort_id)
        .where(COHORT_MEMBER.c.side == SEEKER, COHORT.c.published.is_not(None))
        .order_by(COHORT.c.starts, COHORT.c.id, COHORT_MEMBER.c.actor_id)
    )
    return [
        (Member(**{name: value for name, value in row._mapping.items() if name != "starts"}), row.starts)
        for row in connection.execute(query)
    ]


def unpublished_of(connection: sa.Connection, actor_ids: Collection[str]) -> dict[str, list[str]]:
    """For each of these the cohorts not published yet that they take part in, in order of id."""
    query = (
        sa.select(COHORT_MEMBER.c.actor_id, COHORT_MEMBER.c.cohort_id)
        .join(COHORT, COHORT.c.id == COHORT_MEMBER.c.cohort_id)
        .where(COHORT.c.published.is_(None), COHORT_MEMBER.c.withdrawn_at.is_(None))
        .order_by(COHORT_MEMBER.c.actor_id, COHORT_MEMBER.c.cohort_id)
    )
    wanted = set(actor_ids)
    found: dict[str, list[str]] = {}
    for actor_id, cohort_id in connection.execute(query):
        if actor_id in wanted:
            found.setdefault(actor_id, []).append(cohort_id)
    return found


def wishes(connection: sa.Connection, cohort_id: str) -> list[Wish]:
    """Locks, vetoes and conflicts, in order of the pairs."""
    query = sa.select(COHORT_WISH).where(COHORT_WISH.c.cohort_id == cohort_id)
    rows = connection.execute(query.order_by(COHORT_WISH.c.seeker_id, COHORT_WISH.c.mentor_id))
    return [Wish(**row._mapping) for row in rows]


def put_wish(connection: sa.Connection, wish: Wish) -> None:
    """Keep a wish of a pair that has none."""
    connection.execute(COHORT_WISH.insert().values(asdict(wish)))


def remove_wish(connection: sa.Connection, wish: Wish) -> None:
    """Take a wish back."""
    of_pair = (COHORT_WISH.c.seeker_id == wish.seeker_id) & (COHORT_WISH.c.mentor_id == wish.mentor_id)
    connection.execute(COHORT_WISH.delete().where(of_pair, COHORT_WISH.c.cohort_id == wish.cohort_id))


def add_draft(connection: sa.Connection, draft: KeptDraft) -> KeptDraft:
    """The draft, with the number it got: one more than the last of its cohort."""
    last = sa.select(sa.func.max(COHORT_DRAFT.c.number)).where(COHORT_DRAFT.c.cohort_id == draft.cohort_id)
    kept = replace(draft, number=(connection.scalar(last) or 0) + 1)
    connection.execute(COHORT_DRAFT.insert().values(asdict(kept)))
    return kept


def draft(connection: sa.Connection, cohort_id: str, number: int) -> KeptDraft | None:
    """One draft of the cohort, or None."""
    query = sa.select(COHORT_DRAFT).where(COHORT_DRAFT.c.cohort_id == cohort_id, COHORT_DRAFT.c.number == number)
    row = connection.execute(query).one_or_none()
    return None if row is None else KeptDraft(**row._mapping)


def draft_numbers(connection: sa.Connection, cohort_id: str) -> list[int]:
    """The numbers of the cohort's drafts, ascending."""
    query = sa.select(COHORT_DRAFT.c.number).where(COHORT_DRAFT.c.cohort_id == cohort_id)
    return list(connection.scalars(query.order_by(COHORT_DRAFT.c.number)))
