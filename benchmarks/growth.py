"""Measures growth by month: ``python -m benchmarks.growth [--organisations N] [--without neo4j]``.

The series of figures at 120 months against networkx, which builds the network of each month anew, and against Graph
Data Science on the server of ``benchmarks/gds.sh start`` (see benchmarks/README.md), which is given a graph of its own
and whose database is left alone. Every peer must find the same figures.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from benchmarks.array_store import AS_OF, SEED, large_store
from benchmarks.growth_in_neo4j import series_by_gds
from benchmarks.growth_peers import COMPARED, Rebuilt
from benchmarks.measuring import Measurement, at_least, at_most, cpu_timed, peak_megabytes, save, table, timed
from benchmarks.network import N_MONTHS
from graph.analysis import History, Period, Series, Traits, history_of, periods_of, series_of, traits_of
from graph.analysis.timeline import timeline_of
from graph.snapshot import Snapshot, build_snapshot, day_number

NAME = "ogniwo"
LAST_DAY = day_number(date(2023, 12, 31))
GROUPS = ("actors", "contacts", "shape", "mixing")
LIKE_GDS = ("actors", "shape")
N_TIMES = 3
SAMPLE = (11, 59, 119)  # months that networkx is asked about
CLUSTERED = 11  # the one whose clustering it is asked about, too
SHARE_GONE, SHARE_OVER = 0.2, 0.5
GDS_PUBLISHED_SECONDS = 33.6  # the same series in an earlier run on two cores of this kind


def main() -> None:
    """Run from the command line."""
    chosen = _arguments()
    snapshot = build_snapshot(large_store(chosen.organisations), AS_OF)  # type: ignore[arg-type]
    gc.freeze()
    measured: list[Measurement] = []
    for one in _measure(snapshot, with_neo4j=chosen.without != "neo4j"):
        print(table([one]).splitlines()[1], flush=True)
        measured.append(one)
    n_links = len(snapshot.links("COOPERATES_WITH"))
    conditions = {"organisations": len(snapshot.actors), "links": n_links, "months": N_MONTHS, "seed": SEED}
    path = save(measured, f"growth-{len(snapshot.actors)}", conditions)
    print(f"\n{table(measured)}\n\nSaved in {path}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure growth by month.")
    parser.add_argument("--organisations", type=int, default=150_000, help="how many (default 150000)")
    parser.add_argument("--without", choices=("neo4j",), help="leave the server out")
    return parser.parse_args()


def _measure(snapshot: Snapshot, *, with_neo4j: bool) -> Iterator[Measurement]:
    with cpu_timed() as first:
        history, traits = history_of(snapshot), traits_of(snapshot)
    yield Measurement(NAME, "history and traits, once for a snapshot, CPU", first.seconds, "s")
    periods = periods_of(snapshot, "month", history.first_day, LAST_DAY)
    series, seconds = yield from _series(snapshot, history, periods, "")
    yield from _against_networkx(history, traits, series, seconds)
    if with_neo4j:
        yield from _against_gds(snapshot, history, series)
    if len(snapshot.actors) == 150_000:
        yield at_least(
            NAME, "all but clustering: speed against GDS, published", GDS_PUBLISHED_SECONDS / seconds, "×", 15
        )
    ended = _with_ends(history, np.random.default_rng(SEED + 2))
    series, _ = yield from _series(snapshot, ended, periods, " (ends)")
    rebuilt = Rebuilt.of(ended, traits, periods[CLUSTERED].last)
    found = rebuilt.counts() | rebuilt.mixing() | rebuilt.clustering()
    yield at_most(NAME, "furthest from networkx (ends)", _furthest(series, CLUSTERED, found), "", 1e-9)
    yield Measurement(NAME, "memory with the snapshot, at its highest", peak_megabytes(), "MB")


def _series(snapshot: Snapshot, history: History, periods: Sequence[Period], title: str) -> Iterator[Measurement]:
    """The series without and with clustering; yields measurements, returns the figures and the seconds of the first."""
    found, cpu, wall = _fastest(lambda: series_of(snapshot, history, periods, GROUPS))
    yield at_most(NAME, f"120 months: all but clustering{title}, CPU", cpu, "s", 2)
    yield Measurement(NAME, f"120 months: all but clustering{title}, wall", wall, "s")
    clustered, seconds, wall = _fastest(lambda: series_of(snapshot, history, periods, ("clustering",)))
    yield at_most(NAME, f"120 months: clustering{title}, CPU", seconds, "s", 5)
    yield Measurement(NAME, f"120 months: clustering{title}, wall", wall, "s")
    return Series(found.periods, {**found.figures, **clustered.figures}, {**found.reasons, **clustered.reasons}), cpu


def _fastest(make: Callable[[], Series]) -> tuple[Series, float, float]:
    """What it makes, with the least CPU and wall seconds of a few times."""
    cpu, wall = [], []
    for _ in range(N_TIMES):
        with cpu_timed() as used, timed() as passed:
            found = make()
        cpu.append(used.seconds)
        wall.append(passed.seconds)
    return found, min(cpu), min(wall)


def _with_ends(history: History, rng: np.random.Generator) -> History:
    """The history if some members had left after a while, and some links had been over."""
    left = history.left.copy()
    gone = rng.random(len(left)) < SHARE_GONE
    left[gone] = history.joined[gone] + rng.integers(30, 1_500, int(gone.sum()))
    stop = history.stop.astype(np.int64)
    over = rng.random(len(stop)) < SHARE_OVER
    stop[over] = history.start[over] + rng.integers(30, 900, int(over.sum()))
    stop = np.minimum(stop, np.minimum(left[history.one], left[history.other])).astype(np.int32)
    holds = history.start < stop
    columns = {name: getattr(history, name)[holds] for name in ("one", "other", "start", "kind")}
    return replace(history, left=left, stop=stop[holds], **columns)


def _against_networkx(history: History, traits: Traits, series: Series, own: float) -> Iterator[Measurement]:
    """A sample of months built anew; what all take is told from what each member and link took."""
    sizes = np.add(series.figures["n_actors"], series.figures["n_contacts"])
    seconds = {"counts": 0.0, "mixing": 0.0}
    furthest = 0.0
    for month in SAMPLE:
        with cpu_timed() as counting:
            rebuilt = Rebuilt.of(history, traits, series.periods[month].last)
            found = rebuilt.counts()
        with cpu_timed() as mixing:
            found |= rebuilt.mixing()
        seconds = {"counts": seconds["counts"] + counting.seconds, "mixing": seconds["mixing"] + mixing.seconds}
        yield Measurement(
            "networkx", f"month {month}: build it, count, mix, CPU", counting.seconds + mixing.seconds, "s"
        )
        furthest = max(furthest, _furthest(series, month, found))
        if month == CLUSTERED:
            with cpu_timed() as clustering:
                found = rebuilt.clustering()
            yield Measurement("networkx", f"month {month}: clustering, CPU", clustering.seconds, "s")
            furthest = max(furthest, _furthest(series, month, found))
    yield at_most(NAME, "furthest from networkx", furthest, "", 1e-9)
    each = {name: used / sizes[list(SAMPLE)].sum() for name, used in seconds.items()}
    without, total = (float(one * sizes.sum()) for one in (each["counts"], sum(each.values())))
    yield Measurement("networkx", "120 months, extrapolated", total, "s")
    yield Measurement("networkx", "120 months without mixing, extrapolated", without, "s")
    goal = 200 if sizes.max() > 1_000_000 else None
    yield at_least(NAME, "speed against networkx, extrapolated", total / own, "×", goal)


def _furthest(series: Series, month: int, found: Mapping[str, float]) -> float:
    """The largest difference between a figure of the series and the same of a peer."""
    return max(abs(float(series.figures[code][month] or 0) - value) for code, value in found.items())


def _against_gds(snapshot: Snapshot, history: History, series: Series) -> Iterator[Measurement]:
    _, own, _ = _fastest(lambda: series_of(snapshot, history, series.periods, LIKE_GDS))
    told = series_by_gds(timeline_of(history, (one.last for one in series.periods)), range(len(series.periods)))
    if told is None:
        return
    yield Measurement(NAME, "120 months: the figures told by GDS, CPU", own, "s")
    yield Measurement("gds", "120 months, CPU of the server ÷ 2", told.cpu_halved, "s")
    yield Measurement("gds", "120 months, wall", told.wall, "s")
    yield at_least(NAME, "speed against GDS, CPU ÷ 2", told.cpu_halved / own, "×", 15)
    expected = np.array([series.figures[code] for code in COMPARED]).T
    yield at_most(NAME, "furthest from GDS", float(np.abs(expected - told.figures).max()), "", 0)


if __name__ == "__main__":
    main()
