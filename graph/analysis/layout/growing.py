"""The map of each year, made from the one before: whoever was on it stays, newcomers come to those they know."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.analysis.history import History
from graph.analysis.layout.acquaintance import Acquaintance, Places, acquaintance_by
from graph.analysis.layout.grouping import groups_in
from graph.analysis.layout.placing import placed
from graph.analysis.layout.seeding import Points
from graph.analysis.layout.shelves import shelved
from graph.analysis.layout.standing import MAIN, standing_of
from graph.snapshot.columns import Column, Rows


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Positions of everyone who had joined by a day.

    Attributes
    ----------
    day : int
    rows : int array, shape (n known,)
        Whose positions these are, as rows of the snapshot, ascending.
    points : float64 array, shape (n known, 2)
        x and y in steps between neighbours, y downwards.
    standing : int8 array, shape (n known,)
        `MAIN`, `APART` (in a small component) or `ISOLATED` (never in contact).
    group : int32 array, shape (n known,)
        Number of the disc an actor of the main map stands in, -1 for the others.
    displacement : float or None
        How far those on the main map of the former layout and of this one moved on average, as a
        share of this map's diagonal; None for the first layout, or where nobody was on both.
    shelf : mapping of str to int
        Slots in the rows below the map, by the first id in each.
    fingerprint : str
        Equal for layouts that are equal but for `rows`.
    """

    day: int
    rows: Places
    points: Points
    standing: NDArray[np.int8]
    group: Rows
    displacement: float | None
    shelf: Mapping[str, int]
    fingerprint: str


def layouts_of(history: History, ids: Column, days: Sequence[int], former: Sequence[Layout] = ()) -> tuple[Layout, ...]:
    """The layout of each day, in ascending order, each grown from the one before.

    Actors are placed by all contacts they have had by the day, over or not, so that they stay put
    when contacts end. Communities are discs that do not overlap; small components and actors
    without contacts stand in rows below. The same history gives the same positions, whatever the
    order in which it was read; `ids` stand in for chance.

    Parameters
    ----------
    former : sequence of Layout
        What an earlier call returned: layouts of days up to which nothing changed are taken over.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.analysis.history import history_of
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> actors = [make_node(f"o{n}", "Organisation", name=f"o{n}", joined=date(2024, 1, 1)) for n in (1, 2, 3)]
    >>> link = make_link("COOPERATES_WITH", "o1", "o2", since=date(2024, 2, 1), kind="event")
    >>> network = snapshot_of(actors, [link], as_of=date(2024, 5, 1))
    >>> layouts_of(history_of(network), network.actors.ids, [network.day])[0].standing.tolist()
    [1, 1, 3]
    """
    known = {layout.fingerprint: layout for layout in former}
    made: list[Layout] = []
    for day in days:
        graph, before = acquaintance_by(history, day), made[-1] if made else None
        fingerprint = _fingerprint(graph, ids, day, before)
        layout = known.get(fingerprint)
        made.append(replace(layout, rows=graph.rows) if layout else _grown(graph, ids, day, before, fingerprint))
    return tuple(made)


def _fingerprint(graph: Acquaintance, ids: Column, day: int, before: Layout | None) -> str:
    """What tells whether a layout would come out the same."""
    found = hashlib.blake2b(f"{day} {before.fingerprint if before else ''}".encode(), digest_size=16)
    found.update("\n".join(ids[graph.rows].tolist()).encode())
    found.update(graph.one.tobytes() + graph.other.tobytes())
    return found.hexdigest()


def _grown(graph: Acquaintance, ids: Column, day: int, before: Layout | None, fingerprint: str) -> Layout:
    standing, names = standing_of(graph), ids[graph.rows]
    group = np.full(graph.n, -1, dtype=np.int32)
    points, (former, former_group) = np.full((graph.n, 2), np.nan), _formerly(graph, before)
    main = standing.main
    if len(main):
        connected = graph.within(main)
        group[main] = groups_in(connected, former_group[main])
        points[main] = placed(connected, group[main], names[main], former[main])
    shelf = shelved(points, standing, names.tolist(), before.shelf if before else {})
    moved = _displacement(points[main], former[main])
    return Layout(day, graph.rows, points, standing.codes(graph.n), group, moved, shelf, fingerprint)


def _formerly(graph: Acquaintance, before: Layout | None) -> tuple[Points, Rows]:
    """Where each stood on the main map before, and in which group; NaN and -1 for the others."""
    points, group = np.full((graph.n, 2), np.nan), np.full(graph.n, -1, dtype=np.int32)
    if before is not None:
        was_main = before.standing == MAIN
        places = np.searchsorted(graph.rows, before.rows[was_main])
        points[places], group[places] = before.points[was_main], before.group[was_main]
    return points, group


def _displacement(now: Points, former: Points) -> float | None:
    moved = np.hypot(*(now - former).T)
    moved = moved[~np.isnan(moved)]
    if not len(moved):
        return None
    diagonal = float(np.hypot(*(now.max(axis=0) - now.min(axis=0))))
    return float(moved.mean()) / max(diagonal, 1e-9)
