"""What a provider has done in joint projects: how many, how lately, how many as the lead; and the gap to the seeker.

`activity` is ln(1 + number of past projects), `lead` the same for those it led (where no role is given, its
project's first member by id counts), `recency` halves every 1.5 years since its latest one began.

`experience_gap` is for learning from each other: with e = ln(1 + projects) of each side (those it states or
those recorded, whichever are more) and g the difference, it is g up to 1, then 1 up to 1.5, then falls to 0 at
3: a bounded gap, since a beginner gains little from a giant. 0 where either side is unknown.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Rows, date_of
from graph.snapshot.matrices import row_of_matrix, row_sizes
from matching.leads import n_led
from matching.profiles import NOBODY
from matching.questions import Question
from matching.signals.signal import Facts, Values

HALF_LIFE_YEARS = 1.5
_DAYS_IN_YEAR = 365.25
_FULL, _FALLS, _NOTHING = 1.0, 1.5, 3.0


def activity_values(question: Question, rows: Rows) -> Values:
    """ln(1 + number of past projects)."""
    return np.log1p(row_sizes(question.snapshot.projects.of_actor)[rows])


def activity_facts(question: Question, provider: int) -> Facts:
    """How many projects it took part in."""
    return {"n_projects": len(row_of_matrix(question.snapshot.projects.of_actor, provider)[0])}


def lead_values(question: Question, rows: Rows) -> Values:
    """ln(1 + number of past projects it led)."""
    return np.log1p(n_led(question.snapshot)[rows])


def lead_facts(question: Question, provider: int) -> Facts:
    """How many projects it led."""
    return {"n_projects": int(n_led(question.snapshot)[provider])}


def recency_values(question: Question, rows: Rows) -> Values:
    """1 for a project that began today, halved every year and a half; 0 without one."""
    projects = question.snapshot.projects
    latest = np.zeros(len(question.snapshot.actors))
    if len(projects):
        sizes = row_sizes(projects.of_actor)
        active = np.flatnonzero(sizes)
        days = projects.days[projects.of_actor.indices].astype(np.float64)
        years = (question.snapshot.day - np.maximum.reduceat(days, projects.of_actor.indptr[active])) / _DAYS_IN_YEAR
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
    n_projects = _n_projects(question)
    mine, theirs = n_projects[question.seeker], n_projects[rows]
    if mine < 0:
        return np.zeros(len(rows))
    gap = np.abs(np.log1p(np.maximum(theirs, 0)) - np.log1p(mine))
    falling = (_NOTHING - gap) / (_NOTHING - _FALLS)
    return np.where(theirs < 0, 0.0, np.clip(np.minimum(gap / _FULL, falling), 0.0, 1.0))


def experience_gap_facts(question: Question, provider: int) -> Facts:
    """How many projects each side has behind it."""
    n_projects = _n_projects(question)
    return {"seeker": int(n_projects[question.seeker]), "provider": int(n_projects[provider])}


def _n_projects(question: Question) -> Rows:
    """Projects stated or recorded, whichever are more; -1 where neither says anything."""
    recorded = row_sizes(question.snapshot.projects.of_actor)
    return np.asarray(np.maximum(question.snapshot.actors.n_projects, np.where(recorded > 0, recorded, -1)))
