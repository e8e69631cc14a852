"""What growth is asked for: by which periods, from when, as at which day, of what part of the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.analysis import PERIODS, Period, Scope, history_of, periods_of
from graph.snapshot import Snapshot, day_number
from matching.errors import InvalidOption
from web.services.growth.scope import scope_of

EVERYTHING = Scope()
BY_DEFAULT = "quarter"
_DAY = "a day such as 2024-03-31"


@dataclass(frozen=True, slots=True)
class GrowthQuestion:
    """A question about growth.

    Attributes
    ----------
    by : str
        One of `graph.analysis.PERIODS`.
    since : date, optional
        The first period is the one that holds this day; the network's first, if not given.
    as_of : date, optional
        The day on which the last period is cut; the snapshot's, if not given.
    scope : Scope
    """

    by: str = BY_DEFAULT
    since: date | None = None
    as_of: date | None = None
    scope: Scope = EVERYTHING


def question_of(snapshot: Snapshot, given: Mapping[str, str | None]) -> GrowthQuestion:
    """The question that the values of an address or a form name: `by`, `since`, `as_of` and those of a scope.

    Raises
    ------
    InvalidOption
        A value is not one there is, or not a day; it says what is allowed.
    """
    by = (given.get("by") or "").strip() or BY_DEFAULT
    if by not in PERIODS:
        raise InvalidOption("by", by, ", ".join(PERIODS))
    since, as_of = (_day(name, given.get(name)) for name in ("since", "as_of"))
    question = GrowthQuestion(by, since, as_of, scope_of(snapshot, given))
    check_days(snapshot, question)
    return question


def day_given(snapshot: Snapshot, name: str, text: str | None) -> date | None:
    """The day that a value names, of those that can be told of; None where it is absent or blank.

    Raises
    ------
    InvalidOption
        It is not a day, or one after the snapshot's.
    """
    day = _day(name, text)
    if day is not None and day > snapshot.as_of:
        raise InvalidOption(name, day.isoformat(), f"{_DAY}, not after {snapshot.as_of}")
    return day


def check_days(snapshot: Snapshot, question: GrowthQuestion) -> None:
    """Refuse days that nothing can be told of.

    Raises
    ------
    InvalidOption
        `as_of` is after the snapshot's day, or `since` after `as_of`.
    """
    as_of = question.as_of or snapshot.as_of
    if as_of > snapshot.as_of:
        raise InvalidOption("as_of", as_of.isoformat(), f"{_DAY}, not after {snapshot.as_of}")
    if question.since is not None and question.since > as_of:
        raise InvalidOption("since", question.since.isoformat(), f"{_DAY}, not after {as_of}")


def periods_asked(snapshot: Snapshot, question: GrowthQuestion) -> tuple[Period, ...]:
    """The periods of the question; empty where nobody had joined by its last day, or no cohort had begun.

    They are the same for every scope, so that parts of the network can be compared.
    """
    first, last = history_of(snapshot).first_day, day_number(question.as_of or snapshot.as_of)
    if first is None:
        return ()
    since = first if question.since is None else max(first, day_number(question.since))
    found = periods_of(snapshot, question.by, since, last)
    return tuple(one for one in found if one.last >= since)


def _day(name: str, text: str | None) -> date | None:
    if not (text or "").strip():
        return None
    try:
        return date.fromisoformat(str(text).strip())
    except ValueError:
        raise InvalidOption(name, text, _DAY) from None
