"""Writes very many records in batches, each of them one unit of work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar
from uuid import uuid4

from graph.model import Link, Node, Unit, check_link, check_node
from graph.neo4j_store.connection import Connection, Pending
from graph.neo4j_store.writing import apply_unit
from graph.store import Applied, Progress

LOAD_ROWS = 10_000

T = TypeVar("T")


def load(
    connection: Connection, nodes: Iterable[Node], links: Iterable[Link], progress: Progress | None
) -> Applied | None:
    """What the last batch did, or None where there was nothing to write.

    While the server writes one batch, the next one is made ready.
    """
    applied: Applied | None = None
    waiting: tuple[int, Pending[Applied]] | None = None
    for unit in _units(nodes, links):
        if waiting:
            applied = _finish(waiting, progress)
        waiting = (len(unit.nodes) + len(unit.links), connection.start_write(_work(unit)))
    return _finish(waiting, progress) if waiting else applied


def _finish(waiting: tuple[int, Pending[Applied]], progress: Progress | None) -> Applied:
    n_records, pending = waiting
    applied = pending.result()
    if progress is not None:
        progress(n_records)
    return applied


def _work(unit: Unit) -> Callable[..., Applied]:
    unit_id = uuid4().hex
    return lambda transaction: apply_unit(transaction, unit, unit_id, None)


def _units(nodes: Iterable[Node], links: Iterable[Link]) -> Iterator[Unit]:
    for batch in _batches(map(check_node, nodes)):
        yield Unit(nodes=tuple(batch))
    for of_links in _batches(map(check_link, links)):
        yield Unit(links=tuple(of_links))


def _batches(records: Iterable[T]) -> Iterator[Sequence[T]]:
    iterator = iter(records)
    while batch := list(islice(iterator, LOAD_ROWS)):
        yield batch
