"""Personalised PageRank of networkx on organisations and projects, from the one who asks or calls."""

import networkx as nx
import numpy as np

from benchmarks.peers.past import Past, Scorer, Scores
from matching.evaluation.cases import Case

SETTINGS = tuple({"goes_on": goes_on} for goes_on in (0.3, 0.5, 0.7, 0.85))


def scorer(past: Past, goes_on: float) -> Scorer:
    """How often a walk is at each organisation, if it starts anew at the seeker with 1 − goes_on (Page et al. 1999)."""
    graph = nx.bipartite.from_biadjacency_matrix(past.members)
    n_projects, n_known = past.members.shape

    def scores(case: Case) -> Scores:
        seeker = past.seeker(case)
        if seeker is None:
            return past.nothing()
        visited = nx.pagerank(
            graph, alpha=goes_on, personalization={n_projects + seeker: 1.0}, tol=1e-10, max_iter=1_000
        )
        return np.array([visited[n_projects + column] for column in range(n_known)])

    return scores
