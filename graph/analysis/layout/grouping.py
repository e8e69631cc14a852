"""Which discs a map has: communities of those who have ever been in contact."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from sknetwork.clustering import Louvain

from graph.analysis.layout.acquaintance import Acquaintance, pairs_matrix
from graph.snapshot.columns import Rows

_LOYALTY = 2.0  # how much having been in one group counts, for 1 a contact


def groups_in(graph: Acquaintance, former: Rows) -> Rows:
    """The number of each actor's group, from 0, by the first member; shape (n actors,).

    Louvain's communities [1]_, in which each former group counts as one more acquaintance of all
    its members, so that groups last.

    Parameters
    ----------
    former : int array, shape (n actors,)
        Groups as they were, -1 for whoever was in none.

    References
    ----------
    .. [1] V. Blondel et al., "Fast unfolding of communities in large networks", Journal of Statistical
       Mechanics (2008), P10008.
    """
    was_in = np.flatnonzero(former >= 0)
    n_former = int(former.max(initial=-1)) + 1
    whole = pairs_matrix(graph.n + n_former, graph.one, graph.other)
    bonds = pairs_matrix(graph.n + n_former, was_in, graph.n + former[was_in])
    louvain = Louvain(shuffle_nodes=False, random_state=0)
    found = louvain.fit_predict(csr_matrix(whole + _LOYALTY * bonds))[: graph.n]
    _, first, number = np.unique(found, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int32)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[number], np.int32)
