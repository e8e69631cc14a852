"""Measures cohorts assigned: ``python -m benchmarks.assignment [FOLDER] [--matching-python PYTHON] [--without-scipy]``.

FOLDER holds real instances (hr4000.npz, aamas2015_k1.npz); without them only the drawn ones are solved. The library
`matching` installs a package of our name, so it runs in an environment of its own: name its Python.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.optimize import linear_sum_assignment

from benchmarks.measuring import Measurement, at_least, at_most, cpu_timed, peak_megabytes, save, table
from matching.assignment import NO_RULES, Assignment, Instance, make_instance, solving
from matching.assignment.faces import within_cut
from matching.assignment.files import read_instance
from matching.assignment.flows import best_flow, smallest_cut
from matching.assignment.network import network_of
from matching.assignment.proposing import stable
from matching.verify import verify

SEED = 20210901
REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "assignment"
TRIED = 5

# Run by the other Python: preferences from standard input, processor seconds and the pairs to standard output.
_MATCHING = """
import json, sys, time
from matching.games import HospitalResident
asked = json.load(sys.stdin)
wishes = {int(one): listed for one, listed in asked["wishes"].items()}
favour = {int(one): listed for one, listed in asked["favour"].items()}
began = time.process_time()
game = HospitalResident.create_from_dictionaries(wishes, favour, {int(k): v for k, v in asked["room"].items()})
solved = game.solve()
seconds = time.process_time() - began
json.dump({"seconds": seconds, "pairs": sum(len(those) for those in solved.values())}, sys.stdout)
"""


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Measure assignments.")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=REAL, help="real instances (default: beside the repository)"
    )
    parser.add_argument("--matching-python", type=Path, help="a Python that has PyPI's matching 1.4.3 installed")
    parser.add_argument("--without-scipy", action="store_true", help="leave out scipy with seats expanded: minutes")
    chosen = parser.parse_args()
    measured: list[Measurement] = []
    for one in _measure(chosen):
        print(table([one]).splitlines()[1], flush=True)
        measured.append(one)
    path = save(measured, "assignment", {"seed": SEED})
    print(f"\n{table(measured)}\n\nSaved in {path}")


def _measure(chosen: argparse.Namespace) -> Iterator[Measurement]:
    yield from _drawn("10,000", drawn(10_000, 2_000, 50), 4.0, 400)
    yield from _drawn("50,000", drawn(50_000, 5_000, 20, demand=2, ties=True), None, None)
    if (chosen.folder / "hr4000.npz").exists():
        yield from _residents(read_instance(chosen.folder / "hr4000.npz"), chosen)
    if (chosen.folder / "aamas2015_k1.npz").exists():
        yield from _papers(read_instance(chosen.folder / "aamas2015_k1.npz"))


def drawn(n_seekers: int, n_providers: int, n_candidates: int, *, demand: int = 1, ties: bool = False) -> Instance:
    """An instance drawn evenly, with a tenth more places than are wanted and a minimum load of half of them."""
    rng = np.random.default_rng(SEED)
    providers = np.concatenate([rng.choice(n_providers, n_candidates, replace=False) for _ in range(n_seekers)])
    seekers = np.repeat(np.arange(n_seekers), n_candidates)
    scores = rng.integers(-100 if ties else -(2**31), 100 if ties else 2**31, (2, len(seekers)))
    places = -(-n_seekers * demand * 11 // 10 // n_providers)
    return make_instance(
        np.full(n_seekers, demand),
        np.full(n_providers, places),
        seekers,
        providers,
        *scores,
        minimum=np.full(n_providers, places // 2),
    )


def _drawn(name: str, instance: Instance, seconds: float | None, megabytes: float | None) -> Iterator[Measurement]:
    found, solved, priced = _solved(instance)
    with cpu_timed() as checking:
        checked = verify(instance, NO_RULES, found)
    if checked.problems:
        raise SystemExit(f"not proved: {checked.problems}")
    yield at_most(name, "all levels, certificate and verification", solved + checking.seconds, "s", seconds)
    yield at_most(name, "certificate built, share of the solve", 100 * priced / solved, "%", 15)
    yield at_most(name, "verification, share of the solve", 100 * checking.seconds / solved, "%", None)
    yield at_most(name, "memory of the process at its highest", peak_megabytes(), "MB", megabytes)
    yield at_most(name, "gap", checked.gap or 0, "", 0)
    yield Measurement(name, "stable", _fastest(lambda: stable(instance)), "s")


def _solved(instance: Instance) -> tuple[Assignment, float, float]:
    """The best assignment, with the processor seconds of all and those of building the certificate's prices."""
    plain, priced = solving.prices_of, [0.0]

    def timed_prices(*given: Any) -> Any:
        with cpu_timed() as watch:
            prices = plain(*given)
        priced[0] += watch.seconds
        return prices

    solving.prices_of = timed_prices  # type: ignore[assignment]
    try:
        with cpu_timed() as watch:
            found = solving.best(instance)
    finally:
        solving.prices_of = plain
    return found, watch.seconds, priced[0]


def _residents(instance: Instance, chosen: argparse.Namespace) -> Iterator[Measurement]:
    name = "hr4000"
    own = _fastest(lambda: solving.best(instance))
    yield Measurement(name, "best, all levels", 1_000 * own, "ms")
    bare = _fastest(lambda: _bare_flow(instance))
    yield Measurement(name, "one bare OR-tools flow", 1_000 * bare, "ms")
    n_levels = 4  # pairs, floor, total and ties; nobody wants two, and there are no minimum loads
    yield at_most(name, "best, beside a bare flow for each of its 4 levels", own / (n_levels * bare), "×", 3)
    _, solved, priced = _solved(instance)
    yield at_most(name, "certificate built, share of the solve", 100 * priced / solved, "%", 15)
    proposing = _fastest(lambda: stable(instance))
    checked = verify(instance, NO_RULES, stable(instance))
    yield Measurement(name, "stable", 1_000 * proposing, "ms")
    yield Measurement(name, "stable, pairs", checked.pairs, "")
    yield at_most(name, "stable, blocking pairs", checked.blocking_pairs, "", 0)
    if chosen.matching_python:
        told = _by_matching(instance, chosen.matching_python)
        yield Measurement(name, "stable by PyPI matching", told["seconds"], "s")
        yield Measurement(name, "stable by PyPI matching, pairs", told["pairs"], "")
        yield at_least(name, "stable, speed beside PyPI matching", told["seconds"] / proposing, "×", 5_000)
    if not chosen.without_scipy:
        with cpu_timed() as watch:
            n_pairs, total = _seats_expanded(instance)
        yield Measurement(name, "scipy with seats expanded (no worst pair)", watch.seconds, "s")
        yield at_least(name, "best, speed beside scipy", watch.seconds / own, "×", 500)
        same = _without_floor(instance) == (n_pairs, total)
        yield at_least(name, "same pairs and total as scipy without a floor", float(same), "", 1)


def _papers(instance: Instance) -> Iterator[Measurement]:
    name = "aamas2015"
    found = solving.best(instance)
    with cpu_timed() as watch:
        n_pairs, total = _seats_expanded(instance)
    yield Measurement(name, "best, all levels", 1_000 * _fastest(lambda: solving.best(instance)), "ms")
    yield Measurement(name, "scipy with seats expanded", 1_000 * watch.seconds, "ms")
    yield Measurement(name, "total of best, whose worst pair comes first", found.levels.total, "")
    same = _without_floor(instance) == (n_pairs, total)
    yield at_least(name, "same pairs and total as scipy without a floor", float(same), "", 1)
    floor = found.levels.floor
    same = _seats_expanded(instance, floor) == (found.levels.pairs, found.levels.total)
    yield at_least(name, "same pairs and total as scipy at our floor", float(same), "", 1)


def _without_floor(instance: Instance) -> tuple[int, int]:
    """Pairs and total where the worst pair does not count, by the steps of the product."""
    network = network_of(instance, NO_RULES)
    room = network.room[network.of_seekers], network.room[network.of_providers]
    total, side = smallest_cut(network, *room)
    flow = best_flow(replace(within_cut(network, side, *room), total=total), instance.score)
    taken = flow[: instance.n_pairs] > 0
    return int(taken.sum()), int(instance.score[taken].sum())


def _bare_flow(instance: Instance) -> int:
    """What a person would write: most pairs first, then the total, in one flow."""
    n_seekers, n_providers = instance.n_seekers, instance.n_providers
    source, sink = n_seekers + n_providers, n_seekers + n_providers + 1
    seekers, providers = np.arange(n_seekers), np.arange(n_providers)
    tail = np.concatenate([instance.seeker, 0 * seekers + source, n_seekers + providers]).astype(np.int32)
    head = np.concatenate([n_seekers + instance.provider, seekers, 0 * providers + sink]).astype(np.int32)
    room = np.concatenate([np.ones(instance.n_pairs, np.int64), instance.demand, instance.capacity])
    cost = np.concatenate([-instance.score, np.zeros(n_seekers + n_providers, np.int64)])
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
    solver.set_node_supply(source, int(instance.demand.sum()))
    solver.set_node_supply(sink, -int(instance.demand.sum()))
    solver.solve_max_flow_with_min_cost()
    return int(solver.flows(arcs)[: instance.n_pairs].sum())


def _seats_expanded(instance: Instance, floor: int | None = None) -> tuple[int, int]:
    """Pairs and total by scipy's dense solver, a column for each place; demand is one."""
    usable = np.ones(instance.n_pairs, np.bool_) if floor is None else instance.score >= floor
    places = np.concatenate([[0], np.cumsum(instance.capacity)])
    away = 10.0 * float(np.abs(instance.score).max()) * instance.n_seekers
    costs = np.full((instance.n_seekers, places[-1]), away)
    columns = instance.seeker[usable], instance.provider[usable], instance.score[usable]
    for seeker, provider, score in zip(*columns, strict=True):
        costs[seeker, places[provider] : places[provider + 1]] = -score
    rows, seats = linear_sum_assignment(costs)
    taken = costs[rows, seats]
    return int((taken < away).sum()), -round(float(taken[taken < away].sum()))


def _by_matching(instance: Instance, python: Path) -> dict[str, Any]:
    wishes = np.lexsort((instance.provider, -instance.seeker_score, instance.seeker))
    favour = np.lexsort((instance.seeker, -instance.provider_score, instance.provider))
    asked: dict[str, dict[int, Any]] = {"wishes": {}, "favour": {}, "room": {}}
    for pair in wishes.tolist():
        asked["wishes"].setdefault(int(instance.seeker[pair]), []).append(int(instance.provider[pair]))
    for pair in favour.tolist():
        asked["favour"].setdefault(int(instance.provider[pair]), []).append(int(instance.seeker[pair]))
    asked["room"] = {one: int(instance.capacity[one]) for one in asked["favour"]}
    done = subprocess.run(
        [python, "-c", _MATCHING], input=json.dumps(asked), capture_output=True, text=True, check=True, cwd="/"
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _fastest(run: Callable[[], object]) -> float:
    """The least processor seconds of a few runs."""
    taken = []
    for _ in range(TRIED):
        with cpu_timed() as watch:
            run()
        taken.append(watch.seconds)
    return min(taken)


if __name__ == "__main__":
    main()
