"""Learned weights that were promoted: at most one for each kind is active, the former ones stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from web.office.tables import LEARNED_MODEL

ACTIVE, RETIRED = "active", "retired"


@dataclass(frozen=True, slots=True)
class Model:
    """Learned weights of one kind, as they were promoted.

    Attributes
    ----------
    number : int or None
        Given by the office.
    report : mapping
        What was measured when they were made.
    status : str
        ``active`` or ``retired``.
    follows : int or None
        The model in whose place it came, None for the published weights: where a rollback leads.
    active_since, active_by : datetime and str, or None
        When it last became active, and who saw to it.
    """

    kind: str
    weights: Mapping[str, float]
    made_at: datetime
    by: str
    reason: str
    n_decided: int
    report: Mapping[str, Any]
    status: str
    follows: int | None
    active_since: datetime | None
    active_by: str | None
    number: int | None = None


def active(connection: sa.Connection) -> dict[str, Model]:
    """The active model of each kind that has one."""
    rows = connection.execute(sa.select(LEARNED_MODEL).where(LEARNED_MODEL.c.status == ACTIVE))
    return {model.kind: model for model in (Model(**row._mapping) for row in rows)}


def add_active(connection: sa.Connection, model: Model) -> int:
    """Keep the model in place of the one that is active; returns its number."""
    _retire(connection, model.kind)
    values = {name: getattr(model, name) for name in Model.__dataclass_fields__ if name != "number"}
    values |= {"weights": dict(model.weights), "report": dict(model.report), "status": ACTIVE}
    key = connection.execute(LEARNED_MODEL.insert().values(values)).inserted_primary_key
    return int(key[0]) if key else 0


def step_back(connection: sa.Connection, model: Model, *, by: str) -> None:
    """Retire the active model; the one that it followed, if any, is active again."""
    _retire(connection, model.kind)
    if model.follows is not None:
        former = LEARNED_MODEL.c.number == model.follows
        again = {"status": ACTIVE, "active_since": datetime.now(UTC), "active_by": by}
        connection.execute(LEARNED_MODEL.update().where(former).values(again))


def _retire(connection: sa.Connection, kind: str) -> None:
    in_force = (LEARNED_MODEL.c.kind == kind) & (LEARNED_MODEL.c.status == ACTIVE)
    connection.execute(LEARNED_MODEL.update().where(in_force).values(status=RETIRED))
