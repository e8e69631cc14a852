"""The embedded store against a plain sqlite3 loop on the same records."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.measuring import Measurement, at_least, at_most, peak_megabytes, timed
from graph.model import Link, Node
from graph.opening import open_store
from graph.snapshot import build_snapshot
from graph.store import BATCH_ROWS

NAME = "sqlite"


def measure(nodes: Sequence[Node], links: Sequence[Link]) -> Iterator[Measurement]:
    """Load, reload, stream and snapshot; then the peer's load."""
    with tempfile.TemporaryDirectory(prefix="ogniwo-bench-") as folder:
        path = Path(folder) / "network.sqlite3"
        own = _load(path, nodes, links)
        again = _load(path, nodes, links)
        peer = _load_plainly(Path(folder) / "plain.sqlite3", nodes, links)
        yield at_least(NAME, "load, nodes", len(nodes) / own[0], "a second", 80_000)
        yield at_least(NAME, "load, links", len(links) / own[1], "a second", 100_000)
        yield at_most(NAME, "load again, time against the first", sum(again) / sum(own), "×", 1.2)
        yield Measurement(NAME, "plain sqlite3 loop, nodes", len(nodes) / peer[0], "a second")
        yield Measurement(NAME, "plain sqlite3 loop, links", len(links) / peer[1], "a second")
        yield Measurement(NAME, "speed of the load against the plain loop", sum(peer) / sum(own), "×")
        seconds, megabytes = _apart(_stream, path)
        yield at_most(NAME, "stream all links", seconds, "s", 2.0)
        plainly = _apart(_stream_plainly, Path(folder) / "plain.sqlite3")[0]
        yield Measurement(NAME, "plain sqlite3 loop, stream all links", plainly, "s")
        yield Measurement(NAME, "time of the stream against the plain loop", seconds / plainly, "×")
        yield at_most(NAME, "memory it takes at its highest", megabytes, "MB", 100)
        yield at_most(NAME, "build a snapshot", _snapshot_seconds(path), "s", 15.0)


def _load(path: Path, nodes: Sequence[Node], links: Sequence[Link]) -> tuple[float, float]:
    """Seconds for the nodes and for the links."""
    store = open_store(sqlite_path=path)
    with timed() as for_nodes:
        store.load(nodes, [])
    with timed() as for_links:
        store.load([], links)
    store.close()
    return for_nodes.seconds, for_links.seconds


def _load_plainly(path: Path, nodes: Sequence[Node], links: Sequence[Link]) -> tuple[float, float]:
    """The same by what a person would write without us: two tables, upserts in batches, nothing checked."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE node (id TEXT PRIMARY KEY, labels TEXT, properties TEXT) STRICT")
    connection.execute(
        "CREATE TABLE link (source TEXT, target TEXT, since TEXT, kind TEXT, strength REAL,"
        " PRIMARY KEY (source, target, since, kind)) STRICT, WITHOUT ROWID"
    )
    with timed() as for_nodes:
        _insert(connection, "INSERT OR REPLACE INTO node VALUES (?, ?, ?)", map(_plain_node, nodes))
    with timed() as for_links:
        _insert(connection, "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?)", map(_plain_link, links))
        connection.execute("CREATE INDEX link_target ON link (target)")
    connection.close()
    return for_nodes.seconds, for_links.seconds


def _insert(connection: sqlite3.Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH_ROWS)):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(statement, batch)
        connection.execute("COMMIT")


def _plain_node(node: Node) -> tuple[Any, ...]:
    return node.id, ",".join(sorted(node.labels)), json.dumps(node.properties, default=str, ensure_ascii=False)


def _plain_link(link: Link) -> tuple[Any, ...]:
    properties = link.properties
    return link.source, link.target, str(properties["since"]), properties["kind"], properties["strength"]


def _apart(stream: Callable[[Path], tuple[float, float]], path: Path) -> tuple[float, float]:
    """Seconds and megabytes of a process of its own, whose memory holds nothing else."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(stream, (path,))


def _stream_plainly(path: Path) -> tuple[float, float]:
    """The same by an open cursor, which would keep writers waiting for as long as it takes."""
    connection = sqlite3.connect(path)
    before = peak_megabytes()
    with timed() as watch:
        for _ in connection.execute("SELECT source, target, since, kind, strength FROM link ORDER BY source, target"):
            pass
    connection.close()
    return watch.seconds, peak_megabytes() - before


def _stream(path: Path) -> tuple[float, float]:
    store = open_store(sqlite_path=path)
    store.revision()
    before = peak_megabytes()
    with timed() as watch:
        for _ in store.stream_link_columns("COOPERATES_WITH"):
            pass
    store.close()
    return watch.seconds, peak_megabytes() - before


def _snapshot_seconds(path: Path) -> float:
    store = open_store(sqlite_path=path)
    with timed() as watch:
        build_snapshot(store)
    store.close()
    return watch.seconds
