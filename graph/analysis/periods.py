"""The periods by which growth is told: months, quarters, years and cohorts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.errors import UnknownName
from graph.snapshot import NO_DAY, Snapshot, date_of, day_number

PERIODS = ("month", "quarter", "year", "cohort")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Some days in a row; figures of a period are those of the network on its last day.

    Attributes
    ----------
    name : str
        ``2024-03``, ``2024-Q1``, ``2024``, or the id of a cohort.
    first, last : int
        Day numbers, both within.
    complete : bool
        Whether the period was over by the last day asked for; one that was not is cut there.
    """

    name: str
    first: int
    last: int
    complete: bool


def periods_of(snapshot: Snapshot, by: str, first_day: int | None, last_day: int | None = None) -> tuple[Period, ...]:
    """The periods from the one that holds `first_day` to the one that holds `last_day`.

    The last day is the snapshot's, if not given. Empty where `first_day` is None or after the last
    day. Cohorts come by first day, then id, whatever the first day; one that began after the last
    day is left out, and one without an end ends with the last day.

    Raises
    ------
    UnknownName
        `by` is not one of `PERIODS`.

    Examples
    --------
    >>> from graph.snapshot import snapshot_of
    >>> network = snapshot_of([], as_of=date(2024, 5, 9))
    >>> [(one.name, one.complete) for one in periods_of(network, "quarter", day_number(date(2024, 2, 1)))]
    [('2024-Q1', True), ('2024-Q2', False)]
    """
    if by not in PERIODS:
        raise UnknownName("period", by, list(PERIODS))
    last_day = snapshot.day if last_day is None else last_day
    if by == "cohort":
        return tuple(_cohorts(snapshot, last_day))
    if first_day is None or first_day > last_day:
        return ()
    return tuple(_calendar(by, first_day, last_day))


def _calendar(by: str, first_day: int, last_day: int) -> Iterator[Period]:
    months = _MONTHS[by]
    begin = date_of(first_day)
    if begin is None:
        return
    start = date(begin.year, (begin.month - 1) // months * months + 1, 1)
    while day_number(start) <= last_day:
        following = _after(start, months)
        last = day_number(following) - 1
        yield Period(_name(by, start), day_number(start), min(last, last_day), last <= last_day)
        start = following


def _after(start: date, months: int) -> date:
    month = start.month - 1 + months
    return date(start.year + month // 12, month % 12 + 1, 1)


def _name(by: str, start: date) -> str:
    if by == "year":
        return f"{start.year}"
    return f"{start.year}-Q{(start.month + 2) // 3}" if by == "quarter" else f"{start.year}-{start.month:02}"


def _cohorts(snapshot: Snapshot, last_day: int) -> Iterator[Period]:
    cohorts = snapshot.cohorts
    starts, ends = cohorts.starts.tolist(), cohorts.ends.tolist()
    for row in sorted(range(len(cohorts)), key=lambda row: (starts[row], cohorts.ids[row])):
        if starts[row] > last_day:
            continue
        complete = ends[row] != NO_DAY and ends[row] <= last_day
        yield Period(str(cohorts.ids[row]), starts[row], min(ends[row], last_day), complete)
