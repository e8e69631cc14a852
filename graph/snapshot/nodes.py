"""Tables of nodes: one row a node, rows in order of id, one read-only column a property."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Self

import numpy as np

from graph.model import Node
from graph.schema import NODE_LABELS, ROLES, Property
from graph.snapshot.columns import Column, Rows, encode, frozen

ORGANISATION, PARTNER, MENTOR = 1, 2, 4
ROLE_BITS: Mapping[str, int] = MappingProxyType(dict(zip(ROLES, (ORGANISATION, PARTNER, MENTOR), strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class NodeTable:
    """Nodes under one base label; `row_of` finds the row of an id."""

    ids: Column
    row_of: Mapping[str, int] = field(repr=False)
    roles: Column  # bits of `ROLE_BITS`; 0 for what is not an actor

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, base: str, nodes: Iterable[Node]) -> Self:
        """The table of the nodes, whatever order they come in."""
        ordered = sorted(nodes, key=lambda node: node.id)
        columns = _columns(cls, base, ordered)
        return cls(row_of=rows_by_id(columns["ids"]), **columns)

    def edited(self, base: str, removed: set[str], upserted: Sequence[Node]) -> Self:
        """The table with some nodes removed and others added or replaced.

        `ids` and `row_of` are the very same objects where no node came or went.
        """
        touched = removed | {node.id for node in upserted}
        gone = sorted(self.row_of[node_id] for node_id in touched if node_id in self.row_of)
        ordered = sorted(upserted, key=lambda node: node.id)
        new = _columns(type(self), base, ordered)
        columns = {"ids": np.delete(self.ids, gone)}
        places = np.searchsorted(columns["ids"], new["ids"])
        for name, values in new.items():
            kept = np.delete(getattr(self, name), gone)
            columns[name] = frozen(np.insert(kept, places, values))
        if np.array_equal(columns["ids"], self.ids):
            return type(self)(**(columns | {"ids": self.ids}), row_of=self.row_of)
        return type(self)(row_of=rows_by_id(columns["ids"]), **columns)


@dataclass(frozen=True, slots=True, eq=False)
class Actors(NodeTable):
    """Organisations, partners and mentors. Mentors have no name here."""

    names: Column
    joined: Column
    left: Column
    founded: Column
    legal_form: Column
    sector: Column
    partner_type: Column
    locality: Column
    settlement: Column
    reach: Column
    online: Column
    languages: Column
    n_staff: Column
    n_volunteers: Column
    n_projects: Column
    capacity: Column
    experience_years: Column
    about: Column


@dataclass(frozen=True, slots=True, eq=False)
class Labelled(NodeTable):
    """Nodes with a label in both languages: spheres and skill groups."""

    labels_pl: Column
    labels_en: Column


@dataclass(frozen=True, slots=True, eq=False)
class Skills(Labelled):
    """What an actor can need or offer."""

    component: Column
    component_secondary: Column
    synonyms_pl: Column


@dataclass(frozen=True, slots=True, eq=False)
class Regions(Labelled):
    """Voivodeships and powiats; `lat` and `lon` in degrees."""

    level: Column
    city: Column
    lat: Column
    lon: Column
    population: Column


@dataclass(frozen=True, slots=True, eq=False)
class Cohorts(NodeTable):
    """Rounds of the programme."""

    names: Column
    starts: Column
    ends: Column


@dataclass(frozen=True, slots=True, eq=False)
class Events(NodeTable):
    """Trainings, meetings and visits; `starts_at` in seconds since 1970-01-01 UTC."""

    names: Column
    starts_at: Column
    kind: Column
    mode: Column
    component: Column
    hours: Column
    n_attendants: Column
    about: Column


TABLE_OF: Mapping[str, type[NodeTable]] = MappingProxyType(
    {
        "Actor": Actors,
        "Skill": Skills,
        "SkillGroup": Labelled,
        "Region": Regions,
        "Sphere": Labelled,
        "Cohort": Cohorts,
        "Event": Events,
    }
)


# Columns are named as their properties are, but for these.
_PROPERTY_OF = {"names": "name", "labels_pl": "label_pl", "labels_en": "label_en"}
_NOT_PROPERTIES = ("ids", "row_of", "roles")


def rows_by_id(ids: Column) -> Mapping[str, int]:
    """The row of each id, read-only."""
    return MappingProxyType({node_id: row for row, node_id in enumerate(ids.tolist())})


def moved_rows(before: NodeTable, after: NodeTable) -> Rows | None:
    """For each former row its row now, -1 where the node is gone; None if no row moved."""
    if before.ids is after.ids:
        return None
    now = after.row_of
    return np.fromiter((now.get(node_id, -1) for node_id in before.ids.tolist()), np.int32, len(before))


def _columns(table: type[NodeTable], base: str, ordered: Sequence[Node]) -> dict[str, Column]:
    """Every column but `row_of`, for nodes in order of id."""
    properties = _properties_of(base)
    known: dict[str, str] = {}  # one object for equal texts, of which there are many
    columns = {
        "ids": frozen(np.array([node.id for node in ordered], dtype=object)),
        "roles": frozen(np.array([_role_bits(node) for node in ordered], dtype=np.uint8)),
    }
    for column in (each.name for each in fields(table) if each.name not in _NOT_PROPERTIES):
        name = _PROPERTY_OF.get(column, column)
        values = (node.properties.get(name) for node in ordered)
        shared = (known.setdefault(value, value) if isinstance(value, str) else value for value in values)
        columns[column] = encode(properties[name].kind, shared)
    return columns


def _properties_of(base: str) -> dict[str, Property]:
    return {name: prop for label in NODE_LABELS if label.base == base for name, prop in label.by_name.items()}


def _role_bits(node: Node) -> int:
    return sum(ROLE_BITS.get(label, 0) for label in node.labels)
