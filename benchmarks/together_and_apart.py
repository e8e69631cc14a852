"""Measures cohorts with organisations kept together and apart: ``python -m benchmarks.together_and_apart [SECONDS]``.

Three sizes of cohorts, with places to spare and with none, with scores all different and scores of few values, and
with minimum loads, a limit for each mentor and two mentors wanted. Each is given so many seconds (60). What is told is
what was reached by then, the gap that the verifier finds, and the processor time of solving and of verifying.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace

import numpy as np

from matching.assignment import Instance, Rules, make_instance
from matching.assignment.solving import best
from matching.verify import verify

SEED = 20261130


@dataclass(frozen=True, slots=True)
class Size:
    """Seekers, providers with so many places, candidates of each seeker, and how many twos are together and apart."""

    n_seekers: int
    n_providers: int
    places: int
    n_candidates: int
    n_together: int
    n_apart: int

    def __str__(self) -> str:
        return (
            f"{self.n_seekers} x {self.n_providers} of {self.places}, {self.n_candidates} each, "
            f"{self.n_together} together, {self.n_apart} apart"
        )


SIZES = (
    Size(12, 5, 3, 5, 1, 2),
    Size(12, 5, 3, 5, 3, 3),
    Size(200, 60, 4, 30, 5, 5),
    Size(200, 60, 4, 30, 20, 20),
    Size(200, 50, 4, 30, 20, 20),
    Size(1_000, 200, 5, 50, 5, 0),
    Size(1_000, 200, 5, 50, 20, 20),
    Size(1_000, 200, 6, 50, 20, 20),
    Size(1_000, 200, 6, 50, 60, 60),
    Size(1_000, 200, 5, 50, 100, 100),
)
KINDS = ("different", "alike", "all rules")


def drawn(rng: np.random.Generator, size: Size, kind: str) -> Instance:
    """A cohort with scores in millionths of log-odds, as the recommender's are spread; alike: of eleven values."""
    n, m, width = size.n_seekers, size.n_providers, size.n_candidates
    providers = np.concatenate([rng.choice(m, width, replace=False) for _ in range(n)])
    scores = np.rint(rng.normal(0.5, 0.6, (2, n * width)) * 1e6).astype(np.int64)
    if kind == "alike":
        scores = np.clip(scores // 200_000, -5, 5) * 200_000
    several = kind == "all rules"
    demand = np.where(several & (rng.random(n) < 0.1), 2, 1)
    minimum = np.where(several & (rng.random(m) < 0.5), 2, 0)
    rows = np.repeat(np.arange(n), width)
    return make_instance(demand, np.full(m, size.places), rows, providers, *scores, minimum=minimum)


def ruled(rng: np.random.Generator, size: Size, kind: str) -> Rules:
    """Twos kept together and apart; of all rules, a limit of three from one of eight regions too."""
    people = rng.permutation(size.n_seekers)
    if 2 * (size.n_together + size.n_apart) > size.n_seekers:
        people = np.concatenate([people, rng.permutation(size.n_seekers)])
    twos = [(int(one), int(other)) for one, other in people[: 2 * (size.n_together + size.n_apart)].reshape(-1, 2)]
    rules = Rules(together=tuple(twos[: size.n_together]), apart=tuple(twos[size.n_together :]))
    if kind != "all rules":
        return rules
    return replace(rules, group_of_seeker=rng.integers(0, 8, size.n_seekers).astype(np.int32), group_limit=3)


def main() -> None:
    """Run from the command line."""
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    for kind in KINDS:
        for size in SIZES:
            rng = np.random.default_rng(SEED)
            instance, rules = drawn(rng, size, kind), ruled(rng, size, kind)
            began, wall = time.process_time(), time.monotonic()
            found = best(instance, rules, time_limit=limit)
            solved, waited = time.process_time() - began, time.monotonic() - wall
            began = time.process_time()
            checked = verify(instance, rules, found)
            proving = time.process_time() - began
            levels, left = found.levels, (found.bound or 0) - found.levels.total
            print(
                f"{kind}, {size}: {found.status}, placed {levels.placed}, worst {levels.floor}, total {levels.total}, "
                f"left {100 * left / max(abs(levels.total), 1):.4f} %, verified gap {checked.gap}, "
                f"{sum(len(tree.nodes) for tree in found.trees.values())} nodes, {solved:.2f} s CPU, "
                f"{waited:.1f} s waited, verifying {proving:.2f} s, problems {len(checked.problems)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
