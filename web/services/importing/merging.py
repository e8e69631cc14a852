"""The use case: two who are both in the network are found to be one, and merged; undoing takes it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from graph.model import Node, NodeKey
from graph.store import Store
from web.office import cohorts, imports, persons
from web.office.errors import RequestKeyTaken
from web.office.imports import MERGE, Run
from web.office.intents import Intent
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.errors import BeingChanged
from web.services.importing.applying import SUBJECT, Moved, refuse_others
from web.services.importing.errors import ImportRefused
from web.services.importing.known import KnownActors, Why
from web.services.importing.merge_plan import Merge, merge_of
from web.services.importing.planning import fingerprint
from web.services.importing.wanted import Wanted
from web.services.unit_json import unit_as_json

_ATTEMPTS = 20
_KINDS = ("organisations", "partners", "needs")  # of files in which a row may be about whoever went


@dataclass(frozen=True, slots=True)
class SuspectedPair:
    """Two actors who may be one, and what speaks for it."""

    first: Node
    second: Node
    why: Why


def suspected_pairs(ogniwo: Ogniwo) -> list[SuspectedPair]:
    """Actors who share a number, a name, or the words of a name, in the same place; persons never."""
    found = KnownActors.of(ogniwo.store).pairs()
    nodes = ogniwo.store.nodes([NodeKey("Actor", one) for pair in found for one in pair])
    return [
        SuspectedPair(nodes[NodeKey("Actor", first)], nodes[NodeKey("Actor", second)], why)
        for (first, second), why in sorted(found.items())
    ]


def plan_merge(ogniwo: Ogniwo, kept_id: str, gone_id: str) -> Merge:
    """What a merge would do; nothing is written.

    Raises
    ------
    ImportRefused
        Somebody is not there, a person, registered under another number, or in a cohort.
    """
    with ogniwo.office.reading() as connection:
        return _plan(ogniwo.store, connection, kept_id, gone_id)


def merge(ogniwo: Ogniwo, kept_id: str, gone_id: str, *, by: str, reason: str, request_key: str | None = None) -> Merge:
    """The merge, written as one change; `undoing.undo_last` takes it back while nothing came after it.

    Raises
    ------
    RequestKeyTaken
        The same merge was begun before.
    ImportRefused
        As in `plan_merge`, or others change the network all the time.
    StoreUnavailable, OfficeUnavailable, KeptForLater
        As `services.writing.carry_out` raises them.
    """
    key = request_key or uuid4().hex
    with ogniwo.office.reading() as connection:
        if imports.find_run(connection, key) is not None:
            raise RequestKeyTaken(key)
    for _ in range(_ATTEMPTS):
        revision = ogniwo.store.revision()
        planned = plan_merge(ogniwo, kept_id, gone_id)
        try:
            _write(ogniwo, planned, revision, Run(key, MERGE, gone_id, by, reason, {"merged": 1}, _journal(planned)))
        except (Moved, BeingChanged):
            continue
        return planned
    raise ImportRefused("busy")


def _plan(store: Store, connection: sa.Connection, kept_id: str, gone_id: str) -> Merge:
    if kept_id == gone_id:
        raise ImportRefused("merge_itself", actor_id=kept_id)
    keys = [NodeKey("Actor", one) for one in (kept_id, gone_id)]
    there = store.nodes(keys)
    known = persons.everybody(connection)
    for key in keys:
        if key not in there:
            raise ImportRefused("merge_nobody", actor_id=key.id)
        if key.id in known or "Mentor" in there[key].labels:
            raise ImportRefused("merge_person", actor_id=key.id)
    kept, gone = (there[key] for key in keys)
    _refuse_other_numbers(kept, gone)
    for one in cohorts.all_of_them(connection):
        if any(member.actor_id == gone_id for member in cohorts.members(connection, one.id)):
            raise ImportRefused("merge_member", actor_id=gone_id, kept=kept_id, cohort=one.name)
    return merge_of(kept, store.neighbours(kept.key), gone, store.neighbours(gone.key))


def _refuse_other_numbers(kept: Node, gone: Node) -> None:
    for number in ("krs", "regon"):
        both = [str(one.properties.get(number) or "") for one in (kept, gone)]
        if all(both) and both[0] != both[1]:
            raise ImportRefused("merge_numbers", number=number.upper(), first=both[0], second=both[1])


def _journal(planned: Merge) -> dict[str, Any]:
    """What undoing needs, as `undoing` reads it."""
    units = {"done": unit_as_json(planned.unit), "undo": unit_as_json(planned.undo)}
    return units | {"persons": {}, "persons_after": {}}


def _write(ogniwo: Ogniwo, planned: Merge, revision: int, run: Run) -> None:
    regions = [link.target for link in ogniwo.store.neighbours(planned.gone.key, "LOCATED_IN")]

    def prepare(connection: sa.Connection) -> Intent:
        refuse_others(connection, ogniwo, revision)
        _plan(ogniwo.store, connection, planned.kept.id, planned.gone.id)
        about = imports.decisions_about(connection, planned.gone.id)
        about += [(kind, fingerprint(kind, _as_row(planned.gone, regions))) for kind in _KINDS]
        before = imports.former_decisions(connection, about)
        imports.add_run(connection, replace(run, journal={**(run.journal or {}), "decisions_before": before}))
        for kind, known_by in about:
            imports.keep_decisions(connection, kind, [(known_by, planned.kept.id)], run.request_key)
        return writing.make_intent(
            "merge",
            SUBJECT,
            planned.unit,
            by=run.by,
            reason=run.reason,
            request_key=run.request_key,
            otherwise={"forget_run": run.request_key},
            kept=planned.kept.id,
            gone=planned.gone.id,
        )

    ogniwo.write(prepare)


def _as_row(node: Node, regions: list[str]) -> Wanted:
    """The actor as a row of a file would tell of it, so that such a row is known again."""
    links = {"LOCATED_IN": dict.fromkeys(regions)} if regions else {}
    return Wanted(0, str(node.properties.get("name") or ""), "Organisation", properties=node.properties, links=links)
