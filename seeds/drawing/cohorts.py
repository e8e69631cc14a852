"""Who takes part in which cohort, with which mentor and which peer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seeds.drawing.actors import Actors
from seeds.drawing.arrays import Ints, Mask, match_in_order, spread
from seeds.drawing.mentors import Mentors
from seeds.drawing.timeline import COHORTS, CohortSpan
from seeds.reference import skill_groups, skills

_LATEST_ENTRY = 45  # days after a cohort opens
_SHARE_TAKING_PART = (0.52, 0.27, 0.19)  # of the actors present at each opening
_SHARE_AGAIN = 0.12
_SHARE_DROPPED_OUT = 0.06
_SHARE_WITHOUT_PEER = 0.2
# Partners come to a cohort now and then, an organisation's staff learn beside them.
_PARTNER_FACTOR = 0.12


@dataclass(frozen=True, slots=True)
class CohortLinks:
    """Dated links of cohorts: an actor, another one (-1 where there is none), cohort, days."""

    first: Ints
    second: Ints
    cohort: Ints
    since: Ints
    until: Ints

    def __len__(self) -> int:
        return len(self.first)


def draw_participations(actors: Actors, rng: np.random.Generator) -> CohortLinks:
    """Who takes part: those present when the cohort opens, mostly once only."""
    is_mentor = np.arange(len(actors)) >= actors.first_mentor
    is_partner = ~is_mentor & (np.arange(len(actors)) >= actors.n_organisations)
    factor = np.where(is_mentor, 0.0, np.where(is_partner, _PARTNER_FACTOR, 1.0))
    took_part = np.zeros(len(actors), bool)
    found = []
    for number, span in enumerate(COHORTS):
        chance = np.where(took_part, _SHARE_AGAIN, _SHARE_TAKING_PART[number]) * factor
        chosen = np.nonzero(_present(actors, span) & (rng.random(len(actors)) < chance))[0]
        took_part[chosen] = True
        found.append(_stays(actors, chosen, number, rng))
    return _joined(found)


def draw_mentorships(
    actors: Actors, mentors: Mentors, participations: CohortLinks, rng: np.random.Generator
) -> CohortLinks:
    """Mentors of participating organisations: a mentor takes at most `capacity` in one cohort.

    Seats go first to those of the mentor's voivodeship who need what the mentor knows best,
    then to others who need it, then to others of the voivodeship, then to whoever is left.
    """
    group = _most_needed_group(actors)
    found = []
    for number, span in enumerate(COHORTS):
        waiting = np.nonzero((participations.cohort == number) & (participations.first < actors.n_organisations))[0]
        waiting = rng.permutation(waiting)
        seats = rng.permutation(spread(np.where(_available(mentors, span), mentors.capacity, 0)))
        for buckets in (("voivodeship", "group"), ("group",), ("voivodeship",), ()):
            seekers = participations.first[waiting]
            keys, seat_keys = np.zeros(len(waiting), np.int64), np.zeros(len(seats), np.int64)
            if "voivodeship" in buckets:
                keys += 1 + actors.voivodeship[seekers]
                seat_keys += 1 + mentors.places.voivodeship[seats]
            if "group" in buckets:
                keys += 100 * (1 + group[seekers])
                seat_keys += 100 * (1 + mentors.group[seats])
            matched, taken = match_in_order(keys, seat_keys)
            found.append(_mentored(actors, participations, waiting[matched], mentors, seats[taken]))
            waiting, seats = np.delete(waiting, matched), np.delete(seats, taken)
    return _joined(found)


def draw_peers(actors: Actors, participations: CohortLinks, rng: np.random.Generator) -> CohortLinks:
    """Pairs of one cohort's organisations, of one voivodeship, of kindred spheres where possible."""
    place = np.nonzero(participations.first < actors.n_organisations)[0]
    place = place[rng.random(len(place)) >= _SHARE_WITHOUT_PEER]
    actor, cohort = participations.first[place], participations.cohort[place]
    order = np.lexsort((rng.random(len(place)), actors.first_sphere[actor], actors.voivodeship[actor], cohort))
    one, other = place[order[0:-1:2]], place[order[1::2]]
    same = participations.cohort[one] == participations.cohort[other]
    one, other = one[same], other[same]
    since = np.maximum(participations.since[one], participations.since[other]) + 14
    until = np.minimum(participations.until[one], participations.until[other])
    pairs = CohortLinks(
        participations.first[one], participations.first[other], participations.cohort[one], since, until
    )
    return _kept(pairs, since < until)


def _present(actors: Actors, span: CohortSpan) -> Mask:
    return (actors.joined <= span.starts + _LATEST_ENTRY) & (actors.left > span.starts + 90)


def _available(mentors: Mentors, span: CohortSpan) -> Mask:
    return (mentors.joined <= span.starts) & (mentors.left > span.starts + 120)


def _stays(actors: Actors, chosen: Ints, number: int, rng: np.random.Generator) -> CohortLinks:
    span = COHORTS[number]
    since = np.maximum(span.starts, actors.joined[chosen])
    until = np.minimum(span.ends, actors.left[chosen])
    gave_up = rng.random(len(chosen)) < _SHARE_DROPPED_OUT
    early = since + 30 + (rng.random(len(chosen)) * np.maximum(until - since - 60, 0)).astype(np.int64)
    until = np.where(gave_up, np.minimum(early, until), until)
    return CohortLinks(chosen, np.full(len(chosen), -1), np.full(len(chosen), number), since, until)


def _mentored(actors: Actors, participations: CohortLinks, rows: Ints, mentors: Mentors, mentor: Ints) -> CohortLinks:
    until = np.minimum(participations.until[rows], mentors.left[mentor])
    # Mentoring begins some two weeks after the organisation's first meeting.
    since = np.minimum(participations.since[rows] + 15, until)
    return CohortLinks(
        mentor + actors.first_mentor, participations.first[rows], participations.cohort[rows], since, until
    )


def _most_needed_group(actors: Actors) -> Ints:
    """Per actor the skill group of its most urgent need; 0 where it has none."""
    codes = [group.code for group in skill_groups()]
    group_of_skill = np.array([codes.index(skill.group) for skill in skills()])
    order = np.lexsort((actors.needs.skills, -actors.needs.grade, actors.needs.rows))
    rows, first = np.unique(actors.needs.rows[order], return_index=True)
    groups = np.zeros(len(actors), np.int64)
    groups[rows] = group_of_skill[actors.needs.skills[order][first]]
    return groups


def _joined(parts: Sequence[CohortLinks]) -> CohortLinks:
    names = ("first", "second", "cohort", "since", "until")
    return CohortLinks(*(np.concatenate([getattr(part, name) for part in parts]).astype(np.int64) for name in names))


def _kept(links: CohortLinks, kept: Mask) -> CohortLinks:
    return CohortLinks(links.first[kept], links.second[kept], links.cohort[kept], links.since[kept], links.until[kept])
