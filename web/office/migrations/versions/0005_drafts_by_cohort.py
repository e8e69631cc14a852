"""Drafts numbered within their cohort: those that there are keep their numbers, a new one is one more than the last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_COPY = (
    'INSERT INTO cohort_draft_moved (cohort_id, number, "at", "by", reason, made_of, result) '
    'SELECT cohort_id, number, "at", "by", reason, made_of, result FROM cohort_draft'
)


def upgrade() -> None:
    """Move the drafts to a table whose key is the cohort and the number; nothing that names a draft changes."""
    op.create_table(
        "cohort_draft_moved",
        sa.Column("cohort_id", sa.String(100), sa.ForeignKey("cohort.id"), primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_of", sa.String(64), nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
    )
    op.execute(_COPY)
    op.drop_table("cohort_draft")
    op.rename_table("cohort_draft_moved", "cohort_draft")
