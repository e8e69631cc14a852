"""Joint projects as records: their nodes, who took part, what they are about, where they ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import partial

from graph.model import Link, Node, Value
from seeds.drawing.plan import Plan
from seeds.drawing.projects import Projects
from seeds.drawing.timeline import date_of
from seeds.emitting.columns import grouped, rows_of
from seeds.emitting.ids import project_ids
from seeds.reference import powiats, spheres
from seeds.wording.places import place_name
from seeds.wording.projects import project_texts
from seeds.wording.texts import Writer

_BEGINS = time(8, 0, tzinfo=UTC)


def project_nodes(plan: Plan, writer: Writer) -> Iterator[Node]:
    """The projects, with titles and texts that suit their first theme."""
    projects, places = plan.projects, plan.organisations.places
    codes = [sphere.code for sphere in spheres()]
    themes = grouped(projects.themes.rows, projects.themes.values, len(projects))
    rows = rows_of(projects.starts, places.powiat[projects.lead], places.village[projects.lead])
    ids = project_ids(len(projects))
    for number, (event_id, (starts, powiat, village), theme) in enumerate(zip(ids, rows, themes, strict=True)):
        place = place_name(powiat, village)
        write = partial(project_texts, codes[theme[0]], place.where)
        name, about = writer.write(plan.scale.n_actors + number, write)
        properties: dict[str, Value | None] = {
            "name": name,
            "starts_at": datetime.combine(date_of(starts), _BEGINS),
            "kind": "project",
            "locality": place.name,
            "about": about,
        }
        yield Node(event_id, frozenset({"Event"}), properties)


def n_project_links(projects: Projects) -> int:
    """How many links `project_links` yields."""
    return len(projects.members) + len(projects.themes) + len(projects)


def project_links(plan: Plan, ids: list[str]) -> Iterator[Link]:
    """ATTENDED with the role, ABOUT the spheres, HELD_IN the powiat of the lead's seat."""
    projects = plan.projects
    events = project_ids(len(projects))
    leads = projects.lead[projects.members.rows] == projects.members.values
    for project, actor, leading in rows_of(projects.members.rows, projects.members.values, leads):
        yield Link("ATTENDED", ids[actor], events[project], {"role": "lead" if leading else "partner"})
    codes = [sphere.code for sphere in spheres()]
    for project, sphere in rows_of(projects.themes.rows, projects.themes.values):
        yield Link("ABOUT", events[project], codes[sphere])
    powiat_codes = [powiat.code for powiat in powiats()]
    for event, (powiat,) in zip(events, rows_of(plan.actors.powiat[projects.lead]), strict=True):
        yield Link("HELD_IN", event, powiat_codes[powiat])
