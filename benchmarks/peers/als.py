"""Implicit ALS: who worked with whom how often, in a few factors (Hu, Koren and Volinsky 2008)."""

import numpy as np

from benchmarks.peers.past import Past, Scorer, Scores
from matching.evaluation.cases import Case

SEED, N_ROUNDS = 20110701, 15
SETTINGS = tuple(
    {"factors": factors, "alpha": alpha, "penalty": penalty}
    for factors in (8, 32)
    for alpha in (1.0, 10.0)
    for penalty in (0.1, 1.0, 10.0)
)


def scorer(past: Past, factors: int, alpha: float, penalty: float) -> Scorer:
    """Products of the seeker's factors and everybody's, learned from how many projects each two share."""
    rng = np.random.default_rng(SEED)
    seekers, partners = (rng.normal(scale=0.1, size=(len(past.shared), factors)) for _ in range(2))
    for _ in range(N_ROUNDS):
        seekers = solved(past.shared, partners, alpha, penalty)
        partners = solved(past.shared.T, seekers, alpha, penalty)

    def scores(case: Case) -> Scores:
        seeker = past.seeker(case)
        return past.nothing() if seeker is None else np.asarray(partners @ seekers[seeker])

    return scores


def solved(shared: Scores, others: Scores, alpha: float, penalty: float) -> Scores:
    """The factors of each row that are best for those of the others: (YᵀCY + penalty · I)⁻¹ Yᵀ C p.

    C = 1 + alpha · shared is the confidence in p, which is 1 where anything is shared and 0 else.
    """
    alike = others.T @ others + penalty * np.eye(others.shape[1])
    found = np.zeros((len(shared), others.shape[1]))
    for row, counts in enumerate(shared):
        there = np.flatnonzero(counts)
        theirs, confidence = others[there], 1 + alpha * counts[there]
        more = theirs.T @ (theirs * (confidence - 1)[:, None])
        found[row] = np.linalg.solve(alike + more, theirs.T @ confidence)
    return found
