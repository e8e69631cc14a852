"""The network with its history as a networkx graph: for other programs, and to check our figures by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np

from graph.analysis.history import CONTACT_KINDS, History
from graph.analysis.scope import Scope, scoped
from graph.analysis.traits import Traits, traits_of
from graph.schema import ROLES
from graph.snapshot import NO_DAY, Snapshot, date_of
from graph.snapshot.nodes import ROLE_BITS

Spells = list[tuple[str, str | None]]


def as_networkx(snapshot: Snapshot, scope: Scope | None = None) -> nx.MultiGraph:
    """The actors of all times as nodes, and an edge for each pair and kind of contact that they ever had.

    Every node and edge has `spells`: first and last day of each in ISO 8601, both within, the last
    one None where it is not over. Nodes have `label` (its name; a mentor's id), `role`, `roles`,
    `sector`, `region` (voivodeship), `place` (powiat), `spheres`, `locality` and `size`, those that
    are known; edges `kind` and `strength` (the highest of the kind's links, where one is given).
    Lists are texts of codes with blanks between. Nodes come by id, edges by (id, id, kind).

    Raises
    ------
    UnknownName
        As `scoped` raises it.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> actors = [make_node(f"o{n}", "Organisation", name=f"Koło {n}", joined=date(2024, 1, 1)) for n in (1, 2)]
    >>> link = make_link("COOPERATES_WITH", "o1", "o2", since=date(2024, 2, 1), until=date(2024, 2, 9), kind="event")
    >>> found = as_networkx(snapshot_of(actors, [link]))
    >>> found.nodes["o1"]["label"], found.nodes["o1"]["spells"]
    ('Koło 1', [('2024-01-01', None)])
    >>> [(one, other, with_["spells"]) for one, other, with_ in found.edges(data=True)]
    [('o1', 'o2', [('2024-02-01', '2024-02-09')])]
    """
    history = scoped(snapshot, scope or Scope())
    graph = nx.MultiGraph(name="Ogniwo")
    traits, ids = traits_of(snapshot), snapshot.actors.ids.tolist()
    for row in np.flatnonzero((history.joined != NO_DAY) & (history.joined < history.left)).tolist():
        graph.add_node(ids[row], **_node(snapshot, traits, row, history))
    strengths = _strengths(snapshot)
    for (one, other, kind), spells in _spells(history).items():
        known = {"kind": CONTACT_KINDS[kind], "strength": strengths.get((one, other, kind)), "spells": spells}
        key = f"{ids[one]}|{ids[other]}|{CONTACT_KINDS[kind]}"
        graph.add_edge(ids[one], ids[other], key=key, **_given(known))
    return graph


def _node(snapshot: Snapshot, traits: Traits, row: int, history: History) -> dict[str, Any]:
    actors, regions = snapshot.actors, snapshot.regions
    roles = [role for role in ROLES if actors.roles[row] & ROLE_BITS[role]]
    place, spheres = int(snapshot.region_of[row]), snapshot.active_in
    at = slice(spheres.indptr[row], spheres.indptr[row + 1])
    known = {
        "label": actors.names[row] or actors.ids[row],
        "role": roles[0] if roles else None,
        "roles": " ".join(roles),
        "place": regions.ids[place] if place >= 0 else None,
        "locality": actors.locality[row],
        "spheres": " ".join(snapshot.spheres.ids[spheres.indices[at]].tolist()),
        "spells": [_spell(int(history.joined[row]), int(history.left[row]))],
    }
    codes = {name: traits.named(name) for name in ("sector", "region", "size")}
    return _given(known | {name: one.values[one.of[row]] if one.of[row] >= 0 else None for name, one in codes.items()})


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are known."""
    return {name: value for name, value in values.items() if value or value == 0}


def _spells(history: History) -> dict[tuple[int, int, int], Spells]:
    """The spells of each pair and kind, those that overlap or touch made one; spells come by start."""
    found: dict[tuple[int, int, int], list[list[int]]] = defaultdict(list)
    columns = (history.one, history.other, history.kind, history.start, history.stop)
    for one, other, kind, start, stop in zip(*(column.tolist() for column in columns), strict=True):
        former = found[one, other, kind]
        if former and start <= former[-1][1]:
            former[-1][1] = max(former[-1][1], stop)
        else:
            former.append([start, stop])
    return {key: [_spell(*each) for each in found[key]] for key in sorted(found)}


def _spell(start: int, stop: int) -> tuple[str, str | None]:
    last = None if stop == NO_DAY else str(date_of(stop - 1))
    return str(date_of(start)), last


def _strengths(snapshot: Snapshot) -> dict[tuple[int, int, int], float]:
    """The highest strength that is given for each pair and kind."""
    found: dict[tuple[int, int, int], float] = {}
    for kind, name in enumerate(CONTACT_KINDS):
        table = snapshot.links(name)
        for at in np.flatnonzero(~np.isnan(table.columns.get("strength", np.full(len(table), np.nan)))).tolist():
            one, other = sorted((int(table.source[at]), int(table.target[at])))
            strength = float(table.columns["strength"][at])
            found[one, other, kind] = max(strength, found.get((one, other, kind), strength))
    return found
