"""What libraries take for the same question on the same profiles: one row of needs against all rows of offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from graph.snapshot import Snapshot
from matching.need_lists import TOP_GRADE, graded, need_lists

Top = tuple[NDArray[np.int64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Needs with shares of priority, offers with rarity times share of level; organisations × skills.

    The product of a row of one and a row of the other is the value that is asked for.
    """

    needs: Any
    offers: Any

    @classmethod
    def of(cls, snapshot: Snapshot) -> Profile:
        """The profiles of everybody in a snapshot, all of whom must be organisations present."""
        needs, offers = (csr_matrix(matrix, dtype=np.float64) for matrix in (snapshot.needs, snapshot.offers))
        needs.data = graded(snapshot.needs.data) / TOP_GRADE
        offers.data = graded(snapshot.offers.data) / TOP_GRADE * need_lists(snapshot).rarity[offers.indices]
        return cls(needs, offers)


@dataclass(frozen=True, slots=True)
class Peer:
    """A library: how it is made ready, and how fast we want to be beside it."""

    name: str
    prepare: Callable[[Profile, int], Callable[[int], Top]]
    goal: float | None = None
    same_answers: bool = False
    n_questions: int = 200
    all_at_once: Callable[[Profile, int], object] | None = None


def _scikit_learn(profile: Profile, k: int) -> Callable[[int], Top]:
    """Exact search by cosine, the nearest to the product that it has for sparse rows; so other answers."""
    from sklearn.neighbors import NearestNeighbors

    index = NearestNeighbors(n_neighbors=k + 1, algorithm="brute", metric="cosine").fit(profile.offers)

    def one(row: int) -> Top:
        distances, rows = index.kneighbors(profile.needs[row])
        return rows[0], 1 - distances[0]

    return one


def _scipy(profile: Profile, k: int) -> Callable[[int], Top]:
    """A sparse product, then the first k with ties by row, which is by id."""
    by_skill = profile.offers.T.tocsr()

    def one(row: int) -> Top:
        product = profile.needs[row] @ by_skill
        rows, values = product.indices, product.data.round(9)
        others = rows != row
        rows, values = rows[others], values[others]
        if len(values) > k:
            nth = len(values) - k
            best = values >= np.partition(values, nth)[nth]
            rows, values = rows[best], values[best]
        order = np.lexsort((rows, -values))[:k]
        return rows[order], values[order]

    return one


def _sparse_dot_topn(profile: Profile, k: int) -> Callable[[int], Top]:
    """A compiled product that keeps the best of each row; ties in no order."""
    from sparse_dot_topn import sp_matmul_topn

    by_skill = profile.offers.T.tocsr()

    def one(row: int) -> Top:
        product = sp_matmul_topn(profile.needs[row], by_skill, top_n=k + 1, sort=True)
        return product.indices, product.data

    return one


def _sparse_dot_topn_all(profile: Profile, k: int) -> object:
    from sparse_dot_topn import sp_matmul_topn

    return sp_matmul_topn(profile.needs, profile.offers.T.tocsr(), top_n=k + 1, sort=True, n_threads=2)


PEERS = (
    Peer("sklearn", _scikit_learn, goal=5),
    Peer("scipy", _scipy, same_answers=True),
    Peer("sdtn", _sparse_dot_topn, all_at_once=_sparse_dot_topn_all),
)
