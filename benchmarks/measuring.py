"""One measurement, a table of them, and a file of results."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured, its value, and the goal it is held against, if it has one."""

    store: str
    name: str
    value: float
    unit: str
    goal: str = ""
    reached: bool | None = None


def at_least(store: str, name: str, value: float, unit: str, goal: float | None) -> Measurement:
    """A measurement that should not be lower; None where there is no goal."""
    if goal is None:
        return Measurement(store, name, value, unit)
    return Measurement(store, name, value, unit, f"≥ {goal:,g}", value >= goal)


def at_most(store: str, name: str, value: float, unit: str, goal: float | None) -> Measurement:
    """A measurement that should not be higher; None where there is no goal."""
    if goal is None:
        return Measurement(store, name, value, unit)
    return Measurement(store, name, value, unit, f"≤ {goal:,g}", value <= goal)


class Stopwatch:
    """The seconds that a block took, once it is over."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Stopwatch]:
    """Measures the block."""
    watch = Stopwatch()
    began = time.perf_counter()
    yield watch
    watch.seconds = time.perf_counter() - began


@contextmanager
def cpu_timed() -> Iterator[Stopwatch]:
    """Measures the block in CPU time of this process, whatever else the machine does."""
    watch = Stopwatch()
    began = time.process_time()
    yield watch
    watch.seconds = time.process_time() - began


def peak_megabytes() -> float:
    """The most that this process had in memory so far."""
    # Not getrusage: that one remembers the parent's memory, too.
    return _megabytes("VmHWM")


def megabytes_now() -> float:
    """What this process has in memory at this moment."""
    return _megabytes("VmRSS")


def _megabytes(name: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def table(measurements: Sequence[Measurement]) -> str:
    """The measurements, one a line, the goal beside the value."""
    marks = {True: "yes", False: "NO", None: ""}
    lines = [f"{'store':<8} {'what':<44} {'value':>12} {'unit':<8} {'goal':>10} reached"]
    for one in measurements:
        number = f"{one.value:,.0f}" if one.value >= 1000 else f"{one.value:.2f}"
        lines.append(f"{one.store:<8} {one.name:<44} {number:>12} {one.unit:<8} {one.goal:>10} {marks[one.reached]}")
    return "\n".join(lines)


def save(measurements: Sequence[Measurement], title: str, conditions: Mapping[str, int | str]) -> Path:
    """Write the results as JSON and as a table; return where the JSON is."""
    return save_records([asdict(one) for one in measurements], table(measurements), title, conditions)


def save_records(
    records: Sequence[Mapping[str, object]], text: str, title: str, conditions: Mapping[str, int | str]
) -> Path:
    """Write records as JSON and a text beside them, both with the conditions; return where the JSON is."""
    RESULTS.mkdir(exist_ok=True)
    load_before = " ".join(f"{load:.1f}" for load in os.getloadavg())
    machine = {"python": platform.python_version(), "cpus": os.cpu_count() or 0, "load_average": load_before}
    measured_at = datetime.now(UTC).isoformat(timespec="minutes")
    content = {"measured_at": measured_at, "conditions": {**conditions, **machine}, "measurements": list(records)}
    path = RESULTS / f"{title}.json"
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    stated = ", ".join(f"{name} {value}" for name, value in {**conditions, **machine}.items())
    path.with_suffix(".txt").write_text(f"{measured_at}: {stated}\n\n{text}\n", encoding="utf-8")
    return path
