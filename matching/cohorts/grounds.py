"""What breaks each rule, read from the network and from what members have said.

A rule that nobody can judge, because a side has not said what it goes by, is not broken: a young
group must not be shut out for an empty field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import NO_DAY, Mask, Rows
from graph.snapshot.parts import begun
from matching.cohorts.members import Members, Mentor, Seeker
from matching.pair_history import introductions_of, mentored_by
from matching.questions import Question
from matching.signals.languages import languages_values
from matching.signals.needs import need_met_values
from matching.signals.place import far_rows

_DAYS_IN_YEAR = 365.25


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """One organisation and all mentors of its cohort."""

    question: Question
    seeker: Seeker
    mentors: tuple[Mentor, ...]
    rows: Rows


def _no_shared_language(asked: Grounds) -> Mask:
    return np.asarray(languages_values(asked.question, asked.rows) < 0)


def _no_needed_skill(asked: Grounds) -> Mask:
    if not len(asked.question.profile.needs.skills):
        return np.zeros(len(asked.rows), dtype=bool)
    return np.asarray(need_met_values(asked.question, asked.rows) <= 0)


def _far_and_not_online(asked: Grounds) -> Mask:
    online = (asked.question.profile.online == 1) & (asked.question.snapshot.actors.online[asked.rows] == 1)
    return np.asarray(far_rows(asked.question, asked.rows) & ~online)


def _no_common_time(asked: Grounds) -> Mask:
    mine = set(asked.seeker.availability)
    return np.array(
        [bool(mine and one.availability) and mine.isdisjoint(one.availability) for one in asked.mentors], bool
    )


def _conflict(asked: Grounds) -> Mask:
    """The mentor belongs to the organisation or to a partner of it, or has worked with it."""
    partners = _ever_partners(asked.question)
    row_of, seeker_id = asked.question.snapshot.actors.row_of, asked.seeker.actor_id
    own = [one.affiliation == seeker_id for one in asked.mentors]
    of_partner = [bool(one.affiliation in row_of and partners[row_of[one.affiliation or ""]]) for one in asked.mentors]
    same = asked.rows == asked.question.seeker
    return np.asarray(np.array(own, bool) | np.array(of_partner, bool) | same | partners[asked.rows])


def _ever_partners(question: Question) -> Mask:
    links, day = question.snapshot.links("COOPERATES_WITH"), question.snapshot.day
    past = begun(links, day)
    partners = np.zeros(len(question.snapshot.actors), dtype=bool)
    partners[links.target[past & (links.source == question.seeker)]] = True
    partners[links.source[past & (links.target == question.seeker)]] = True
    return partners


def _declined(asked: Grounds) -> Mask:
    away = [other for other, last in introductions_of(asked.question).declined.items() if last.keeps_away]
    return np.isin(asked.rows, away)


def _was_mentor(asked: Grounds) -> Mask:
    return np.isin(asked.rows, mentored_by(asked.question, ongoing_only=False))


def _is_not_former_mentor(asked: Grounds) -> Mask:
    """The organisation had a mentor who is there again, and this one is another."""
    former = _was_mentor(asked)
    return ~former if former.any() else former


GROUNDS: Mapping[str, Callable[[Grounds], Mask]] = MappingProxyType(
    {
        "shared_language": _no_shared_language,
        "needed_skill": _no_needed_skill,
        "region_or_online": _far_and_not_online,
        "availability": _no_common_time,
        "no_conflict": _conflict,
        "declined_lately": _declined,
        "not_previous_mentor": _was_mentor,
        "previous_mentor": _is_not_former_mentor,
    }
)


def experience_gaps(snapshot: Snapshot, members: Members) -> NDArray[np.float64]:
    """Years of each mentor's work less years since each organisation was founded; NaN where unknown."""
    actors, row_of = snapshot.actors, snapshot.actors.row_of
    seekers = np.array([row_of[one.actor_id] for one in members.seekers], dtype=np.int64)
    mentors = np.array([row_of[one.actor_id] for one in members.mentors], dtype=np.int64)
    founded = actors.founded[seekers].astype(np.float64)
    founded[np.abs(founded) >= NO_DAY] = np.nan
    worked = actors.experience_years[mentors].astype(np.float64)
    worked[worked < 0] = np.nan
    ages = (snapshot.day - founded) / _DAYS_IN_YEAR
    return np.asarray(worked[None, :] - ages[:, None])


def groups_of(snapshot: Snapshot, members: Members) -> dict[str, tuple[str, ...]]:
    """For each organisation its voivodeship, its legal form, and its size by paid staff; empty where unknown."""
    rows = [snapshot.actors.row_of[one.actor_id] for one in members.seekers]
    return {
        "region": tuple(_voivodeship(snapshot, row) for row in rows),
        "kind": tuple(str(snapshot.actors.legal_form[row] or "") for row in rows),
        "size": tuple(_size(int(snapshot.actors.n_staff[row])) for row in rows),
    }


def _voivodeship(snapshot: Snapshot, row: int) -> str:
    region = int(snapshot.region_of[row])
    if region < 0:
        return ""
    whole = int(snapshot.region_map.voivodeship_of[region])
    return str(snapshot.regions.ids[whole if whole >= 0 else region])


def _size(n_staff: int) -> str:
    if n_staff < 0:
        return ""
    return "0" if n_staff == 0 else "1-4" if n_staff < 5 else "5+"
