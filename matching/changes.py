"""What would bring a provider onto the list: single changes of the seeker's own profile, each tried out.

Tried are one more need among what the provider offers, one more offer among what it needs, and
work online. A change is told only if asking again with it lists the provider.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from graph.snapshot.columns import Rows
from matching.candidates import candidates
from matching.eligibility import eligible
from matching.grades import Graded, graded
from matching.profiles import Profile
from matching.questions import Question
from matching.rarity import skill_rarity
from matching.reranking import Contest, make_list
from matching.results import Caveat, Kind
from matching.scoring import score

MAX_TRIED = 4  # of each sort, the rarest skills first
MAX_TOLD = 3


def changes_that_list(question: Question, provider: int) -> tuple[Caveat, ...]:
    """The changes that would list the provider, in the order tried; none where no single one would."""
    told: list[Caveat] = []
    for caveat, profile in _changes(question, provider):
        if len(told) == MAX_TOLD:
            break
        if _lists(replace(question, profile=profile), provider):
            told.append(caveat)
    return tuple(told)


def _changes(question: Question, provider: int) -> Iterator[tuple[Caveat, Profile]]:
    snapshot, profile = question.snapshot, question.profile
    named = {"provider_id": str(snapshot.actors.ids[provider])}
    offered = graded(snapshot.offers, provider, question.asked).skills
    for skill in _rarest(question, np.setdiff1d(offered, profile.needs.skills)):
        caveat = Caveat("if_you_needed", {**named, "skills": (str(snapshot.skills.ids[skill]),)})
        yield caveat, replace(profile, needs=_with(profile.needs, skill))
    needed = graded(snapshot.needs, provider, question.asked).skills
    if question.kind is not Kind.MENTOR:
        for skill in _rarest(question, np.setdiff1d(needed, profile.offers.skills)):
            caveat = Caveat("if_you_offered", {**named, "skills": (str(snapshot.skills.ids[skill]),)})
            yield caveat, replace(profile, offers=_with(profile.offers, skill), offers_known=True)
    if profile.online != 1 and snapshot.actors.online[provider] == 1:
        yield Caveat("if_you_worked_online", named), replace(profile, online=1)


def _rarest(question: Question, skills: Rows) -> list[int]:
    worth = skill_rarity(question.snapshot)[skills].round(9)
    return [int(skill) for skill in skills[np.argsort(-worth, kind="stable")][:MAX_TRIED]]


def _with(known: Graded, skill: int) -> Graded:
    """The skills with one more, wanted most or mastered."""
    at = int(np.searchsorted(known.skills, skill))
    return Graded(np.insert(known.skills, at, skill), np.insert(known.shares, at, 1.0))


def _lists(question: Question, provider: int) -> bool:
    scored = score(question, np.union1d(candidates(question), [provider]))
    made = make_list(Contest.of(question, scored, np.flatnonzero(eligible(question, scored))))
    return any(scored.rows[one.position] == provider for one in made)
