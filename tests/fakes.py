"""A network held in dictionaries, for tests of what only reads a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from graph import schema
from graph.model import Link, LinkKey, Node, NodeKey, Unit
from graph.snapshot import day_number
from graph.store import Applied, Changes, LinkColumns


class DictStore:
    """The reading side of a store, and `apply` without its checks."""

    def __init__(self, nodes: Iterable[Node] = (), links: Iterable[Link] = (), *, batch_rows: int = 3) -> None:
        self._nodes: dict[NodeKey, Node] = {}
        self._links: dict[LinkKey, Link] = {}
        self._log: list[Unit] = []
        self._batch_rows = batch_rows
        self.n_streams = 0
        self.apply(Unit(tuple(nodes), tuple(links)))

    def revision(self) -> int:
        return len(self._log)

    def apply(self, unit: Unit) -> Applied:
        self._nodes |= {node.key: node for node in unit.nodes}
        self._links |= {link.key: link for link in unit.links}
        for key in unit.deleted_links:
            self._links.pop(key, None)
        for node_key in unit.deleted_nodes:
            self._nodes.pop(node_key, None)
        self._log.append(unit)
        return Applied(self.revision())

    def keys(self, base: str) -> list[NodeKey]:
        return sorted(key for key in self._nodes if key.base == base)

    def link_keys(self) -> set[LinkKey]:
        return {key for key in self._links if key.type not in ("PART_OF", "BORDERS")}

    def changes_since(self, revision: int) -> Changes:
        units = self._log[revision:]
        nodes = {key: None for unit in units for key in (*(n.key for n in unit.nodes), *unit.deleted_nodes)}
        links = {key: None for unit in units for key in (*(k.key for k in unit.links), *unit.deleted_links)}
        return Changes(self.revision(), tuple(nodes), tuple(links))

    def nodes(self, keys: Sequence[NodeKey]) -> dict[NodeKey, Node]:
        return {key: self._nodes[key] for key in keys if key in self._nodes}

    def links(self, keys: Sequence[LinkKey]) -> dict[LinkKey, Link]:
        return {key: self._links[key] for key in keys if key in self._links}

    def stream_nodes(self, base: str) -> Iterator[Node]:
        self.n_streams += 1
        yield from (node for key, node in sorted(self._nodes.items()) if key.base == base)

    def stream_link_columns(self, link_type: str) -> Iterator[LinkColumns]:
        self.n_streams += 1
        ordered = [link for key, link in sorted(self._links.items()) if key.type == link_type]
        for start in range(0, len(ordered), self._batch_rows):
            yield _columns(link_type, ordered[start : start + self._batch_rows])


def _columns(link_type: str, links: list[Link]) -> LinkColumns:
    names = schema.link_type(link_type).by_name
    columns = {name: [_plain(link.properties.get(name)) for link in links] for name in names}
    return LinkColumns(link_type, [link.source for link in links], [link.target for link in links], columns)


def _plain(value):
    return day_number(value) if isinstance(value, date) else value
