"""Writes very many records in batches, each of them one unit of work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from graph.model import Link, Node, Unit
from graph.neo4j_store.connection import Connection, Pending, Transaction
from graph.neo4j_store.writing import PreparedUnit, apply_unit, prepared
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
    try:
        for unit in map(prepared, _units(nodes, links)):
            if waiting:
                # Forgotten first: where it fails, nobody is to wait for it a second time.
                begun, waiting = waiting, None
                applied = _finish(begun, progress)
            waiting = (len(unit.unit.nodes) + len(unit.unit.links), connection.start_write(_work(unit)))
    finally:
        # Also where a later record was refused: a batch that was begun is seen to its end.
        if waiting:
            applied = _finish(waiting, progress)
    return applied


def _finish(waiting: tuple[int, Pending[Applied]], progress: Progress | None) -> Applied:
    n_records, pending = waiting
    applied = pending.result()
    if progress is not None:
        progress(n_records)
    return applied


def _work(unit: PreparedUnit) -> Callable[[Transaction], Applied]:
    return lambda transaction: apply_unit(transaction, unit, None)


def _units(nodes: Iterable[Node], links: Iterable[Link]) -> Iterator[Unit]:
    for batch in _batches(nodes):
        yield Unit(nodes=tuple(batch))
    for of_links in _batches(links):
        yield Unit(links=tuple(of_links))


def _batches(records: Iterable[T]) -> Iterator[Sequence[T]]:
    iterator = iter(records)
    while batch := list(islice(iterator, LOAD_ROWS)):
        yield batch
