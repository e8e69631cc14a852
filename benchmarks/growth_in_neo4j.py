"""The same series by Graph Data Science: one projected graph, filtered by month, its components found each time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from neo4j import Session
from neo4j.exceptions import Neo4jError

from benchmarks.offers_in_neo4j import _cpu_of_server as cpu_of_server
from graph.analysis.timeline import Timeline
from tests.neo4j_server import driver_of, neo4j_address

N_WARM_UP = 20
PROJECT = """
    UNWIND range(0, size($source) - 1) AS at
    WITH gds.graph.project('growth', $source[at], $target[at], {sourceNodeProperties: {month: $joined[at]},
        targetNodeProperties: {month: $joined_too[at]}, relationshipProperties: {month: $month[at]}}) AS projected
    RETURN projected.nodeCount AS nodes, projected.relationshipCount AS links
"""
FILTER = """
    CALL gds.graph.filter('month', 'growth', $nodes, $links, {concurrency: 2}) YIELD nodeCount, relationshipCount
    RETURN nodeCount, relationshipCount
"""
COMPONENTS = """
    CALL gds.wcc.stream('month', {concurrency: 2}) YIELD nodeId, componentId
    WITH componentId, count(*) AS size
    RETURN count(*) AS n, max(size) AS largest, count(CASE size WHEN 1 THEN 1 END) AS isolates
"""
DROP = "CALL gds.graph.drop($name, false) YIELD graphName RETURN graphName"


@dataclass(frozen=True, slots=True)
class Told:
    """Members, pairs, isolates, components and the largest of them by month, and what telling took."""

    figures: np.ndarray
    cpu_halved: float  # NaN where the server's process is not known
    wall: float


def series_by_gds(timeline: Timeline, months: Sequence[int]) -> Told | None:
    """The series at these months, where nothing ends; None, and a line that says why, where there is no server."""
    try:
        address = neo4j_address()
    except pytest.skip.Exception as absent:
        print(f"Graph Data Science is left out: {absent}")
        return None
    with driver_of(address) as driver, driver.session(database=address.database) as session:
        try:
            session.run(DROP, name="growth").consume()
            session.run(PROJECT, **_columns(timeline)).consume()
        except Neo4jError as missing:
            print(f"Graph Data Science is left out: {missing.message}; start it with: benchmarks/gds.sh start")
            return None
        for month in [*months][-N_WARM_UP:]:
            _month(session, month)
        before, began = cpu_of_server(), time.perf_counter()
        figures = np.array([_month(session, month) for month in months])
        wall, cpu = time.perf_counter() - began, cpu_of_server() - before
        session.run(DROP, name="growth").consume()
    return Told(figures, cpu / 2, wall)


def _columns(timeline: Timeline) -> dict[str, Any]:
    """Every member once alone and every pair once, with the month of each."""
    pairs, joined = timeline.pairs, timeline.joined
    return {
        "source": [*range(timeline.n_actors), *pairs.one.tolist()],
        "target": [None] * timeline.n_actors + pairs.other.tolist(),
        "joined": [*joined.tolist(), *joined[pairs.one].tolist()],
        "joined_too": [None] * timeline.n_actors + joined[pairs.other].tolist(),
        "month": [None] * timeline.n_actors + pairs.start.astype(float).tolist(),
    }


def _month(session: Session, month: int) -> tuple[int, ...]:
    narrowed: Any = session.run(FILTER, nodes=f"n.month <= {month}", links=f"r.month <= {month}.0").single()
    found: Any = session.run(COMPONENTS).single()
    session.run(DROP, name="month").consume()
    return (narrowed[0], narrowed[1], found["isolates"], found["n"], found["largest"])
