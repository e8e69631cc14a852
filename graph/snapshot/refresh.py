"""The next snapshot after a few changes, by editing only the tables that they touch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from types import MappingProxyType

from graph import schema
from graph.model import LinkKey, NodeKey
from graph.snapshot.assembly import Snapshot, assemble
from graph.snapshot.build import build_snapshot
from graph.snapshot.columns import Rows
from graph.snapshot.links import LinkTable
from graph.snapshot.nodes import NodeTable, moved_rows
from graph.snapshot.tables import Tables, ends_of
from graph.store import Changes, Store

Moves = Mapping[str, Rows | None]


def refresh_snapshot(snapshot: Snapshot, store: Store, changes: Changes, as_of: date | None = None) -> Snapshot:
    """The snapshot with `changes` applied, as at `as_of` (by default that of `snapshot`).

    The former snapshot stays as it is. Equal to building from scratch at the same revision;
    where the changes say `everything`, it is built from scratch.

    Raises
    ------
    StoreUnavailable
        The store does not answer.
    """
    day = as_of or snapshot.as_of
    if changes.everything:
        return build_snapshot(store, day)
    nodes = _edited_nodes(snapshot.tables.nodes, store, changes.nodes)
    moves = {base: moved_rows(before, nodes[base]) for base, before in snapshot.tables.nodes.items()}
    links = {name: _renumbered(table, moves) for name, table in snapshot.tables.links.items()}
    links |= _edited_links(links, nodes, store, changes.links)
    return assemble(Tables(MappingProxyType(nodes), MappingProxyType(links)), changes.revision, day, snapshot)


def _edited_nodes(before: Mapping[str, NodeTable], store: Store, keys: tuple[NodeKey, ...]) -> dict[str, NodeTable]:
    found = store.nodes(keys) if keys else {}
    after = dict(before)
    for base, group in groupby(sorted(keys), key=lambda key: key.base):
        touched = list(group)
        upserted = [found[key] for key in touched if key in found]
        removed = {key.id for key in touched if key not in found}
        after[base] = before[base].edited(base, removed, upserted)
    return after


def _renumbered(table: LinkTable, moves: Moves) -> LinkTable:
    kind = schema.link_type(table.type)
    sources, targets = moves[schema.base_of(kind.source)], moves[schema.base_of(kind.target)]
    return table if sources is None and targets is None else table.renumbered(sources, targets)


def _edited_links(
    before: Mapping[str, LinkTable], nodes: Mapping[str, NodeTable], store: Store, keys: tuple[LinkKey, ...]
) -> dict[str, LinkTable]:
    found = store.links(keys) if keys else {}
    after = {}
    for link_type, group in groupby(sorted(keys), key=lambda key: key.type):
        touched = list(group)
        present = [found[key] for key in touched if key in found]
        after[link_type] = before[link_type].edited(touched, present, *ends_of(nodes, link_type))
    return after
