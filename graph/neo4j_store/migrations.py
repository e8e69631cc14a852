"""Brings a database up to the schema version of this Ogniwo, each migration once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from graph.errors import MigrationChanged, StoreTooNew, StoreUnavailable
from graph.neo4j_store import cypher
from graph.neo4j_store.connection import Connection, Transaction

_NAME_TAKEN = "Neo.ClientError.Schema.IndexWithNameAlreadyExists"
_ATTEMPTS = 10
_PAUSE_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered change of the database; its text never changes once it was released."""

    number: int
    name: str
    text: str

    @property
    def sha256(self) -> str:
        """The checksum that the database keeps of each migration it ran."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def known_migrations() -> tuple[Migration, ...]:
    """The migrations of this Ogniwo, in order of their number."""
    folder = files(__package__) / "migrations"
    scripts = sorted((item for item in folder.iterdir() if item.name.endswith(".cypher")), key=lambda item: item.name)
    return tuple(Migration(int(item.name[:4]), item.name[5:-7], item.read_text("utf-8")) for item in scripts)


def run_migrations(connection: Connection, migrations: Sequence[Migration]) -> int:
    """The schema version after running what was missing.

    One process at a time gets in: it holds the lock of the meta node in one transaction, while the statements, which
    Neo4j wants in transactions of their own, run beside it. Should it die in between, they run again; each of them
    says what shall be there and not what to add, so that does no harm.

    Raises
    ------
    StoreTooNew
        The database has a migration that is not known here.
    MigrationChanged
        A migration that ran in this database had another text then.
    """
    # A look first: making a constraint, even one that is there, waits for everybody who is writing.
    if cypher.META_CONSTRAINT not in connection.read(_constraints):
        _make(cypher.CONSTRAIN_META, connection)
    connection.write(lambda transaction: transaction.rows(cypher.CREATE_META))
    version = connection.write(lambda transaction: _migrate(connection, transaction, migrations))
    connection.change_schema(cypher.AWAIT_INDEXES)
    return version


def _migrate(connection: Connection, transaction: Transaction, migrations: Sequence[Migration]) -> int:
    transaction.rows(cypher.LOCK)
    done: dict[int, str] = dict(transaction.rows(cypher.MIGRATIONS))
    newest = migrations[-1].number
    if done and max(done) > newest:
        raise StoreTooNew(max(done), newest)
    for migration in migrations:
        if migration.number not in done:
            _run(connection, transaction, migration)
        elif done[migration.number] != migration.sha256:
            raise MigrationChanged(migration.number)
    _follow_schema(connection, transaction)
    return newest


def _run(connection: Connection, transaction: Transaction, migration: Migration) -> None:
    for statement in statements(migration.text):
        _make(statement, connection)
    transaction.rows(cypher.RECORD_MIGRATION, number=migration.number, name=migration.name, sha256=migration.sha256)


def _follow_schema(connection: Connection, transaction: Transaction) -> None:
    """Make the unique ids that graph/schema.py asks for and the database lacks."""
    present = _constraints(transaction)
    for statements_of_base in cypher.NODES.values():
        if statements_of_base.constraint_name not in present:
            _make(statements_of_base.constrain, connection)


def _make(statement: str, connection: Connection) -> None:
    """Make what the statement says shall be there, also where somebody who was killed had begun to.

    The server may still be at that, so it is given time; what is in the way then is removed.
    """
    for _ in range(_ATTEMPTS):
        try:
            return connection.change_schema(statement)
        except StoreUnavailable as error:
            if getattr(error.__cause__, "code", None) != _NAME_TAKEN:
                raise
        in_the_way = connection.read(_unowned_indexes)
        time.sleep(_PAUSE_SECONDS)
        for name in sorted(in_the_way & connection.read(_unowned_indexes)):
            connection.write(partial(_drop_index, name=name))
    return connection.change_schema(statement)


def _drop_index(transaction: Transaction, name: str) -> None:
    transaction.rows(cypher.DROP_INDEX, name=name)


def _unowned_indexes(transaction: Transaction) -> set[str]:
    return {name for (name,) in transaction.rows(cypher.UNOWNED_INDEXES)}


def _constraints(transaction: Transaction) -> set[str]:
    return {name for (name,) in transaction.rows(cypher.CONSTRAINTS)}


def statements(text: str) -> Iterator[str]:
    """The statements of a script, which end with a semicolon at the end of a line.

    >>> list(statements("// why\\nRETURN 1;\\nRETURN\\n 2;\\n"))
    ['RETURN 1', 'RETURN\\n 2']
    """
    lines = [line for line in text.splitlines() if not line.startswith("//")]
    for statement in "\n".join(lines).split(";\n"):
        if statement.strip(" \n;"):
            yield statement.strip(" \n;")
