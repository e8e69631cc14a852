"""The nodes of a drawn network: cohorts, events, organisations, partners, mentors, joint projects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import partial

from graph.model import Node, Value
from graph.schema import REACHES, SETTLEMENTS
from seeds.drawing.event_calendar import CALENDAR
from seeds.drawing.partners import Partners
from seeds.drawing.places import VILLAGE
from seeds.drawing.plan import Plan
from seeds.drawing.skill_profiles import EXPERIENCED, SkillPairs, stages
from seeds.drawing.timeline import COHORTS, date_of
from seeds.emitting.columns import day_or_none, grouped, rows_of
from seeds.emitting.ids import actor_ids, event_ids
from seeds.emitting.projects import project_nodes
from seeds.reference import legal_forms, partner_types, reference_nodes, skills, spheres
from seeds.wording.facts import OrganisationFacts, PartnerFacts
from seeds.wording.organisations import organisation_texts
from seeds.wording.partners import partner_texts
from seeds.wording.phrases import themes
from seeds.wording.places import place_name
from seeds.wording.texts import Writer

LANGUAGES = (("pl",), ("pl", "en"), ("pl", "uk"), ("pl", "de"), ("pl", "en", "uk"))
_BEGINS = time(8, 0, tzinfo=UTC)


def n_nodes(plan: Plan) -> int:
    """How many nodes `nodes` yields."""
    events = plan.scale.n_events + len(plan.projects)
    return plan.scale.n_actors + events + len(COHORTS) + sum(1 for _ in reference_nodes())


def nodes(plan: Plan, *, unique_texts: bool) -> Iterator[Node]:
    """Every node, reference nodes first; each call begins anew.

    With `unique_texts` no two names and no two descriptions are the same, at the cost of
    remembering them all.
    """
    writer = Writer(plan.seed, unique=unique_texts)
    ids = actor_ids(plan.scale)
    yield from reference_nodes()
    yield from _cohorts()
    yield from _events(plan)
    yield from _organisations(plan, ids, writer)
    yield from _partners(plan, ids, writer)
    yield from _mentors(plan, ids)
    yield from project_nodes(plan, writer)


def _cohorts() -> Iterator[Node]:
    for span in COHORTS:
        starts, ends = date_of(span.starts), date_of(span.ends)
        yield Node(span.cohort_id, frozenset({"Cohort"}), {"name": span.name, "starts": starts, "ends": ends})


def _events(plan: Plan) -> Iterator[Node]:
    events = plan.events
    columns = rows_of(events.kind, events.starts, events.powiat, events.n_attendants)
    for event_id, (kind, starts, powiat, n_attendants) in zip(event_ids(len(events)), columns, strict=True):
        entry = CALENDAR[kind]
        properties: dict[str, Value | None] = {
            "name": entry.title,
            "starts_at": datetime.combine(date_of(starts), _BEGINS),
            "kind": entry.kind,
            "mode": entry.mode,
            "component": entry.component,
            "hours": entry.hours,
            "n_attendants": n_attendants,
        }
        if powiat >= 0:
            properties["locality"] = place_name(powiat, -1).name
        yield Node(event_id, frozenset({"Event"}), properties)


def _organisations(plan: Plan, ids: list[str], writer: Writer) -> Iterator[Node]:
    o = plan.organisations
    n = len(o)
    facts = _organisation_facts(plan)
    columns = (o.founded, o.joined, o.left, o.form, o.places.settlement, o.reach, o.online, o.languages)
    counts = (o.n_staff, o.n_volunteers, o.n_projects, plan.capacity[:n], plan.also_partner)
    rows = rows_of(*columns, *counts)
    for number, (fact, row) in enumerate(zip(facts, rows, strict=True)):
        founded, joined, left, form, settlement, reach, online, languages, *rest = row
        n_staff, n_volunteers, n_projects, capacity, also_partner = rest
        name, about = writer.write(number, partial(organisation_texts, fact))
        properties: dict[str, Value | None] = {
            "name": name,
            "joined": date_of(joined),
            "left": day_or_none(left),
            "founded": date_of(founded),
            "legal_form": legal_forms()[form].code,
            "locality": fact.place.name,
            "settlement": SETTLEMENTS[settlement],
            "reach": REACHES[reach],
            "online": online,
            "languages": list(LANGUAGES[languages]),
            "n_staff": n_staff,
            "n_volunteers": n_volunteers,
            "n_projects": n_projects,
            "capacity": capacity or None,
            "about": about,
        }
        labels = frozenset({"Organisation"})
        if also_partner:
            labels = frozenset({"Organisation", "Partner"})
            brigade = fact.form == "OSP"
            properties |= {"partner_type": "P23" if brigade else "P20", "sector": "safety" if brigade else "ngo_infra"}
        yield Node(ids[number], labels, _present(properties))


def _organisation_facts(plan: Plan) -> Iterator[OrganisationFacts]:
    o = plan.organisations
    n = len(o)
    sphere_codes, skill_codes = [s.code for s in spheres()], [s.code for s in skills()]
    ragged = zip(
        grouped(o.spheres.rows, o.spheres.values, n),
        _by_grade(plan.actors.needs, n),
        _by_grade(plan.actors.offers, n),
        strict=True,
    )
    columns = (o.form, o.places.powiat, o.places.village, o.places.settlement, o.founded, o.joined, stages(o))
    rows = rows_of(*columns, o.n_staff, o.n_volunteers, o.n_projects, o.reach)
    for number, (row, (sphere, needs, offers)) in enumerate(zip(rows, ragged, strict=True)):
        form, powiat, village, settlement, founded, joined, stage, n_staff, n_volunteers, n_projects, reach = row
        yield OrganisationFacts(
            form=legal_forms()[form].code,
            spheres=tuple(sphere_codes[s] for s in sphere),
            theme=_one_of(themes(sphere_codes[sphere[0]]), number),
            place=place_name(powiat, village),
            village=settlement == VILLAGE,
            founded_year=date_of(founded).year,
            years=(joined - founded) // 365,
            experienced=stage == EXPERIENCED,
            n_staff=n_staff,
            n_volunteers=n_volunteers,
            n_projects=n_projects,
            reach=REACHES[reach],
            needs=tuple(skill_codes[s] for s in needs),
            offers=tuple(skill_codes[s] for s in offers),
        )


def _partners(plan: Plan, ids: list[str], writer: Writer) -> Iterator[Node]:
    p = plan.partners
    first = plan.scale.n_organisations
    capacity = plan.capacity[first : first + len(p)]
    rows = rows_of(p.joined, p.left, p.online, p.languages, capacity)
    for number, (fact, row) in enumerate(zip(_partner_facts(p), rows, strict=True), start=first):
        joined, left, online, languages, capacity_here = row
        name, about = writer.write(number, partial(partner_texts, fact))
        properties: dict[str, Value | None] = {
            "name": name,
            "joined": date_of(joined),
            "left": day_or_none(left),
            "partner_type": fact.partner_type,
            "sector": next(kind.sector for kind in partner_types() if kind.code == fact.partner_type),
            "locality": fact.place.name,
            "online": online,
            "languages": list(LANGUAGES[languages]),
            "capacity": capacity_here,
            "about": about,
        }
        yield Node(ids[number], frozenset({"Partner"}), _present(properties))


def _partner_facts(partners: Partners) -> Iterator[PartnerFacts]:
    skill_codes = [skill.code for skill in skills()]
    n = len(partners)
    ragged = zip(_by_grade(partners.needs, n), _by_grade(partners.offers, n), strict=True)
    rows = rows_of(partners.kind, partners.places.powiat, partners.places.village, partners.places.settlement)
    for (kind, powiat, village, settlement), (needs, offers) in zip(rows, ragged, strict=True):
        yield PartnerFacts(
            partner_type=partner_types()[kind].code,
            place=place_name(powiat, village),
            village=settlement == VILLAGE,
            needs=tuple(skill_codes[s] for s in needs),
            offers=tuple(skill_codes[s] for s in offers),
        )


def _mentors(plan: Plan, ids: list[str]) -> Iterator[Node]:
    m = plan.mentors
    rows = rows_of(m.joined, m.left, m.capacity, m.experience_years, m.online, m.languages)
    for actor_id, row in zip(ids[plan.actors.first_mentor :], rows, strict=True):
        joined, left, capacity, experience_years, online, languages = row
        properties: dict[str, Value | None] = {
            "joined": date_of(joined),
            "left": day_or_none(left),
            "capacity": capacity,
            "experience_years": experience_years,
            "online": online,
            "languages": list(LANGUAGES[languages]),
        }
        yield Node(actor_id, frozenset({"Mentor"}), _present(properties))


def _by_grade(pairs: SkillPairs, n_rows: int) -> Iterator[list[int]]:
    """Per row its skills, those of the highest grade first, then in the table's order."""
    graded = pairs.skills - 1_000 * pairs.grade
    for values in grouped(pairs.rows, graded, n_rows):
        yield [value % 1_000 for value in sorted(values)]


def _one_of(choices: tuple[str, ...], number: int) -> str:
    return choices[number * 7 % len(choices)]


def _present(properties: dict[str, Value | None]) -> dict[str, Value | None]:
    return {name: value for name, value in properties.items() if value is not None}
