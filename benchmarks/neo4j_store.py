"""The Neo4j store against a bare loop over the driver, batch by batch in turns, so that both meet the same machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from neo4j import GraphDatabase, Session

from benchmarks.measuring import Measurement, at_least, at_most, timed
from graph.model import Link, Node
from graph.neo4j_store import Neo4jAddress, Neo4jStore
from graph.neo4j_store.loading import LOAD_ROWS
from graph.snapshot import build_snapshot

NAME = "neo4j"

# What a person would write without us; labels and type of its own, so that both networks stand side by side.
BARE_CONSTRAINT = "CREATE CONSTRAINT ogniwo_bare IF NOT EXISTS FOR (n:BareActor) REQUIRE n.id IS UNIQUE"
BARE_NODES = """
    UNWIND $rows AS row MERGE (n:BareActor {id: row.id}) SET n:BareOrganisation SET n += row.properties
"""
BARE_LINKS = """
    UNWIND $rows AS row MATCH (a:BareActor {id: row.source}) MATCH (b:BareActor {id: row.target})
    MERGE (a)-[r:BARE_COOPERATES_WITH {since: row.properties.since, kind: row.properties.kind}]->(b)
    SET r += row.properties
"""
EMPTY = "MATCH (n) WHERE n:Actor OR n:BareActor CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
REMOVE_BARE = "MATCH (n:BareActor) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
# A server that has just started compiles what it runs; whoever came first would pay for both.
N_WARM_UP = 5 * LOAD_ROWS

Seconds = tuple[list[float], list[float]]


def measure(address: Neo4jAddress, nodes: Sequence[Node], links: Sequence[Link]) -> Iterator[Measurement]:
    """Load in turns with the bare loop, load again, stream and snapshot."""
    store = Neo4jStore(address)
    store.migrate()
    for_nodes, for_links = _load_in_turns(store, nodes, links)
    yield from _speeds("new nodes", len(nodes), for_nodes)
    yield from _speeds("links", len(links), for_links)
    with timed() as again:
        store.load(nodes, [])
    yield Measurement(NAME, "load again, nodes", len(nodes) / again.seconds, "a second")
    with timed() as reading:
        n_read = sum(len(batch.sources) for batch in store.stream_link_columns("COOPERATES_WITH"))
    yield at_most(NAME, f"read all {n_read:,} links", reading.seconds, "s", 6.0)
    with timed() as building:
        build_snapshot(store)
    yield Measurement(NAME, "build a snapshot", building.seconds, "s")
    store.close()


def _load_in_turns(store: Neo4jStore, nodes: Sequence[Node], links: Sequence[Link]) -> tuple[Seconds, Seconds]:
    """For nodes and for links, the seconds of each of our batches and of each bare one."""
    address = store.address
    driver = GraphDatabase.driver(address.uri, auth=(address.user, address.password))
    with driver, driver.session(database=address.database) as session:
        session.run(BARE_CONSTRAINT).consume()
        session.run("CALL db.awaitIndexes(300)").consume()
        first_ids = {node.id for node in nodes[:N_WARM_UP]}
        among_first = [link for link in links if link.source in first_ids and link.target in first_ids]
        _both_in_turns(store, session, nodes[:N_WARM_UP], among_first[:N_WARM_UP])
        session.run(EMPTY).consume()
        measured = _both_in_turns(store, session, nodes, links)
        session.run(REMOVE_BARE).consume()
    return measured


def _both_in_turns(
    store: Neo4jStore, session: Session, nodes: Sequence[Node], links: Sequence[Link]
) -> tuple[Seconds, Seconds]:
    bare_nodes = _batches(nodes, lambda batch: _bare(session, BARE_NODES, list(map(_bare_node, batch))))
    for_nodes = _in_turns(lambda progress: store.load(nodes, [], progress=progress), bare_nodes)
    bare_links = _batches(links, lambda batch: _bare(session, BARE_LINKS, list(map(_bare_link, batch))))
    for_links = _in_turns(lambda progress: store.load([], links, progress=progress), bare_links)
    return for_nodes, for_links


def _in_turns(load: Callable[[Callable[[int], None]], object], bare: Iterator[float]) -> Seconds:
    """Seconds of each of our batches and of each bare one; after one of ours comes one of theirs."""
    own: list[float] = []
    others: list[float] = []
    began = time.perf_counter()

    def progress(_: int) -> None:
        nonlocal began
        own.append(time.perf_counter() - began)
        others.append(next(bare))
        began = time.perf_counter()

    load(progress)
    return own, others


def _batches(records: Sequence[Any], write: Callable[[Sequence[Any]], None]) -> Iterator[float]:
    for start in range(0, len(records), LOAD_ROWS):
        with timed() as watch:
            write(records[start : start + LOAD_ROWS])
        yield watch.seconds


def _bare(session: Session, statement: str, rows: list[dict[str, Any]]) -> None:
    session.execute_write(lambda transaction: transaction.run(statement, rows=rows).consume())


def _bare_node(node: Node) -> dict[str, Any]:
    return {"id": node.id, "properties": dict(node.properties)}


def _bare_link(link: Link) -> dict[str, Any]:
    return {"source": link.source, "target": link.target, "properties": dict(link.properties)}


def _speeds(what: str, n_records: int, seconds: Seconds) -> Iterator[Measurement]:
    own, bare = seconds
    yield Measurement(NAME, f"load, {what}", n_records / sum(own), "a second")
    yield Measurement(NAME, f"bare driver loop, {what}", n_records / sum(bare), "a second")
    yield at_least(NAME, f"speed against the bare loop, {what}", sum(bare) / sum(own), "×", 0.8)
    tenth = max(1, len(own) // 10)
    if len(own) >= 10:
        yield at_most(NAME, f"last tenth against the first, {what}", sum(own[-tenth:]) / sum(own[:tenth]), "×", 1.5)
        yield Measurement(NAME, f"the same of the bare loop, {what}", sum(bare[-tenth:]) / sum(bare[:tenth]), "×")
