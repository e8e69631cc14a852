"""Needs met: what one side looks for and the other can give, in both directions.

The value is ln(1 + Σ rarity · priority/3 · level/3) over the skills met: it grows with each
one, but offering everything never outweighs all else. Rarity counts the actors present that
offer the skill. A priority or level that is not given counts as 2 of 3.
"""

from __future__ import annotations

from graph.snapshot.columns import Rows
from graph.snapshot.matrices import Matrix, row_of_matrix, summed
from matching.grades import SHARE_OF_GRADE, Graded, graded
from matching.questions import Question
from matching.rarity import skill_rarity
from matching.signals.signal import Facts, Values, log1p_of_few


def need_met_values(question: Question, rows: Rows) -> Values:
    """What each provider can give the seeker."""
    return _met(question, rows, question.profile.needs, question.snapshot.skill_lists.offered_by)


def need_served_values(question: Question, rows: Rows) -> Values:
    """What the seeker can give each provider."""
    return _met(question, rows, question.profile.offers, question.snapshot.skill_lists.needed_by)


def need_met_facts(question: Question, provider: int) -> Facts:
    """The skills that the provider offers and the seeker needs, the weightiest first."""
    offered = graded(question.snapshot.offers, provider, question.asked)
    return {"skills": _shared(question, question.profile.needs, offered)}


def need_served_facts(question: Question, provider: int) -> Facts:
    """The skills that the seeker offers and the provider needs, the weightiest first."""
    needed = graded(question.snapshot.needs, provider, question.asked)
    return {"skills": _shared(question, needed, question.profile.offers)}


def _met(question: Question, rows: Rows, mine: Graded, theirs_by_skill: Matrix) -> Values:
    factors = mine.shares * skill_rarity(question.snapshot)[mine.skills]
    lists = [
        (factor, row_of_matrix(theirs_by_skill, skill)) for skill, factor in zip(mine.skills, factors, strict=True)
    ]
    shares = ((actors, (factor * SHARE_OF_GRADE).take(grades, mode="wrap")) for factor, (actors, grades) in lists)
    return log1p_of_few(summed(shares, len(question.snapshot.actors))[rows])


def _shared(question: Question, needed: Graded, offered: Graded) -> tuple[str, ...]:
    """Ids of the skills that one needs and the other offers, the weightiest first, ties by id."""
    snapshot = question.snapshot
    rarity = skill_rarity(snapshot)
    share_offered = dict(zip(offered.skills.tolist(), offered.shares.tolist(), strict=True))
    weight_of = {
        skill: round(float(rarity[skill]) * share * share_offered[skill], 9)
        for skill, share in zip(needed.skills.tolist(), needed.shares.tolist(), strict=True)
        if skill in share_offered
    }
    # So few that a sort of numbers is quicker than one of arrays; rows are in order of id.
    return tuple(str(snapshot.skills.ids[skill]) for skill in sorted(weight_of, key=lambda one: (-weight_of[one], one)))
