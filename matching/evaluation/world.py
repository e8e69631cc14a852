"""Joint projects as a network: nodes and links of the product's schema, of what had begun before a day.

Only what lies before the day is put in, so that nothing of the future can be seen: no later
project, title, member or organisation, and no end that is not over. Ids are replaced by short ones in
the order of the real ones, so ties by id stay the same ties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

from graph.model import Link, Node, Value
from graph.snapshot import Snapshot, snapshot_of
from matching.calls import MAX_CALL_CHARACTERS, Call
from matching.evaluation.formats import Folder, Org, Project

_LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """What was known just before a day.

    Attributes
    ----------
    cut : date
        The first day that is not known.
    past : tuple of Project
    known : tuple of str
        Ids of the organisations with a past project, ascending.
    snapshot : Snapshot
        The network as at the day before the cut.
    actor_of : mapping of organisation id to the id of its actor
    org_of : the other way round
    """

    cut: date
    past: tuple[Project, ...]
    known: tuple[str, ...]
    snapshot: Snapshot
    actor_of: Mapping[str, str]
    org_of: Mapping[str, str]
    _themes: Mapping[str, str]
    _places: Mapping[str, str]

    def call_of(self, project: Project) -> Call:
        """What the project calls for, with those of its themes and places that are known already."""
        return Call(
            text=project.text[:MAX_CALL_CHARACTERS],
            title=project.title,
            sphere_ids=tuple(self._themes[one] for one in project.themes if one in self._themes),
            region_ids=tuple(self._places[one] for one in project.places if one in self._places),
        )


def world_before(folder: Folder, cut: date) -> World:
    """The network of the folder's projects before the cut."""
    past = tuple(project for project in folder.projects if project.day < cut)
    known = tuple(sorted({org for project in past for org in project.members}))
    actor_of = _numbered("org", known)
    orgs = [folder.orgs[org] for org in known]
    themes = _numbered("theme", sorted({theme for project in past for theme in project.themes}))
    seats = _Seats(orgs, past)
    nodes = [*_actors(orgs, actor_of, past), *_labelled("Sphere", themes), *seats.nodes()]
    links: list[Link] = [Link("LOCATED_IN", actor_of[org.id], seat) for org in orgs if (seat := seats.seat_of(org))]
    links += seats.links()
    for number, project in enumerate(sorted(past, key=lambda one: one.id)):
        event_id = f"project-{number:06}"
        nodes.append(_event(event_id, project))
        links += _links(event_id, project, cut, actor_of)
        links += [Link("ABOUT", event_id, themes[theme]) for theme in project.themes]
        links += [Link("HELD_IN", event_id, seats.places[place]) for place in project.places]
    snapshot = snapshot_of(nodes, _once(links), cut - timedelta(days=1))
    org_of = {actor: org for org, actor in actor_of.items()}
    return World(cut, past, known, snapshot, actor_of, org_of, themes, seats.places)


def _once(links: Iterable[Link]) -> list[Link]:
    """The links, each identity once: two projects that begin on one day make one cooperation."""
    return list({link.key: link for link in links}.values())


def _actors(orgs: Sequence[Org], actor_of: Mapping[str, str], past: Sequence[Project]) -> Iterator[Node]:
    joined: dict[str, date] = {}
    for project in past:  # in order of their days
        for member in project.members:
            joined.setdefault(member, project.day)
    for org in orgs:
        properties: dict[str, Value | None] = {
            "name": org.name or org.id,
            "joined": joined[org.id],
            "about": org.text[:_LONGEST_TEXT],
            "legal_form": org.type or None,
        }
        yield Node(actor_of[org.id], frozenset({"Organisation"}), properties)


def _event(event_id: str, project: Project) -> Node:
    begins = datetime.combine(project.day, time(), UTC)
    texts = {"name": project.title or project.id, "about": project.text[:_LONGEST_TEXT]}
    return Node(event_id, frozenset({"Event"}), {**texts, "starts_at": begins, "kind": "project"})


def _links(event_id: str, project: Project, cut: date, actor_of: Mapping[str, str]) -> Iterator[Link]:
    for org in project.members:
        role = "lead" if org in project.callers else "partner"
        yield Link("ATTENDED", actor_of[org], event_id, {"role": role})
    over = {"until": project.end} if project.end and project.day <= project.end < cut else {}
    dates = {"since": project.day, **over}
    for one, other in combinations(sorted(actor_of[org] for org in project.members), 2):
        yield Link("COOPERATES_WITH", one, other, {**dates, "kind": "project"})


def _labelled(label: str, ids: Mapping[str, str]) -> Iterator[Node]:
    for name, node_id in ids.items():
        yield Node(node_id, frozenset({label}), {"label_pl": name, "label_en": name})


def _numbered(prefix: str, names: Iterable[str]) -> dict[str, str]:
    """Short ids in the order of the names."""
    return {name: f"{prefix}-{number:06}" for number, name in enumerate(names)}


class _Seats:
    """The regions of a world: two levels, the wider of which is the country where there are several.

    Places of projects are the regions of that name, of either level, or regions of their own.
    """

    def __init__(self, orgs: Sequence[Org], past: Sequence[Project]) -> None:
        several = len({org.country for org in orgs if org.country}) > 1
        self._levels = ("country", "region") if several else ("region", "city")
        wide = {name for org in orgs if (name := self._names(org)[0])}
        narrow = {names for org in orgs if (names := self._names(org))[1]}
        places = {place for project in past for place in project.places}
        own = places - wide - {name for _, name in narrow}
        self._wide = _numbered("wide", sorted(wide | own))
        numbers = {names: f"narrow-{number:06}" for number, names in enumerate(sorted(narrow))}
        self._narrow = numbers
        by_name = {name: numbers[wider, name] for wider, name in sorted(narrow, reverse=True)}
        self.places = {place: self._wide.get(place) or by_name[place] for place in sorted(places)}

    def _names(self, org: Org) -> tuple[str, str]:
        wide, narrow = self._levels
        return str(getattr(org, wide)), str(getattr(org, narrow))

    def seat_of(self, org: Org) -> str:
        """Id of the narrowest region known of the organisation, or empty."""
        wide, narrow = self._names(org)
        return self._narrow[wide, narrow] if narrow else self._wide.get(wide, "")

    def nodes(self) -> Iterator[Node]:
        """The regions."""
        for name, node_id in self._wide.items():
            yield _region(node_id, name, "voivodeship")
        for (_, name), node_id in self._narrow.items():
            yield _region(node_id, name, "powiat")

    def links(self) -> Iterator[Link]:
        """Which narrow region lies in which wide one."""
        for (wide, _), node_id in self._narrow.items():
            if wide:
                yield Link("PART_OF", node_id, self._wide[wide])


def _region(node_id: str, name: str, level: str) -> Node:
    return Node(node_id, frozenset({"Region"}), {"label_pl": name, "label_en": name, "level": level})
