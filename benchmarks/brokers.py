"""Measures who holds a network together: ``python -m benchmarks.brokers [--organisations N] [--sources N]``.

Betweenness, articulation points, communities over the years and who stands alone, beside networkx and
scikit-network on the same records in the same run. Where networkx would take hours it is asked for a few
sources, or about a smaller network, and what is extrapolated says so. Every peer must find the same.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sknetwork.clustering import Leiden, Louvain, get_modularity

from benchmarks.array_store import AS_OF, SEED, large_store
from benchmarks.measuring import Measurement, Stopwatch, at_least, at_most, cpu_timed, peak_megabytes, save, table
from graph.analysis import History, Moment, history_of, moment_of, periods_of
from graph.analysis.betweenness import Betweenness, betweenness_of
from graph.analysis.breaking import breaking_of
from graph.analysis.communities import communities_of
from graph.analysis.community_years import community_years
from graph.analysis.compact import CompactGraph, compact_of
from graph.analysis.cuts import Cuts, cuts_of
from graph.analysis.linkage import linkage_of_spheres, linkage_of_voivodeships
from graph.analysis.standing_alone import isolates_of, losses_of, still_waiting
from graph.analysis.strengths import distance_of, strengths_of
from graph.snapshot import Snapshot, build_snapshot, day_number, snapshot_of
from seeds.programme import sample_programme

NAME = "ogniwo"
LAST_DAY = day_number(date(2023, 12, 31))
N_BY_DISTANCE, N_SMALL = 5_000, 10_000
N_ASKED, N_ASKED_BY_DISTANCE = 3, 20  # sources that networkx is asked about
LEIDEN_LESS = 0.002
GDS_PUBLISHED_SECONDS = 97  # 1,000 sources in an earlier run on two cores of this kind
Found = TypeVar("Found")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Measure who holds a network together.")
    parser.add_argument("--organisations", type=int, default=150_000, help="how many (default 150000)")
    parser.add_argument("--sources", type=int, default=1_000, help="from how many ways are followed (default 1000)")
    chosen = parser.parse_args()
    snapshot = _large(chosen.organisations)
    gc.freeze()
    measured: list[Measurement] = []
    for one in _measure(snapshot, chosen.sources):
        print(table([one]).splitlines()[1], flush=True)
        measured.append(one)
    conditions = {
        "organisations": len(snapshot.actors),
        "links": len(snapshot.links("COOPERATES_WITH")),
        "sources": chosen.sources,
        "seed": SEED,
    }
    path = save(measured, f"brokers-{len(snapshot.actors)}", conditions)
    print(f"\n{table(measured)}\n\nSaved in {path}")


def _large(n: int) -> Snapshot:
    return build_snapshot(large_store(n), AS_OF)  # type: ignore[arg-type]


def _measure(snapshot: Snapshot, n_sources: int) -> Iterator[Measurement]:
    history = history_of(snapshot)
    moment, making = _timed(lambda: moment_of(history, LAST_DAY))
    yield Measurement(NAME, "the network of a day, CPU", making.seconds, "s")
    yield from _communities(snapshot, history, moment)
    yield from _alone(snapshot, history, moment)
    graph = compact_of(moment)
    peer = _networkx(graph)
    yield from _cuts(graph, peer)
    found, breaking = _timed(lambda: breaking_of(moment, int(moment.degree.argmax())))
    yield Measurement(
        NAME, f"what breaks without the one with {found.n_contacts:,} contacts, CPU", breaking.seconds, "s"
    )
    yield from _by_hops(graph, peer, n_sources)
    del peer
    yield from _by_distance(_large(N_BY_DISTANCE))
    yield from _sample()
    yield Measurement(NAME, "memory with the snapshot, at its highest", peak_megabytes(), "MB")


def _communities(snapshot: Snapshot, history: History, moment: Moment) -> Iterator[Measurement]:
    found, own = _timed(lambda: communities_of(moment))
    yield at_most(NAME, "communities, CPU", own.seconds, "s", 3)
    yield Measurement(NAME, "communities", len(found), "")
    adjacency = _older(compact_of(moment))
    best = -1.0
    for name, method in (("Louvain", Louvain), ("Leiden", Leiden)):
        labels, used = _timed(lambda method=method: method(random_state=0).fit_predict(adjacency))
        best = float(get_modularity(adjacency, labels))
        yield Measurement("scikit-network", f"{name}, CPU", used.seconds, "s")
        yield Measurement("scikit-network", f"{name}, modularity", best, "")
    yield at_least(NAME, "communities, modularity (Leiden − .002)", found.modularity, "", best - LEIDEN_LESS)
    ends = [one.last for one in periods_of(snapshot, "year", history.first_day, LAST_DAY)]
    years, used = _timed(lambda: community_years(history, ends))
    yield Measurement(NAME, f"communities of {len(ends)} year ends, under labels that stay, CPU", used.seconds, "s")
    yield Measurement(NAME, "labels given", max(int(labels.max(initial=0)) for labels in years.labels), "")
    yield from _communities_of_fewer()


def _communities_of_fewer() -> Iterator[Measurement]:
    moment = moment_of(history_of(_large(N_SMALL)), LAST_DAY)
    graph = compact_of(moment)
    peer = _networkx(graph)
    found, own = _timed(lambda: communities_of(moment))
    theirs, used = _timed(lambda: nx.community.louvain_communities(peer, seed=0))
    title = f"{N_SMALL:,} organisations: communities"
    yield Measurement(NAME, f"{title}, CPU", own.seconds, "s")
    yield Measurement(NAME, f"{title}, modularity", found.modularity, "")
    yield Measurement("networkx", f"{title} by Louvain, CPU", used.seconds, "s")
    yield Measurement("networkx", f"{title} by Louvain, modularity", nx.community.modularity(peer, theirs), "")


def _alone(snapshot: Snapshot, history: History, moment: Moment) -> Iterator[Measurement]:
    def told() -> tuple[object, ...]:
        linked = (linkage_of_voivodeships(snapshot, moment), linkage_of_spheres(snapshot, moment))
        return isolates_of(moment), still_waiting(history, LAST_DAY), losses_of(history, LAST_DAY), linked

    yield Measurement(NAME, "who stands alone: all lists, CPU", _timed(told)[1].seconds, "s")


def _cuts(graph: CompactGraph, peer: Any) -> Iterator[Measurement]:
    cuts, own = _timed(lambda: cuts_of(graph))
    yield Measurement(NAME, "articulation points and bridges, with all that hangs on them, CPU", own.seconds, "s")
    (points, bridges), used = _timed(lambda: (set(nx.articulation_points(peer)), set(nx.bridges(peer))))
    yield Measurement("networkx", "articulation points and bridges, CPU", used.seconds, "s")
    yield at_most(NAME, "articulation points and bridges that differ", _differing(graph, cuts, points, bridges), "", 0)


def _differing(graph: CompactGraph, cuts: Cuts, points: set[int], bridges: set[tuple[int, int]]) -> int:
    own = set(zip(graph.one[cuts.bridges].tolist(), graph.other[cuts.bridges].tolist(), strict=True))
    theirs = {(min(pair), max(pair)) for pair in bridges}
    return len(points ^ set(np.flatnonzero(cuts.is_articulation).tolist())) + len(own ^ theirs)


def _by_hops(graph: CompactGraph, peer: Any, n_sources: int) -> Iterator[Measurement]:
    found, own = _timed(lambda: betweenness_of(graph, None, n_sources, np.random.default_rng(SEED)))
    goal = 120 * n_sources / 1_000
    yield at_most(NAME, f"betweenness by hops from {n_sources:,} sources, CPU", own.seconds, "s", goal)
    first = int(found.share.argmax())
    yield Measurement(NAME, "betweenness by hops: the largest share of ways", 100 * found.share[first], "%")
    yield Measurement(NAME, "betweenness by hops: standard error of that share", 100 * found.error[first], "%")
    yield Measurement(NAME, "betweenness by hops: largest standard error", 100 * float(found.error.max()), "%")
    yield Measurement(
        NAME, f"betweenness by hops: of the {found.n_compared} first, the same by both halves", found.agreement, ""
    )
    yield from _against_networkx(graph, None, peer, N_ASKED, own.seconds / n_sources, n_sources)
    if graph.n == 150_000:
        per_source = GDS_PUBLISHED_SECONDS / 1_000
        yield Measurement(NAME, "speed against GDS, published", per_source / (own.seconds / n_sources), "×")


def _by_distance(snapshot: Snapshot) -> Iterator[Measurement]:
    moment = moment_of(history_of(snapshot), LAST_DAY)
    graph, distances = compact_of(moment), distance_of(strengths_of(snapshot, moment))
    _, own = _timed(lambda: betweenness_of(graph, distances))
    yield Measurement(NAME, f"{graph.n:,} organisations: betweenness by distance, exact, CPU", own.seconds, "s")
    peer = _networkx(graph, distances)
    yield from _against_networkx(graph, distances, peer, N_ASKED_BY_DISTANCE, own.seconds / graph.n, graph.n)


def _against_networkx(
    graph: CompactGraph, distances: NDArray[np.int64] | None, peer: Any, n_asked: int, each: float, n_sources: int
) -> Iterator[Measurement]:
    """The same sources, drawn alike; what more would take is told from these."""
    found = betweenness_of(graph, distances, n_asked, np.random.default_rng(SEED))
    sources = np.random.default_rng(SEED).permutation(graph.n)[:n_asked].tolist()
    weight = None if distances is None else "length"
    theirs, used = _timed(lambda: nx.betweenness_centrality_subset(peer, sources, list(peer), weight=weight))
    how = "hops" if distances is None else "distance"
    title = f"{graph.n:,} organisations: betweenness by {how}"
    yield Measurement("networkx", f"{title} from {n_asked} sources, CPU", used.seconds, "s")
    total = used.seconds / n_asked * n_sources
    yield Measurement("networkx", f"{title} from {n_sources:,}, extrapolated", total, "s")
    yield Measurement(NAME, f"{title}: speed against networkx, extrapolated", used.seconds / n_asked / each, "×")
    # networkx halves what is counted for undirected graphs.
    scale = 2 * (graph.n / n_asked) / ((graph.n - 1) * (graph.n - 2))
    furthest = max(abs(share - theirs[vertex] * scale) for vertex, share in enumerate(found.share.tolist()))
    yield at_most(NAME, f"{title}: furthest from networkx", furthest, "", 1e-9)


def _sample() -> Iterator[Measurement]:
    """The sample programme, exact, all of it beside networkx."""
    programme = sample_programme()
    snapshot = snapshot_of(programme.nodes, programme.links, AS_OF)
    moment = moment_of(history_of(snapshot), snapshot.day)
    graph, distances = compact_of(moment), distance_of(strengths_of(snapshot, moment))
    found, own = _timed(lambda: betweenness_of(graph, distances))
    peer = _networkx(graph, distances)
    theirs, used = _timed(lambda: nx.betweenness_centrality(peer, weight="length"))
    yield Measurement(NAME, "sample programme: betweenness by distance, exact, CPU", own.seconds, "s")
    yield Measurement("networkx", "sample programme: betweenness by distance, CPU", used.seconds, "s")
    yield at_most(NAME, "sample programme: furthest from networkx", _furthest(found, theirs), "", 1e-9)


def _furthest(found: Betweenness, theirs: dict[int, float]) -> float:
    return max(abs(share - theirs[vertex]) for vertex, share in enumerate(found.share.tolist()))


def _networkx(graph: CompactGraph, distances: NDArray[np.int64] | None = None) -> Any:
    peer = nx.Graph()
    peer.add_nodes_from(range(graph.n))
    ends = zip(graph.one.tolist(), graph.other.tolist(), strict=True)
    if distances is None:
        peer.add_edges_from(ends)
    else:
        peer.add_weighted_edges_from(
            ((*pair, length) for pair, length in zip(ends, distances.tolist(), strict=True)), weight="length"
        )
    return peer


def _older(graph: CompactGraph) -> Any:
    arrays = (graph.adjacency.data, graph.adjacency.indices, graph.adjacency.indptr)
    return csr_matrix(arrays, shape=graph.adjacency.shape, copy=True)


def _timed(make: Callable[[], Found]) -> tuple[Found, Stopwatch]:
    with cpu_timed() as used:
        found = make()
    return found, used


if __name__ == "__main__":
    main()
