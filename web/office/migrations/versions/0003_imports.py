"""Imports: how columns were matched, what was decided about rows, what was written, and drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "import_column",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("header", sa.String(500), primary_key=True),
        sa.Column("field", sa.String(50), nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "import_run",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("request_key", sa.String(100), nullable=False, unique=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("file_name", sa.String(300), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("journal", sa.JSON),
        sa.Column("undone_at", _MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_decision",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("fingerprint", sa.String(64), primary_key=True),
        sa.Column("actor_id", sa.String(100)),
        sa.Column("request_key", sa.String(100), nullable=False),
    )
    op.create_table(
        "import_draft",
        sa.Column("draft_id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("file_name", sa.String(300), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("file", sa.JSON, nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
    )
