"""Which suggestions were shown to whom: without it nothing could be learned or judged fair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Literal

import sqlalchemy as sa

from web.office.tables import SUGGESTION_SHOWN

_ASKED_AT_ONCE = 500

Channel = Literal["cli", "page", "api"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One suggestion as it was shown.

    Attributes
    ----------
    revision : int
        That of the snapshot it was made from.
    model : int or None
        The learned model whose weights it was made with; None for the published ones.
    """

    request_id: str
    channel: Channel
    by: str
    seeker_id: str
    kind: str
    component: str | None
    provider_id: str
    rank: int
    score: float
    revision: int
    model: int | None = None


@dataclass(frozen=True, slots=True)
class ShownAt:
    """That a suggestion was shown: to whom, whom, when, in which answer and at which rank of it."""

    seeker_id: str
    provider_id: str
    kind: str
    component: str | None
    at: datetime
    request_id: str
    rank: int


@dataclass(frozen=True, slots=True)
class FirstShown:
    """That a provider was shown to a seeker for a kind; `day` is the first day of it, since 1970-01-01."""

    seeker_id: str
    provider_id: str
    kind: str
    day: int


def add(connection: sa.Connection, shown: list[Shown], *, at: datetime | None = None) -> None:
    """Keep what was shown in answer to one question; an empty list is an answer too short to keep."""
    if shown:
        moment = at or datetime.now(UTC)
        connection.execute(SUGGESTION_SHOWN.insert(), [asdict(one) | {"at": moment} for one in shown])


def pairs(connection: sa.Connection, since: datetime, before: datetime) -> list[tuple[str, str]]:
    """Each seeker with each provider that it was shown in that time, once, in order of both."""
    shown = SUGGESTION_SHOWN.c
    wanted = sa.select(shown.seeker_id, shown.provider_id).where(shown.at >= since, shown.at < before).distinct()
    return [(row.seeker_id, row.provider_id) for row in connection.execute(wanted.order_by("seeker_id", "provider_id"))]


def first_shown(connection: sa.Connection, since: datetime, before: datetime) -> list[FirstShown]:
    """Each seeker with each provider that it was shown for each kind in that time, once, in order of the three."""
    shown = SUGGESTION_SHOWN.c
    each = (shown.seeker_id, shown.provider_id, shown.kind)
    in_time = sa.select(*each, sa.func.min(shown.at).label("at")).where(shown.at >= since, shown.at < before)
    rows = connection.execute(in_time.group_by(*each).order_by(*each))
    return [FirstShown(row.seeker_id, row.provider_id, row.kind, _day(row.at)) for row in rows]


def _day(at: datetime) -> int:
    return (at.date() - date(1970, 1, 1)).days


def to_seeker(connection: sa.Connection, seeker_id: str, *, limit: int = 100) -> list[Shown]:
    """What the seeker was shown, the latest first."""
    columns = [SUGGESTION_SHOWN.c[name] for name in Shown.__dataclass_fields__]
    newest = sa.select(*columns).where(SUGGESTION_SHOWN.c.seeker_id == seeker_id)
    rows = connection.execute(newest.order_by(SUGGESTION_SHOWN.c.number.desc()).limit(limit))
    return [Shown(**row._mapping) for row in rows]


def to_seekers(connection: sa.Connection, seeker_ids: Iterable[str]) -> Iterator[ShownAt]:
    """Everything that these seekers were shown, in the order in which it was shown to each."""
    columns = [SUGGESTION_SHOWN.c[name] for name in ShownAt.__dataclass_fields__]
    wanted = sorted(seeker_ids)
    for start in range(0, len(wanted), _ASKED_AT_ONCE):
        some = SUGGESTION_SHOWN.c.seeker_id.in_(wanted[start : start + _ASKED_AT_ONCE])
        in_order = sa.select(*columns).where(some).order_by(SUGGESTION_SHOWN.c.number)
        for row in connection.execute(in_order):
            yield ShownAt(**row._mapping)
