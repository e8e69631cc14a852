"""Undoing the last import, while nothing was built on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from graph import schema
from graph.model import Link, LinkKey, Node, NodeKey, Unit
from graph.store import Store
from web.office import cohorts, imports, persons
from web.office.imports import Run
from web.office.intents import Intent
from web.office.persons import Person
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.errors import BeingChanged
from web.services.importing.applying import SUBJECT, Moved, put_back, refuse_others
from web.services.importing.errors import ImportRefused
from web.services.unit_json import unit_from_json

_ATTEMPTS = 20
_SHOWN = 10
_ONE_BY_ONE = 1000  # nodes above which reading every link once is quicker


def undo_last(ogniwo: Ogniwo, *, by: str, reason: str, request_key: str | None = None) -> Run:
    """The last import, undone: the network and the office are as they were before it.

    Parameters
    ----------
    request_key :
        That of the import that is meant; another one that came after it is not undone in its place.

    Raises
    ------
    ImportRefused
        There is none, or something was built on it; the message says what.
    StoreUnavailable, OfficeUnavailable, KeptForLater
        As `services.writing.carry_out` raises them.
    """
    for _ in range(_ATTEMPTS):
        revision = ogniwo.store.revision()
        run = last_run(ogniwo)
        if run is None or run.journal is None or request_key not in {None, run.request_key}:
            raise ImportRefused("nothing_to_undo")
        with ogniwo.office.reading() as connection:
            in_office = [*_built_in_office(connection, run.journal)]
        _refuse_built([*_built_on(ogniwo.store, run.journal), *in_office])
        try:
            _write(ogniwo, run, revision, by=by, reason=reason)
        except (Moved, BeingChanged):
            continue
        return run
    raise ImportRefused("busy")


def last_run(ogniwo: Ogniwo) -> Run | None:
    """The last import that was not undone, or None."""
    with ogniwo.office.reading() as connection:
        return imports.last_run(connection)


def _write(ogniwo: Ogniwo, run: Run, revision: int, *, by: str, reason: str) -> None:
    journal = run.journal or {}
    before = {k: Person(**v) if v is not None else None for k, v in journal["persons"].items()}

    def prepare(connection: sa.Connection) -> Intent:
        refuse_others(connection, ogniwo, revision)
        _refuse_built(_built_in_office(connection, journal))
        current = persons.everybody(connection)
        now = {actor_id: asdict(current[actor_id]) if actor_id in current else None for actor_id in before}
        put_back(connection, before)
        decisions = imports.mark_undone(connection, run)
        return writing.make_intent(
            "undo-import",
            SUBJECT,
            unit_from_json(journal["undo"]),
            by=by,
            reason=reason,
            otherwise={
                "persons": now,
                "run": {"request_key": run.request_key, "journal": journal, "decisions": decisions},
            },
            kind=run.kind,
            import_number=run.number,
        )

    ogniwo.write(prepare)


def _refuse_built(built_on: Iterable[str]) -> None:
    named = sorted(set(built_on))
    if named:
        shown = "; ".join(named[:_SHOWN]) + ("; …" if len(named) > _SHOWN else "")
        raise ImportRefused("built_on", what=shown, n=len(named))


def _built_on(store: Store, journal: Mapping[str, Any]) -> Iterator[str]:
    """What is otherwise than the import left it, in words that name the ids."""
    done, undo = unit_from_json(journal["done"]), unit_from_json(journal["undo"])
    yield from _changed_nodes(store, done, undo)
    yield from _changed_links(store, done, undo)
    yield from _further_links(store, undo)


def _built_in_office(connection: sa.Connection, journal: Mapping[str, Any]) -> Iterator[str]:
    """Persons called otherwise since, and members of cohorts who would go."""
    made = {key.id for key in unit_from_json(journal["undo"]).deleted_nodes}
    current = persons.everybody(connection) if journal["persons_after"] else {}
    opened = [one.id for one in cohorts.all_of_them(connection)]
    members = [member for cohort_id in opened for member in cohorts.members(connection, cohort_id)]
    for actor_id, after in journal["persons_after"].items():
        if current.get(actor_id) != Person(**after):
            yield actor_id
    yield from (f"{one.actor_id} ({one.cohort_id})" for one in members if one.actor_id in made)


def _changed_nodes(store: Store, done: Unit, undo: Unit) -> Iterator[str]:
    former = {node.key: node for node in undo.nodes}
    now = store.nodes([node.key for node in done.nodes])
    for node in done.nodes:
        if now.get(node.key) != _after(former.get(node.key), node):
            yield f"{node.id} {_name(now.get(node.key), node)}".strip()


def _after(former: Node | None, node: Node) -> Node:
    """The node as the import left it."""
    if former is None:
        return node
    together = {**former.properties, **node.properties}
    kept = {name: value for name, value in together.items() if value is not None}
    return Node(node.id, former.labels | node.labels, kept)


def _changed_links(store: Store, done: Unit, undo: Unit) -> Iterator[str]:
    former = {link.key: link for link in undo.links}
    now = store.links([*(link.key for link in done.links), *done.deleted_links])
    for link in done.links:
        before = former.get(link.key)
        expected = {**before.properties, **link.properties} if before else dict(link.properties)
        found = now.get(link.key)
        if found is None or {**found.properties} != expected:
            yield _of_link(link.key)
    yield from (_of_link(key) for key in done.deleted_links if key in now)


def _further_links(store: Store, undo: Unit) -> Iterator[str]:
    """Links of nodes that the import made, which it did not make."""
    ours = set(undo.deleted_links)
    made = set(undo.deleted_nodes)
    found = _links_one_by_one(store, made) if len(made) <= _ONE_BY_ONE else _links_of_all(store, made)
    yield from (_of_link(link.key) for link in found if link.key not in ours)


def _links_one_by_one(store: Store, made: set[NodeKey]) -> Iterator[Link]:
    for key in sorted(made):
        yield from store.neighbours(key)


def _links_of_all(store: Store, made: set[NodeKey]) -> Iterator[Link]:
    for kind in schema.LINK_TYPES:
        ends = (schema.base_of(kind.source), schema.base_of(kind.target))
        if any(key.base in ends for key in made):
            for link in store.stream_links(kind.name):
                if NodeKey(ends[0], link.source) in made or NodeKey(ends[1], link.target) in made:
                    yield link


def _of_link(key: LinkKey) -> str:
    return f"{key.type} {key.source}–{key.target}"


def _name(now: Node | None, node: Node) -> str:
    return str((now or node).properties.get("name", ""))
