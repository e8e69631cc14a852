"""Checks assignments by another way of solving: ``python -m benchmarks.assignments_checked [FOLDER] [--large]``.

Every instance is solved best and stable and verified; then each level of the best answer is reached anew by an integral
linear program (HiGHS through scipy) or, for what is too large for it, by one flow of least cost with all levels in its
costs (OR-tools). Neither knows our levels one by one, our bounds, or our certificate. Blocking pairs of the stable
answer are looked for pair by pair.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

from benchmarks.measuring import peak_megabytes
from matching.assignment import NO_RULES, Assignment, Instance, make_instance
from matching.assignment.files import read_instance
from matching.assignment.proposing import stable
from matching.assignment.solving import best
from matching.verify import verify

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "assignment"
SEED = 20261130
MOST_PAIRS_OF_A_PROGRAM = 60_000
Levels = tuple[int, int, int, int | None, int]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Check assignments by another way of solving.")
    parser.add_argument("folder", nargs="?", type=Path, default=REAL, help="real instances")
    parser.add_argument("--large", action="store_true", help="drawn instances of up to 50,000 seekers too")
    chosen = parser.parse_args()
    wrong = 0
    for name, instance in _instances(chosen.folder, large=chosen.large):
        line, right = _checked(instance)
        wrong += not right
        print(f"{name:28s} {line}", flush=True)
    print(f"wrong: {wrong}")
    raise SystemExit(bool(wrong))


def _instances(folder: Path, *, large: bool) -> Iterator[tuple[str, Instance]]:
    for path in sorted(folder.glob("*.npz")):
        yield path.stem, read_instance(path)
    rng = np.random.default_rng(SEED)
    yield "ties, minimum, demand 3", drawn(rng, 2_000, 300, 15, 3, (-9, 10), minimum=True)
    yield "negative only", drawn(rng, 1_000, 200, 20, 2, (-(2**31), 0), minimum=True)
    yield "up to 2^31", drawn(rng, 2_000, 300, 20, 2, (-(2**31), 2**31), minimum=True)
    yield "up to 2^39", drawn(rng, 1_000, 200, 20, 2, (-(2**39), 2**39), minimum=True)
    if large:
        for n, m in ((10_000, 2_000), (50_000, 5_000)):
            yield f"{n:,} of ties", drawn(rng, n, m, 20, 2, (-100, 100), minimum=True)
            yield f"{n:,} up to 2^31", drawn(rng, n, m, 20, 2, (-(2**31), 2**31), minimum=True)
        yield "50,000 up to 2^39", drawn(rng, 50_000, 5_000, 20, 3, (-(2**39), 2**39), minimum=True)


def drawn(
    rng: np.random.Generator, n: int, m: int, width: int, demand: int, scores: tuple[int, int], *, minimum: bool
) -> Instance:
    """Seekers with that many providers each, a few of them the same for many, and too few places for all."""
    crowded = rng.zipf(1.6, (n, width)) % m
    providers = np.where(rng.random((n, width)) < 0.5, crowded, rng.integers(0, m, (n, width)))
    pairs = np.unique(np.stack([np.repeat(np.arange(n), width), providers.ravel()], 1), axis=0)
    wl, wr = (rng.integers(*scores, len(pairs)) for _ in range(2))
    demands = rng.integers(0, demand + 1, n)
    places = rng.multinomial(int(0.8 * demands.sum()), np.full(m, 1 / m))
    least = rng.integers(0, places + 2) if minimum else None
    return make_instance(demands, places, pairs[:, 0], pairs[:, 1], wl, wr, minimum=least)


def _checked(instance: Instance) -> tuple[str, bool]:
    began = time.process_time()
    found = best(instance)
    solved = time.process_time()
    checked = verify(instance, NO_RULES, found)
    verified = time.process_time()
    levels = levels_by_loops(instance, found)
    anew = independent_levels(instance, levels[3])
    held = stable(instance)
    blocking = blocking_by_loops(instance, held)
    right = not checked.problems and checked.gap == 0 and anew == levels and not blocking
    told = f"{instance.n_seekers:6d} × {instance.n_providers:5d}, {instance.n_pairs:8d} pairs: "
    told += f"shortfall, placed, pairs, worst, total {levels}, gap {checked.gap}, "
    told += f"solve {solved - began:.2f} s, verify {verified - solved:.2f} s, {peak_megabytes():.0f} MB; "
    told += f"independently {'the same' if anew == levels else anew}; stable {len(held.chosen)} pairs, "
    return f"{told}blocking {blocking}", right


def levels_by_loops(instance: Instance, found: Assignment) -> Levels:
    """Every level counted from the pairs by plain loops."""
    loads, taken = [0] * instance.n_providers, [0] * instance.n_seekers
    scores = []
    for pair in found.chosen.tolist():
        loads[int(instance.provider[pair])] += 1
        taken[int(instance.seeker[pair])] += 1
        scores.append(int(instance.score[pair]))
    assert all(n <= most for n, most in zip(loads, instance.capacity.tolist(), strict=True))
    assert all(n <= most for n, most in zip(taken, instance.demand.tolist(), strict=True))
    lacking = sum(max(0, least - n) for n, least in zip(loads, instance.minimum.tolist(), strict=True))
    return lacking, sum(n > 0 for n in taken), len(scores), min(scores, default=None), sum(scores)


def independent_levels(instance: Instance, floor: int | None) -> Levels:
    """The levels as another solver reaches them; the floor is tried and the next higher score refused."""
    reach = _Program(instance) if instance.n_pairs <= MOST_PAIRS_OF_A_PROGRAM else _Flow(instance)
    everything = np.ones(instance.n_pairs, bool)
    counts = reach.counts(everything)
    if floor is None:
        return *counts, None, 0
    higher = instance.score > floor
    if reach.counts(instance.score >= floor) != counts or (higher.any() and reach.counts(higher) == counts):
        return *counts, -1, -1
    return *counts, floor, reach.total(instance.score >= floor, counts)


def blocking_by_loops(instance: Instance, held: Assignment) -> int:
    """Pairs that would rather have each other, each looked at by itself."""
    chosen = set(held.chosen.tolist())
    mine: dict[int, list[int]] = {}
    theirs: dict[int, list[int]] = {}
    for pair in chosen:
        mine.setdefault(int(instance.seeker[pair]), []).append(int(instance.seeker_score[pair]))
        theirs.setdefault(int(instance.provider[pair]), []).append(int(instance.provider_score[pair]))
    sides = (
        (instance.seeker.tolist(), instance.seeker_score.tolist(), instance.demand.tolist(), mine),
        (instance.provider.tolist(), instance.provider_score.tolist(), instance.capacity.tolist(), theirs),
    )

    def wants(pair: int) -> bool:
        for ends, scores, room, has in sides:
            own = has.get(ends[pair], [])
            if len(own) >= room[ends[pair]] and (not own or scores[pair] <= min(own)):
                return False
        return True

    return sum(wants(pair) for pair in range(instance.n_pairs) if pair not in chosen)


class _Program:
    """Variables: pairs, seekers placed, loads met; all conditions at once, solved as a linear program."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        n, m, p = instance.n_seekers, instance.n_providers, instance.n_pairs
        ones, rows = np.ones(p), np.arange(p)
        of_seeker = csr_matrix((ones, (instance.seeker, rows)), (n, p + n + m))
        of_provider = csr_matrix((ones, (instance.provider, rows)), (m, p + n + m))
        is_placed = csr_matrix((np.ones(n), (np.arange(n), p + np.arange(n))), (n, p + n + m))
        is_met = csr_matrix((np.ones(m), (np.arange(m), p + n + np.arange(m))), (m, p + n + m))
        self.left = vstack([of_seeker, of_provider, is_placed - of_seeker, is_met - of_provider]).tocsr()
        self.right = np.concatenate([instance.demand, instance.capacity, np.zeros(n + m)])
        self.goals = np.zeros((3, p + n + m))
        self.goals[0, p + n :], self.goals[1, p : p + n], self.goals[2, :p] = 1, 1, 1

    def _most(self, goal: np.ndarray, usable: np.ndarray, counts: Levels | None = None) -> float:
        n = self.instance.n_seekers
        high = np.concatenate([usable.astype(float), np.ones(n), self.instance.minimum.astype(float)])
        left, right = self.left, self.right
        if counts is not None:
            met = int(self.instance.minimum.sum()) - counts[0]
            left = vstack([left, csr_matrix(-self.goals)]).tocsr()
            right = np.concatenate([right, [-met, -counts[1], -counts[2]]])
        found = linprog(-goal, A_ub=left, b_ub=right, bounds=np.stack([np.zeros_like(high), high], 1), method="highs")
        assert found.status == 0, found.message
        return -found.fun if counts is None else found.x

    def counts(self, usable: np.ndarray) -> tuple[int, int, int]:
        """Shortfall, placed and pairs, each at its best by itself."""
        met, placed, pairs = (round(self._most(goal, usable)) for goal in self.goals)
        return int(self.instance.minimum.sum()) - met, placed, pairs

    def total(self, usable: np.ndarray, counts: tuple[int, int, int]) -> int:
        """The highest total with these counts, summed as whole numbers."""
        goal = np.zeros(self.goals.shape[1])
        goal[: self.instance.n_pairs] = self.instance.score
        scale = max(1.0, float(np.abs(goal).max()))
        chosen = self._most(goal / scale, usable, counts)[: self.instance.n_pairs]
        assert np.abs(chosen - chosen.round()).max(initial=0) < 1e-6
        return sum(self.instance.score[chosen > 0.5].tolist())


class _Flow:
    """One network: the first pair of a seeker and the pairs up to a minimum load go through arcs that pay more."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance

    def _solved(self, usable: np.ndarray, scores: np.ndarray, prize: int) -> tuple[int, int, int, int]:
        one, n, m = self.instance, self.instance.n_seekers, self.instance.n_providers
        used = np.flatnonzero(usable)
        flow, sink = SimpleMinCostFlow(), n + m + 1
        seekers, providers = np.arange(1, n + 1), np.arange(n + 1, n + m + 1)
        room, low = one.capacity, np.minimum(one.minimum, one.capacity)

        def arcs(tail: object, head: object, most: np.ndarray, cost: object) -> np.ndarray:
            tails, heads = np.broadcast_to(tail, most.shape), np.broadcast_to(head, most.shape)
            costs = np.broadcast_to(np.asarray(cost, np.int64), most.shape)
            return flow.add_arcs_with_capacity_and_unit_cost(
                tails.astype(np.int32), heads.astype(np.int32), most.astype(np.int64), costs.copy()
            )

        first = arcs(0, seekers, np.minimum(one.demand, 1), -prize)
        arcs(0, seekers, np.maximum(one.demand - 1, 0), 0)
        pairs = arcs(
            1 + one.seeker[used], n + 1 + one.provider[used], np.ones(len(used), np.int64), -prize - scores[used]
        )
        met = arcs(providers, sink, low, -prize)
        arcs(providers, sink, room - low, 0)
        arcs(0, sink, np.array([one.demand.sum()]), 0)
        flow.set_nodes_supplies(np.array([0, sink], np.int32), np.array([one.demand.sum(), -one.demand.sum()]))
        assert flow.solve() == flow.OPTIMAL
        taken = flow.flows(pairs).astype(bool)
        found = (int(flow.flows(met).sum()), int(flow.flows(first).sum()), int(taken.sum()))
        return int(one.minimum.sum()) - found[0], found[1], found[2], sum(scores[used][taken].tolist())

    def counts(self, usable: np.ndarray) -> tuple[int, int, int]:
        """Shortfall, placed and pairs: they can all be at their best together, so their sum is."""
        return self._solved(usable, np.zeros(self.instance.n_pairs, np.int64), 1)[:3]

    def total(self, usable: np.ndarray, counts: tuple[int, int, int]) -> int:
        """The highest total; a prize above all that scores can differ by keeps the counts at their best."""
        return _by_digits(self, usable, counts)


def _by_digits(flow: _Flow, usable: np.ndarray, counts: tuple[int, int, int]) -> int:
    """The total by one flow where its costs are small enough, else by the linear program."""
    scores = flow.instance.score
    spread = int(np.abs(scores).max()) * 2 * int(min(flow.instance.demand.sum(), flow.instance.capacity.sum()))
    n_nodes = flow.instance.n_seekers + flow.instance.n_providers
    if 3 * spread * n_nodes < 2**61:
        *reached, total = flow._solved(usable, scores, spread + 1)
        assert tuple(reached) == counts
        return total
    return _Program(flow.instance).total(usable, counts)


if __name__ == "__main__":
    main()
