"""Learned weights, and which of them a suggestion was made with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table of learned models, and the model's number to what is shown."""
    op.create_table(
        "learned_model",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("weights", sa.JSON, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("n_decided", sa.Integer, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("follows", _NUMBER),
        sa.Column("active_since", _MOMENT),
        sa.Column("active_by", sa.String(200)),
        sa.CheckConstraint("status IN ('active', 'retired')", name="learned_model_status"),
        sqlite_autoincrement=True,
    )
    active = sa.text("status = 'active'")
    op.create_index(
        "learned_model_active",
        "learned_model",
        ["kind"],
        unique=True,
        sqlite_where=active,
        postgresql_where=active,
    )
    op.add_column("suggestion_shown", sa.Column("model", _NUMBER))
