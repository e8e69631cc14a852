"""What was between the seeker and others before: cooperation, mentoring, introductions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import NO_DAY, LinkTable, date_of
from graph.snapshot.columns import Mask
from graph.snapshot.matrices import row_of_matrix
from graph.snapshot.parts import begun, ongoing
from matching.pair_profile import Changed, changed_since
from matching.questions import Question
from matching.results import Kind


@dataclass(frozen=True, slots=True)
class Declined:
    """When a pair was last declined, and what has changed since.

    Attributes
    ----------
    day : date
    profile_kept : bool
        Whether the link says what the pair looked like then; an imported one may not.
    seeker_changed, provider_changed : tuple of str
        Fields of either side that differ now (`pair_profile.FIELDS`).
    lately : bool
        Less than `Options.declined_days` ago.
    """

    day: date
    profile_kept: bool
    seeker_changed: tuple[str, ...]
    provider_changed: tuple[str, ...]
    lately: bool

    @property
    def keeps_away(self) -> bool:
        """Whether the pair still looks as it did; where that was not kept, whether it was lately."""
        return not (self.seeker_changed or self.provider_changed) if self.profile_kept else self.lately


@dataclass(frozen=True, slots=True)
class Introductions:
    """Rows of the others in the seeker's introductions of this kind.

    Attributes
    ----------
    declined : dict
        Declined at any time, with what is known of the last time.
    open_or_accepted : dict
        Asked for and neither declined nor expired, with the day it was asked for.
    accepted : dict
        Those of them that both accepted, with the day.
    """

    declined: dict[int, Declined]
    open_or_accepted: dict[int, date]
    accepted: dict[int, date]


def last_days_together(question: Question) -> NDArray[np.int32]:
    """Last day on which each actor was in touch with the seeker; 0 where never."""
    others, days = row_of_matrix(question.snapshot.contacts.last_day, question.seeker)
    last_days = np.zeros(len(question.snapshot.actors), dtype=np.int32)
    last_days[others] = days
    return last_days


def mentored_by(question: Question, *, ongoing_only: bool) -> NDArray[np.int32]:
    """Rows of the mentors that mentor the seeker on the day, or ever did by then."""
    links, day = question.snapshot.links("MENTORS"), question.snapshot.day
    counts = ongoing(links, day) if ongoing_only else begun(links, day)
    return np.asarray(links.source[counts & (links.target == question.seeker)])


def introductions_of(question: Question) -> Introductions:
    """What became of the seeker's introductions of this kind, as known on the day."""
    return question.once("introductions", lambda: _introductions_of(question))


def _introductions_of(question: Question) -> Introductions:
    links, day = question.snapshot.links("INTRODUCED_TO"), question.snapshot.day
    own = links.taken(np.flatnonzero((links.source == question.seeker) | (links.target == question.seeker)))
    # A call is answered in any role, so introductions of every kind count for it.
    same_kind = (own.columns["kind"] == str(question.kind)) | (question.kind is Kind.CALL)
    of_kind = own.taken(begun(own, day) & same_kind)
    was_declined, expired = of_kind.columns["declined"] <= day, of_kind.columns["expired"]
    holds = ~was_declined & (expired > day)
    return Introductions(
        _declined(question, of_kind.taken(np.flatnonzero(was_declined))),
        _by_other(question, of_kind, holds, "since"),
        _by_other(question, of_kind, holds & (of_kind.columns["accepted"] <= day), "accepted"),
    )


def _declined(question: Question, links: LinkTable) -> dict[int, Declined]:
    """The last time each of the others was declined; of one day's, what the later link says."""
    last: dict[int, int] = {}
    for position, other in enumerate(_others(question, links).tolist()):
        day = links.columns["declined"][position]
        if other not in last or day >= links.columns["declined"][last[other]]:
            last[other] = position
    return {other: _declined_at(question, links, position) for other, position in last.items()}


def _declined_at(question: Question, links: LinkTable, position: int) -> Declined:
    source, target = int(links.source[position]), int(links.target[position])
    day = int(links.columns["declined"][position])
    found = changed_since(links.columns["profile"][position], question.snapshot, source, target)
    changed = found or Changed((), ())
    sides = (changed.source, changed.target) if source == question.seeker else (changed.target, changed.source)
    lately = day > question.snapshot.day - question.options.declined_days
    return Declined(_date(day), found is not None, *sides, lately)


def _others(question: Question, links: LinkTable) -> NDArray[np.int32]:
    return np.where(links.source == question.seeker, links.target, links.source)


def _date(day: int) -> date:
    found = date_of(day)
    if found is None:
        raise ValueError(f"{day} is no day")
    return found


def _by_other(question: Question, links: LinkTable, chosen: Mask, dated: str) -> dict[int, date]:
    others, days = _others(question, links), links.columns[dated]
    latest: dict[int, int] = {}
    for other, day in zip(others[chosen].tolist(), days[chosen].tolist(), strict=True):
        latest[other] = max(day, latest.get(other, -NO_DAY))
    return {other: day for other, number in latest.items() if (day := date_of(number)) is not None}
