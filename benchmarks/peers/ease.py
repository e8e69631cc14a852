"""EASE: organisations told from each other's presence in projects, in closed form (Steck 2019)."""

import numpy as np

from benchmarks.peers.past import Past, Scorer, Scores
from matching.evaluation.cases import Case

SETTINGS = tuple(
    {"penalty": penalty, "from_partners": from_partners}
    for penalty in (1.0, 10.0, 100.0)
    for from_partners in (False, True)
)


def scorer(past: Past, penalty: float, from_partners: bool) -> Scorer:
    """The seeker's row of B, or its own and its past partners' rows added up.

    B is −P / diag(P) with zeros on its diagonal, where P = (XᵀX + penalty · I)⁻¹ and X is projects × organisations.
    """
    gram = (past.members.T @ past.members).toarray()
    inverse = np.linalg.inv(gram + penalty * np.eye(len(gram)))
    tells = -inverse / np.diag(inverse)
    np.fill_diagonal(tells, 0)

    def scores(case: Case) -> Scores:
        seeker = past.seeker(case)
        if seeker is None:
            return past.nothing()
        basket = (past.shared[seeker] > 0) & from_partners
        basket[seeker] = True
        return np.asarray(basket @ tells)

    return scores
