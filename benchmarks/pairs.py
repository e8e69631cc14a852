"""Peers in pairs with the proof, beside the pairs of rustworkx and networkx on the same scores."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator

import networkx as nx
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from benchmarks.measuring import Measurement, at_least, save, table
from matching.pairing import prove
from matching.pairing.pairing import pairing_of
from matching.pairing.possible import PossiblePairs, possible_pairs

SEED = 20_261_125
HIGHEST = 1_000_000
N_FOR_NETWORKX = 200
N_SPARSE, M_SPARSE = 10_000, 50_000
Peer = Callable[[PossiblePairs], Callable[[], int]]


def main() -> None:
    """Measure on one processor, print, and save the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    n = parser.parse_args().people
    measurements = list(_measure(n))
    print(table(measurements))
    print(save(measurements, f"pairs-{n}", {"people": n, "seed": SEED}))


def _measure(n: int) -> Iterator[Measurement]:
    rng = np.random.default_rng(SEED)
    dense = _dense(n, rng.integers(1, HIGHEST + 1, n * (n - 1) // 2))
    yield from _beside(f"{n:,} dense, even scores", dense, {"rustworkx": _with_rustworkx}, 10)
    yield from _beside(f"{n:,} dense, alike", _dense(n, _alike(n, rng)), {"rustworkx": _with_rustworkx}, 10)
    few = _dense(N_FOR_NETWORKX, rng.integers(1, HIGHEST + 1, N_FOR_NETWORKX * (N_FOR_NETWORKX - 1) // 2))
    yield from _beside(
        f"{N_FOR_NETWORKX} dense, even scores", few, {"rustworkx": _with_rustworkx, "networkx": _with_networkx}, None
    )
    odd = _in_groups_of_nine(n - 1 + n % 2, rng)
    yield from _beside(f"{odd.n} in groups of 9", odd, {"rustworkx": _with_rustworkx}, None)
    yield from _beside(f"{M_SPARSE:,} pairs of {N_SPARSE:,}", _sparse(rng), {}, None)


def _beside(name: str, possible: PossiblePairs, peers: dict[str, Peer], goal: float | None) -> Iterator[Measurement]:
    began = time.process_time()
    pairing = pairing_of(possible)
    ours = time.process_time() - began
    proof = prove(possible, pairing.pairs, pairing.certificate)
    if proof.gap != 0:
        raise SystemExit(f"{name} is not proved: {proof}")
    yield Measurement("", f"{name}: with the proof, CPU", ours, "s")
    for peer, made_ready in peers.items():
        solve = made_ready(possible)
        began = time.process_time()
        total = solve()
        theirs = time.process_time() - began
        if total != pairing.total:
            raise SystemExit(f"{name}: {peer} finds {total}, we {pairing.total}")
        yield Measurement("", f"{name}: {peer}, CPU", theirs, "s")
        yield at_least("", f"{name}: times as quick as {peer}", theirs / ours, "", goal)


def _dense(n: int, score: NDArray[np.int64]) -> PossiblePairs:
    a, b = np.triu_indices(n, 1)
    return possible_pairs(n, a, b, score)


def _alike(n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Scores of people who have a few things in common or not, as profiles make them: many are equal."""
    things = rng.random((n, 30)) < 0.2
    a, b = np.triu_indices(n, 1)
    shared: NDArray[np.int64] = (things[a] & things[b]).sum(axis=1)
    return shared


def _in_groups_of_nine(n: int, rng: np.random.Generator) -> PossiblePairs:
    """Those of a group fit each other far better, and one of each group is left over: many odd sets."""
    a, b = np.triu_indices(n, 1)
    return possible_pairs(n, a, b, np.where(a // 9 == b // 9, 1_000, 10) + rng.integers(0, 5, len(a)))


def _sparse(rng: np.random.Generator) -> PossiblePairs:
    ends = np.sort(rng.integers(0, N_SPARSE, (2 * M_SPARSE, 2)), axis=1)
    ends = np.unique(ends[ends[:, 0] < ends[:, 1]], axis=0)
    ends = ends[np.sort(rng.choice(len(ends), M_SPARSE, replace=False))]
    return possible_pairs(N_SPARSE, ends[:, 0], ends[:, 1], rng.integers(1, HIGHEST + 1, M_SPARSE))


def _rows(possible: PossiblePairs) -> list[tuple[int, int, int]]:
    worth = possible.worthwhile()
    return list(zip(worth.a.tolist(), worth.b.tolist(), worth.score.tolist(), strict=True))


def _with_rustworkx(possible: PossiblePairs) -> Callable[[], int]:
    graph: rx.PyGraph[None, int] = rx.PyGraph()
    graph.add_nodes_from([None] * possible.n)
    graph.add_edges_from(_rows(possible))
    return lambda: sum(graph.get_edge_data(a, b) for a, b in rx.max_weight_matching(graph, weight_fn=int))


def _with_networkx(possible: PossiblePairs) -> Callable[[], int]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from(_rows(possible))
    return lambda: sum(graph[a][b]["weight"] for a, b in nx.max_weight_matching(graph))


if __name__ == "__main__":
    main()
