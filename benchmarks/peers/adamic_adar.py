"""Adamic–Adar of networkx on who worked with whom: Σ over shared partners of 1 / ln(their partners)."""

import networkx as nx
import numpy as np

from benchmarks.peers.past import Past, Scorer, Scores
from matching.evaluation.cases import Case

SETTINGS: tuple[dict[str, float], ...] = ({},)


def scorer(past: Past) -> Scorer:
    """The index of the seeker and everybody else (Adamic and Adar 2003)."""
    graph = nx.from_numpy_array(past.shared > 0)

    def scores(case: Case) -> Scores:
        seeker, found = past.seeker(case), past.nothing()
        if seeker is not None:
            others = np.delete(np.arange(len(found)), seeker)
            for _, other, index in nx.adamic_adar_index(graph, [(seeker, other) for other in others.tolist()]):
                found[other] = index
        return found

    return scores
