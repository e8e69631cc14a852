"""Shared events: trainings and meetings that somebody of both came to.

The value is ln(1 + Σ 1/ln(1 + n)) over the events both came to, n actors having come: a forum of
everybody tells little. Joint projects do not count here; they have signals of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows
from graph.snapshot.matrices import Matrix, column_sizes, entries_of_rows, row_of_matrix, transposed
from graph.snapshot.nodes import Events
from graph.snapshot.parts import Attendance, Part
from matching.questions import Question
from matching.signals.signal import Facts, Values, log1p_of_few

N_TOLD = 3
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class _Meetings(Part):
    """Who came to which event, event by event, and what each event tells; 0 for projects."""

    by_event: Matrix
    worth: NDArray[np.float64]


def events_values(question: Question, rows: Rows) -> Values:
    """What the events tell that both came to."""
    meetings = _meetings(question.snapshot)
    mine = _own(question, meetings)
    if not len(mine):
        return np.zeros(len(rows))
    entries, owners = entries_of_rows(meetings.by_event.indptr, mine)
    n_actors = len(question.snapshot.actors)
    total: Values = np.bincount(meetings.by_event.indices[entries], meetings.worth[mine][owners], n_actors).astype(
        float
    )
    return log1p_of_few(total[rows])


def events_facts(question: Question, provider: int) -> Facts:
    """Names of the events both came to, the most telling first."""
    meetings, events = _meetings(question.snapshot), question.snapshot.events
    theirs = row_of_matrix(question.snapshot.attendance.attended, provider)[0]
    common = np.intersect1d(_own(question, meetings), theirs)
    best = common[np.argsort(-meetings.worth[common].round(9), kind="stable")][:N_TOLD]
    return {"events": tuple(str(events.names[event]) for event in best.tolist())}


def _own(question: Question, meetings: _Meetings) -> Rows:
    """The events that the seeker came to by the day, and that tell something."""
    mine = row_of_matrix(question.snapshot.attendance.attended, question.seeker)[0]
    begun = question.snapshot.events.starts_at[mine] // _SECONDS_A_DAY <= question.snapshot.day
    return np.asarray(mine[begun & (meetings.worth[mine] > 0)])


def _meetings(snapshot: Snapshot) -> _Meetings:
    return snapshot.derive(_made, snapshot.attendance, snapshot.events)


def _made(former: _Meetings | None, attendance: Attendance, events: Events) -> _Meetings:
    n_came = column_sizes(attendance.attended, np.ones(attendance.attended.shape[0], dtype=bool))
    worth = np.where((n_came > 1) & (events.kind != "project"), 1 / np.log1p(np.maximum(n_came, 1)), 0.0)
    return _Meetings((attendance, events), transposed(attendance.attended), worth)
