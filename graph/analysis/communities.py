"""Communities: groups of actors with more contacts among themselves than chance would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix
from sknetwork.clustering import Louvain

from graph.analysis.compact import CompactGraph, compact_of, components_of
from graph.analysis.moment import Moment
from graph.snapshot.columns import Rows, frozen

NO_COMMUNITY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Communities:
    """The communities of one day, the largest first; of equal ones first the one with the smallest id.

    Attributes
    ----------
    day : int
        Day number since 1970-01-01.
    of : int32 array, shape (n actors,)
        Number of each actor's community; `NO_COMMUNITY` for who is absent or has no contact.
    sizes : int64 array, shape (n communities,)
        How many actors each has, at least two.
    modularity : float
        Of this division, from −.5 to 1; NaN where there are no contacts.
    """

    day: int
    of: Rows
    sizes: NDArray[np.int64]
    modularity: float

    def __len__(self) -> int:
        return len(self.sizes)

    def members(self, number: int) -> NDArray[np.intp]:
        """Rows of the members of a community, ascending."""
        return np.flatnonzero(self.of == number)


def communities_of(moment: Moment) -> Communities:
    """The division of a day's network that Louvain's method finds, each community connected.

    Contacts count alike, whatever their strength. Vertices are visited in order of id and
    nothing is drawn, so one network has one answer. A community that would fall apart once
    others are taken away is divided into its parts, which never lowers the modularity.

    References
    ----------
    .. [1] Blondel, Guillaume, Lambiotte, Lefebvre (2008). Fast unfolding of communities in large
       networks. J. Stat. Mech. P10008.
    .. [2] Traag, Waltman, van Eck (2019). From Louvain to Leiden: guaranteeing well-connected
       communities. Scientific Reports 9, 5233.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.analysis.history import history_of
    >>> from graph.analysis.moment import moment_of
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> day = date(2024, 1, 1)
    >>> actors = [make_node(name, "Organisation", name=name, joined=day) for name in "abcdefg"]
    >>> pairs = ("ab", "ac", "bc", "cd", "de", "df", "ef")
    >>> links = [make_link("COOPERATES_WITH", *pair, since=day, kind="event") for pair in pairs]
    >>> snapshot = snapshot_of(actors, links)
    >>> found = communities_of(moment_of(history_of(snapshot), snapshot.day))
    >>> found.of.tolist(), found.sizes.tolist(), round(found.modularity, 4)
    ([0, 0, 0, 1, 1, 1, -1], [3, 3], 0.3571)
    """
    graph = compact_of(moment)
    of = np.full(len(moment.present), NO_COMMUNITY, dtype=np.int32)
    if not graph.n_edges:
        return Communities(moment.day, frozen(of), frozen(np.zeros(0, dtype=np.int64)), float("nan"))
    linked = np.diff(graph.adjacency.indptr) > 0
    numbers, sizes = _by_size(_parted(graph, _louvain(graph))[linked])
    of[graph.rows[linked]] = numbers
    return Communities(moment.day, frozen(of), frozen(sizes), modularity_of(graph.one, graph.other, of[graph.rows]))


def modularity_of(one: Rows, other: Rows, community: Rows) -> float:
    """Newman's modularity: share of edges within communities less what chance would give.

    ``Q = Σ (e_c / m − (d_c / 2m)²)`` over the communities, with e_c edges within one, d_c the sum
    of its members' degrees and m edges in all; NaN without edges.

    Parameters
    ----------
    one, other : int arrays, shape (n edges,)
    community : int array, shape (n vertices,)
        Those below 0 have no edges.

    References
    ----------
    .. [1] Newman (2006). Modularity and community structure in networks. PNAS 103(23).
    """
    if not len(one):
        return float("nan")
    ends = np.concatenate((community[one], community[other]))
    within = float((community[one] == community[other]).mean())
    shares = np.bincount(ends) / len(ends)
    return within - float((shares**2).sum())


def _louvain(graph: CompactGraph) -> NDArray[np.int64]:
    # It wants a matrix of the older kind; the arrays are the same, and it copies what it changes.
    arrays = (graph.adjacency.data, graph.adjacency.indices, graph.adjacency.indptr)
    adjacency = csr_matrix(arrays, shape=graph.adjacency.shape, copy=True)
    found = Louvain(shuffle_nodes=False, return_probs=False, return_aggregate=False).fit_predict(adjacency)
    return np.asarray(found, np.int64)


def _parted(graph: CompactGraph, community: NDArray[np.int64]) -> NDArray[np.int32]:
    """The communities, with those that are not connected divided into their components."""
    within = community[graph.one] == community[graph.other]
    one, other = graph.one[within], graph.other[within]
    inner = csr_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(graph.n, graph.n))
    return components_of(inner)[1]


def _by_size(labels: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The labels numbered from the most frequent, ties by who comes first; and how often each occurs."""
    _, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    number_of = np.empty(len(order), dtype=np.int32)
    number_of[order] = np.arange(len(order), dtype=np.int32)
    return number_of[inverse], counts[order].astype(np.int64)
