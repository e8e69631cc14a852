"""Small networks written down by hand, for tests of the snapshot and the recommender."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from graph.model import Link, Node, make_link, make_node
from graph.snapshot import Snapshot, build_snapshot
from tests.fakes import DictStore

JOINED = date(2021, 1, 1)
TODAY = date(2024, 6, 1)

# Two voivodeships: 14 with three powiats in a row, 12 with one; 0.1 degrees of latitude is 11.12 km.
_REGIONS = {
    "12": ("voivodeship", 50.0, 20.0),
    "1201": ("powiat", 50.0, 20.0),
    "14": ("voivodeship", 52.0, 21.0),
    "1401": ("powiat", 52.0, 21.0),
    "1402": ("powiat", 52.3, 21.0),
    "1403": ("powiat", 53.5, 21.0),
}
_BORDERS = (("1401", "1402"),)


class Network:
    """Records of a network, written line by line; `snapshot` builds it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.links: list[Link] = []
        for region_id, (level, lat, lon) in _REGIONS.items():
            label = f"powiat {region_id}" if level == "powiat" else f"województwo {region_id}"
            self.node(region_id, "Region", label_pl=label, label_en=region_id, level=level, lat=lat, lon=lon)
            if level == "powiat":
                self.link("PART_OF", region_id, region_id[:2])
        for one, other in _BORDERS:
            self.link("BORDERS", one, other)

    def node(self, node_id: str, *labels: str, **properties: object) -> Network:
        self.nodes.append(make_node(node_id, *labels, **properties))
        return self

    def link(self, link_type: str, source: str, target: str, **properties: object) -> Network:
        self.links.append(make_link(link_type, source, target, **properties))
        return self

    def skills(self, *skill_ids: str, component: str = "training", secondary: str | None = None) -> Network:
        for skill_id in skill_ids:
            labels = {"label_pl": f"umiejętność {skill_id}", "label_en": f"skill {skill_id}"}
            self.node(skill_id, "Skill", **labels, component=component, component_secondary=secondary)
        return self

    def spheres(self, *sphere_ids: str) -> Network:
        for sphere_id in sphere_ids:
            self.node(sphere_id, "Sphere", label_pl=f"dziedzina {sphere_id}", label_en=f"sphere {sphere_id}")
        return self

    def actor(
        self,
        actor_id: str,
        *roles: str,
        needs: Mapping[str, int | None] | None = None,
        offers: Mapping[str, int | None] | None = None,
        region: str | None = None,
        works_in: Iterable[str] = (),
        spheres: Iterable[str] = (),
        **properties: object,
    ) -> Network:
        roles = roles or ("Organisation",)
        named = {} if roles == ("Mentor",) else {"name": f"Koło {actor_id}"}
        self.node(actor_id, *roles, **{"joined": JOINED, **named, **properties})
        for skill_id, priority in (needs or {}).items():
            self.link("NEEDS", actor_id, skill_id, priority=priority)
        for skill_id, level in (offers or {}).items():
            self.link("OFFERS", actor_id, skill_id, level=level)
        if region:
            self.link("LOCATED_IN", actor_id, region)
        for region_id in works_in:
            self.link("WORKS_IN", actor_id, region_id)
        for sphere_id in spheres:
            self.link("ACTIVE_IN", actor_id, sphere_id)
        return self

    def mentor(self, mentor_id: str, **properties: object) -> Network:
        return self.actor(mentor_id, "Mentor", **properties)

    def partner(self, partner_id: str, **properties: object) -> Network:
        return self.actor(partner_id, "Partner", **properties)

    def worked_together(
        self, one: str, other: str, since: date = JOINED, until: date | None = None, kind: str = "project"
    ) -> Network:
        return self.link("COOPERATES_WITH", one, other, since=since, until=until, kind=kind)

    def store(self) -> DictStore:
        return DictStore(self.nodes, self.links)

    def snapshot(self, as_of: date = TODAY) -> Snapshot:
        return build_snapshot(self.store(), as_of)
