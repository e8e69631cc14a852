"""The same questions in Cypher, and a sample of Graph Data Science's exact nodeSimilarity, on a server of their own."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from neo4j import Session
from neo4j.exceptions import Neo4jError

from benchmarks.array_store import large_store
from benchmarks.measuring import Measurement, at_least, timed
from benchmarks.profiles import member_nodes, skill_links, skill_nodes
from graph.neo4j_store import Neo4jAddress, Neo4jStore
from graph.snapshot import Snapshot
from matching.best_offers import BestOffers
from matching.need_lists import need_lists
from tests.neo4j_server import driver_of, neo4j_address, own_database

CYPHER, GDS = "cypher", "gds"
N_QUESTIONS, N_WARM_UP = 200, 300
SAMPLES = {"Few": 200, "Many": 2_000}

SET_RARITY = "UNWIND $rows AS row MATCH (s:Skill {id: row.id}) SET s.rarity = row.rarity"
QUESTION = """
    MATCH (a:Actor {id: $id})-[n:NEEDS]->(s:Skill)<-[o:OFFERS]-(b:Organisation) WHERE b <> a
    WITH b, sum(s.rarity * coalesce(n.priority, 2) / 3.0 * coalesce(o.level, 2) / 3.0) AS value
    RETURN b.id AS id, value ORDER BY round(value, 9) DESC, id LIMIT 10
"""
# A seeker and a provider of each organisation, so that needs meet offers and nothing else.
PROJECT = """
    CALL () {
        MATCH (a:Organisation)-[n:NEEDS]->(s:Skill)
        RETURN 3 * id(a) AS source, s, s.rarity * coalesce(n.priority, 2) / 3.0 AS weight,
            ['Seeker'] + CASE WHEN a.id IN $few THEN ['Few'] ELSE [] END
                       + CASE WHEN a.id IN $many THEN ['Many'] ELSE [] END AS labels
        UNION ALL
        MATCH (a:Organisation)-[o:OFFERS]->(s:Skill)
        RETURN 3 * id(a) + 1 AS source, s, coalesce(o.level, 2) / 3.0 AS weight, ['Provider'] AS labels
    }
    WITH gds.graph.project('offers', source, 3 * id(s) + 2, {sourceNodeLabels: labels, targetNodeLabels: ['Skill'],
        relationshipProperties: {weight: weight}}) AS projected
    RETURN projected.nodeCount AS nodes
"""
SIMILAR = """
    CALL gds.nodeSimilarity.filtered.stats('offers', {sourceNodeFilter: $sample, targetNodeFilter: 'Provider',
        topK: 10, similarityMetric: 'COSINE', relationshipWeightProperty: 'weight', concurrency: 2})
    YIELD computeMillis RETURN computeMillis
"""


def measure_neo4j(
    snapshot: Snapshot, asked: Sequence[int], answers: Sequence[BestOffers], own: np.ndarray, own_all: float
) -> Iterator[Measurement]:
    """Load needs and offers, ask in Cypher, then let the library compare a sample."""
    try:
        address = neo4j_address()
    except pytest.skip.Exception as absent:
        print(f"Cypher and Graph Data Science are left out: {absent}")
        return
    with own_database(address):
        _load(address, snapshot)
        with driver_of(address) as driver, driver.session(database=address.database) as session:
            yield from _ask(session, snapshot, asked[:N_QUESTIONS], answers, own)
            yield from _compare(session, snapshot, own_all)


def _load(address: Neo4jAddress, snapshot: Snapshot) -> None:
    store = Neo4jStore(address)
    store.migrate()
    network = large_store(len(snapshot.actors))
    store.load([*member_nodes(network.network, network.members), *skill_nodes()], skill_links(network.members))
    store.close()
    rarity = need_lists(snapshot).rarity.tolist()
    rows = [{"id": skill, "rarity": value} for skill, value in zip(snapshot.skills.ids.tolist(), rarity, strict=True)]
    with driver_of(address) as driver, driver.session(database=address.database) as session:
        session.run(SET_RARITY, rows=rows).consume()


def _ask(
    session: Session, snapshot: Snapshot, asked: Sequence[int], answers: Sequence[BestOffers], own: np.ndarray
) -> Iterator[Measurement]:
    ids = snapshot.actors.ids
    warm = np.random.default_rng(1).choice(len(ids), N_WARM_UP)
    for row in warm.tolist():
        session.run(QUESTION, id=str(ids[row])).consume()
    taken, equal, cpu_before = [], 0, _cpu_of_server()
    for row, answer in zip(asked, answers, strict=False):
        began = time.perf_counter()
        found = [record["id"] for record in session.run(QUESTION, id=str(ids[row]))]
        taken.append((time.perf_counter() - began) * 1_000)
        equal += found == ids[answer.providers[0][answer.providers[0] >= 0]].tolist()
    cpu = (_cpu_of_server() - cpu_before) / len(taken) * 1_000
    yield Measurement(CYPHER, "one question, CPU of the server, mean", cpu, "ms")
    yield Measurement(CYPHER, "one question, wall, half within", float(np.median(taken)), "ms")
    yield Measurement(CYPHER, "one question, wall, 95 % within", float(np.percentile(taken, 95)), "ms")
    ratio = cpu / float(own[: len(taken)].mean())
    yield at_least("ogniwo", "one question: speed against Cypher, CPU", ratio, "×", 10)
    yield at_least("ogniwo", "share of answers as Cypher gives them", equal / len(taken), "", 1)


def _cpu_of_server() -> float:
    """Seconds of CPU that the server of ``benchmarks/gds.sh`` used so far; NaN where its process is not known."""
    pid = os.environ.get("OGNIWO_TEST_NEO4J_PID")
    if pid is None:
        return float("nan")
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _compare(session: Session, snapshot: Snapshot, own_all: float) -> Iterator[Measurement]:
    order = np.random.default_rng(2).permutation(len(snapshot.actors))
    samples = {name: snapshot.actors.ids[order[:size]].tolist() for name, size in SAMPLES.items()}
    try:
        with timed() as projecting:
            session.run(PROJECT, few=samples["Few"], many=samples["Many"]).consume()
    except Neo4jError as missing:
        print(f"Graph Data Science is left out: {missing.message}; start it with: benchmarks/gds.sh start")
        return
    yield Measurement(GDS, "project the graph, wall", projecting.seconds, "s")
    seconds = {name: _similar(session, name) for name in ("Few", "Few", "Many")}  # the first warms it up
    each = (seconds["Many"] - seconds["Few"]) / (SAMPLES["Many"] - SAMPLES["Few"])
    total: float = seconds["Many"] + each * (len(snapshot.actors) - SAMPLES["Many"])
    session.run("CALL gds.graph.drop('offers', false) YIELD graphName RETURN graphName").consume()
    yield Measurement(GDS, f"nodeSimilarity of {SAMPLES['Many']}, CPU ÷ 2", seconds["Many"], "s")
    yield Measurement(GDS, "nodeSimilarity of all, extrapolated", total, "s")
    yield at_least("ogniwo", "all: speed against GDS, extrapolated", total / own_all, "×", 40)


def _similar(session: Session, sample: str) -> float:
    """Seconds on two cores: the server's CPU time ÷ 2, or its own clock where its process is not known."""
    before = _cpu_of_server()
    record: Any = session.run(SIMILAR, sample=sample).single()
    used = (_cpu_of_server() - before) / 2
    return float(record["computeMillis"]) / 1_000 if isnan(used) else used
