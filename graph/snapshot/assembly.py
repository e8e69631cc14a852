"""The snapshot: tables of the network and what is derived from them for one day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from graph.snapshot.columns import Mask, Rows, day_number
from graph.snapshot.contacts import Contacts, contacts
from graph.snapshot.links import LinkTable
from graph.snapshot.matrices import Matrix
from graph.snapshot.mentoring import Mentoring, mentoring
from graph.snapshot.nodes import Actors, Cohorts, Events, Labelled, Regions, Skills
from graph.snapshot.parts import (
    Attendance,
    DerivedParts,
    LanguageSets,
    Membership,
    Part,
    SkillLists,
    SphereLists,
    attendance,
    language_sets,
    membership,
    remade,
    skill_lists,
    sphere_lists,
)
from graph.snapshot.places import Places, RegionMap, places, region_map
from graph.snapshot.projects import Projects, projects
from graph.snapshot.tables import Tables

P = TypeVar("P", bound=Part)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The network as at the end of a day, as arrays that nobody can write to.

    Actors keep their rows in order of id, also those that have left or not yet joined:
    `present` tells who belongs to the network on the day. Node properties, skills, places
    and spheres are as they are now; membership and dated links are as at `as_of`.

    Attributes
    ----------
    revision : int
        Revision of the store that it shows.
    as_of : date
    tables : Tables
        Everything that was read, dated links of all times included.
    """

    revision: int
    as_of: date
    tables: Tables
    members: Membership
    skill_lists: SkillLists
    sphere_lists: SphereLists
    region_map: RegionMap
    places: Places
    contacts: Contacts
    mentoring: Mentoring
    attendance: Attendance
    language_sets: LanguageSets
    projects: Projects
    derived: DerivedParts = field(repr=False)

    def derive(self, make: Callable[..., P], *inputs: Any) -> P:
        """What `make(former, *inputs)` returns, kept here and for the snapshots after this one.

        `inputs` are tables or parts of this snapshot; `former` is what was made last, of
        this or a former snapshot, or None.
        """
        return self.derived.get(make, *inputs)

    @property
    def day(self) -> int:
        """`as_of` as a day number."""
        return cast(int, self.members.made_from[1])

    @property
    def actors(self) -> Actors:
        """Organisations, partners and mentors."""
        return cast(Actors, self.tables.nodes["Actor"])

    @property
    def skills(self) -> Skills:
        """What can be needed and offered."""
        return cast(Skills, self.tables.nodes["Skill"])

    @property
    def skill_groups(self) -> Labelled:
        """The upper level of skills."""
        return cast(Labelled, self.tables.nodes["SkillGroup"])

    @property
    def regions(self) -> Regions:
        """Voivodeships and powiats."""
        return cast(Regions, self.tables.nodes["Region"])

    @property
    def spheres(self) -> Labelled:
        """Statutory spheres."""
        return cast(Labelled, self.tables.nodes["Sphere"])

    @property
    def cohorts(self) -> Cohorts:
        """Rounds of the programme."""
        return cast(Cohorts, self.tables.nodes["Cohort"])

    @property
    def events(self) -> Events:
        """Trainings and meetings."""
        return cast(Events, self.tables.nodes["Event"])

    @property
    def present(self) -> Mask:
        """Which actors belong to the network on the day."""
        return self.members.present

    @property
    def n_present(self) -> int:
        """How many actors belong to the network on the day."""
        return self.members.n_present

    @property
    def needs(self) -> Matrix:
        """Actor × skill, with priorities."""
        return self.skill_lists.needs

    @property
    def offers(self) -> Matrix:
        """Actor × skill, with levels."""
        return self.skill_lists.offers

    @property
    def active_in(self) -> Matrix:
        """Actor × sphere."""
        return self.sphere_lists.active_in

    @property
    def region_of(self) -> Rows:
        """Row of each actor's region, -1 if unknown."""
        return self.places.region_of

    def links(self, link_type: str) -> LinkTable:
        """All links of the type, of all times."""
        return self.tables.links[link_type]


def assemble(tables: Tables, revision: int, as_of: date, former: Snapshot | None = None) -> Snapshot:
    """The snapshot of the tables; parts of a former one are taken over where nothing changed."""
    nodes, links = tables.nodes, tables.links
    actors, regions = cast(Actors, nodes["Actor"]), cast(Regions, nodes["Region"])
    ids = actors.ids
    day = former.day if former and former.as_of == as_of else day_number(as_of)
    members = remade(membership, getattr(former, "members", None), actors, day)
    if former and _same_rows_present(former, ids, members.present):
        members = Membership((actors, day), former.present, former.n_present)
    present = members.present
    cooperation, pairs, mentors = (links[name] for name in ("COOPERATES_WITH", "PAIRED_WITH", "MENTORS"))
    return Snapshot(
        revision,
        as_of,
        tables,
        members,
        remade(
            skill_lists,
            getattr(former, "skill_lists", None),
            ids,
            nodes["Skill"],
            present,
            links["NEEDS"],
            links["OFFERS"],
        ),
        remade(sphere_lists, getattr(former, "sphere_lists", None), ids, nodes["Sphere"], present, links["ACTIVE_IN"]),
        remade(region_map, getattr(former, "region_map", None), regions, links["PART_OF"], links["BORDERS"]),
        remade(places, getattr(former, "places", None), ids, regions, links["LOCATED_IN"], links["WORKS_IN"]),
        remade(contacts, getattr(former, "contacts", None), ids, cooperation, pairs, mentors, day),
        remade(mentoring, getattr(former, "mentoring", None), ids, mentors, links["INTRODUCED_TO"], present, day),
        remade(attendance, getattr(former, "attendance", None), ids, nodes["Event"], links["ATTENDED"]),
        remade(language_sets, getattr(former, "language_sets", None), actors.languages),
        remade(
            projects,
            getattr(former, "projects", None),
            ids,
            nodes["Event"],
            nodes["Sphere"].ids,
            regions.ids,
            links["ATTENDED"],
            links["ABOUT"],
            links["HELD_IN"],
            day,
        ),
        DerivedParts(former.derived if former else None),
    )


def _same_rows_present(former: Snapshot, ids: object, present: Mask) -> bool:
    return former.actors.ids is ids and bool((former.present == present).all())
