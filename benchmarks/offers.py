"""Measures who can meet most needs: ``python -m benchmarks.offers [--organisations N] [--without neo4j]``.

One organisation and all of them, against scikit-learn, scipy and sparse_dot_topn on the same profiles, and against
Cypher and Graph Data Science on the server of ``benchmarks/gds.sh start`` (see benchmarks/README.md), whose database is
emptied first, and only if what it holds was made by tests. Peers that are not there are left out, and a line says so.
"""

from __future__ import annotations

import argparse
import gc
import resource
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from benchmarks.array_store import AS_OF, SEED, large_store
from benchmarks.measuring import Measurement, at_least, at_most, cpu_timed, peak_megabytes, save, table, timed
from benchmarks.offers_in_neo4j import measure_neo4j
from benchmarks.offers_peers import PEERS, Profile, Top
from graph.snapshot import Snapshot, build_snapshot
from matching.best_offers import BestOffers, best_offers
from matching.best_offers_of_all import best_offers_of_all
from matching.need_lists import lists_of, need_lists

NAME = "ogniwo"
K = 10
ALL_UP_TO, SAMPLE_OF_MORE = 150_000, 50_000
N_QUESTIONS = 1_000
GDS_PUBLISHED_SECONDS = 1_348.0  # nodeSimilarity of all 150,000 in an earlier run on two cores of this kind


def main() -> None:
    """Run from the command line."""
    chosen = _arguments()
    snapshot = build_snapshot(large_store(chosen.organisations), AS_OF)  # type: ignore[arg-type]
    gc.freeze()
    print(f"{len(snapshot.actors):,} organisations, {snapshot.needs.nnz:,} needs, {snapshot.offers.nnz:,} offers")
    measured: list[Measurement] = []
    for one in _measure(snapshot, with_neo4j=chosen.without != "neo4j"):
        print(table([one]).splitlines()[1], flush=True)
        measured.append(one)
    conditions = {"organisations": len(snapshot.actors), "needs": snapshot.needs.nnz, "offers": snapshot.offers.nnz}
    path = save(measured, f"offers-{len(snapshot.actors)}", {**conditions, "seed": SEED})
    print(f"\n{table(measured)}\n\nSaved in {path}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure who can meet most needs.")
    parser.add_argument("--organisations", type=int, default=150_000, help="how many (default 150000)")
    parser.add_argument("--without", choices=("neo4j",), help="leave the server out")
    return parser.parse_args()


def _measure(snapshot: Snapshot, *, with_neo4j: bool) -> Iterator[Measurement]:
    n = len(snapshot.actors)
    with cpu_timed() as building:
        lists = lists_of(*need_lists(snapshot).made_from)  # type: ignore[arg-type]
    yield Measurement(NAME, "make the lists, CPU", building.seconds, "s")
    yield Measurement(NAME, "memory of the lists", lists.nbytes / 2**20, "MB")
    asked = [int(row) for row in np.random.default_rng(SEED).choice(n, min(n, N_QUESTIONS), replace=False)]
    own, answers = _times(lambda row: best_offers(snapshot, str(snapshot.actors.ids[row]), K), asked)
    limit = 1.0 if n <= ALL_UP_TO else 4.0
    yield at_most(NAME, "one question, CPU, 95 % within", float(np.percentile(own, 95)), "ms", limit)
    yield Measurement(NAME, "one question, CPU, mean", float(own.mean()), "ms")
    yield Measurement(NAME, "one question, CPU, longest", float(own.max()), "ms")
    yield from _against_libraries(snapshot, asked, own, answers)
    seconds = yield from _all(snapshot)
    if with_neo4j:
        yield from measure_neo4j(snapshot, asked, answers, own, seconds)
    if n == 150_000:
        yield at_least(NAME, "all: speed against GDS, published", GDS_PUBLISHED_SECONDS / seconds, "×", 40)
    peak = peak_megabytes()
    yield at_most(NAME, "memory with the snapshot, at its highest", peak, "MB", 2_000 if n <= ALL_UP_TO else None)


def _times(answer: Callable[[int], object], asked: Sequence[int]) -> tuple[np.ndarray, list[BestOffers]]:
    """Milliseconds of CPU time of each question, and the answers."""
    answer(asked[0])
    taken, answers = [], []
    for row in asked:
        began = time.process_time()
        answers.append(answer(row))
        taken.append((time.process_time() - began) * 1_000)
    return np.array(taken), answers  # type: ignore[return-value]


def _against_libraries(
    snapshot: Snapshot, asked: Sequence[int], own: np.ndarray, answers: Sequence[BestOffers]
) -> Iterator[Measurement]:
    profile = Profile.of(snapshot)
    for peer in PEERS:
        try:
            one_question = peer.prepare(profile, K)
        except ImportError as missing:
            print(f"{peer.name} is left out: {missing}; pip install -r benchmarks/requirements-peers.txt")
            continue
        few = asked[: peer.n_questions]
        taken, tops = _times(one_question, few)
        yield Measurement(peer.name, "one question, CPU, mean", float(taken.mean()), "ms")
        ratio = float(taken.mean() / own[: len(few)].mean())
        yield at_least(NAME, f"one question: speed against {peer.name}", ratio, "×", peer.goal)
        if peer.same_answers:
            equal = np.mean([_same(answer, top) for answer, top in zip(answers, tops, strict=False)])  # type: ignore[arg-type]
            yield at_least(NAME, f"share of answers as {peer.name} gives them", float(equal), "", 1)
        if peer.all_at_once and len(snapshot.actors) <= ALL_UP_TO:
            with timed() as watch:
                peer.all_at_once(profile, K)
            yield Measurement(peer.name, "all, wall on two threads", watch.seconds, "s")


def _same(answer: BestOffers, top: Top) -> bool:
    shown = answer.providers[0] >= 0
    return answer.providers[0][shown].tolist() == top[0].tolist()


def _all(snapshot: Snapshot) -> Iterator[Measurement]:
    """All organisations in two processes; yields measurements, returns the seconds on two cores."""
    from joblib.externals.loky import get_reusable_executor

    n = len(snapshot.actors)
    get_reusable_executor().shutdown(wait=True)
    before = _cpu_of_children()
    some = np.random.default_rng(SEED).permutation(n)[:SAMPLE_OF_MORE].astype(np.int32) if n > ALL_UP_TO else None
    with timed() as wall, cpu_timed() as own:
        n_answers = sum(len(block.seekers) for block in best_offers_of_all(snapshot, K, seekers=some, n_jobs=2))
        get_reusable_executor().shutdown(wait=True)
    seconds = (_cpu_of_children() - before + own.seconds) / 2 * n / n_answers
    if some is None:
        yield at_most(NAME, "all, CPU of the processes ÷ 2", seconds, "s", 35)
        yield Measurement(NAME, "all, wall (others use the machine, too)", wall.seconds, "s")
    else:
        yield Measurement(NAME, f"all, from {n_answers:,}: CPU of the processes ÷ 2", seconds, "s")
    return seconds


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
