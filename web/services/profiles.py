"""An actor's page: facts, needs and offers, and what it did with whom, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.model import Link, Node, NodeKey
from graph.schema import COMPONENTS
from graph.snapshot import Snapshot
from matching.errors import UnknownActor
from web.services.browsing import mentor_names
from web.services.cards import Card, card, label_of, name_of

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that is needed or offered, with its priority or level from 1 to 3."""

    skill_id: str
    label: str
    degree: int | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A dated link to another actor, cohort or event.

    `kind` is the kind of cooperation or introduction; `state` what became of an introduction.
    """

    other_id: str
    name: str
    since: date
    until: date | None = None
    known: bool = True
    kind: str = ""
    state: str = ""
    cohort: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """An event that somebody of the actor came to."""

    event_id: str
    name: str
    starts_at: datetime
    kind: str
    mode: str
    component: str
    n_persons: int | None


@dataclass(frozen=True, slots=True)
class Project:
    """A joint project that the actor took part in; `role` is empty where nobody said who led it."""

    event_id: str
    name: str
    begins: date
    role: str
    about: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """All that an actor's page shows, in one language; the latest links first."""

    card: Card
    node: Node
    needs: dict[str, tuple[Skill, ...]]
    offers: dict[str, tuple[Skill, ...]]
    spheres: tuple[str, ...]
    works_in: tuple[str, ...]
    cooperation: tuple[Relation, ...]
    mentors: tuple[Relation, ...]
    mentored: tuple[Relation, ...]
    paired: tuple[Relation, ...]
    introductions: tuple[Relation, ...]
    cohorts: tuple[Relation, ...]
    projects: tuple[Project, ...]
    events: tuple[Attended, ...]

    @property
    def facts(self) -> Mapping[str, Any]:
        """The actor's properties."""
        return self.node.properties

    @property
    def about(self) -> str:
        """What it says about itself, if anything."""
        return str(self.facts.get("about") or "")


def profile(ogniwo: Ogniwo, actor_id: str, language: str) -> Profile:
    """The profile of an actor: its node, its links and the events of those, three readings.

    Raises
    ------
    UnknownActor
    """
    snapshot = ogniwo.snapshot()
    key = NodeKey("Actor", actor_id)
    node = ogniwo.store.node(key) if actor_id in snapshot.actors.row_of else None
    if node is None:
        raise UnknownActor(actor_id)
    links = _by_type(ogniwo.store.neighbours(key))
    events = ogniwo.store.nodes([NodeKey("Event", link.target) for link in links.get("ATTENDED", ())])
    return _Writer(snapshot, actor_id, mentor_names(ogniwo, snapshot), language).profile(node, links, events)


class _Writer:
    """Puts links into words, for one actor and one language."""

    def __init__(self, snapshot: Snapshot, actor_id: str, names: Mapping[str, str], language: str) -> None:
        self.snapshot, self.actor_id, self.names, self.language = snapshot, actor_id, names, language

    def profile(self, node: Node, links: Mapping[str, list[Link]], events: Mapping[NodeKey, Node]) -> Profile:
        mentoring, came = links.get("MENTORS", []), links.get("ATTENDED", [])
        return Profile(
            card=card(self.snapshot, self.snapshot.actors.row_of[self.actor_id], self.names, self.language),
            node=node,
            needs=self._skills(links.get("NEEDS", []), "priority"),
            offers=self._skills(links.get("OFFERS", []), "level"),
            spheres=self._labels(self.snapshot.spheres, links.get("ACTIVE_IN", [])),
            works_in=self._labels(self.snapshot.regions, links.get("WORKS_IN", [])),
            cooperation=self._relations(links.get("COOPERATES_WITH", [])),
            mentors=self._relations([link for link in mentoring if link.target == self.actor_id]),
            mentored=self._relations([link for link in mentoring if link.source == self.actor_id]),
            paired=self._relations(links.get("PAIRED_WITH", [])),
            introductions=self._relations(links.get("INTRODUCED_TO", [])),
            cohorts=self._relations(links.get("TAKES_PART_IN", [])),
            projects=self._projects(came, events),
            events=_attended(came, events),
        )

    def _skills(self, links: Sequence[Link], degree: str) -> dict[str, tuple[Skill, ...]]:
        """Skills by component, what is most needed or best known first."""
        skills, found = self.snapshot.skills, dict.fromkeys(COMPONENTS, ())
        for link in links:
            row = skills.row_of.get(link.target)
            if row is not None:
                skill = Skill(link.target, label_of(skills, row, self.language), link.properties.get(degree))  # type: ignore[arg-type]  # the schema says int
                found[skills.component[row]] += (skill,)  # type: ignore[assignment]  # tuples only grow here
        return {c: tuple(sorted(s, key=lambda x: (-(x.degree or 0), x.skill_id))) for c, s in found.items() if s}

    def _labels(self, table: Any, links: Sequence[Link]) -> tuple[str, ...]:
        return tuple(label_of(table, table.row_of[i.target], self.language) for i in links if i.target in table.row_of)

    def _projects(self, links: Sequence[Link], events: Mapping[NodeKey, Node]) -> tuple[Project, ...]:
        pairs = [(link, events.get(NodeKey("Event", link.target))) for link in links]
        found = [self._project(node, link) for link, node in pairs if node is not None and _is_project(node)]
        return tuple(sorted(found, key=lambda project: (-project.begins.toordinal(), project.event_id)))

    def _project(self, node: Node, link: Link) -> Project:
        facts: Mapping[str, Any] = node.properties
        role, about = str(link.properties.get("role") or ""), str(facts.get("about") or "")
        return Project(node.id, facts["name"], facts["starts_at"].date(), role, about, self._themes(node.id))

    def _themes(self, event_id: str) -> tuple[str, ...]:
        """Labels of the spheres that a project is about; none where it has not begun by the snapshot's day."""
        snapshot, spheres = self.snapshot, self.snapshot.spheres
        row = snapshot.events.row_of.get(event_id)
        at = np.flatnonzero(snapshot.projects.events == row) if row is not None else ()
        themes = snapshot.projects.themes[at].indices.tolist() if len(at) else []
        return tuple(label_of(spheres, theme, self.language) for theme in sorted(themes))

    def _relations(self, links: Sequence[Link]) -> tuple[Relation, ...]:
        relations = [self._relation(link) for link in links]
        return tuple(sorted(relations, key=lambda r: (-r.since.toordinal(), r.other_id, r.kind)))

    def _relation(self, link: Link) -> Relation:
        facts: Mapping[str, Any] = link.properties
        other = link.target if link.source == self.actor_id else link.source
        return Relation(
            other_id=other,
            name=self._name(link.type, other),
            since=facts["since"],
            until=facts.get("until"),
            known=facts.get("since_known", True),
            kind=facts.get("kind", ""),
            state=_state(facts) if link.type == "INTRODUCED_TO" else "",
            cohort=self._cohort(facts["cohort"]) if "cohort" in facts else "",
        )

    def _name(self, link_type: str, other_id: str) -> str:
        if link_type == "TAKES_PART_IN":
            return self._cohort(other_id)
        row = self.snapshot.actors.row_of.get(other_id)
        # The snapshot may lag behind the store by a moment; the id will do until then.
        return other_id if row is None else name_of(self.snapshot, row, self.names, self.language)

    def _cohort(self, cohort_id: str) -> str:
        row = self.snapshot.cohorts.row_of.get(cohort_id)
        return cohort_id if row is None else str(self.snapshot.cohorts.names[row])


def _state(facts: Mapping[str, Any]) -> str:
    """What became of an introduction: the last step that was dated."""
    return next((step for step in ("feedback", "declined", "expired", "accepted") if facts.get(step)), "asked")


def _attended(links: Sequence[Link], events: Mapping[NodeKey, Node]) -> tuple[Attended, ...]:
    pairs = [(link, events.get(NodeKey("Event", link.target))) for link in links]
    came = [(link, node) for link, node in pairs if node is not None and not _is_project(node)]
    found = [_event(node, link.properties.get("n_persons")) for link, node in came]
    return tuple(sorted(found, key=lambda event: (-event.starts_at.timestamp(), event.event_id)))


def _is_project(node: Node) -> bool:
    return node.properties.get("kind") == "project"


def _event(node: Node, n_persons: Any) -> Attended:
    facts: Mapping[str, Any] = node.properties
    kind, mode, component = (str(facts.get(name) or "") for name in ("kind", "mode", "component"))
    return Attended(node.id, facts["name"], facts["starts_at"], kind, mode, component, n_persons)


def _by_type(links: Sequence[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.type, []).append(link)
    return found
