"""Measures cohorts with organisations kept together and apart: ``python -m benchmarks.together_and_apart [SECONDS]``.

1,000 seekers of 200 providers with five places each, 50 candidates a seeker; so many pairs of seekers together, and as
many apart. Each is given so many seconds; what is told is what was reached by then, and the bound.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from matching.assignment import Instance, Rules, make_instance
from matching.assignment.errors import AssignmentError
from matching.assignment.solving import best
from matching.verify import verify

SEED = 20261130
SIZES = ((5, 5, 0), (5, 20, 20), (6, 20, 20), (6, 60, 60))


def drawn(rng: np.random.Generator, places: int) -> Instance:
    """A cohort with scores in millionths of log-odds, as the recommender's are spread."""
    n, m, width = 1_000, 200, 50
    providers = np.concatenate([rng.choice(m, width, replace=False) for _ in range(n)])
    scores = np.rint(rng.normal(0.5, 0.6, (2, n * width)) * 1e6).astype(np.int64)
    return make_instance(np.ones(n), np.full(m, places), np.repeat(np.arange(n), width), providers, *scores)


def main() -> None:
    """Run from the command line."""
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    for places, n_together, n_apart in SIZES:
        rng = np.random.default_rng(SEED)
        instance = drawn(rng, places)
        people = rng.permutation(instance.n_seekers)[: 2 * (n_together + n_apart)].reshape(-1, 2).tolist()
        pairs = tuple((one, other) for one, other in people)
        rules = Rules(together=pairs[:n_together], apart=pairs[n_together:])
        began, wall = time.process_time(), time.monotonic()
        told = f"{places} places each, {n_together} together, {n_apart} apart: "
        try:
            found = best(instance, rules, time_limit=limit)
        except AssignmentError as error:
            print(f"{told}{error}, {time.process_time() - began:.1f} s CPU", flush=True)
            continue
        took, waited = time.process_time() - began, time.monotonic() - wall
        levels, checked = found.levels, verify(instance, rules, found)
        gap = (found.bound or 0) - levels.total
        print(
            f"{told}{found.status}, placed {levels.placed}, worst {levels.floor}, total {levels.total}, "
            f"bound {found.bound}, gap {gap} ({100 * gap / max(abs(levels.total), 1):.4f} %), {took:.1f} s CPU, "
            f"{waited:.0f} s waited, problems {len(checked.problems)}",
            flush=True,
        )


if __name__ == "__main__":
    main()
