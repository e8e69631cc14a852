"""Persons behind opaque ids of the network: how they are called and reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from graph.folding import fold
from web.office.tables import PERSON

_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Person:
    """One person, under the id of the actor that stands for them in the network."""

    actor_id: str
    display_name: str
    email: str | None = None
    phone: str | None = None


def put(connection: sa.Connection, persons: Iterable[Person], *, at: datetime | None = None) -> int:
    """How many persons were new or changed, after writing them; the others stay untouched.

    Of two with one id the later counts.
    """
    moment = at or datetime.now(UTC)
    wanted = list({person.actor_id: person for person in persons}.values())
    some = (wanted[start : start + _ASKED_AT_ONCE] for start in range(0, len(wanted), _ASKED_AT_ONCE))
    return sum(_put_some(connection, batch, moment) for batch in some)


def _put_some(connection: sa.Connection, persons: list[Person], at: datetime) -> int:
    found = connection.execute(_persons().where(PERSON.c.actor_id.in_([person.actor_id for person in persons])))
    known = {row.actor_id: Person(**row._mapping) for row in found}
    new = [asdict(person) | {"created_at": at, "updated_at": at} for person in persons if person.actor_id not in known]
    changed = [person for person in persons if person.actor_id in known and known[person.actor_id] != person]
    if new:
        connection.execute(PERSON.insert(), new)
    for person in changed:
        of_person = PERSON.update().where(PERSON.c.actor_id == person.actor_id)
        connection.execute(of_person.values(asdict(person) | {"updated_at": at}))
    return len(new) + len(changed)


def find(connection: sa.Connection, actor_id: str) -> Person | None:
    """The person of this actor, or None."""
    row = connection.execute(_persons().where(PERSON.c.actor_id == actor_id)).one_or_none()
    return None if row is None else Person(**row._mapping)


def display_names(connection: sa.Connection, actor_ids: Iterable[str]) -> dict[str, str]:
    """Display names by actor id, of those of the actors who are persons."""
    wanted = sorted(set(actor_ids))
    names: dict[str, str] = {}
    for start in range(0, len(wanted), _ASKED_AT_ONCE):
        some = wanted[start : start + _ASKED_AT_ONCE]
        rows = connection.execute(
            sa.select(PERSON.c.actor_id, PERSON.c.display_name).where(PERSON.c.actor_id.in_(some))
        )
        names.update({row.actor_id: row.display_name for row in rows})
    return names


def everybody(connection: sa.Connection) -> dict[str, Person]:
    """Every person by actor id, in order of id; persons are few."""
    rows = connection.execute(_persons().order_by(PERSON.c.actor_id))
    return {row.actor_id: Person(**row._mapping) for row in rows}


def remove(connection: sa.Connection, actor_ids: Iterable[str]) -> int:
    """How many persons were there under these ids; they are forgotten."""
    ids = sorted(set(actor_ids))
    some = (ids[start : start + _ASKED_AT_ONCE] for start in range(0, len(ids), _ASKED_AT_ONCE))
    return sum(connection.execute(PERSON.delete().where(PERSON.c.actor_id.in_(batch))).rowcount for batch in some)


def _persons() -> sa.Select[tuple[str, str, str | None, str | None]]:
    return sa.select(PERSON.c.actor_id, PERSON.c.display_name, PERSON.c.email, PERSON.c.phone)


def named(connection: sa.Connection, text: str) -> dict[str, str]:
    """Display names by actor id of those whose name has every word of `text`, folded; in order of id.

    Persons are few, so all of their names are read.
    """
    words = fold(text).split()
    rows = connection.execute(sa.select(PERSON.c.actor_id, PERSON.c.display_name).order_by(PERSON.c.actor_id))
    return {row.actor_id: row.display_name for row in rows if words and all(w in fold(row.display_name) for w in words)}
