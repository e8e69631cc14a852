"""Measures whole suggestions with reasons: ``python -m benchmarks.suggestions [--organisations N] [--in DIR] [--one]``.

First ten suggestions for one organisation after another, then ``ogniwo suggest-all`` for all in two processes. With
``--in`` the network and the file stay in that folder, and a run that was interrupted goes on; ``--minutes`` ends it
after so long and tells what all would take by what it did; ``--one`` leaves all out, and the store, too.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.array_store import AS_OF, SEED, large_store
from benchmarks.looking_at import cpu_seconds, megabytes_together
from benchmarks.measuring import Measurement, at_most, cpu_timed, megabytes_now, peak_megabytes, save, table, timed
from benchmarks.network import cooperations
from benchmarks.profiles import member_nodes, place_links, place_nodes, profile_links, skill_nodes
from graph.opening import open_store
from graph.snapshot import build_snapshot
from matching import recommend
from web.services.suggesting_all import BLOCK_ROWS

NAME = "ogniwo"
N_QUESTIONS = 500
GOALS_UP_TO = 150_000
LOOK_SECONDS = 2.0


def main() -> None:
    """Run from the command line."""
    chosen = _arguments()
    measured: list[Measurement] = []
    with tempfile.TemporaryDirectory(prefix="ogniwo-bench-") as passing:
        folder = chosen.folder or Path(passing)
        for one in _measure(folder, chosen.organisations, None if chosen.one else chosen.minutes):
            print(table([one]).splitlines()[1], flush=True)
            measured.append(one)
    title = f"suggestions-{chosen.organisations}{'-one' if chosen.one else ''}"
    path = save(measured, title, {"organisations": chosen.organisations, "seed": SEED})
    print(f"\n{table(measured)}\n\nSaved in {path}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure whole suggestions.")
    parser.add_argument("--organisations", type=int, default=150_000, help="how many (default 150000)")
    parser.add_argument("--in", dest="folder", type=Path, help="a folder to keep the network and the file in")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="end suggest-all after so long")
    parser.add_argument("--one", action="store_true", help="leave suggest-all out")
    return parser.parse_args()


def fill(folder: Path, n_organisations: int) -> None:
    """Write the network of benchmarks/README.md with its profiles into an embedded store, unless it is there."""
    path = folder / "network.sqlite3"
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    large = large_store(n_organisations)
    store = open_store(sqlite_path=path)
    store.load(chain(place_nodes(), skill_nodes(), member_nodes(large.network, large.members)), [])
    store.load([], chain(place_links(), profile_links(large.members), cooperations(large.network)))
    store.close()


def _measure(folder: Path, n_organisations: int, minutes_of_all: float | None) -> Iterator[Measurement]:
    if minutes_of_all is not None:
        fill(folder, n_organisations)
        store: Any = open_store(sqlite_path=folder / "network.sqlite3")
    else:
        store = large_store(n_organisations)
    with cpu_timed() as building:
        snapshot = build_snapshot(store, AS_OF)
    del store
    yield Measurement(NAME, "build the snapshot, CPU", building.seconds, "s")
    peak = peak_megabytes()
    gc.freeze()
    ids = snapshot.actors.ids
    asked = ids[np.random.default_rng(SEED).choice(len(ids), min(len(ids), N_QUESTIONS), replace=False)].tolist()
    with cpu_timed() as first:
        recommend(snapshot, asked[0], "peer")
    yield Measurement(NAME, "the first question and all indexes, CPU", first.seconds, "s")
    taken = []
    for seeker in asked:
        began = time.process_time()
        recommend(snapshot, seeker, "peer")
        taken.append((time.process_time() - began) * 1_000)
    has_goal = n_organisations <= GOALS_UP_TO
    slowest = float(np.percentile(taken, 95))
    yield at_most(NAME, "ten suggestions, CPU, 95 % within", slowest, "ms", 25 if has_goal else None)
    yield Measurement(NAME, "ten suggestions, CPU, half within", float(np.median(taken)), "ms")
    yield Measurement(NAME, "ten suggestions, CPU, mean", float(np.mean(taken)), "ms")
    yield Measurement(NAME, "memory with snapshot and indexes, by now", megabytes_now(), "MB")
    yield Measurement(NAME, "memory while the snapshot was built, at most", peak, "MB")
    peak = peak_megabytes()
    yield at_most(NAME, "memory with the snapshot, at its highest", peak, "MB", 2_000 if has_goal else None)
    if minutes_of_all is not None:
        yield from _all(folder, n_organisations, minutes_of_all)


def _all(folder: Path, n_organisations: int, minutes: float) -> Iterator[Measurement]:
    """Let the command run, looking at its memory and its time meanwhile."""
    path = folder / "suggestions.jsonl.gz"
    ogniwo = str(Path(sys.executable).parent / "ogniwo")
    command = [ogniwo, "suggest-all", "--out", str(path), "--jobs", "2", "--resume"]
    n_before = blocks_done(path) * BLOCK_ROWS
    highest = cpu = 0.0
    ends = time.monotonic() + minutes * 60
    with timed() as wall:
        process = subprocess.Popen(command, env={**os.environ, "OGNIWO_DATA": str(folder)})
        while process.poll() is None:
            highest, cpu = max(highest, megabytes_together(process.pid)), max(cpu, cpu_seconds(process.pid))
            if time.monotonic() > ends:
                process.terminate()
                process.wait()
            time.sleep(LOOK_SECONDS)
    if process.returncode not in {0, -signal.SIGTERM}:
        raise SystemExit("suggest-all did not complete; run the same again to go on")
    n_answered = (n_organisations if process.returncode == 0 else blocks_done(path) * BLOCK_ROWS) - n_before
    if not n_answered:
        raise SystemExit(f"suggest-all answered nobody within {minutes:g} minutes; give it more")
    some = "" if n_answered == n_organisations else f", from {n_answered:,}"
    yield Measurement(NAME, f"each{some}, CPU", cpu / n_answered * 1_000, "ms")
    yield at_most(NAME, f"all{some}: CPU ÷ 2", cpu / 2 / 60 * n_organisations / n_answered, "min", 30)
    yield Measurement(NAME, f"{n_answered:,}: wall, shared with others", wall.seconds / 60, "min")
    yield at_most(NAME, "all, memory of three processes, shared once", highest, "MB", 2_000)
    if process.returncode == 0:
        yield from _file(path)


def _file(path: Path) -> Iterator[Measurement]:
    with gzip.open(path) as file:
        yield Measurement(NAME, "lines written", sum(1 for _ in file), "")
    yield Measurement(NAME, "size of the file, compressed", path.stat().st_size / 2**20, "MB")


def blocks_done(path: Path) -> int:
    """How many blocks an unfinished file has."""
    journal = path.with_name(f"{path.name}.part.journal")
    return journal.read_bytes().count(b"\n") - 1 if journal.exists() else 0


if __name__ == "__main__":
    main()
