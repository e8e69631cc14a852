"""A cohort as the office has it at one moment: its row, members, wishes, weighed pairs and rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from matching.cohorts.members import Members, Mentor, Seeker
from matching.cohorts.rule_book import RuleBook
from matching.cohorts.weighed import Weighed
from matching.cohorts.wishes import Pair, Wishes
from web.office import cohorts
from web.office.cohorts import CONFLICT, LOCK, MENTOR, SEEKER, VETO, Cohort, KeptDraft, Member, Wish
from web.ogniwo import Ogniwo
from web.services.cohorts.changing import look_up
from web.services.cohorts.errors import UnknownDraft
from web.services.cohorts.kept_weighed import from_bytes
from web.services.cohorts.states import State

# Whatever is settled after publishing makes a draft of the cohort again.
_AS_PUBLISHED = (State.PUBLISHED, State.ENDED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that a draft of a cohort depends on."""

    cohort: Cohort
    members: list[Member]
    settled_pairs: list[Wish]

    @property
    def book(self) -> RuleBook:
        """The rules as set."""
        return RuleBook.from_json(self.cohort.rules)

    @property
    def wishes(self) -> Wishes:
        """Locks and vetoes."""
        return Wishes.of(self._pairs_with(LOCK), self._pairs_with(VETO))

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """Ids of those who have withdrawn."""
        return tuple(one.actor_id for one in self.members if one.withdrawn_at is not None)

    @property
    def weighed(self) -> Weighed:
        """The pairs as weighed on closing, without those who have withdrawn since, with the places that there are now.

        Raises
        ------
        ValueError
            The cohort is not closed.
        """
        if self.cohort.weighed is None:
            raise ValueError(f"{self.cohort.id} is not closed, so nothing is weighed")
        left = from_bytes(self.cohort.weighed).without(self.withdrawn)
        return left.with_places_of(members_of(self.members)).excluding(self._pairs_with(CONFLICT))

    @property
    def fingerprint(self) -> str:
        """Changes with anything that a draft depends on, and with nothing else."""
        told = {
            "weighed": sha256(self.cohort.weighed or b"").hexdigest(),
            "rules": self.cohort.rules,
            "withdrawn": self.withdrawn,
            "wishes": [(one.seeker_id, one.mentor_id, one.kind) for one in self.settled_pairs],
            "published": self.cohort.published,
            "places": [(one.actor_id, one.places, one.minimum) for one in self.members if one.withdrawn_at is None],
        }
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def fits(self, draft: KeptDraft) -> bool:
        """Whether nothing that the draft depends on was settled otherwise since it was made."""
        if self.cohort.state in _AS_PUBLISHED:
            return draft.number == self.cohort.published
        return bool(draft.result["made_of"] == self.fingerprint)

    def _pairs_with(self, kind: str) -> list[Pair]:
        return [(one.seeker_id, one.mentor_id) for one in self.settled_pairs if one.kind == kind]


def standing(connection: sa.Connection, cohort_id: str) -> Standing:
    """The cohort as it stands.

    Raises
    ------
    UnknownCohort
    """
    cohort = look_up(connection, cohort_id)
    return Standing(cohort, cohorts.members(connection, cohort_id), cohorts.wishes(connection, cohort_id))


def read_standing(ogniwo: Ogniwo, cohort_id: str) -> Standing:
    """The same, in a transaction of its own."""
    with ogniwo.office.reading() as connection:
        return standing(connection, cohort_id)


def members_of(there: Sequence[Member]) -> Members:
    """The two sides of a cohort, without those who have withdrawn."""
    here = [one for one in there if one.withdrawn_at is None]
    seekers = [
        Seeker(one.actor_id, one.places, tuple(one.availability), one.waited) for one in here if one.side == SEEKER
    ]
    mentors = [
        Mentor(one.actor_id, one.places, one.minimum, tuple(one.availability), one.affiliation)
        for one in here
        if one.side == MENTOR
    ]
    return Members.of(seekers, mentors)


def draft_of(connection: sa.Connection, cohort: Cohort, number: int | None = None) -> KeptDraft | None:
    """The draft of this number; without one the draft that is worked on, or None.

    Raises
    ------
    UnknownDraft
    """
    wanted = number if number is not None else cohort.draft
    if wanted is None:
        return None
    found = cohorts.draft(connection, cohort.id, wanted)
    if found is None:
        raise UnknownDraft(cohort.id, wanted, cohorts.draft_numbers(connection, cohort.id))
    return found


def pairs_of(draft: KeptDraft | None) -> dict[Pair, dict[str, Any]]:
    """The pairs of a draft, by (seeker id, mentor id)."""
    if draft is None:
        return {}
    return {(one["seeker"], one["mentor"]): one for one in draft.result["pairs"]}


def cohort_json(cohort: Cohort) -> dict[str, Any]:
    """A cohort as JSON values, without what was weighed."""
    told = {name: value for name, value in asdict(cohort).items() if name not in {"weighed", "rules"}}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}
