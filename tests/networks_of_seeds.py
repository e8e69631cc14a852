"""Looks into a generated programme from outside: plain dictionaries of its records."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import date, datetime

from graph import schema
from graph.model import Link, Node
from seeds.streams import Programme


class Contents:
    """A programme's records, indexed by id and type, with the questions tests ask."""

    def __init__(self, programme: Programme) -> None:
        self.nodes: list[Node] = list(programme.nodes)
        self.links: list[Link] = list(programme.links)
        self.persons = list(programme.persons)
        self.actors = {node.id: node for node in self.nodes if node.base == schema.ACTOR}
        self.by_type: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            self.by_type[link.type].append(link)

    def with_label(self, label: str) -> dict[str, Node]:
        """Nodes of a label by id."""
        return {node.id: node for node in self.nodes if label in node.labels}

    def targets(self, link_type: str) -> dict[str, set[str]]:
        """Per source the ids that its links of a type lead to."""
        found: dict[str, set[str]] = defaultdict(set)
        for link in self.by_type[link_type]:
            found[link.source].add(link.target)
        return found

    def leaves(self, actor_id: str) -> date:
        """The day the actor left, or a day after all others."""
        left = self.actors[actor_id].properties.get("left")
        return left if isinstance(left, date) else date.max


def fingerprint(programme: Programme) -> str:
    """A hash of every record, in order."""
    digest = hashlib.sha256()
    for node in programme.nodes:
        digest.update(_line([node.id, sorted(node.labels), dict(node.properties)]))
    for link in programme.links:
        digest.update(_line([link.type, link.source, link.target, dict(link.properties)]))
    for person in programme.persons:
        digest.update(_line([person.actor_id, person.display_name, person.email]))
    return digest.hexdigest()


def _line(parts: list[object]) -> bytes:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, default=_as_text).encode()


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} in a record")
