"""Runs ``ogniwo suggest-all`` to its end, interrupted twice: ``python -m benchmarks.suggest_all_ended --in DIR``.

The network is that of `benchmarks.suggestions`, kept in the folder. A first run gets Ctrl-C after a fifth of the
blocks, the next is killed after half of them, the third ends. Added up are CPU time (also of what was lost) and wall
time of all three; then the file is read, and some of its blocks are made anew and must be the same to the byte.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.array_store import SEED
from benchmarks.looking_at import cpu_seconds, megabytes_together
from benchmarks.measuring import Measurement, at_least, at_most, save, table
from benchmarks.suggestions import NAME, blocks_done, fill
from web.ogniwo import Ogniwo
from web.services.suggesting_all import BLOCK_ROWS, Asked, seekers_of, snapshot_as_of, suggest_all
from web.services.unfinished_file import journal_of
from web.settings import Settings

N_BLOCKS_MADE_ANEW = 5
ENDS = ((0.2, signal.SIGINT), (0.5, signal.SIGKILL), (2.0, None))
LOOK_SECONDS = 1.0


@dataclass
class Spent:
    """What all runs took together, and the most memory that one had."""

    cpu: float = 0.0
    wall: float = 0.0
    megabytes: float = 0.0


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Measure suggest-all, interrupted twice.")
    parser.add_argument("--organisations", type=int, default=150_000, help="how many (default 150000)")
    parser.add_argument("--in", dest="folder", type=Path, required=True, help="a folder for the network and the file")
    chosen = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs in its background without it
    fill(chosen.folder, chosen.organisations)
    measured = []
    for one in _measure(chosen.folder, chosen.organisations):
        print(table([one]).splitlines()[1], flush=True)
        measured.append(one)
    command = f"python -m benchmarks.suggest_all_ended --organisations {chosen.organisations}"
    save(measured, f"suggest-all-{chosen.organisations}", {"command": command, "seed": SEED})


def _measure(folder: Path, n_organisations: int) -> Iterator[Measurement]:
    path = folder / "whole.jsonl.gz"
    spent = Spent()
    n_blocks = -(-n_organisations // BLOCK_ROWS)
    of: dict[str, Any] = {}
    for share, ending in ENDS:
        code = _run(folder, path, spent, int(share * n_blocks), ending)
        done = n_blocks if path.exists() else blocks_done(path)
        of = of or json.loads(journal_of(path).read_text(encoding="utf-8").partition("\n")[0])
        named = ending.name if ending else "its end"
        yield Measurement(NAME, f"blocks done at {named} (exit {code})", done, "")
    yield Measurement(NAME, "each, CPU", spent.cpu / n_organisations * 1_000, "ms")
    yield at_most(NAME, "all: CPU ÷ 2", spent.cpu / 2 / 60, "min", 30)
    yield Measurement(NAME, "all: wall, shared with others", spent.wall / 60, "min")
    yield at_most(NAME, "all, memory of three processes, shared once", spent.megabytes, "MB", 2_000)
    yield from _file(path, n_organisations)
    yield from _made_anew(folder, path, of)


def _run(folder: Path, path: Path, spent: Spent, until: int, ending: signal.Signals | None) -> int:
    """One run of the command, sent the signal once so many blocks are done; its exit code."""
    ogniwo = [sys.executable, "-c", "from web.cli import main; main()"]
    command = [*ogniwo, "suggest-all", "--out", str(path), "--jobs", "2", "--resume"]
    began, cpu, is_sent = time.monotonic(), 0.0, False
    running = subprocess.Popen(command, env={**os.environ, "OGNIWO_DATA": str(folder)})
    while running.poll() is None:
        cpu = max(cpu, cpu_seconds(running.pid))
        spent.megabytes = max(spent.megabytes, megabytes_together(running.pid))
        if ending is not None and not is_sent and blocks_done(path) >= until:
            running.send_signal(ending)
            is_sent = True
        time.sleep(LOOK_SECONDS)
    spent.cpu += cpu
    spent.wall += time.monotonic() - began
    return running.returncode


def _file(path: Path, n_organisations: int) -> Iterator[Measurement]:
    """What the file holds: who asks, in order of id, how many suggestions, and whether their reasons add up."""
    seekers, n_shown, n_off = [], 0, 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for answer in map(json.loads, lines):
            seekers.append(answer["seeker_id"])
            n_shown += len(answer["suggestions"])
            n_off += sum(_is_off(one) for one in answer["suggestions"])
    if seekers != sorted(set(seekers)) or len(seekers) != n_organisations:
        raise SystemExit("the file does not have each organisation once, in order of id")
    yield Measurement(NAME, "lines written, each organisation once", len(seekers), "")
    yield Measurement(NAME, "suggestions in them", n_shown, "")
    yield at_most(NAME, "whose reasons are off the score by > 1e-9", n_off, "", 0)
    yield Measurement(NAME, "size of the file, compressed", path.stat().st_size / 2**20, "MB")


def _is_off(suggestion: dict[str, Any]) -> bool:
    total: float = math.fsum(one["contribution"] for one in suggestion["reasons"])
    return abs(total - float(suggestion["score"])) > 1e-9


def _made_anew(folder: Path, path: Path, of: dict[str, Any]) -> Iterator[Measurement]:
    """Some blocks again in one process: the first, the last, and others at random."""
    asked = Asked(**{**of, "languages": tuple(of["languages"])})
    with Ogniwo.open(Settings(folder, f"sqlite:///{folder / 'office.sqlite3'}")) as ogniwo:
        snapshot = snapshot_as_of(ogniwo, date.fromisoformat(asked.as_of))
        n_blocks = -(-len(seekers_of(snapshot)) // BLOCK_ROWS)
        some = np.random.default_rng(SEED).choice(n_blocks, N_BLOCKS_MADE_ANEW, replace=False).tolist()
        rows = sorted({0, n_blocks - 1, *some})
        anew = {row: gzip.decompress(next(suggest_all(ogniwo, snapshot, asked, n_done=row))) for row in rows}
    with gzip.open(path) as lines:
        blocks = iter(lambda: b"".join(islice(lines, BLOCK_ROWS)), b"")
        n_same = sum(anew.get(row) == block for row, block in enumerate(blocks))
    yield at_least(NAME, f"of {len(rows)} blocks made anew, the same", n_same, "", len(rows))


if __name__ == "__main__":
    main()
