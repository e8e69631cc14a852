"""What the programme's indicators are told as."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from graph.analysis import Scope
from graph.snapshot import Snapshot

Unit = Literal["count", "hours", "share", "ratio"]
FEWEST = 5  # groups of fewer are not told


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: that of a whole measure, or of one group of it.

    Attributes
    ----------
    group : str
        Code of the group; empty for the whole.
    value : float or None
        None where there is none, or it is hidden.
    n : int or None
        How many organisations, pairs or contacts stand behind it; None where it is hidden, or
        no group stands behind it (as behind hours).
    hidden : bool
        Whether it is not told, since it is about fewer than five, or since such a group could
        be worked out from it.
    """

    group: str
    value: float | None
    n: int | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A measure by one way to tell groups apart, the groups in order; every one counts in exactly one."""

    by: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of an indicator, which may have several.

    Attributes
    ----------
    name : str
        Such as ``organisations`` or ``after_6_months``.
    unit : {"count", "hours", "share", "ratio"}
    total : Cell
    breakdowns : tuple of Breakdown
        None of a whole that is hidden.
    target : float or None
        What the coordinator's file says for the period.
    """

    name: str
    unit: Unit
    total: Cell
    breakdowns: tuple[Breakdown, ...]
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the programme.

    Attributes
    ----------
    code : str
        ``I01`` to ``I13``.
    measures : tuple of Measure
        The first is the indicator's own; empty for one that is not collected yet, or that
        cannot be told of such a part of the network.
    notes : tuple of str
        What must be known to read it: ``not_collected``, ``not_of_sector_or_role`` (where the scope
        has one, but events say only how many came), ``n_events_unknown``.
    facts : mapping of str to int
        Numbers that notes need, by the note.
    """

    code: str
    measures: tuple[Measure, ...]
    notes: tuple[str, ...]
    facts: dict[str, int]

    @property
    def is_collected(self) -> bool:
        """Whether it can be counted at all."""
        return "not_collected" not in self.notes


@dataclass(frozen=True, slots=True)
class IndicatorQuestion:
    """What indicators are asked for: of which days, both within, and of what part of the network.

    `first` is the day on which the first actor joined, if not given; `last` the snapshot's day.
    """

    first: date | None = None
    last: date | None = None
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True)
class Report:
    """The indicators of a period.

    Attributes
    ----------
    first, last : date
        The days that were counted, both within; `last` is never after the snapshot's day.
    """

    snapshot: Snapshot
    question: IndicatorQuestion
    first: date
    last: date
    indicators: tuple[Indicator, ...]

    @property
    def is_cut(self) -> bool:
        """Whether the last day asked for lies ahead, so that the period is counted up to today."""
        return self.question.last is not None and self.question.last > self.last
