"""The links of a drawn network, type by type, in order of their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized
from functools import partial

from graph.model import Link
from graph.schema import COOPERATION_KINDS
from seeds.drawing.cohorts import CohortLinks
from seeds.drawing.cooperation import Cooperation
from seeds.drawing.plan import Plan
from seeds.drawing.skill_profiles import SkillPairs
from seeds.drawing.timeline import COHORTS, NEVER, date_of
from seeds.emitting.columns import rows_of
from seeds.emitting.ids import actor_ids, event_ids
from seeds.emitting.introductions import introduction_links
from seeds.emitting.projects import n_project_links, project_links
from seeds.reference import powiats, reference_links, skills, spheres, voivodeships


def n_links(plan: Plan) -> int:
    """How many links `links` yields."""
    actors, events = plan.actors, plan.events
    parts: tuple[Sized, ...] = (actors, actors.spheres, plan.works_in, actors.needs, actors.offers, plan.participations)
    more: tuple[Sized, ...] = (plan.mentorships, plan.peers, events.event, plan.cooperation, plan.projects.acquainted)
    drawn = sum(len(part) for part in (*parts, *more, plan.introductions))
    return drawn + n_project_links(plan.projects) + sum(1 for _ in reference_links())


def links(plan: Plan) -> Iterator[Link]:
    """Every link, reference links first; each call begins anew."""
    ids = actor_ids(plan.scale)
    makers: tuple[Callable[[], Iterator[Link]], ...] = (
        reference_links,
        partial(_places, plan, ids),
        partial(_spheres, plan, ids),
        partial(_skills, plan.actors.needs, ids, "NEEDS", "priority"),
        partial(_skills, plan.actors.offers, ids, "OFFERS", "level"),
        partial(_participations, plan.participations, ids),
        partial(_in_cohort, plan.mentorships, ids, "MENTORS"),
        partial(_in_cohort, plan.peers, ids, "PAIRED_WITH"),
        partial(_attendances, plan, ids),
        partial(_cooperation, plan.cooperation, ids),
        partial(_cooperation, plan.projects.acquainted, ids),
        partial(introduction_links, plan.introductions, ids),
        partial(project_links, plan, ids),
    )
    for make in makers:
        yield from make()


def _places(plan: Plan, ids: list[str]) -> Iterator[Link]:
    powiat_codes = [powiat.code for powiat in powiats()]
    for actor_id, (powiat,) in zip(ids, rows_of(plan.actors.powiat), strict=True):
        yield Link("LOCATED_IN", actor_id, powiat_codes[powiat])
    codes = [region.code for region in voivodeships()] + powiat_codes
    for actor, region in rows_of(plan.works_in.rows, plan.works_in.values):
        yield Link("WORKS_IN", ids[actor], codes[region])


def _spheres(plan: Plan, ids: list[str]) -> Iterator[Link]:
    codes = [sphere.code for sphere in spheres()]
    for actor, sphere in rows_of(plan.actors.spheres.rows, plan.actors.spheres.values):
        yield Link("ACTIVE_IN", ids[actor], codes[sphere])


def _skills(pairs: SkillPairs, ids: list[str], link_type: str, grade_name: str) -> Iterator[Link]:
    codes = [skill.code for skill in skills()]
    for actor, skill, grade in rows_of(pairs.rows, pairs.skills, pairs.grade):
        yield Link(link_type, ids[actor], codes[skill], {grade_name: grade})


def _participations(links: CohortLinks, ids: list[str]) -> Iterator[Link]:
    for actor, cohort, since, until in rows_of(links.first, links.cohort, links.since, links.until):
        dates = {"since": date_of(since), "until": date_of(until)}
        yield Link("TAKES_PART_IN", ids[actor], COHORTS[cohort].cohort_id, dates)


def _in_cohort(links: CohortLinks, ids: list[str], link_type: str) -> Iterator[Link]:
    symmetric = link_type == "PAIRED_WITH"
    for one, other, cohort, since, until in rows_of(links.first, links.second, links.cohort, links.since, links.until):
        source, target = _ends(ids[one], ids[other], symmetric)
        dates = {"since": date_of(since), "until": date_of(until)}
        yield Link(link_type, source, target, {**dates, "cohort": COHORTS[cohort].cohort_id})


def _attendances(plan: Plan, ids: list[str]) -> Iterator[Link]:
    events = event_ids(len(plan.events))
    for actor, event, n_persons in rows_of(plan.events.actor, plan.events.event, plan.events.n_persons):
        yield Link("ATTENDED", ids[actor], events[event], {"n_persons": n_persons})


def _cooperation(links: Cooperation, ids: list[str]) -> Iterator[Link]:
    columns = (links.first, links.second, links.kind, links.since, links.until, links.strength)
    for one, other, kind, since, until, strength in rows_of(*columns):
        source, target = _ends(ids[one], ids[other], symmetric=True)
        over = {} if until >= NEVER else {"until": date_of(until)}
        properties = {"since": date_of(since), **over, "kind": COOPERATION_KINDS[kind], "strength": strength}
        yield Link("COOPERATES_WITH", source, target, properties)


def _ends(one: str, other: str, symmetric: bool) -> tuple[str, str]:
    return (other, one) if symmetric and other < one else (one, other)
