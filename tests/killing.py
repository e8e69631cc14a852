"""Kills a process at random moments of what it does, says what it had acknowledged by then, and keeps count.

The work runs in a process of its own and calls `acknowledge(word)` after each unit that the
application reported as done, as a person would note it. SIGKILL leaves it no time to tidy up.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

Acknowledge = Callable[[str], None]
Work = Callable[[Acknowledge], None]

FULL = os.environ.get("OGNIWO_FULL") == "1"
# Where a line is added for each test that has survived its kills; benchmarks/results/survival.txt is made of them.
COUNTS_TO = os.environ.get("OGNIWO_SURVIVAL_TO")
N_KILLS = 50 if FULL else 4
_SWEEPS = 5
_READY = "ready"
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.killed_work"])


@dataclass(frozen=True)
class Ended:
    """How a process ended: what it acknowledged, how long it worked, whether it was killed before its end.

    `steps` has the seconds that each acknowledgement came after the one before.
    """

    acknowledged: list[str]
    seconds: float
    killed: bool
    steps: list[float]


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after so many acknowledgements; `part` names what is done then."""

    seconds: float
    after: int = 0
    part: str = ""


def run_to_its_end(work: Work) -> Ended:
    """The work, not disturbed."""
    return _run(work, None)


class Kills:
    """The kills of one test, in each of which the work is done again and what it left is looked at.

    Iterating gives the number and the moment of each attempt. Work that ended before its moment
    was not killed; in full, there are attempts until `N_KILLS` of them were, in each of the parts.

    Parameters
    ----------
    of : str
        What is killed, and in which store, as the counts name it.
    whole : Ended
        The work not disturbed.
    parts : dict, optional
        By name of a part, the numbers of the steps that belong to it; a step ends with an acknowledgement.
    """

    def __init__(self, of: str, whole: Ended, seed: int, parts: Mapping[str, Sequence[int]] | None = None) -> None:
        self.of = of
        self._seconds, self._steps = whole.seconds, list(whole.steps)
        self._rng = random.Random(seed)
        self._parts = dict(parts or {})
        self._killed = Counter(dict.fromkeys(self._parts or [""], 0))
        self._n_attempts = 0

    def __iter__(self) -> Iterator[tuple[int, Moment]]:
        for _ in range(_SWEEPS if FULL else 1):
            for moment in self._moments():
                if FULL and self._killed[moment.part] >= N_KILLS:
                    continue
                yield self._n_attempts, moment
                self._n_attempts += 1  # the test came back for more, so it found nothing wrong
        least = N_KILLS if FULL else N_KILLS // (3 * len(self._killed))
        assert min(self._killed.values()) >= least, f"only {self._killed} were killed before their end"
        self._note()

    def _moments(self) -> Iterator[Moment]:
        if not self._parts:
            for part in self._rng.sample(range(N_KILLS), N_KILLS):
                yield Moment(self._seconds * (part + self._rng.random()) / N_KILLS)
        for name, numbers in self._parts.items():
            for _ in range(N_KILLS if FULL else N_KILLS // len(self._parts)):
                step = self._rng.choice(numbers)
                yield Moment(self._steps[step] * self._rng.random(), step, name)

    def at(self, moment: Moment, work: Work) -> Ended:
        """The work, killed then; from work that was quicker than before, what is left is reckoned anew."""
        ended = _run(work, moment)
        self._killed[moment.part] += ended.killed
        if not ended.killed:
            self._seconds = min(self._seconds, ended.seconds)
            self._steps = [min(both) for both in zip(self._steps, ended.steps, strict=True)]
        return ended

    def _note(self) -> None:
        if COUNTS_TO is None:
            return
        n_killed = sum(self._killed.values())
        parts = ", ".join(f"{n} {part}" for part, n in self._killed.items() if part)
        with Path(COUNTS_TO).open("a", encoding="utf-8") as file:
            file.write(f"{self.of:<50}{self._n_attempts:>9}{n_killed:>8}{n_killed:>10}  {parts}".rstrip() + "\n")


def _run(work: Work, moment: Moment | None) -> Ended:
    here, there = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_working, args=(work, there))
    process.start()
    there.close()
    assert here.recv() == _READY
    began = time.monotonic()
    words = _received(here)
    acknowledged = list(islice(words, moment.after if moment else None))
    if moment is not None:
        process.join(timeout=moment.seconds)
        process.kill()
        acknowledged += words
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}, f"the work failed by itself: exit code {process.exitcode}"
    ends = [began, *(at for _, at in acknowledged)]
    steps = [end - start for start, end in pairwise(ends)]
    return Ended([word for word, _ in acknowledged], time.monotonic() - began, process.exitcode != 0, steps)


def _working(work: Work, to: Connection) -> None:
    to.send(_READY)
    work(to.send)
    to.close()


def _received(source: Connection) -> Iterator[tuple[str, float]]:
    """Each word with the moment at which it came."""
    while True:
        try:
            yield source.recv(), time.monotonic()
        except (EOFError, OSError):  # ended, or cut off in a word, which was then not acknowledged
            return
