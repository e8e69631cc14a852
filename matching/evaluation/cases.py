"""What is asked before the cut, and what came after: new partners, and answers to calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matching.evaluation.formats import Folder, Project
from matching.evaluation.world import World
from matching.exposure import Exposure
from matching.options import Options
from matching.questions import Question, ask, ask_call
from matching.results import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One question and its answer.

    Attributes
    ----------
    query : str
        The organisation that asks, or the event that calls.
    truth : frozenset of str
        Known organisations that it came to work with.
    seeker : str
        The organisation that asks or calls; it need not be known for a call.
    call : Project, optional
    """

    query: str
    truth: frozenset[str]
    seeker: str
    call: Project | None = None

    @property
    def kind(self) -> Kind:
        """What the question asks for."""
        return Kind.PEER if self.call is None else Kind.CALL

    def ask(self, world: World, k: int, options: Options, exposure: Exposure | None = None) -> Question:
        """The question, as the product asks it of the world's snapshot."""
        if self.call is None:
            return ask(world.snapshot, world.actor_of[self.seeker], Kind.PEER, k, None, options, exposure)
        caller = world.actor_of.get(self.seeker)
        return ask_call(world.snapshot, world.call_of(self.call), caller, k, None, options, exposure)


def future_of(folder: Folder, world: World, end: date | None = None) -> tuple[Project, ...]:
    """The projects that begin from the cut on, and before the end where one is given."""
    return tuple(
        project for project in folder.projects if project.day >= world.cut and (end is None or project.day < end)
    )


def partner_cases(world: World, future: tuple[Project, ...]) -> tuple[Case, ...]:
    """For each known organisation that finds a new known partner, which ones; in order of id."""
    met = _partners(world, world.past)
    later = _partners(world, future)
    found = ((org, frozenset(later.get(org, set()) - met[org])) for org in world.known)
    return tuple(Case(org, new, org) for org, new in found if new)


def call_cases(world: World, future: tuple[Project, ...]) -> tuple[Case, ...]:
    """For each project with a known member beside its caller, who these were; in order of id."""
    known = set(world.known)
    found = ((project, frozenset((known & set(project.members)) - {project.caller})) for project in future)
    cases = (Case(project.id, truth, project.caller, project) for project, truth in found if truth)
    return tuple(sorted(cases, key=lambda case: case.query))


def _partners(world: World, projects: tuple[Project, ...]) -> Mapping[str, set[str]]:
    """For each known organisation the known ones that it shares one of the projects with."""
    partners: dict[str, set[str]] = {org: set() for org in world.known}
    for project in projects:
        members = [org for org in project.members if org in partners]
        for org in members:
            partners[org].update(members)
    for org, others in partners.items():
        others.discard(org)
    return partners
