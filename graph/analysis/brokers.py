"""Who holds the network together on a day: brokers, hubs, and those without whom it falls apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graph.analysis.betweenness import Betweenness, betweenness_of
from graph.analysis.compact import CompactGraph, compact_of
from graph.analysis.cuts import Cuts, cuts_of
from graph.analysis.history import CONTACT_KINDS
from graph.analysis.moment import Moment
from graph.analysis.strengths import distance_of, strengths_of
from graph.snapshot import Snapshot

N_BY_DISTANCE = 5_000  # up to so many actors ways are followed from everybody, and by distance
N_SOURCES = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Brokers:
    """What each actor present does for the others; arrays of shape (n present,), in order of row.

    Attributes
    ----------
    day : int
        Day number since 1970-01-01.
    graph : CompactGraph
        Its `rows` are those of the actors present.
    by : str
        ``distance`` or ``hops``: how the length of a way was measured.
    betweenness : Betweenness
    cuts : Cuts
    """

    day: int
    graph: CompactGraph
    by: Literal["distance", "hops"]
    betweenness: Betweenness
    cuts: Cuts

    @property
    def degree(self) -> NDArray[np.int64]:
        """With how many others each is in contact."""
        return np.asarray(np.diff(self.graph.adjacency.indptr), np.int64)

    def first(self, k: int | None = None) -> NDArray[np.intp]:
        """Positions of the k with the largest betweenness above 0, ties by id."""
        return _first(self.betweenness.share, k)

    def hubs(self, k: int | None = None) -> NDArray[np.intp]:
        """Positions of the k in contact with the most others, ties by id; nobody without a contact."""
        return _first(self.degree, k)

    def indispensable(self, k: int | None = None) -> NDArray[np.intp]:
        """Positions of the articulation points, first those on whom the most others hang, ties by id."""
        return _first(np.where(self.cuts.is_articulation, self.cuts.n_cut_off, 0), k)


def brokers_of(
    snapshot: Snapshot,
    moment: Moment,
    *,
    kinds: tuple[str, ...] = CONTACT_KINDS,
    n_by_distance: int = N_BY_DISTANCE,
    n_sources: int = N_SOURCES,
    rng: np.random.Generator | None = None,
) -> Brokers:
    """The brokers of a day's network.

    Up to `n_by_distance` actors betweenness is exact and by distance, so that a strong contact is
    a shorter way; above, it is by hops and from `n_sources` of them, drawn by `rng` (by default
    seeded with 0). The answer says which. `kinds` are those of the moment's history.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.analysis.history import history_of
    >>> from graph.analysis.moment import moment_of
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> day = date(2024, 1, 1)
    >>> actors = [make_node(name, "Organisation", name=name, joined=day) for name in "abcd"]
    >>> links = [make_link("COOPERATES_WITH", *pair, since=day, kind="event") for pair in ("ab", "bc", "cd")]
    >>> snapshot = snapshot_of(actors, links)
    >>> found = brokers_of(snapshot, moment_of(history_of(snapshot), snapshot.day))
    >>> found.by, found.first().tolist(), found.betweenness.share.round(3).tolist()
    ('distance', [1, 2], [0.0, 0.667, 0.667, 0.0])
    >>> found.cuts.n_cut_off.tolist()
    [0, 1, 1, 0]
    """
    graph = compact_of(moment)
    if graph.n <= n_by_distance:
        distances = distance_of(strengths_of(snapshot, moment, kinds))
        return Brokers(moment.day, graph, "distance", betweenness_of(graph, distances), cuts_of(graph))
    return Brokers(moment.day, graph, "hops", betweenness_of(graph, None, n_sources, rng), cuts_of(graph))


def _first(values: NDArray[np.float64] | NDArray[np.int64], k: int | None) -> NDArray[np.intp]:
    order = np.argsort(-values, kind="stable")
    return order[values[order] > 0][:k]
