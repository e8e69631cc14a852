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
from matching.questions import Question


@dataclass(frozen=True, slots=True)
class Introductions:
    """Rows of the others in the seeker's introductions of this kind, each with a date.

    Attributes
    ----------
    declined : dict
        Declined lately, with the day of it.
    open_or_accepted : dict
        Asked for and neither declined nor expired, with the day it was asked for.
    """

    declined: dict[int, date]
    open_or_accepted: dict[int, date]


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
    links, day = question.snapshot.links("INTRODUCED_TO"), question.snapshot.day
    own = begun(links, day) & ((links.source == question.seeker) | (links.target == question.seeker))
    of_kind = links.taken(np.flatnonzero(own & (links.columns["kind"] == str(question.kind))))
    lately = day - question.options.declined_days
    declined, expired = of_kind.columns["declined"], of_kind.columns["expired"]
    was_declined = declined <= day
    return Introductions(
        _by_other(question, of_kind, was_declined & (declined > lately), "declined"),
        _by_other(question, of_kind, ~was_declined & (expired > day), "since"),
    )


def _by_other(question: Question, links: LinkTable, chosen: Mask, dated: str) -> dict[int, date]:
    others = np.where(links.source == question.seeker, links.target, links.source)
    days = links.columns[dated]
    latest: dict[int, int] = {}
    for other, day in zip(others[chosen].tolist(), days[chosen].tolist(), strict=True):
        latest[other] = max(day, latest.get(other, -NO_DAY))
    return {other: day for other, number in latest.items() if (day := date_of(number)) is not None}
