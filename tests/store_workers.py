"""What the processes of the tests with several processes do, each with a store of its own."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from graph.model import Node, NodeKey
from graph.neo4j_store import Neo4jAddress
from graph.opening import open_store
from graph.store import Store

COUNTER = NodeKey("Actor", "counter")
N_LINKS = 300
Place = Path | Neo4jAddress
# Fresh processes, as those of several programs are.
_CONTEXT = get_context("spawn")


def opened(place: Place) -> Store:
    """The store there, migrated."""
    return open_store(sqlite_path=place) if isinstance(place, Path) else open_store(neo4j=place)


def in_processes(jobs: list[Callable[[], object]], timeout: float = 240, *, ready: bool = False) -> list[object]:
    """What each job returned, or the words of its error, from a process each, all started together.

    With `ready`, each job first makes ready and returns what is then done by all at the same moment.
    """
    barrier, answers = _CONTEXT.Barrier(len(jobs)), _CONTEXT.Queue()
    run = [(number, job, barrier, answers, ready) for number, job in enumerate(jobs)]
    processes = [_CONTEXT.Process(target=_run, args=arguments) for arguments in run]
    for process in processes:
        process.start()
    try:
        got = dict(answers.get(timeout=timeout) for _ in processes)
    finally:
        for process in processes:
            process.join(timeout=20)
            process.kill()
    return [got[number] for number in range(len(jobs))]


def _run(number, job, barrier, answers, ready):
    try:
        at_once = job() if ready else job
        barrier.wait(timeout=60)
        answers.put((number, at_once()))
    except BaseException:
        answers.put((number, traceback.format_exc()))
        raise


def add_one_at_a_time(place: Place, times: int) -> int:
    """Count the counter up by read-modify-writes; returns how many were made."""
    store = opened(place)
    for _ in range(times):
        store.update(COUNTER, _one_more)
    store.close()
    return times


def _one_more(node: Node | None) -> Node:
    properties = dict(node.properties)
    properties["n_staff"] += 1
    return Node(node.id, node.labels, properties)


def read_streams(place: Place, until: int) -> str:
    """Stream until the counter is there; "in order" if every stream was whole and in order."""
    store = opened(place)
    while store.node(COUNTER).properties["n_staff"] < until:
        keys = [link.key for link in store.stream_links("COOPERATES_WITH")]
        ids = [node.id for node in store.stream_nodes("Actor")]
        if keys != sorted(keys) or len(keys) != N_LINKS or ids != sorted(ids) or len(ids) != N_LINKS + 2:
            return f"{len(keys)} links, {len(ids)} actors"
    store.close()
    return "in order"


def migrate(place: Place) -> int:
    """The schema version after migrating."""
    store = opened(place)
    version = store.health().schema_version
    store.close()
    return version
