"""Tables of links: one row a link, in order of (source, target, key), ends as rows of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph import schema
from graph.model import Link, LinkKey
from graph.snapshot.columns import Column, Rows, date_of, encode, frozen
from graph.store import LinkColumns

Row = Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class LinkTable:
    """All links of one type, whatever their dates.

    Attributes
    ----------
    source, target : int32 arrays, shape (n links,)
        Rows of the ends in the tables of their base labels.
    columns : Mapping of str to array, shape (n links,)
        One column per property of the type, encoded as `columns.encode` says.
    """

    type: str
    source: Rows
    target: Rows
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.source)

    def key_at(self, position: int) -> tuple[str, ...]:
        """The values of the type's key, as text, of the link at this position."""
        return tuple(self._key_text(name, position) for name in schema.link_type(self.type).key)

    def _key_text(self, name: str, position: int) -> str:
        value = self.columns[name][position]
        is_date = schema.link_type(self.type).by_name[name].kind is schema.Kind.DATE
        return str(date_of(value)) if is_date else str(value)

    def taken(self, positions: Column) -> LinkTable:
        """The links at these positions (or where a mask is true), in that order."""
        return LinkTable(
            self.type,
            frozen(self.source[positions]),
            frozen(self.target[positions]),
            MappingProxyType({name: frozen(column[positions]) for name, column in self.columns.items()}),
        )

    def renumbered(self, sources: Rows | None, targets: Rows | None) -> LinkTable:
        """The table after rows of nodes moved; links of nodes that are gone go with them."""
        source = self.source if sources is None else sources[self.source]
        target = self.target if targets is None else targets[self.target]
        moved = LinkTable(self.type, frozen(source), frozen(target), self.columns)
        lost = (source < 0) | (target < 0)
        return moved.taken(~lost) if lost.any() else moved

    def edited(self, touched: Iterable[LinkKey], found: Iterable[Link], sources: Row, targets: Row) -> LinkTable:
        """The table without the links `touched`, but with those `found`.

        Links to nodes that are not there are left out: they are newer than the nodes, and
        the next refresh brings both.
        """
        keys = [key for key in touched if key.source in sources and key.target in targets]
        gone = self._positions(keys, sources, targets)
        kept = self.taken(np.delete(np.arange(len(self)), gone)) if gone else self
        wanted = (link for link in found if link.source in sources and link.target in targets)
        added = sorted(wanted, key=lambda link: (link.source, link.target, link.key.key))
        return kept._with(added, sources, targets) if added else kept

    def _positions(self, keys: Sequence[LinkKey], sources: Row, targets: Row) -> list[int]:
        pairs = _pair_numbers(self.source, self.target)
        wanted = _pair_numbers([sources[k.source] for k in keys], [targets[k.target] for k in keys])
        first, last = np.searchsorted(pairs, wanted, "left"), np.searchsorted(pairs, wanted, "right")
        ranges = zip(keys, first.tolist(), last.tolist(), strict=True)
        return sorted({at for key, low, high in ranges for at in range(low, high) if self.key_at(at) == key.key})

    def _with(self, added: Sequence[Link], sources: Row, targets: Row) -> LinkTable:
        new = table_of_links(self.type, added, sources, targets)
        pairs = _pair_numbers(self.source, self.target)
        wanted = _pair_numbers(new.source, new.target)
        first, last = np.searchsorted(pairs, wanted, "left"), np.searchsorted(pairs, wanted, "right")
        places = [
            next((at for at in range(low, high) if self.key_at(at) > new.key_at(row)), high)
            for row, (low, high) in enumerate(zip(first.tolist(), last.tolist(), strict=True))
        ]
        columns = {name: frozen(np.insert(old, places, new.columns[name])) for name, old in self.columns.items()}
        return LinkTable(
            self.type,
            frozen(np.insert(self.source, places, new.source)),
            frozen(np.insert(self.target, places, new.target)),
            MappingProxyType(columns),
        )


def table_of_links(link_type: str, ordered: Sequence[Link], sources: Row, targets: Row) -> LinkTable:
    """The table of links that come in order of (source, target, key)."""
    columns: dict[str, list[Any]] = {
        name: [link.properties.get(name) for link in ordered] for name in schema.link_type(link_type).by_name
    }
    batch = LinkColumns(link_type, [link.source for link in ordered], [link.target for link in ordered], columns)
    return table_of_columns(link_type, [batch], sources, targets)


def table_of_columns(link_type: str, batches: Iterable[LinkColumns], sources: Row, targets: Row) -> LinkTable:
    """The table of the links in `batches`, without those to nodes that are not there."""
    parts = [_table_of_batch(link_type, batch, sources, targets) for batch in batches]
    if not parts:
        parts = [_table_of_batch(link_type, LinkColumns(link_type, [], [], {}), sources, targets)]
    names = parts[0].columns
    table = LinkTable(
        link_type,
        frozen(np.concatenate([part.source for part in parts])),
        frozen(np.concatenate([part.target for part in parts])),
        MappingProxyType({name: frozen(np.concatenate([part.columns[name] for part in parts])) for name in names}),
    )
    return _in_order(table)


def _table_of_batch(link_type: str, batch: LinkColumns, sources: Row, targets: Row) -> LinkTable:
    properties = schema.link_type(link_type).by_name
    known: dict[Any, Any] = {}  # one object for equal texts, of which there are many
    columns = {}
    for name, prop in properties.items():
        values = batch.columns.get(name, [])
        if prop.kind is schema.Kind.STR:
            values = [known.setdefault(value, value) for value in values]
        columns[name] = encode(prop.kind, values)
    source, target = _rows(sources, batch.sources), _rows(targets, batch.targets)
    table = LinkTable(link_type, source, target, columns)
    lost = (source < 0) | (target < 0)
    return table.taken(~lost) if lost.any() else table


def _rows(row_of: Row, ids: Sequence[str]) -> Rows:
    """The row of each id, -1 for those that are not there."""
    return np.fromiter(map(row_of.get, ids, repeat(-1)), np.int32, len(ids))


def _in_order(table: LinkTable) -> LinkTable:
    """The table by (source, target, key); most come so, and then it is only looked through."""
    pairs = _pair_numbers(table.source, table.target)
    if not (pairs[1:] < pairs[:-1]).any():
        return table
    positions = sorted(range(len(table)), key=lambda at: (pairs[at], table.key_at(at)))
    return table.taken(np.array(positions, dtype=np.int64))


def _pair_numbers(source: Sequence[int] | Rows, target: Sequence[int] | Rows) -> NDArray[np.int64]:
    """One number for each pair of rows, in the order of the pairs."""
    return np.asarray(source, np.int64) << 32 | np.asarray(target, np.int64)
