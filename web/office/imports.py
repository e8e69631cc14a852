"""Imports as the office keeps them: how columns were matched, what was decided, what the last one wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from web.office.tables import IMPORT_COLUMN, IMPORT_DECISION, IMPORT_RUN

MERGE = "merge"  # kind of a run that merged two actors


@dataclass(frozen=True, slots=True)
class Run:
    """An import that was written, or a merge of two actors.

    Attributes
    ----------
    file_name : str
        Of a merge, the id of whoever went.
    journal :
        What is needed to undo it; None once it was undone, or another came after it.
    """

    request_key: str
    kind: str
    file_name: str
    by: str
    reason: str
    counts: Mapping[str, int]
    journal: Mapping[str, Any] | None
    at: datetime | None = None
    undone_at: datetime | None = None
    number: int = 0


def kept_columns(connection: sa.Connection, kind: str) -> dict[str, str]:
    """Field by header, as columns of files of this kind were matched last."""
    rows = connection.execute(
        sa.select(IMPORT_COLUMN.c.header, IMPORT_COLUMN.c.field).where(IMPORT_COLUMN.c.kind == kind)
    )
    return {row.header: row.field for row in rows}


def keep_columns(connection: sa.Connection, kind: str, fields: Mapping[str, str]) -> None:
    """Keep the field of each header for the next file."""
    of_kind = IMPORT_COLUMN.c.kind == kind
    for header, field in fields.items():
        connection.execute(IMPORT_COLUMN.delete().where(of_kind, IMPORT_COLUMN.c.header == header[:500]))
        values = {"kind": kind, "header": header[:500], "field": field, "updated_at": datetime.now(UTC)}
        connection.execute(IMPORT_COLUMN.insert().values(values))


def decided(connection: sa.Connection, kind: str) -> dict[str, str | None]:
    """By fingerprint of a row, whom it was decided to be about; None where it is nobody who was there."""
    query = sa.select(IMPORT_DECISION.c.fingerprint, IMPORT_DECISION.c.actor_id).where(IMPORT_DECISION.c.kind == kind)
    return {row.fingerprint: row.actor_id for row in connection.execute(query)}


def keep_decisions(
    connection: sa.Connection, kind: str, decisions: Iterable[tuple[str, str | None]], request_key: str
) -> None:
    """Keep what was decided about rows; a later decision about the same row counts."""
    for fingerprint, actor_id in decisions:
        same = sa.and_(IMPORT_DECISION.c.kind == kind, IMPORT_DECISION.c.fingerprint == fingerprint)
        connection.execute(IMPORT_DECISION.delete().where(same))
        values = {"kind": kind, "fingerprint": fingerprint, "actor_id": actor_id, "request_key": request_key}
        connection.execute(IMPORT_DECISION.insert().values(values))


def decisions_about(connection: sa.Connection, actor_id: str) -> list[tuple[str, str]]:
    """Kind and fingerprint of the rows that were decided to be about this actor."""
    query = sa.select(IMPORT_DECISION.c.kind, IMPORT_DECISION.c.fingerprint)
    return [
        (row.kind, row.fingerprint) for row in connection.execute(query.where(IMPORT_DECISION.c.actor_id == actor_id))
    ]


def former_decisions(connection: sa.Connection, about: Iterable[tuple[str, str]]) -> list[list[str | None]]:
    """What was decided about these rows so far, so that a journal can bring it back."""
    wanted = set(about)
    return [
        list(row) for row in connection.execute(sa.select(IMPORT_DECISION)) if (row.kind, row.fingerprint) in wanted
    ]


def _bring_back_decisions(connection: sa.Connection, journal: Mapping[str, Any] | None) -> None:
    for kind, known_by, actor_id, request_key in (journal or {}).get("decisions_before", ()):
        keep_decisions(connection, kind, [(known_by, actor_id)], request_key)


def add_run(connection: sa.Connection, run: Run) -> None:
    """Keep the import; only the last one can be undone, so the journals of earlier ones go."""
    connection.execute(IMPORT_RUN.update().where(IMPORT_RUN.c.journal.is_not(None)).values(journal=sa.null()))
    connection.execute(
        IMPORT_RUN.insert().values(
            request_key=run.request_key,
            kind=run.kind,
            file_name=run.file_name[:300],
            by=run.by,
            reason=run.reason,
            at=run.at or datetime.now(UTC),
            counts=dict(run.counts),
            journal=run.journal,
        )
    )


def last_run(connection: sa.Connection) -> Run | None:
    """The last import that was not undone, or None."""
    query = sa.select(IMPORT_RUN).where(IMPORT_RUN.c.undone_at.is_(None)).order_by(IMPORT_RUN.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else Run(**row._mapping)


def find_run(connection: sa.Connection, request_key: str) -> Run | None:
    """The import under this key, or None."""
    row = connection.execute(sa.select(IMPORT_RUN).where(IMPORT_RUN.c.request_key == request_key)).one_or_none()
    return None if row is None else Run(**row._mapping)


def mark_undone(connection: sa.Connection, run: Run) -> list[list[str | None]]:
    """Say that the import was undone, and forget its journal and its decisions, which are returned."""
    values = {"undone_at": datetime.now(UTC), "journal": sa.null()}
    connection.execute(IMPORT_RUN.update().where(IMPORT_RUN.c.number == run.number).values(values))
    of_run = IMPORT_DECISION.c.request_key == run.request_key
    kept = sa.select(IMPORT_DECISION.c.kind, IMPORT_DECISION.c.fingerprint, IMPORT_DECISION.c.actor_id)
    decisions = [list(row) for row in connection.execute(kept.where(of_run))]
    connection.execute(IMPORT_DECISION.delete().where(of_run))
    _bring_back_decisions(connection, run.journal)
    return decisions


def mark_not_undone(
    connection: sa.Connection, request_key: str, journal: Mapping[str, Any], decisions: Iterable[list[str | None]]
) -> None:
    """Say that the import was not undone after all: its journal and decisions are there again."""
    of_run = IMPORT_RUN.c.request_key == request_key
    connection.execute(IMPORT_RUN.update().where(of_run).values(undone_at=None, journal=dict(journal)))
    for kind, fingerprint, actor_id in decisions:
        keep_decisions(connection, str(kind), [(str(fingerprint), actor_id)], request_key)


def forget_run(connection: sa.Connection, request_key: str) -> None:
    """Forget an import that did not come about."""
    journal = connection.scalar(sa.select(IMPORT_RUN.c.journal).where(IMPORT_RUN.c.request_key == request_key))
    connection.execute(IMPORT_DECISION.delete().where(IMPORT_DECISION.c.request_key == request_key))
    connection.execute(IMPORT_RUN.delete().where(IMPORT_RUN.c.request_key == request_key))
    _bring_back_decisions(connection, journal)


def merged_away(connection: sa.Connection) -> set[str]:
    """Ids of actors who were merged with another, and so are not in the network under theirs."""
    of_merges = sa.and_(IMPORT_RUN.c.kind == MERGE, IMPORT_RUN.c.undone_at.is_(None))
    return set(connection.scalars(sa.select(IMPORT_RUN.c.file_name).where(of_merges)))
