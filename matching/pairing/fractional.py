"""Halves of pairs: everybody gives and takes one half, which is an assignment and quick to solve.

A best assignment of the people to themselves, where being assigned to oneself is worth 0, falls into rings: one
person alone, two who are a pair, rings of an even number that fall into pairs, and rings of an odd number, where each
two neighbours are half a pair. Only the last ones are left for the search [1]_.

References
----------
.. [1] M. L. Balinski, "Integer programming: methods, uses, computations", Management Science 12 (1965): the corners
   of the matching problem without odd sets are half-integral.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.pairing.possible import PossiblePairs

DENSE_SHARE = 0.2
DENSE_LARGEST = 4_000


@dataclass(frozen=True, slots=True)
class Halves:
    """A best assignment of people to people.

    Attributes
    ----------
    follower : ndarray of int64, shape (n,)
        To whom each is assigned; to itself when to nobody.
    price : ndarray of int64, shape (n,)
        In half points, not below 0: any pair is worth at most its two prices, those of the assignment exactly them.
    """

    follower: NDArray[np.int64]
    price: NDArray[np.int64]


def halves_of(possible: PossiblePairs) -> Halves:
    """The best halves of pairs with their prices."""
    return _dense(possible) if is_dense(possible) else _sparse(possible)


def is_dense(possible: PossiblePairs) -> bool:
    """Whether so many pairs are possible that a whole table of them is quicker than a list."""
    return possible.n <= DENSE_LARGEST and len(possible.a) >= DENSE_SHARE * possible.n * (possible.n - 1) / 2


def _dense(possible: PossiblePairs) -> Halves:
    # A pair that is not possible costs more than leaving both alone, so it is never chosen.
    cost = np.full((possible.n, possible.n), 1, dtype=np.int64)
    cost[possible.a, possible.b] = cost[possible.b, possible.a] = -possible.score
    np.fill_diagonal(cost, 0)
    # Less for each row and column changes no comparison, and spares the solver long ways.
    reduced = cost - cost.min(axis=1, initial=0)[:, None]
    follower = linear_sum_assignment(reduced - reduced.min(axis=0, initial=0))[1].astype(np.int64)
    paid = cost[np.arange(possible.n), follower]
    give = np.zeros(possible.n, dtype=np.int64)
    changed = np.arange(possible.n)
    for _ in range(possible.n + 1):
        if not len(changed):
            return _halves(follower, paid, give)
        take = paid[changed] - give[changed]
        lower = (cost[follower[changed]] - take[:, None]).min(axis=0)
        changed = np.flatnonzero(lower < give)
        give[changed] = lower[changed]
    raise ArithmeticError("the assignment is not the best one")


def _sparse(possible: PossiblePairs) -> Halves:
    everybody = np.arange(possible.n)
    row = np.concatenate([possible.a, possible.b, everybody])
    column = np.concatenate([possible.b, possible.a, everybody])
    cost = np.concatenate([-possible.score, -possible.score, np.zeros(possible.n, dtype=np.int64)])
    order = np.argsort(row * possible.n + column)
    row, column, cost = row[order], column[order], cost[order]
    # Everybody is assigned once, so adding the same to each cost changes nothing; zeros would count as missing.
    moved = (cost - cost.min() + 1).astype(np.float64) if len(cost) else cost.astype(np.float64)
    table = csr_array((moved, (row, column)), shape=(possible.n, possible.n))
    follower = min_weight_full_bipartite_matching(table)[1].astype(np.int64)
    first = np.searchsorted(row, np.arange(possible.n + 1))
    paid = cost[np.searchsorted(row * possible.n + column, everybody * possible.n + follower)]
    give = _lowest_gives(first, column, cost, follower, paid)
    return _halves(follower, paid, give)


def _lowest_gives(
    first: NDArray[np.int64],
    column: NDArray[np.int64],
    cost: NDArray[np.int64],
    follower: NDArray[np.int64],
    paid: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Prices of giving: shortest distances in the graph of exchanges, by rounds over what has changed."""
    n = len(follower)
    give = np.zeros(n, dtype=np.int64)
    changed = np.arange(n)
    for _ in range(n + 1):
        if not len(changed):
            return give
        taken = follower[changed]
        length = first[taken + 1] - first[taken]
        offset = np.repeat(first[taken] - (np.cumsum(length) - length), length)
        at = offset + np.arange(len(offset))
        lower = cost[at] - np.repeat(paid[changed] - give[changed], length)
        better = lower < give[column[at]]
        reached = column[at][better]
        np.minimum.at(give, reached, lower[better])
        changed = np.unique(reached)
    raise ArithmeticError("the assignment is not the best one")


def _halves(follower: NDArray[np.int64], paid: NDArray[np.int64], give: NDArray[np.int64]) -> Halves:
    take = np.empty_like(give)
    take[follower] = paid - give
    # A pair may be read both ways, so the mean of giving and taking is a price, too; costs are scores with a minus.
    return Halves(follower, -(give + take))
