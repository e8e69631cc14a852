"""How Alembic reaches the office: through the connection that asked for the upgrade."""

from __future__ import annotations

from alembic import context

from web.office.tables import METADATA


def run_on_given_connection() -> None:
    """Run the migrations inside the transaction that the caller opened.

    SQLite can roll back changes of tables, so the whole upgrade is one transaction there too.
    """
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


# `context` has its configuration only while Alembic runs this file, not when it is imported.
if hasattr(context, "config"):
    run_on_given_connection()
