"""The part of the network and the days that indicators are counted on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from graph.analysis import History, Scope, actors_in, history_of, scoped
from graph.snapshot import Snapshot, date_of, day_number
from graph.snapshot.columns import Mask
from graph.snapshot.nodes import ORGANISATION
from matching.errors import InvalidOption
from web.services.growth.indicators.results import IndicatorQuestion

_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is counted.

    Attributes
    ----------
    history : History
        Of the scope.
    within : bool array, shape (n actors,)
        Who is within the scope, whatever the day.
    first, last : int
        Day numbers, both within.
    """

    snapshot: Snapshot
    scope: Scope
    history: History
    within: Mask
    first: int
    last: int

    @property
    def organisations(self) -> Mask:
        """Organisations within the scope that belonged to the network on some day of the period."""
        actors = self.snapshot.actors
        then = (actors.joined <= self.last) & (actors.left > self.first)
        return np.asarray(self.within & then & ((actors.roles & ORGANISATION) > 0))

    @property
    def events(self) -> Mask:
        """Events of the period, of the scope's component, region and sphere; shape (n events,)."""
        events = self.snapshot.events
        days = events.starts_at // _SECONDS_A_DAY
        chosen = (days >= self.first) & (days <= self.last)
        if self.scope.component is not None:
            chosen &= events.component == self.scope.component
        if self.scope.region is not None:
            chosen &= self._linked("HELD_IN", _regions_of(self.snapshot, self.scope.region))
        if self.scope.sphere is not None:
            chosen &= self._linked("ABOUT", np.array([self.snapshot.spheres.row_of[self.scope.sphere]]))
        return np.asarray(chosen, dtype=bool)

    def _linked(self, link_type: str, targets: NDArray[np.int64]) -> Mask:
        links = self.snapshot.links(link_type)
        linked = np.zeros(len(self.snapshot.events), dtype=bool)
        linked[links.source[np.isin(links.target, targets)]] = True
        return linked

    def is_in_period(self, days: NDArray[np.int32]) -> Mask:
        """Which of the days are within the period."""
        return np.asarray((days >= self.first) & (days <= self.last))


def asked_of(snapshot: Snapshot, question: IndicatorQuestion) -> Asked:
    """What the question is about.

    Raises
    ------
    InvalidOption
        A day lies after the snapshot's, or the last before the first.
    UnknownName
        There is no such scope.
    """
    last = question.last or snapshot.as_of
    begun = history_of(snapshot).first_day
    first = question.first or (date_of(min(begun, day_number(last))) if begun is not None else None) or last
    if first > snapshot.as_of:
        raise InvalidOption("from", first.isoformat(), f"a day not after {snapshot.as_of}")
    if last < first:
        raise InvalidOption("to", last.isoformat(), f"a day not before {first}")
    last = min(last, snapshot.as_of)
    history = scoped(snapshot, question.scope)
    within = actors_in(snapshot, question.scope)
    return Asked(snapshot, question.scope, history, within, day_number(first), day_number(last))


def _regions_of(snapshot: Snapshot, region: str) -> NDArray[np.int64]:
    """The region and those that are part of it."""
    row = snapshot.regions.row_of[region]
    return np.flatnonzero((np.arange(len(snapshot.regions)) == row) | (snapshot.region_map.voivodeship_of == row))


def year_of(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year + 1, 1, 1) - timedelta(days=1)
