"""Making the plan of a file whose rows are cooperation between two who are there already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graph.model import Link, LinkKey, NodeKey, Unit, Value, make_link
from graph.snapshot import today
from graph.store import Store
from web.services.field_values import Wrong
from web.services.importing.cells import day, decimal
from web.services.importing.comparing import Change
from web.services.importing.days import with_days_first
from web.services.importing.known import KnownActors
from web.services.importing.matching_columns import Columns
from web.services.importing.meanings import Doubt
from web.services.importing.plan import Plan, RowPlan
from web.services.importing.references import Vocabularies, Vocabulary
from web.services.importing.tables import Row, Table
from web.services.importing.wanted import Problem

# Where a row does not say what the two did, the least that can be said of them.
UNSAID = "informal"


@dataclass(slots=True)
class _Cell:
    """What was read of a row so far."""

    texts: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)


def plan_cooperation(store: Store, table: Table, columns: Columns, left_out: frozenset[int]) -> Plan:
    """The plan: each row one link, known again by its two ends, what they did, and since when."""
    revision = store.revision()
    planner = _Planner(store, columns, KnownActors.of(store), Vocabularies.of(store).choices["cooperation"])
    rows = tuple(planner.planned(row, left_out) for row in with_days_first(table, columns).rows)
    unit = Unit(links=tuple(planner.links))
    undo = Unit(links=tuple(planner.former), deleted_links=tuple(planner.added), replace=True)
    return Plan(columns, rows, unit, undo, (), (), revision, {"kind": planner.kinds.labels})


class _Planner:
    def __init__(self, store: Store, columns: Columns, actors: KnownActors, kinds: Vocabulary) -> None:
        self.store, self.columns, self.actors, self.kinds = store, columns, actors, kinds
        self.row_of: dict[LinkKey, int] = {}
        self.links: list[Link] = []
        self.former: list[Link] = []
        self.added: list[LinkKey] = []

    def planned(self, row: Row, left_out: frozenset[int]) -> RowPlan:
        cell = _Cell({name: row.cells[place] for place, name in self.columns.fields.items()})
        title = " – ".join(cell.texts.get(name, "") for name in ("first", "second"))
        plan = RowPlan(row.number, "failed", title)
        if row.number in left_out:
            return replace(plan, state="skipped")
        if row.n_cells > len(self.columns.headers):
            facts = {"n_cells": row.n_cells, "n_headers": len(self.columns.headers)}
            cell.problems.append(Problem("", "ragged", facts))
        link = self._link(cell)
        plan = replace(plan, problems=tuple(cell.problems))
        return plan if link is None else self._compared(plan, link)

    def _link(self, cell: _Cell) -> Link | None:
        ends = [self._end(cell, name) for name in ("first", "second")]
        if ends[0] and ends[0] == ends[1]:
            self._wrong(cell, "second", "itself")
        since, until = self._day(cell, "since"), self._day(cell, "until")
        if since and until and until < since:
            self._wrong(cell, "until", "disorder")
        strength = self._strength(cell)
        kind = self._kind(cell)
        if cell.problems:
            return None
        properties: dict[str, Value] = {"since": since or today(), "kind": kind}
        properties |= {} if since else {"since_known": False}
        properties |= {"until": until} if until else {}
        properties |= {"strength": strength} if strength is not None else {}
        return make_link("COOPERATES_WITH", ends[0], ends[1], **properties)

    def _compared(self, plan: RowPlan, link: Link) -> RowPlan:
        known = self._known(link)
        if known is not None:
            link = replace(link, properties={**link.properties, "since": known.properties["since"]})
        if link.key in self.row_of:
            return replace(plan, state="duplicate", of_row=self.row_of[link.key])
        self.row_of[link.key] = plan.number
        if known is None:
            self.links.append(link)
            self.added.append(link.key)
            return replace(plan, state="new")
        changes = tuple(
            Change(name, known.properties.get(name), value)
            for name, value in sorted(link.properties.items())
            if known.properties.get(name) != value
        )
        if not changes:
            return replace(plan, state="same")
        self.links.append(link)
        self.former.append(known)
        return replace(plan, state="changed", changes=changes)

    def _known(self, link: Link) -> Link | None:
        """The link as the network has it; without a known beginning, the one of the two that has none either."""
        if link.properties.get("since_known", True):
            return self.store.links([link.key]).get(link.key)
        for other in self.store.neighbours(NodeKey("Actor", link.source), link.type):
            same = (other.source, other.target, other.properties["kind"]) == (
                link.source, link.target, link.properties["kind"],
            )  # fmt: skip
            if same and other.properties.get("since_known") is False:
                return other
        return None

    def _end(self, cell: _Cell, name: str) -> str:
        text = cell.texts.get(name, "")
        if not text:
            self._wrong(cell, name, "missing")
            return ""
        found = self.actors.named(text)
        if len(found) == 1:
            return found[0]
        self._wrong(cell, name, "several" if found else "nobody", text=text[:100], ids=", ".join(found[:5]))
        return ""

    def _day(self, cell: _Cell, name: str) -> date | None:
        text = cell.texts.get(name, "")
        try:
            return day(text) if text else None
        except Wrong as wrong:
            self._wrong(cell, name, wrong.code, text=text[:60])
            return None

    def _strength(self, cell: _Cell) -> float | None:
        text = cell.texts.get("strength", "")
        try:
            strength = decimal(text) if text else None
        except Wrong as wrong:
            self._wrong(cell, "strength", wrong.code, text=text[:60])
            return None
        if strength is not None and strength > 1:
            self._wrong(cell, "strength", "above_one", text=text[:60])
        return strength

    def _kind(self, cell: _Cell) -> str:
        text = cell.texts.get("kind", "")
        if not text:
            return UNSAID
        found = self.kinds.one(text)
        if isinstance(found, Doubt):
            choices = tuple(", ".join(sorted(labels)) for labels in zip(*self.kinds.labels.values(), strict=True))
            self._wrong(cell, "kind", "not_a_choice", text=text[:60], choices=choices)
            return UNSAID
        return found.code

    def _wrong(self, cell: _Cell, name: str, code: str, **facts: Any) -> None:
        cell.problems.append(Problem(self.columns.header_of(name), code, facts))
