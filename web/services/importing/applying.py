"""Writing a plan: into the office and the network, as one change that is completed wherever it was stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from web.office import imports, intents, persons
from web.office.imports import Run
from web.office.intents import Intent
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.errors import BeingChanged
from web.services.importing.column_words import plain
from web.services.importing.errors import ImportRefused
from web.services.importing.matching_columns import SKIP
from web.services.importing.plan import Plan
from web.services.unit_json import unit_as_json

SUBJECT = writing.WHOLE_NETWORK
_ATTEMPTS = 20


class Moved(Exception):
    """The network changed since the plan was made."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who brings the file, why, and what it is called."""

    by: str
    reason: str
    file_name: str


def write_plan(
    ogniwo: Ogniwo, make_plan: Callable[[], Plan], signature: Signature, request_key: str | None = None
) -> Plan:
    """The plan that was written, made anew where others changed the network meanwhile.

    Nothing is written where nothing is new, but what was decided about rows is kept.

    Raises
    ------
    RequestKeyTaken
        The same import was begun before.
    ImportRefused
        Others change the network all the time.
    StoreUnavailable, OfficeUnavailable, KeptForLater
        As `services.writing.carry_out` raises them.
    """
    key = request_key or uuid4().hex
    for _ in range(_ATTEMPTS):
        plan = make_plan()
        if not plan.writes:
            _keep_decisions(ogniwo, plan, key)
            return plan
        try:
            _write(ogniwo, plan, signature, key)
        except (Moved, BeingChanged):
            continue
        return plan
    raise ImportRefused("busy")


def _keep_decisions(ogniwo: Ogniwo, plan: Plan, key: str) -> None:
    """Keep what was decided about rows that change nothing, where that is not known yet."""
    kind = plan.columns.kind.name
    with ogniwo.office.reading() as connection:
        known = imports.decided(connection, kind)
    further = [(one.fingerprint, one.actor_id) for one in plan.decisions]
    further = [(mark, actor_id) for mark, actor_id in further if known.get(mark, "") != actor_id]
    if further:
        with ogniwo.office.writing() as connection:
            imports.keep_decisions(connection, kind, further, key)


def _write(ogniwo: Ogniwo, plan: Plan, signature: Signature, key: str) -> None:
    # Made before the office is locked, since a large file takes seconds.
    units = {"done": unit_as_json(plan.unit), "undo": unit_as_json(plan.undo)}

    def prepare(connection: sa.Connection) -> Intent:
        refuse_others(connection, ogniwo, plan.revision)
        before = persons.everybody(connection)
        touched = {person.actor_id: before.get(person.actor_id) for person in plan.persons}
        persons.put(connection, plan.persons)
        journal: dict[str, Any] = units | {
            "persons": {k: v and asdict(v) for k, v in touched.items()},
            "persons_after": {person.actor_id: asdict(person) for person in plan.persons},
        }
        imports.add_run(connection, _run(plan, signature, key, journal))
        kind = plan.columns.kind.name
        imports.keep_decisions(connection, kind, [(one.fingerprint, one.actor_id) for one in plan.decisions], key)
        imports.keep_columns(connection, kind, _fields_by_header(plan))
        return writing.make_intent(
            "import",
            SUBJECT,
            plan.unit,
            by=signature.by,
            reason=signature.reason,
            request_key=key,
            otherwise={"persons": journal["persons"], "forget_run": key},
            kind=kind,
            rows=plan.counts,
        )

    ogniwo.write(prepare)


def refuse_others(connection: sa.Connection, ogniwo: Ogniwo, revision: int) -> None:
    """Refuse while another change is open, or after one that the plan does not know.

    Raises
    ------
    BeingChanged
        With the change that is open, which will be completed.
    Moved
        The network is at another revision.
    """
    for earlier in intents.open_ones(connection):
        raise BeingChanged(earlier)
    if ogniwo.store.revision() != revision:
        raise Moved


def put_back(connection: sa.Connection, before: dict[str, Any]) -> None:
    """Bring persons back to what they were; who was not there goes."""
    persons.remove(connection, [actor_id for actor_id, person in before.items() if person is None])
    persons.put(connection, [person for person in before.values() if person is not None])


def _run(plan: Plan, signature: Signature, key: str, journal: dict[str, Any]) -> Run:
    counts = {str(state): n for state, n in plan.counts.items()}
    name = plan.columns.kind.name
    return Run(key, name, signature.file_name, signature.by, signature.reason, counts, journal)


def _fields_by_header(plan: Plan) -> dict[str, str]:
    """What is kept for the next file: what each column was taken for, or that it was left out by choice."""
    columns = plan.columns
    taken = {plain(columns.headers[place]): field for place, field in columns.fields.items()}
    return taken | {plain(one.header): SKIP for one in columns.skipped if one.why == "chosen"}
