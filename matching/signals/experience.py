"""What a provider has done in joint projects: how many, how lately, how many as the lead; and the gap to the seeker.

`activity` is ln(1 + number of past projects), `lead` the same for those it led (where no role is given, its
project's first member by id counts), `recency` halves every 1.5 years since its latest one began.

`experience_gap` is for learning from each other: with e = ln(1 + projects) of each side (those it states or
those recorded, whichever are more) and g the difference, it is g up to 1, then 1 up to 1.5, then falls to 0 at
3: a bounded gap, since a beginner gains little from a giant. 0 where either side is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows, date_of, frozen
from graph.snapshot.matrices import row_of_matrix, row_sizes
from graph.snapshot.nodes import Actors
from graph.snapshot.parts import Part
from graph.snapshot.projects import Projects
from matching.leads import n_led
from matching.profiles import NOBODY
from matching.questions import Question
from matching.signals.signal import Facts, Values

HALF_LIFE_YEARS = 1.5
_DAYS_IN_YEAR = 365.25
_FULL, _FALLS, _NOTHING = 1.0, 1.5, 3.0


def activity_values(question: Question, rows: Rows) -> Values:
    """ln(1 + number of past projects)."""
    if not len(question.snapshot.projects):
        return np.zeros(len(rows))
    return np.log1p(row_sizes(question.snapshot.projects.of_actor)[rows])


def activity_facts(question: Question, provider: int) -> Facts:
    """How many projects it took part in."""
    return {"n_projects": len(row_of_matrix(question.snapshot.projects.of_actor, provider)[0])}


def lead_values(question: Question, rows: Rows) -> Values:
    """ln(1 + number of past projects it led)."""
    if not len(question.snapshot.projects):
        return np.zeros(len(rows))
    return np.log1p(n_led(question.snapshot)[rows])


def lead_facts(question: Question, provider: int) -> Facts:
    """How many projects it led."""
    return {"n_projects": int(n_led(question.snapshot)[provider])}


def recency_values(question: Question, rows: Rows) -> Values:
    """1 for a project that began today, halved every year and a half; 0 without one."""
    projects = question.snapshot.projects
    if not len(projects):
        return np.zeros(len(rows))
    latest = np.zeros(len(question.snapshot.actors))
    active = np.flatnonzero(row_sizes(projects.of_actor))
    days = projects.days[projects.of_actor.indices].astype(np.float64)
    last = np.maximum.reduceat(days, projects.of_actor.indptr[active]) if len(active) else days
    years = (question.snapshot.day - last) / _DAYS_IN_YEAR
    latest[active] = 0.5 ** (years / HALF_LIFE_YEARS)
    return np.asarray(latest[rows])


def recency_facts(question: Question, provider: int) -> Facts:
    """When its latest project began."""
    projects = question.snapshot.projects
    own = row_of_matrix(projects.of_actor, provider)[0]
    return {"began": str(date_of(int(projects.days[own].max())))}


def experience_gap_values(question: Question, rows: Rows) -> Values:
    """From 0 to 1: how much the two can learn from each other, by how far their experience lies apart."""
    if question.seeker == NOBODY:
        return np.zeros(len(rows))
    known = _experience(question.snapshot)
    mine = known.n_projects(question.seeker)
    if mine < 0:
        return np.zeros(len(rows))
    gap = np.abs(np.log1p(np.maximum(known.numbers, 0)) - np.log1p(mine))
    falling = (_NOTHING - gap) / (_NOTHING - _FALLS)
    of_number = np.where(known.numbers >= 0, np.clip(np.minimum(gap / _FULL, falling), 0.0, 1.0), 0.0)
    return np.asarray(of_number[known.number_of[rows]])


def experience_gap_facts(question: Question, provider: int) -> Facts:
    """How many projects each side has behind it."""
    known = _experience(question.snapshot)
    return {"seeker": known.n_projects(question.seeker), "provider": known.n_projects(provider)}


@dataclass(frozen=True, slots=True, eq=False)
class _Experience(Part):
    """Projects stated or recorded, whichever are more; each number once, since they are far fewer than actors.

    Attributes
    ----------
    numbers : int64 array, ascending; -1 stands for an actor of which neither is known
    number_of : intp array, shape (n actors,)
        Where the number of each actor stands.
    """

    numbers: NDArray[np.int64]
    number_of: NDArray[np.intp]

    def n_projects(self, actor: int) -> int:
        """The number of an actor, -1 if unknown."""
        return int(self.numbers[self.number_of[actor]])


def _experience(snapshot: Snapshot) -> _Experience:
    return snapshot.derive(_made, snapshot.actors, snapshot.projects)


def _made(former: _Experience | None, actors: Actors, projects: Projects) -> _Experience:
    recorded = row_sizes(projects.of_actor)
    n_projects = np.maximum(actors.n_projects, np.where(recorded > 0, recorded, -1))
    numbers, number_of = np.unique(np.maximum(n_projects, -1).astype(np.int64), return_inverse=True)
    return _Experience((actors, projects), frozen(numbers), frozen(number_of))
