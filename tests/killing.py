"""Kills a process at a random moment of what it does, and says what it had acknowledged by then.

The work runs in a process of its own and calls `acknowledge(word)` after each unit that the
application reported as done, as a person would note it. SIGKILL leaves it no time to tidy up.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

Acknowledge = Callable[[str], None]
Work = Callable[[Acknowledge], None]

FULL = os.environ.get("OGNIWO_FULL") == "1"
N_KILLS = 50 if FULL else 4
_READY = "ready"
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.killed_work"])


@dataclass(frozen=True)
class Ended:
    """How a process ended: what it acknowledged, how long it worked, whether it was killed before its end."""

    acknowledged: list[str]
    seconds: float
    killed: bool


def run_to_its_end(work: Work) -> Ended:
    """The work, not disturbed."""
    return _run(work, None)


def killed_after(work: Work, seconds: float) -> Ended:
    """The work, killed so many seconds after it began."""
    return _run(work, seconds)


def moments(n: int, whole: float, seed: int) -> Iterator[float]:
    """Moments spread at random over the whole time, one in each n-th part of it."""
    rng = random.Random(seed)
    for part in rng.sample(range(n), n):
        yield whole * (part + rng.random()) / n


def _run(work: Work, seconds: float | None) -> Ended:
    here, there = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_working, args=(work, there))
    process.start()
    there.close()
    assert here.recv() == _READY
    began = time.monotonic()
    if seconds is not None:
        process.join(timeout=seconds)
        process.kill()
    acknowledged = list(_received(here))
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}, f"the work failed by itself: exit code {process.exitcode}"
    return Ended(acknowledged, time.monotonic() - began, process.exitcode != 0)


def _working(work: Work, to: Connection) -> None:
    to.send(_READY)
    work(to.send)
    to.close()


def _received(source: Connection) -> Iterator[str]:
    while True:
        try:
            yield source.recv()
        except (EOFError, OSError):  # ended, or cut off in a word, which was then not acknowledged
            return
