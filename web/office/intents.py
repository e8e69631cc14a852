"""What somebody set out to write into the network, and whether it came about.

A use case that touches both databases first keeps its intent here, then writes the network
under the same request key, then settles the intent together with its line in the audit.
Whatever stops it in between, whoever finds the intent open completes it; the request key
makes the network's write happen once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from web.office import audit
from web.office.errors import RequestKeyTaken
from web.office.tables import INTENT
from web.office.taking_back import take_back


@dataclass(frozen=True, slots=True)
class Intent:
    """Something to be written; settled once it has `done_at`, in vain where it has `error` too.

    Attributes
    ----------
    payload :
        ``unit``, the unit of work as JSON, ``details`` for the audit, and ``otherwise``, how the office
        is brought back if the network refuses the unit; once it is settled, that is forgotten.
    number : int
        Grows from intent to intent.
    """

    request_key: str
    action: str
    subject: str
    payload: Mapping[str, Any]
    by: str
    reason: str
    created_at: datetime | None = None
    done_at: datetime | None = None
    error: str | None = None
    number: int = 0


def begin(connection: sa.Connection, intent: Intent) -> None:
    """Keep the intent, open.

    Raises
    ------
    RequestKeyTaken
        There is one with this key already.
    """
    values = {
        "request_key": intent.request_key,
        "action": intent.action,
        "subject": intent.subject,
        "payload": dict(intent.payload),
        "by": intent.by,
        "reason": intent.reason,
        "created_at": intent.created_at or datetime.now(UTC),
    }
    try:
        connection.execute(INTENT.insert().values(values))
    except sa.exc.IntegrityError as error:
        raise RequestKeyTaken(intent.request_key) from error


def finish(connection: sa.Connection, intent: Intent) -> bool:
    """Whether it was still open; then it is done now, and the audit says so."""
    return _settle(connection, intent, error=None)


def fail(connection: sa.Connection, intent: Intent, error: str) -> bool:
    """Whether it was still open; then it is given up, the office is as before it, and the audit says why."""
    given_up = _settle(connection, intent, error=error)
    if given_up:
        take_back(connection, intent.payload.get("otherwise", {}))
    return given_up


def open_ones(connection: sa.Connection) -> list[Intent]:
    """Intents that are neither done nor given up, in the order in which they were begun."""
    return _intents(connection, INTENT.c.done_at.is_(None))


def done_since(connection: sa.Connection, number: int) -> list[Intent]:
    """Intents that came about, from this number on, in the order in which they were begun."""
    return _intents(connection, INTENT.c.number >= number, INTENT.c.done_at.is_not(None), INTENT.c.error.is_(None))


def first_unsettled(connection: sa.Connection) -> int:
    """The lowest number of an open intent, or the number that the next one will exceed or have."""
    lowest_open = connection.scalar(sa.select(sa.func.min(INTENT.c.number)).where(INTENT.c.done_at.is_(None)))
    highest = connection.scalar(sa.select(sa.func.max(INTENT.c.number)))
    return lowest_open if lowest_open is not None else (highest or 0) + 1


def forget_settled(connection: sa.Connection, before: datetime) -> int:
    """How many intents were settled before the moment; they are gone now, and the audit stays.

    What they carry is needed for as long as a backup may have to write it again, and not to
    be kept longer: an organisation may ask that what is known of it be erased.
    """
    return connection.execute(INTENT.delete().where(INTENT.c.done_at < before)).rowcount


def any_settled(connection: sa.Connection, before: datetime) -> bool:
    """Whether an intent was settled before the moment."""
    return bool(connection.scalar(sa.select(sa.exists().where(INTENT.c.done_at < before))))


def find(connection: sa.Connection, request_key: str) -> Intent | None:
    """The intent with this key, or None."""
    found = _intents(connection, INTENT.c.request_key == request_key)
    return found[0] if found else None


def _settle(connection: sa.Connection, intent: Intent, *, error: str | None) -> bool:
    moment = datetime.now(UTC)
    still_open = sa.and_(INTENT.c.request_key == intent.request_key, INTENT.c.done_at.is_(None))
    values: dict[str, Any] = {"done_at": moment, "error": error}
    if "otherwise" in intent.payload:
        values["payload"] = {name: value for name, value in intent.payload.items() if name != "otherwise"}
    settled = connection.execute(INTENT.update().where(still_open).values(values))
    if settled.rowcount == 0:
        return False
    details = dict(intent.payload.get("details", {}))
    entry = audit.Entry(
        by=intent.by,
        reason=intent.reason,
        action=intent.action if error is None else f"{intent.action}-failed",
        subject=intent.subject,
        details=details if error is None else details | {"error": error},
        request_key=intent.request_key,
        at=moment,
    )
    audit.add(connection, entry)
    return True


def _intents(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Intent]:
    rows = connection.execute(sa.select(INTENT).where(*conditions).order_by(INTENT.c.number))
    return [Intent(**row._mapping) for row in rows]
