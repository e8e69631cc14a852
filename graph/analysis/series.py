"""All figures of growth for many periods at once; nothing is rebuilt for a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from graph.analysis.figures import FIGURES, GROUPS, Reason
from graph.analysis.history import History
from graph.analysis.periods import Period
from graph.analysis.series_groups import GROUP_OF, Subject, Told
from graph.analysis.timeline import timeline_of
from graph.errors import UnknownName
from graph.snapshot import Snapshot

Value = float | int | None


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of the network, period by period.

    Attributes
    ----------
    periods : tuple of Period
    figures : Mapping of str to tuple
        For each code of `figures.FIGURES` that was asked for one value a period, None where
        there is none.
    reasons : Mapping of (str, int) to str
        For each code and position without a value a code of `figures.REASONS`.
    """

    periods: tuple[Period, ...]
    figures: Mapping[str, tuple[Value, ...]]
    reasons: Mapping[tuple[str, int], str]

    def change(self, code: str) -> tuple[Value, ...]:
        """The figure less that of the period before; None for the first, and where either has no value.

        Raises
        ------
        KeyError
            The series lacks this figure.

        Examples
        --------
        >>> periods = tuple(Period(name, 0, 0, True) for name in ("2022", "2023", "2024"))
        >>> Series(periods, {"n_actors": (3, 5, None)}, {}).change("n_actors")
        (None, 2, None)
        """
        values = self.figures[code]
        changes = (_difference(now, before) for now, before in zip(values[1:], values[:-1], strict=True))
        return (None, *changes) if values else ()


def series_of(
    snapshot: Snapshot, history: History, periods: Iterable[Period], groups: Iterable[str] = GROUPS
) -> Series:
    """The figures of a history of the snapshot's network, for each period.

    Figures tell of a period's last day, those marked `of_period` of what happened within it.
    Each is what it would be in the network rebuilt from membership and links up to that day.

    Parameters
    ----------
    history : History
        All of it, or what a scope leaves; introductions count where the history tells of both ends.
    periods : iterable of Period
        In any order; they may overlap, as cohorts do.
    groups : iterable of str
        Which of `figures.GROUPS` to count; clustering takes longest.

    Raises
    ------
    UnknownName
        There is no such group.
    """
    asked, periods = tuple(groups), tuple(periods)
    for group in asked:
        if group not in GROUPS:
            raise UnknownName("group of figures", group, list(GROUPS))
    subject = Subject(snapshot, history, periods, timeline_of(history, (one.last for one in periods)))
    told = {code: values for group in asked for code, values in GROUP_OF[group](subject)}
    return _by_period(subject, told)


def _by_period(subject: Subject, told: Mapping[str, Told]) -> Series:
    at = np.searchsorted(subject.timeline.days, [one.last for one in subject.periods]).tolist()
    figures: dict[str, tuple[Value, ...]] = {}
    reasons: dict[tuple[str, int], str] = {}
    for figure in FIGURES:
        if figure.code not in told:
            continue
        values = told[figure.code] if figure.of_period else [told[figure.code][day] for day in at]
        figures[figure.code] = tuple(None if isinstance(value, Reason) else value for value in values)
        why = {(figure.code, number): value.value for number, value in enumerate(values) if isinstance(value, Reason)}
        reasons |= why
    return Series(subject.periods, MappingProxyType(figures), MappingProxyType(reasons))


def _difference(now: Value, before: Value) -> Value:
    return None if now is None or before is None else now - before
