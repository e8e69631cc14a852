"""The tables of the office, as the newest migration leaves them."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcMoment(sa.types.TypeDecorator[datetime]):
    """A moment in UTC; aware on both sides, whatever the database keeps."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, as the database keeps it; a naive one is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone; give a moment in UTC")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as kept, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = sa.MetaData()

# SQLite numbers rows by itself only in a column that it knows as INTEGER.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

PERSON = sa.Table(
    "person",
    METADATA,
    sa.Column("actor_id", sa.String(100), primary_key=True),
    sa.Column("display_name", sa.String(200), nullable=False),
    sa.Column("email", sa.String(320)),
    sa.Column("phone", sa.String(50)),
    sa.Column("created_at", UtcMoment, nullable=False),
    sa.Column("updated_at", UtcMoment, nullable=False),
)

AUDIT = sa.Table(
    "audit",
    METADATA,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("at", UtcMoment, nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("action", sa.String(100), nullable=False),
    sa.Column("subject", sa.String(200), nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("request_key", sa.String(100)),
    sa.Index("audit_subject", "subject"),
    sa.Index("audit_request_key", "request_key"),
    sqlite_autoincrement=True,
)

SUGGESTION_SHOWN = sa.Table(
    "suggestion_shown",
    METADATA,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("at", UtcMoment, nullable=False),
    sa.Column("request_id", sa.String(100), nullable=False),
    sa.Column("channel", sa.String(10), nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("seeker_id", sa.String(100), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("component", sa.String(20)),
    sa.Column("provider_id", sa.String(100), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("model", _NUMBER),
    sa.Index("suggestion_shown_seeker", "seeker_id", "at"),
    sa.CheckConstraint("channel IN ('cli', 'page', 'api')", name="suggestion_shown_channel"),
    sqlite_autoincrement=True,
)

INTENT = sa.Table(
    "intent",
    METADATA,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("request_key", sa.String(100), nullable=False, unique=True),
    sa.Column("action", sa.String(100), nullable=False),
    sa.Column("subject", sa.String(200), nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("created_at", UtcMoment, nullable=False),
    sa.Column("done_at", UtcMoment),
    sa.Column("error", sa.Text),
    sa.Index(
        "intent_open", "number", sqlite_where=sa.text("done_at IS NULL"), postgresql_where=sa.text("done_at IS NULL")
    ),
    sqlite_autoincrement=True,
)

IMPORT_COLUMN = sa.Table(
    "import_column",
    METADATA,
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("header", sa.String(500), primary_key=True),
    sa.Column("field", sa.String(50), nullable=False),
    sa.Column("updated_at", UtcMoment, nullable=False),
)

IMPORT_RUN = sa.Table(
    "import_run",
    METADATA,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("request_key", sa.String(100), nullable=False, unique=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("file_name", sa.String(300), nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", UtcMoment, nullable=False),
    sa.Column("counts", sa.JSON, nullable=False),
    sa.Column("journal", sa.JSON),
    sa.Column("undone_at", UtcMoment),
    sqlite_autoincrement=True,
)

IMPORT_DECISION = sa.Table(
    "import_decision",
    METADATA,
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("fingerprint", sa.String(64), primary_key=True),
    sa.Column("actor_id", sa.String(100)),
    sa.Column("request_key", sa.String(100), nullable=False),
)

IMPORT_DRAFT = sa.Table(
    "import_draft",
    METADATA,
    sa.Column("draft_id", sa.String(40), primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("file_name", sa.String(300), nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("file", sa.JSON, nullable=False),
    sa.Column("choices", sa.JSON, nullable=False),
    sa.Column("created_at", UtcMoment, nullable=False),
    sa.Column("updated_at", UtcMoment, nullable=False),
)

LEARNED_MODEL = sa.Table(
    "learned_model",
    METADATA,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("weights", sa.JSON, nullable=False),
    sa.Column("made_at", UtcMoment, nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("n_decided", sa.Integer, nullable=False),
    sa.Column("report", sa.JSON, nullable=False),
    sa.Column("status", sa.String(10), nullable=False),
    sa.Column("follows", _NUMBER),
    sa.Column("active_since", UtcMoment),
    sa.Column("active_by", sa.String(200)),
    sa.Index(
        "learned_model_active",
        "kind",
        unique=True,
        sqlite_where=sa.text("status = 'active'"),
        postgresql_where=sa.text("status = 'active'"),
    ),
    sa.CheckConstraint("status IN ('active', 'retired')", name="learned_model_status"),
    sqlite_autoincrement=True,
)
