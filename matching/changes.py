"""What would bring a provider onto the list: changes of the seeker's own profile, each tried out.

Tried are one more need among what the provider offers, one more offer among what it needs, and
work online. Where none of them alone would do, they are tried together, and those that can be
done without are left out again. A change is told only if asking again with it lists the provider.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows
from matching.candidates import candidates
from matching.eligibility import eligible
from matching.grades import Graded, graded
from matching.profiles import Profile
from matching.questions import Question
from matching.rarity import skill_rarity
from matching.reranking import Contest, make_list
from matching.results import Caveat, Fact, Kind
from matching.scoring import score

MAX_TRIED = 4  # of each sort, the rarest skills first
MAX_TOLD = 3


@dataclass(frozen=True, slots=True)
class _Change:
    """A further need or offer, by its skill, or work online."""

    what: Literal["needed", "offered", "online"]
    skill: int = -1

    def of(self, profile: Profile) -> Profile:
        """The profile with the change."""
        if self.what == "needed":
            return replace(profile, needs=_with(profile.needs, self.skill))
        if self.what == "offered":
            return replace(profile, offers=_with(profile.offers, self.skill), offers_known=True)
        return replace(profile, online=1)


def changes_that_list(question: Question, provider: int) -> tuple[Caveat, ...]:
    """The single changes that would list the provider, in the order tried; else a few together; else none."""
    snapshot, changes = question.snapshot, _changes(question, provider)
    told: list[Caveat] = []
    for change in changes:
        if len(told) < MAX_TOLD and _lists(question, provider, [change]):
            told.append(_alone(snapshot, provider, change))
    if told:
        return tuple(told)
    together = _together(question, provider, changes)
    return (_at_once(snapshot, provider, together),) if together else ()


def _alone(snapshot: Snapshot, provider: int, change: _Change) -> Caveat:
    named = {"provider_id": str(snapshot.actors.ids[provider])}
    if change.what == "online":
        return Caveat("if_you_worked_online", named)
    of_skill: dict[str, Fact] = {**named, "skills": _skills(snapshot, [change], change.what)}
    return Caveat("if_you_needed", of_skill) if change.what == "needed" else Caveat("if_you_offered", of_skill)


def _at_once(snapshot: Snapshot, provider: int, changes: list[_Change]) -> Caveat:
    facts: dict[str, Fact] = {
        "provider_id": str(snapshot.actors.ids[provider]),
        "needed": _skills(snapshot, changes, "needed"),
        "offered": _skills(snapshot, changes, "offered"),
        "online": any(change.what == "online" for change in changes),
    }
    return Caveat("if_all_of_this", facts)


def _skills(snapshot: Snapshot, changes: list[_Change], what: str) -> tuple[str, ...]:
    return tuple(str(snapshot.skills.ids[change.skill]) for change in changes if change.what == what)


def _together(question: Question, provider: int, changes: list[_Change]) -> list[_Change]:
    """The changes that list the provider together and of which none can be left out; empty where all do not."""
    if len(changes) < 2 or not _lists(question, provider, changes):
        return []
    kept = changes
    for change in reversed(changes):
        fewer = [one for one in kept if one != change]
        if _lists(question, provider, fewer):
            kept = fewer
    return kept


def _changes(question: Question, provider: int) -> list[_Change]:
    """What to try, in this order: needs, offers, work online; the rarest skills first."""
    snapshot, profile = question.snapshot, question.profile
    offered = graded(snapshot.offers, provider, question.asked).skills
    found = [_Change("needed", skill) for skill in _rarest(question, np.setdiff1d(offered, profile.needs.skills))]
    if question.kind is not Kind.MENTOR:
        needed = graded(snapshot.needs, provider, question.asked).skills
        found += [_Change("offered", skill) for skill in _rarest(question, np.setdiff1d(needed, profile.offers.skills))]
    if profile.online != 1 and snapshot.actors.online[provider] == 1:
        found.append(_Change("online"))
    return found


def _rarest(question: Question, skills: Rows) -> list[int]:
    worth = skill_rarity(question.snapshot)[skills].round(9)
    return [int(skill) for skill in skills[np.argsort(-worth, kind="stable")][:MAX_TRIED]]


def _with(known: Graded, skill: int) -> Graded:
    """The skills with one more, wanted most or mastered."""
    at = int(np.searchsorted(known.skills, skill))
    return Graded(np.insert(known.skills, at, skill), np.insert(known.shares, at, 1.0))


def _lists(question: Question, provider: int, changes: list[_Change]) -> bool:
    """Whether asking with these changes lists the provider."""
    profile = question.profile
    for change in changes:
        profile = change.of(profile)
    changed = replace(question, profile=profile)
    scored = score(changed, np.union1d(candidates(changed), [provider]))
    made = make_list(Contest.of(changed, scored, np.flatnonzero(eligible(changed, scored))))
    return any(scored.rows[one.position] == provider for one in made)
