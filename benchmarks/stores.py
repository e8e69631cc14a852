"""Measures both stores on one network: ``python -m benchmarks.stores [--organisations N] [--store sqlite|neo4j|both]``.

The Neo4j server is the one of ``make neo4j`` or OGNIWO_TEST_NEO4J_URI; its database is emptied first, and only if what
it holds was made by tests.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from benchmarks import embedded_store, neo4j_store
from benchmarks.measuring import Measurement, save, table
from benchmarks.network import MEAN_DEGREE, cooperation_network, cooperations, organisations
from graph.model import Link, Node
from tests.neo4j_server import neo4j_address, own_database

SEED = 20210901


def main() -> None:
    """Run from the command line."""
    chosen = _arguments()
    n_links = chosen.organisations * MEAN_DEGREE // 2
    network = cooperation_network(chosen.organisations, n_links, np.random.default_rng(SEED))
    nodes, links = list(organisations(network)), list(cooperations(network))
    gc.freeze()  # looking through the records that wait to be loaded would cost both loops time
    print(f"{len(nodes):,} organisations, {len(links):,} links, seed {SEED}")
    measured: list[Measurement] = []
    for one in _measure(chosen.store, nodes, links):
        print(table([one]).splitlines()[1], flush=True)
        measured.append(one)
    conditions = {"organisations": len(nodes), "links": len(links), "seed": SEED}
    path = save(measured, f"stores-{chosen.organisations}-{chosen.store}", conditions)
    print(f"\n{table(measured)}\n\nSaved in {path}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure both stores of a network.")
    parser.add_argument("--organisations", type=int, default=150_000, help="how many (default 150000)")
    parser.add_argument("--store", choices=("sqlite", "neo4j", "both"), default="both")
    return parser.parse_args()


def _measure(store: str, nodes: Sequence[Node], links: Sequence[Link]) -> Iterator[Measurement]:
    if store != "neo4j":
        yield from embedded_store.measure(nodes, links)
    if store != "sqlite":
        try:
            address = neo4j_address()
        except pytest.skip.Exception as absent:
            print(f"Neo4j is left out: {absent}")
            return
        with own_database(address):
            yield from neo4j_store.measure(address, nodes, links)


if __name__ == "__main__":
    main()
