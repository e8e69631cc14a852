"""One way to write the network: keep the intent, write the graph, settle the intent.

The three steps are in three transactions of two databases. Stopped after the first, the
graph is behind; after the second, the audit is. Both are put right by `complete_open`,
since the graph writes a unit once for one request key and an intent is settled once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

import sqlalchemy as sa
import structlog

from graph.errors import GraphError, InvalidRecord, MissingEnd, NodeInUse, StoreUnavailable, UnknownName
from graph.model import Unit
from graph.store import Applied, Store
from web.office import intents
from web.office.database import Office
from web.office.errors import OfficeUnavailable
from web.office.intents import Intent
from web.services.errors import BeingChanged, KeptForLater
from web.services.unit_json import unit_as_json, unit_from_json

log = structlog.get_logger("ogniwo.writing")

WHOLE_NETWORK = "network"
"""The subject of a change that may touch anybody."""

_KEPT_SETTLED = timedelta(days=30)
# A unit refused for one of these will be refused whenever it is tried again.
_NEVER_WILL: tuple[type[GraphError], ...] = (InvalidRecord, MissingEnd, NodeInUse, UnknownName)

# Makes the intent while no other can begin, so what it reads stays as it is; raises what speaks against it.
Prepare = Callable[[sa.Connection], Intent]


@dataclass(frozen=True, slots=True)
class Completed:
    """An intent that was left open, and what became of it now."""

    request_key: str
    action: str
    subject: str
    outcome: Literal["done", "given up"]
    error: str | None = None
    revision: int = 0


def make_intent(
    action: str,
    subject: str,
    unit: Unit,
    *,
    by: str,
    reason: str,
    request_key: str | None = None,
    otherwise: Mapping[str, Any] | None = None,
    **details: object,
) -> Intent:
    """An intent to write the unit, under the request key or one of its own.

    `otherwise` says how the office is brought back where the network refuses it; see
    `web.office.taking_back`.
    """
    payload: dict[str, Any] = {"unit": unit_as_json(unit), "details": details}
    if otherwise is not None:
        payload["otherwise"] = dict(otherwise)
    return Intent(request_key or uuid4().hex, action, subject, payload, by, reason)


def carry_out(store: Store, office: Office, prepare: Prepare) -> Applied:
    """Write the network as the prepared intent says, once, and say so in the audit.

    Changes of one subject happen one after another, and so do an import or its undoing, which are of
    the whole network, and any other: one that was left open is completed first, and the new one
    prepared again from what the network says then.

    Raises
    ------
    BeingChanged
        Somebody else began to change the same subject in the meantime.
    RequestKeyTaken
        The intent was begun before.
    InvalidRecord, MissingEnd, NodeInUse, UnknownName
        The graph refuses the unit; the audit says that it was given up.
    StoreUnavailable, OfficeUnavailable
        A database did not answer before anything was kept.
    KeptForLater
        A database stopped answering after the intent was kept.
    """
    try:
        intent = _begin(office, prepare)
    except BeingChanged as error:
        complete(store, office, error.earlier)
        intent = _begin(office, prepare)
    try:
        return _apply_and_settle(store, office, intent)
    except (StoreUnavailable, OfficeUnavailable) as error:
        raise KeptForLater(intent.request_key, error) from error


def _begin(office: Office, prepare: Prepare) -> Intent:
    with office.writing() as connection:
        intent = prepare(connection)
        for earlier in intents.open_ones(connection):
            if earlier.subject == intent.subject or WHOLE_NETWORK in {earlier.subject, intent.subject}:
                raise BeingChanged(earlier)
        intents.begin(connection, intent)
    return intent


def refuse_beside_import(connection: sa.Connection) -> None:
    """Refuse what would build, in the office alone, on a network that is just being changed as a whole.

    Raises
    ------
    BeingChanged
    """
    for earlier in intents.open_ones(connection):
        if earlier.subject == WHOLE_NETWORK:
            raise BeingChanged(earlier)


def complete_open(store: Store, office: Office) -> list[Completed]:
    """What was done about the intents that were left open, in their order.

    Several processes may do this at once: each intent is written once and reported by one.
    An intent that the graph refuses is given up, and does not stop the others.
    """
    with office.reading() as connection:
        left_open = intents.open_ones(connection)
    return [one for intent in left_open if (one := complete(store, office, intent)) is not None]


def complete(store: Store, office: Office, intent: Intent) -> Completed | None:
    """What became of an open intent, or None where somebody else settled it meanwhile."""
    title = Completed(intent.request_key, intent.action, intent.subject, "done")
    try:
        applied = store.apply(_unit(intent), request_key=intent.request_key)
    except _NEVER_WILL as error:
        if not _give_up(office, intent, error):
            return None
        log.warning("intent_given_up", request_key=title.request_key, action=title.action, subject=title.subject)
        return replace(title, outcome="given up", error=str(error))
    if not _settle(office, intent):
        return None
    log.info("intent_completed", request_key=title.request_key, action=title.action, subject=title.subject)
    return replace(title, revision=applied.revision)


def forget_settled(office: Office) -> int:
    """How many intents were settled long ago and are forgotten now; the audit keeps its lines."""
    long_ago = datetime.now(UTC) - _KEPT_SETTLED
    with office.reading() as connection:
        if not intents.any_settled(connection, long_ago):
            return 0
    with office.writing() as connection:
        return intents.forget_settled(connection, long_ago)


def replay(store: Store, settled: list[Intent]) -> int:
    """How many of these settled intents the network lacked; it has all of them now.

    They are written in the order in which they began. What was written before is not
    written again.
    """
    return sum(not store.apply(_unit(intent), request_key=intent.request_key).repeated for intent in settled)


def _apply_and_settle(store: Store, office: Office, intent: Intent) -> Applied:
    try:
        applied = store.apply(_unit(intent), request_key=intent.request_key)
    except _NEVER_WILL as error:
        _give_up(office, intent, error)
        raise
    _settle(office, intent)
    return applied


def _settle(office: Office, intent: Intent) -> bool:
    with office.writing() as connection:
        return intents.finish(connection, intent)


def _give_up(office: Office, intent: Intent, error: Exception) -> bool:
    with office.writing() as connection:
        return intents.fail(connection, intent, _without_values(error))


def _without_values(error: Exception) -> str:
    """What was refused, by kind and field; the audit keeps it for ever, so no value may be in it."""
    return f"{type(error).__name__} {getattr(error, 'field', '')}".strip()


def _unit(intent: Intent) -> Unit:
    unit = intent.payload.get("unit")
    if not isinstance(unit, dict):
        raise InvalidRecord(f"request {intent.request_key}", "payload", "has no unit of work")
    return unit_from_json(unit)
