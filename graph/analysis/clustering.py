"""How far those whom one actor is in contact with are in contact with each other, day by day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.degrees import degrees_by_day
from graph.analysis.timeline import Counts, Timeline, changes_by_day
from graph.analysis.triangles import Triangles, triangles_of


@dataclass(frozen=True, slots=True, eq=False)
class ClusteringCounts:
    """What clustering is counted from, day by day.

    Attributes
    ----------
    n_triangles : int64 array, shape (n days,)
    n_triples : int64 array, shape (n days,)
        Paths of two contacts, open or closed.
    sum_of_local : float64 array, shape (n days,)
        Sum over actors of the share of pairs of their contacts that are in contact with each
        other, 0 for whoever has fewer than two.
    """

    n_triangles: Counts
    n_triples: Counts
    sum_of_local: NDArray[np.float64]


def clustering_by_day(timeline: Timeline) -> ClusteringCounts:
    """Triangles, triples and local clustering on each of the days."""
    n, n_days = timeline.n_actors, timeline.n_days
    found = ClusteringCounts(np.zeros(n_days, np.int64), np.zeros(n_days, np.int64), np.zeros(n_days, np.float64))
    triangles = _together(list(triangles_of(timeline)))
    changes = changes_by_day(triangles.start, triangles.stop, n_days)
    at_actor = np.zeros(n, dtype=np.int64)
    for day, (degree, (begun, ended)) in enumerate(zip(degrees_by_day(timeline), changes, strict=True)):
        for corners in triangles[:3]:
            at_actor += np.bincount(corners[begun], minlength=n)
            if len(ended):
                at_actor -= np.bincount(corners[ended], minlength=n)
        triples = degree * (degree - 1) // 2
        found.n_triangles[day] = at_actor.sum() // 3
        found.n_triples[day] = triples.sum()
        closed = np.flatnonzero(at_actor)
        found.sum_of_local[day] = (at_actor[closed] / triples[closed]).sum()
    return found


def _together(parts: list[Triangles]) -> Triangles:
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return Triangles(nothing, nothing, nothing, nothing, nothing)
    return Triangles(*(np.concatenate(column) for column in zip(*parts, strict=True)))
