"""The large network as a store that can only be read, made from arrays as `build_snapshot` asks for it.

A million organisations have twenty-five million links; as records they would not fit, and writing them to a database
first would measure that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

import numpy as np

from benchmarks.network import MEAN_DEGREE, CooperationNetwork, Ints, cooperation_network, first_days
from benchmarks.profiles import (
    Grades,
    Profiles,
    member_links,
    member_nodes,
    place_links,
    place_nodes,
    profiles,
    skill_nodes,
)
from graph import schema
from graph.model import Link, Node
from graph.schema import COOPERATION_KINDS
from graph.snapshot import Snapshot, build_snapshot
from graph.snapshot.columns import day_number
from graph.store import BATCH_ROWS, LinkColumns

SEED = 20210901
AS_OF = date(2024, 1, 1)


class ArrayStore:
    """As much of `graph.store.Store` as building a snapshot takes."""

    def __init__(self, network: CooperationNetwork, of_members: Profiles) -> None:
        self.network, self.members = network, of_members
        self._ids = [f"org-{row:07}" for row in range(len(network.joined))]

    def revision(self) -> int:
        """Always the first."""
        return 1

    def stream_nodes(self, base: str) -> Iterator[Node]:
        """The nodes of one base label."""
        if base == "Actor":
            return member_nodes(self.network, self.members)
        return (node for node in chain(place_nodes(), skill_nodes()) if node.base == base)

    def stream_link_columns(self, link_type: str) -> Iterator[LinkColumns]:
        """The links of one type, in batches."""
        if link_type == "COOPERATES_WITH":
            return self._cooperations()
        owned = member_links(self.members)
        if link_type in owned:
            return self._owned(link_type, *owned[link_type])
        return _few(link_type, sorted((link for link in place_links() if link.type == link_type), key=_ends))

    def _cooperations(self) -> Iterator[LinkColumns]:
        network, days = self.network, [day_number(day) for day in first_days()]
        absent = schema.link_type("COOPERATES_WITH").by_name.keys() - {"since", "kind", "strength"}
        for batch in _batches(len(network.sources)):
            sources = network.sources[batch]
            columns: dict[str, Any] = {
                "since": [days[month] for month in network.months[batch].tolist()],
                "kind": [COOPERATION_KINDS[kind] for kind in network.kinds[batch].tolist()],
                "strength": ((sources % 11) / 10).tolist(),
            }
            columns |= {name: [None] * len(sources) for name in absent}
            yield LinkColumns("COOPERATES_WITH", self._named(sources), self._named(network.targets[batch]), columns)

    def _owned(self, link_type: str, rows: Grades, ids: Sequence[str], grade: str | None) -> Iterator[LinkColumns]:
        for batch in _batches(len(rows.owners)):
            targets = [ids[thing] for thing in rows.things[batch].tolist()]
            grades = [value or None for value in rows.grades[batch].tolist()]
            columns = {grade: grades} if grade else {}
            yield LinkColumns(link_type, self._named(rows.owners[batch]), targets, columns)

    def _named(self, rows: Ints) -> list[str]:
        return [self._ids[row] for row in rows.tolist()]


def large_snapshot(n_organisations: int) -> Snapshot:
    """The snapshot of the network of benchmarks/README.md with its profiles."""
    return build_snapshot(large_store(n_organisations), AS_OF)  # type: ignore[arg-type]


def large_store(n_organisations: int) -> ArrayStore:
    """The network itself."""
    n_links = n_organisations * MEAN_DEGREE // 2
    network = cooperation_network(n_organisations, n_links, np.random.default_rng(SEED))
    return ArrayStore(network, profiles(n_organisations, np.random.default_rng(SEED + 1)))


def _few(link_type: str, links: Sequence[Link]) -> Iterator[LinkColumns]:
    if links:
        yield LinkColumns(link_type, [link.source for link in links], [link.target for link in links], {})


def _ends(link: Link) -> tuple[str, str]:
    return link.source, link.target


def _batches(n: int) -> Iterator[slice]:
    return (slice(start, start + BATCH_ROWS) for start in range(0, n, BATCH_ROWS))
