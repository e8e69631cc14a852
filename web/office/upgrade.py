"""Bringing an office to the newest revision, once, whoever else starts at the same time."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from web.office.errors import OfficeTooNew

_MIGRATIONS = Path(__file__).parent / "migrations"


def is_behind(connection: sa.Connection) -> bool:
    """Whether migrations are still missing.

    Raises
    ------
    OfficeTooNew
        The office is at a revision that this program does not know.
    """
    scripts = ScriptDirectory.from_config(_config(connection))
    newest = scripts.get_current_head() or ""
    found = revision_of(connection)
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise OfficeTooNew(found, newest)
    return found != newest


def to_newest(connection: sa.Connection) -> None:
    """Run the migrations that are still missing.

    The connection is inside a writing transaction, which lets nobody else upgrade at the
    same time; a migration that fails leaves the office as it was.
    """
    if is_behind(connection):
        command.upgrade(_config(connection), "head")


def revision_of(connection: sa.Connection) -> str | None:
    """The revision that the office is at, or None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
