"""The Neo4j server that tests may use, and empty stores on it.

Only OGNIWO_TEST_NEO4J_URI (with _USER and _PASSWORD), or the server of ``make neo4j``, is ever touched, and of these
only a database that was empty when the tests met it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from neo4j import Driver, GraphDatabase, Session

from graph.neo4j_store import Neo4jAddress, Neo4jStore

ENV_FILE = Path(__file__).resolve().parents[1] / "var" / "neo4j" / "env"

COUNT_FOREIGN = "OPTIONAL MATCH (mark:_OgniwoTests) MATCH (n) RETURN count(mark), count(n)"
MARK = "MERGE (:_OgniwoTests {id: 'made by tests; they empty this database'})"
UNMARK = "MATCH (mark:_OgniwoTests) DELETE mark"
WIPE = "MATCH (n) WHERE NOT n:_OgniwoTests CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
CONSTRAINTS = "SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'ogniwo_' RETURN name"


def neo4j_address() -> Neo4jAddress:
    """Where the tests' server is; skips the test where there is none, or fails it where there must be one."""
    known = dict(os.environ)
    if "OGNIWO_TEST_NEO4J_URI" not in known and ENV_FILE.exists():
        known |= dict(re.findall(r"^export (\w+)=(.*)$", ENV_FILE.read_text(), re.MULTILINE))
    uri = known.get("OGNIWO_TEST_NEO4J_URI")
    if not uri:
        _absent("there is no Neo4j server for tests; start one with: make neo4j")
    elif not _listens(uri):
        _absent(f"no Neo4j server listens at {uri}; start one with: make neo4j")
    user, password = known.get("OGNIWO_TEST_NEO4J_USER", "neo4j"), known.get("OGNIWO_TEST_NEO4J_PASSWORD", "")
    return Neo4jAddress(str(uri), user, password, known.get("OGNIWO_TEST_NEO4J_DATABASE") or None)


def _absent(reason: str) -> None:
    if "neo4j" in os.environ.get("OGNIWO_REQUIRE", "").split(","):
        pytest.fail(f"OGNIWO_REQUIRE asks for Neo4j, but {reason}")
    pytest.skip(reason)


def _listens(uri: str) -> bool:
    parts = urlsplit(uri)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 7687), timeout=5):
            return True
    except OSError:
        return False


@contextmanager
def driver_of(address: Neo4jAddress) -> Iterator[Driver]:
    """A driver beside the store, for looking at what the store wrote."""
    credentials = (address.user, address.password)
    with GraphDatabase.driver(address.uri, auth=credentials, notifications_min_severity="OFF") as driver:
        yield driver


@contextmanager
def own_database(address: Neo4jAddress, *, constraints: bool = True) -> Iterator[None]:
    """An empty database for one test at a time, also across processes: Community Edition has a single one.

    Afterwards it is empty again and unmarked, so a network that somebody puts there later is safe from the tests.
    """
    name = hashlib.sha256(address.uri.encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"ogniwo-neo4j-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with driver_of(address) as driver, driver.session(database=address.database) as session:
            _refuse_foreign(session, address)
            _wipe(session, constraints=constraints)
            yield
            _wipe(session, constraints=True)
            session.run(UNMARK).consume()


def _refuse_foreign(session: Session, address: Neo4jAddress) -> None:
    n_marks, n_nodes = session.run(COUNT_FOREIGN).values()[0]
    if n_nodes and not n_marks:
        pytest.fail(
            f"the database at {address.uri} holds {n_nodes} nodes that no test made; it is left alone. "
            "Give the tests a server of their own: OGNIWO_TEST_NEO4J_URI"
        )
    session.run(MARK).consume()


def _wipe(session: Session, *, constraints: bool) -> None:
    session.run(WIPE).consume()
    for (name,) in [] if constraints else session.run(CONSTRAINTS).values():
        session.run(f"DROP CONSTRAINT {name}").consume()


@pytest.fixture
def bare_neo4j() -> Iterator[Neo4jAddress]:
    """The address of an empty database on which Ogniwo never ran."""
    address = neo4j_address()
    with own_database(address, constraints=False):
        yield address


@pytest.fixture
def empty_neo4j() -> Iterator[Neo4jStore]:
    """An empty, migrated store."""
    address = neo4j_address()
    with own_database(address):
        store = Neo4jStore(address)
        store.migrate()
        yield store
        store.close()
