"""Needs met: what one side looks for and the other can give, in both directions.

The value is ln(1 + Σ rarity · priority/3 · level/3) over the skills met: it grows with each
one, but offering everything never outweighs all else. Rarity counts the actors present that
offer the skill. A priority or level that is not given counts as 2 of 3.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot import Snapshot
from graph.snapshot.columns import Column, Rows
from graph.snapshot.matrices import Matrix, row_of_matrix
from matching.questions import Question
from matching.rarity import rarity
from matching.signals.signal import Facts, Values

# Share of the highest grade for grades 1, 2, 3; the last, -1, stands for a grade not given.
_SHARE_OF_GRADE = np.array([0.0, 1 / 3, 2 / 3, 1.0, 2 / 3])


def need_met_values(question: Question, rows: Rows) -> Values:
    """What each provider can give the seeker."""
    snapshot = question.snapshot
    return _met(question, rows, snapshot.needs, snapshot.skill_lists.offered_by)


def need_served_values(question: Question, rows: Rows) -> Values:
    """What the seeker can give each provider."""
    snapshot = question.snapshot
    return _met(question, rows, snapshot.offers, snapshot.skill_lists.needed_by)


def need_met_facts(question: Question, provider: int) -> Facts:
    """The skills that the provider offers and the seeker needs, the weightiest first."""
    return {"skills": _shared(question, question.seeker, provider)}


def need_served_facts(question: Question, provider: int) -> Facts:
    """The skills that the seeker offers and the provider needs, the weightiest first."""
    return {"skills": _shared(question, provider, question.seeker)}


def asked_skills(question: Question, matrix: Matrix, actor: int) -> tuple[Column, Values]:
    """Skills of an actor that the question is about, and their grades as shares of 3."""
    skills, grades = row_of_matrix(matrix, actor)
    kept = question.asked[skills]
    return skills[kept], _SHARE_OF_GRADE[grades[kept]]


def skill_rarity(snapshot: Snapshot) -> Values:
    """Rarity of each skill among the offers of the actors present."""
    return rarity(snapshot.skill_lists.n_offering, snapshot.n_present)


def _met(question: Question, rows: Rows, mine: Matrix, theirs_by_skill: Matrix) -> Values:
    skills, shares = asked_skills(question, mine, question.seeker)
    factors = shares * skill_rarity(question.snapshot)[skills]
    total = np.zeros(len(question.snapshot.actors))
    for skill, factor in zip(skills.tolist(), factors.tolist(), strict=True):
        actors, grades = row_of_matrix(theirs_by_skill, skill)
        np.add.at(total, actors, (factor * _SHARE_OF_GRADE).take(grades, mode="wrap"))
    return np.log1p(total[rows])


def _shared(question: Question, needing: int, offering: int) -> tuple[str, ...]:
    """Ids of the skills that one needs and the other offers, the weightiest first, ties by id."""
    snapshot = question.snapshot
    needed, priorities = asked_skills(question, snapshot.needs, needing)
    offered, levels = asked_skills(question, snapshot.offers, offering)
    skills, of_needed, of_offered = np.intersect1d(needed, offered, return_indices=True)
    weights = skill_rarity(snapshot)[skills] * priorities[of_needed] * levels[of_offered]
    order = np.argsort(-weights.round(9), kind="stable")
    return tuple(snapshot.skills.ids[skills[order]].tolist())
