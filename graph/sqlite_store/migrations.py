"""Brings a file up to the schema version of this Ogniwo, each migration once."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from graph.errors import MigrationChanged, StoreTooNew
from graph.sqlite_store import sql


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered change of the tables; its text never changes once it was released."""

    number: int
    name: str
    text: str

    @property
    def sha256(self) -> str:
        """The checksum that a file keeps of each migration it ran."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def known_migrations() -> tuple[Migration, ...]:
    """The migrations of this Ogniwo, in order of their number."""
    folder = files(__package__) / "migrations"
    scripts = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name)
    return tuple(Migration(int(item.name[:4]), item.name[5:-4], item.read_text("utf-8")) for item in scripts)


def run_migrations(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> int:
    """The schema version after running, in the transaction that is open, what was missing.

    Raises
    ------
    StoreTooNew
        The file has a migration that is not known here.
    MigrationChanged
        A migration that ran in this file had another text then.
    """
    connection.execute(sql.CREATE_MIGRATIONS)
    done: dict[int, str] = dict(connection.execute(sql.MIGRATIONS).fetchall())
    newest = migrations[-1].number
    if done and max(done) > newest:
        raise StoreTooNew(max(done), newest)
    for migration in migrations:
        if migration.number not in done:
            _run(connection, migration)
        elif done[migration.number] != migration.sha256:
            raise MigrationChanged(migration.number)
    _follow_schema(connection)
    return newest


def schema_version(connection: sqlite3.Connection) -> int:
    """The number of the newest migration that ran in this file."""
    version: int = connection.execute(sql.SCHEMA_VERSION).fetchone()[0]
    return version


def _run(connection: sqlite3.Connection, migration: Migration) -> None:
    # Not executescript: it would commit first, and a migration must stand or fall with its record.
    for statement in statements(migration.text):
        connection.execute(statement)
    applied_at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(sql.RECORD_MIGRATION, (migration.number, migration.name, migration.sha256, applied_at))


def statements(text: str) -> Iterator[str]:
    """The statements of a script, one by one.

    >>> [s.strip() for s in statements("CREATE TABLE a (b); -- why;\\nDROP TABLE a;")]
    ['CREATE TABLE a (b);', '-- why;\\nDROP TABLE a;']
    """
    start = 0
    for end, character in enumerate(text, 1):
        if character == ";" and sqlite3.complete_statement(text[start:end]):
            yield text[start:end]
            start = end


def _follow_schema(connection: sqlite3.Connection) -> None:
    """Create the tables, columns and indexes that graph/schema.py has and the file lacks."""
    present = {name for (name,) in connection.execute(sql.TABLES_AND_INDEXES).fetchall()}
    for table in sql.TABLES.values():
        if table.table not in present:
            connection.execute(table.create)
        columns = {name for (name,) in connection.execute(sql.TABLE_COLUMNS, (table.table,)).fetchall()}
        for name, add_column in table.add_column.items():
            if name not in columns:
                connection.execute(add_column)
        if table.index_name not in present:
            connection.execute(table.create_index)
    for links in sql.LINKS.values():
        if links.order_index_name and links.order_index_name not in present:
            connection.execute(links.create_order_index)
