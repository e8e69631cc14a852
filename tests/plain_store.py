"""The contract of a store written down once more, as plainly as can be: dictionaries and no speed."""

from __future__ import annotations

from collections.abc import Iterable

from graph import schema
from graph.errors import InvalidRecord, MissingEnd, NodeInUse
from graph.model import Link, LinkKey, Node, NodeKey, Unit, Value

Properties = dict[str, Value]


class PlainStore:
    """What a store must hold after the same units."""

    def __init__(self) -> None:
        self.nodes: dict[NodeKey, tuple[frozenset[str], Properties]] = {}
        self.links: dict[LinkKey, Properties] = {}

    def apply(self, unit: Unit) -> None:
        """Write the unit, or raise and leave everything as it was."""
        before = dict(self.nodes), dict(self.links)
        try:
            for node in unit.nodes:
                self._write_node(node, unit.replace)
            for link in unit.links:
                self._write_link(link, unit.replace)
            for link in unit.links:
                self._refuse_disorder(link)
            for link_key in unit.deleted_links:
                self.links.pop(link_key, None)
            for node_key in unit.deleted_nodes:
                self._delete_node(node_key)
        except Exception:
            self.nodes, self.links = before
            raise

    def _write_node(self, node: Node, replace: bool) -> None:
        had, kept = self.nodes.get(node.key, (frozenset(), {}))
        labels, properties = (node.labels, {}) if replace else (had | node.labels, kept)
        properties = _changed(properties, node.properties.items())
        for label in labels:
            for prop in schema.node_label(label).properties:
                if prop.required and prop.name not in properties:
                    raise InvalidRecord(node.id, prop.name, "is missing")
        for key in self.links:
            kind = schema.link_type(key.type)
            if (key.source == node.id and kind.source in had - labels) or (
                key.target == node.id and kind.target in had - labels
            ):
                raise NodeInUse(node.id, 1)
        self.nodes[node.key] = labels, properties

    def _write_link(self, link: Link, replace: bool) -> None:
        kind = schema.link_type(link.type)
        if link.source == link.target and schema.base_of(kind.source) == schema.base_of(kind.target):
            raise InvalidRecord(link.type, "target", "is the source itself")
        for end, label in ((link.source, kind.source), (link.target, kind.target)):
            labels, _ = self.nodes.get(NodeKey(schema.base_of(label), end), (frozenset(), {}))
            if not labels & set(schema.labels_under(label)):
                raise MissingEnd(link.type, end)
        kept = {} if replace else self.links.get(link.key, {})
        self.links[link.key] = _changed(kept, link.properties.items())

    def _refuse_disorder(self, link: Link) -> None:
        held = self.links[link.key]
        since, until = held["since"], held.get("until")
        if until is not None and until < since:
            raise InvalidRecord(link.type, "until", "is before since")

    def _delete_node(self, key: NodeKey) -> None:
        for link in self.links:
            kind = schema.link_type(link.type)
            ends = {
                NodeKey(schema.base_of(kind.source), link.source),
                NodeKey(schema.base_of(kind.target), link.target),
            }
            if key in ends:
                raise NodeInUse(key.id, 1)
        self.nodes.pop(key, None)

    def all_nodes(self, base: str) -> list[Node]:
        """The nodes under the base label, in order of id."""
        return [Node(key.id, *self.nodes[key]) for key in sorted(self.nodes) if key.base == base]

    def all_links(self, link_type: str) -> list[Link]:
        """The links of the type, in order of (source, target, key)."""
        keys = [key for key in sorted(self.links) if key.type == link_type]
        return [Link(key.type, key.source, key.target, self.links[key]) for key in keys]


def _changed(kept: Properties, given: Iterable[tuple[str, Value | None]]) -> Properties:
    changed = dict(kept)
    for name, value in given:
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return changed
