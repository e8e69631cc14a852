"""Decisions as rows to learn from: each decided pair with its signals' values as they were before it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from matching.options import Options
from matching.questions import ask
from matching.results import Kind
from matching.scoring import score

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]
SnapshotOn = Callable[[date], Snapshot]
MOST_SNAPSHOTS = 24


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one introduction.

    Attributes
    ----------
    asked : date
        The day it was asked for. The network as it was at the end of the day before is looked at: an
        introduction that is accepted at once takes one of the mentor's places on that very day.
    decided : date
        The day of the outcome; from then on it can be learned from.
    said_yes : bool
        Accepted, and not said later that it did not work.
    shown_with : mapping of str to int
        Of the answer from which the provider was chosen, the rank of it and of those who were not asked
        for; empty where the two found each other without an answer.
    """

    seeker_id: str
    provider_id: str
    asked: date
    decided: date
    said_yes: bool
    shown_with: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class ShownList:
    """An answer from which somebody was asked for.

    Attributes
    ----------
    row : int
        The row of the decision.
    values : float64 array, shape (n shown, n signals)
    ranks : int64 array, shape (n shown,)
    chosen : int
        Which of those shown it was.
    """

    row: int
    values: Values
    ranks: NDArray[np.int64]
    chosen: int


@dataclass(frozen=True, slots=True, eq=False)
class DecisionRows:
    """The decisions of one kind as a table, in order of the day asked, ties by ids.

    Attributes
    ----------
    signals : tuple of str
        Those that the kind weighs.
    values : float64 array, shape (n, n signals), before weighting
    said_yes : bool array, shape (n,)
    seekers : int64 array, shape (n,)
        A number for each seeker, for what one seeker says hangs together.
    asked, decided : int64 array, shape (n,)
        Days, as ordinal numbers.
    lists : tuple of ShownList, in order of their rows
    """

    kind: Kind
    signals: tuple[str, ...]
    values: Values
    said_yes: Mask
    seekers: NDArray[np.int64]
    asked: NDArray[np.int64]
    decided: NDArray[np.int64]
    lists: tuple[ShownList, ...] = ()

    def __len__(self) -> int:
        return len(self.said_yes)

    def lists_of(self, rows: Mask) -> tuple[ShownList, ...]:
        """The lists that belong to these rows."""
        return tuple(one for one in self.lists if rows[one.row])


def decision_rows(decisions: Sequence[Decision], kind: Kind, snapshot_on: SnapshotOn, options: Options) -> DecisionRows:
    """The table of the decisions; those about somebody who was not known yet, or is gone, are left out.

    Parameters
    ----------
    snapshot_on : callable
        The network at the end of a day. It is asked for `MOST_SNAPSHOTS` days at most: where decisions
        have more days, neighbouring days are looked at as on the first of them, never later.
    """
    signals = tuple(name for name, weight in options.weights[kind].items() if weight)
    seen: list[tuple[Decision, Values, ShownList | None]] = []
    for days in _periods([one.asked for one in decisions]):
        snapshot = snapshot_on(days[0] - timedelta(days=1))
        known = [one for one in decisions if one.asked in days and _both_known(snapshot, one)]
        seen += [(one, *_values(snapshot, one, kind, signals, options)) for one in known]
    seen.sort(key=lambda found: (found[0].asked, found[0].seeker_id, found[0].provider_id))
    number_of = {one: number for number, one in enumerate(sorted({row.seeker_id for row, _, _ in seen}))}
    return DecisionRows(
        kind,
        signals,
        np.array([values for _, values, _ in seen]).reshape(len(seen), len(signals)),
        np.array([row.said_yes for row, _, _ in seen], dtype=bool),
        np.array([number_of[row.seeker_id] for row, _, _ in seen], dtype=np.int64),
        np.array([row.asked.toordinal() for row, _, _ in seen], dtype=np.int64),
        np.array([row.decided.toordinal() for row, _, _ in seen], dtype=np.int64),
        tuple(replace(shown, row=row) for row, (_, _, shown) in enumerate(seen) if shown is not None),
    )


def _periods(asked: Sequence[date]) -> list[list[date]]:
    """The days in order, neighbours together where there are too many.

    >>> [len(days) for days in _periods([date(2024, 1, day) for day in range(1, 31)])][:7]
    [2, 2, 2, 2, 2, 2, 1]
    """
    days = sorted(set(asked))
    if not days:
        return []
    parts = np.array_split(np.arange(len(days)), min(len(days), MOST_SNAPSHOTS))
    return [[days[at] for at in part] for part in parts]


def _both_known(snapshot: Snapshot, one: Decision) -> bool:
    return one.seeker_id in snapshot.actors.row_of and one.provider_id in snapshot.actors.row_of


def _values(
    snapshot: Snapshot, one: Decision, kind: Kind, signals: tuple[str, ...], options: Options
) -> tuple[Values, ShownList | None]:
    """Values of the pair, and of all that it was chosen from."""
    row_of = snapshot.actors.row_of
    rank_of = {row_of[other]: rank for other, rank in one.shown_with.items() if other in row_of}
    own = row_of[one.provider_id]
    rows = np.array(sorted(rank_of.keys() | {own}), dtype=np.int32)
    scored = score(ask(snapshot, one.seeker_id, kind, 1, None, options), rows)
    values = np.array([scored.value(name) for name in signals]).T
    at = int(np.searchsorted(rows, own))
    if own not in rank_of or len(rows) == 1:
        return values[at], None
    return values[at], ShownList(-1, values, np.array([rank_of[row] for row in rows.tolist()]), at)
