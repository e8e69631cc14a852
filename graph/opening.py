"""Opens the store that the settings name, migrated and ready."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreUnavailable
from graph.sqlite_store import SqliteStore
from graph.store import Store

if TYPE_CHECKING:
    from graph.neo4j_store.address import Neo4jAddress


def open_store(*, sqlite_path: Path | None = None, neo4j: Neo4jAddress | None = None) -> Store:
    """The one store that is named: a Neo4j server, or else a file, which is made if it is not there.

    A server that does not answer is an error; there is no falling back to the file.

    Parameters
    ----------
    sqlite_path : Path, optional
        The file of the embedded store; its folder is made if it is missing.
    neo4j : Neo4jAddress, optional
        Where the Neo4j server is; goes before `sqlite_path`.

    Raises
    ------
    StoreUnavailable, StoreTooNew, MigrationChanged
    """
    store = _store(sqlite_path, neo4j)
    try:
        store.migrate()
    except BaseException:
        store.close()
        raise
    return store


def _store(sqlite_path: Path | None, neo4j: Neo4jAddress | None) -> Store:
    if neo4j is not None:
        # Imported here, so that the embedded store starts without the driver.
        from graph.neo4j_store import Neo4jStore  # noqa: PLC0415  (see above)

        return Neo4jStore(neo4j)
    if sqlite_path is None:
        raise StoreUnavailable("no store is named; set OGNIWO_DATA for a file or NEO4J_URI for a Neo4j server")
    try:
        sqlite_path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(
            f"cannot make the folder {sqlite_path.parent}: {error.strerror}; point OGNIWO_DATA at one you may write in"
        ) from error
    return SqliteStore(sqlite_path)
