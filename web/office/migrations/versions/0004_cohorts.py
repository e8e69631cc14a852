"""Cohorts in progress: members, locks and vetoes, drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the four tables."""
    _create_cohort()
    _create_member()
    _create_wish()
    _create_draft()


def _create_cohort() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.Column("closes_on", sa.Date),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.Column("weighed", sa.LargeBinary),
        sa.Column("draft", sa.BigInteger),
        sa.Column("published", sa.BigInteger),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'closed', 'draft', 'reviewed', 'published', 'ended')", name="cohort_state"
        ),
    )


def _create_member() -> None:
    op.create_table(
        "cohort_member",
        sa.Column("cohort_id", sa.String(100), sa.ForeignKey("cohort.id"), primary_key=True),
        sa.Column("actor_id", sa.String(100), primary_key=True),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("places", sa.Integer, nullable=False),
        sa.Column("minimum", sa.Integer, nullable=False),
        sa.Column("availability", sa.JSON, nullable=False),
        sa.Column("affiliation", sa.String(100)),
        sa.Column("waited", sa.Integer, nullable=False),
        sa.Column("joined_at", _MOMENT, nullable=False),
        sa.Column("withdrawn_at", _MOMENT),
        sa.Column("placed", sa.Boolean),
        sa.CheckConstraint("side IN ('seeker', 'mentor')", name="cohort_member_side"),
    )
    op.create_index("cohort_member_actor", "cohort_member", ["actor_id"])


def _create_wish() -> None:
    op.create_table(
        "cohort_wish",
        sa.Column("cohort_id", sa.String(100), sa.ForeignKey("cohort.id"), primary_key=True),
        sa.Column("seeker_id", sa.String(100), primary_key=True),
        sa.Column("mentor_id", sa.String(100), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint("kind IN ('lock', 'veto', 'conflict')", name="cohort_wish_kind"),
    )


def _create_draft() -> None:
    op.create_table(
        "cohort_draft",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("cohort_id", sa.String(100), sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_of", sa.String(64), nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("cohort_draft_cohort", "cohort_draft", ["cohort_id", "number"])
