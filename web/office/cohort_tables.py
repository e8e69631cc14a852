"""The tables of cohorts in progress: who takes part, what was settled, and the drafts made."""

from __future__ import annotations

import sqlalchemy as sa

from web.office.tables import METADATA, UtcMoment

__all__ = ["COHORT", "COHORT_DRAFT", "COHORT_MEMBER", "COHORT_WISH", "METADATA"]

COHORT = sa.Table(
    "cohort",
    METADATA,
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
    sa.Column("closes_on", sa.Date),
    sa.Column("rules", sa.JSON, nullable=False),
    # The pairs as weighed on closing: arrays in numpy's own format, compressed.
    sa.Column("weighed", sa.LargeBinary),
    sa.Column("draft", sa.BigInteger),
    sa.Column("published", sa.BigInteger),
    sa.Column("created_at", UtcMoment, nullable=False),
    sa.Column("updated_at", UtcMoment, nullable=False),
    sa.CheckConstraint("state IN ('open', 'closed', 'draft', 'reviewed', 'published', 'ended')", name="cohort_state"),
)

COHORT_MEMBER = sa.Table(
    "cohort_member",
    METADATA,
    sa.Column("cohort_id", sa.String(100), sa.ForeignKey("cohort.id"), primary_key=True),
    sa.Column("actor_id", sa.String(100), primary_key=True),
    sa.Column("side", sa.String(10), nullable=False),
    # Mentors that a seeker asks for, or organisations that a mentor can take.
    sa.Column("places", sa.Integer, nullable=False),
    sa.Column("minimum", sa.Integer, nullable=False),
    sa.Column("availability", sa.JSON, nullable=False),
    sa.Column("affiliation", sa.String(100)),
    sa.Column("waited", sa.Integer, nullable=False),
    sa.Column("joined_at", UtcMoment, nullable=False),
    sa.Column("withdrawn_at", UtcMoment),
    # Set on publishing: whether a seeker has a mentor.
    sa.Column("placed", sa.Boolean),
    sa.Index("cohort_member_actor", "actor_id"),
    sa.CheckConstraint("side IN ('seeker', 'mentor')", name="cohort_member_side"),
)

COHORT_WISH = sa.Table(
    "cohort_wish",
    METADATA,
    sa.Column("cohort_id", sa.String(100), sa.ForeignKey("cohort.id"), primary_key=True),
    sa.Column("seeker_id", sa.String(100), primary_key=True),
    sa.Column("mentor_id", sa.String(100), primary_key=True),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("at", UtcMoment, nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.CheckConstraint("kind IN ('lock', 'veto', 'conflict')", name="cohort_wish_kind"),
)

COHORT_DRAFT = sa.Table(
    "cohort_draft",
    METADATA,
    sa.Column("cohort_id", sa.String(100), sa.ForeignKey("cohort.id"), primary_key=True),
    # Within the cohort, from 1.
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcMoment, nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    # What it was made of, by which a draft that is out of date is known.
    sa.Column("made_of", sa.String(64), nullable=False),
    sa.Column("result", sa.JSON, nullable=False),
)
