"""Tables of events: how long until a plan is found, and how many meet again in it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from benchmarks.measuring import Measurement, at_most, save, table
from matching.seating import full_tables

SEEDS = (0, 1, 2)
NO_REPEATS = ((5, 3, 7), (6, 4, 6), (8, 5, 6), (9, 4, 8), (10, 4, 9), (20, 5, 10), (7, 4, 9))
ONE_REPEAT = ((8, 4, 8),)
OTHERS = ((6, 3, 8), (6, 5, 6), (8, 4, 9), (8, 4, 10), (21, 6, 25), (4, 4, 7), (100, 8, 10))


def main() -> None:
    """Measure on one processor, print, and save the results."""
    measurements = list(_measure())
    print(table(measurements))
    print(save(measurements, "tables", {"seeds": ", ".join(map(str, SEEDS))}))


def _measure() -> Iterator[Measurement]:
    for goal, events in ((0, NO_REPEATS), (1, ONE_REPEAT), (None, OTHERS)):
        for event in events:
            name = "-".join(map(str, event))
            tried = [_tried(event, seed) for seed in (SEEDS if goal is not None else SEEDS[:1])]
            slowest, repeats = max(seconds for seconds, _ in tried), max(pairs for _, pairs in tried)
            yield at_most("", f"{name}: pairs that meet again", repeats, "", goal)
            yield at_most("", f"{name}: slowest seed, CPU", slowest, "s", None if goal is None else 10)


def _tried(event: tuple[int, int, int], seed: int) -> tuple[float, int]:
    began = time.process_time()
    found = full_tables(*event, np.random.default_rng(seed))
    seconds = time.process_time() - began
    met = Counter(pair for seated in found.rounds for people in seated for pair in combinations(people, 2))
    return seconds, sum(often > 1 for often in met.values())


if __name__ == "__main__":
    main()
