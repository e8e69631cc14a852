"""Drafts of imports: a file that somebody sent, and what was decided about it so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from web.office.tables import IMPORT_DRAFT

KEPT = timedelta(days=7)  # a draft may hold names and addresses of persons


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as it is kept.

    Attributes
    ----------
    file, choices :
        JSON values; what they mean is `services.importing.drafts`' to say.
    """

    draft_id: str
    kind: str
    file_name: str
    by: str
    file: Mapping[str, Any]
    choices: Mapping[str, Any]


def add(connection: sa.Connection, row: DraftRow) -> None:
    """Keep a new draft, and forget those that nobody has touched for `KEPT`."""
    now = datetime.now(UTC)
    connection.execute(IMPORT_DRAFT.delete().where(IMPORT_DRAFT.c.updated_at < now - KEPT))
    values = {
        "draft_id": row.draft_id,
        "kind": row.kind,
        "file_name": row.file_name[:300],
        "by": row.by,
        "file": dict(row.file),
        "choices": dict(row.choices),
        "created_at": now,
        "updated_at": now,
    }
    connection.execute(IMPORT_DRAFT.insert().values(values))


def find(connection: sa.Connection, draft_id: str) -> DraftRow | None:
    """The draft, or None."""
    c = IMPORT_DRAFT.c
    query = sa.select(c.draft_id, c.kind, c.file_name, c.by, c.file, c.choices).where(c.draft_id == draft_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else DraftRow(**row._mapping)


def change(connection: sa.Connection, draft_id: str, *, kind: str, choices: Mapping[str, Any]) -> None:
    """Keep what was decided; the file stays as it is."""
    values = {"kind": kind, "choices": dict(choices), "updated_at": datetime.now(UTC)}
    connection.execute(IMPORT_DRAFT.update().where(IMPORT_DRAFT.c.draft_id == draft_id).values(values))


def remove(connection: sa.Connection, draft_id: str) -> None:
    """Forget the draft."""
    connection.execute(IMPORT_DRAFT.delete().where(IMPORT_DRAFT.c.draft_id == draft_id))
