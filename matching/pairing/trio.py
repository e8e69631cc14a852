"""Three together where the number is odd: a trio in place of one pair, its score the sum of its three pairs.

The prices of the certificate bound what the others can make without the three: their own prices fall away, and an odd
set with two or three of them has room for one pair less. With what its pairs are worth, a trio so promises a total at
most. Trios are tried in that order, each with the best pairs of all others, until none left promises more than the
best one found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.pairing.certificate import SCALE, Certificate
from matching.pairing.possible import PossiblePairs
from matching.pairing.proof import bound_of, slack
from matching.pairing.solving import best_pairs

Trio = tuple[int, int, int]
N_TRIED = 12
N_WEDGES = 4_000_000
FIRST_SHARE = 20
PARTS = 12  # of a point: half points, of which halves and thirds are taken


@dataclass(frozen=True, slots=True)
class WithTrio:
    """A trio, the best pairs of the others, what they add up to, and a total that no other choice can exceed."""

    trio: Trio
    pairs: list[tuple[int, int]]
    total: int
    bound: int


def best_with_trio(possible: PossiblePairs, certificate: Certificate) -> WithTrio | None:
    """The best pairs with one trio that was found, and a bound; None where no three can all be paired with each other.

    Parameters
    ----------
    possible : PossiblePairs
    certificate : Certificate
        Of the best pairs of everybody.
    """
    worthwhile = possible.worthwhile()
    trios, promises, rest = _most_promising(worthwhile, certificate)
    best: WithTrio | None = None
    for place, trio in enumerate(trios):
        if best is not None and promises[place] <= best.total:
            rest = promises[place]
            break
        found = _with(worthwhile, trio)
        if best is None or found.total > best.total:
            best = found
    return best and WithTrio(best.trio, best.pairs, best.total, max(best.total, rest))


def _with(possible: PossiblePairs, trio: Trio) -> WithTrio:
    """The best that can be made with this trio; its bound is left to the caller."""
    taken = np.zeros(possible.n, dtype=bool)
    taken[list(trio)] = True
    others = possible.only(~(taken[possible.a] | taken[possible.b]))
    pairs, certificate = best_pairs(others)
    a, b, c = trio
    three = possible.score[possible.indices_of(np.array([a, a, b]), np.array([b, c, c]))]
    return WithTrio(trio, pairs, sum(three.tolist()) + bound_of(certificate), 0)


def _most_promising(possible: PossiblePairs, certificate: Certificate) -> tuple[list[Trio], list[int], int]:
    """Trios by what they promise at most, the highest first; their promises; and the most that any other promises."""
    bound = bound_of(certificate)
    worth, saved = _worth(possible, certificate)
    order = np.argsort(-worth, kind="stable")
    n_used = FIRST_SHARE * possible.n
    while True:
        used = np.sort(order[:n_used])
        trios, sums = _triangles(possible.only(used), worth[used], saved[used])
        best = np.lexsort((*trios.T[::-1], -sums))
        unused = int(worth[order[n_used]] + 2 * worth[order[0]]) if n_used < len(order) else None
        enough = len(best) > N_TRIED and (unused is None or sums[best[N_TRIED]] >= unused)
        if unused is None or enough or _n_wedges(possible.only(np.sort(order[: 2 * n_used]))) > N_WEDGES:
            break
        n_used *= 2
    left = sums[best[N_TRIED : N_TRIED + 1]].tolist() + ([] if unused is None else [unused])
    promises = [bound + one // PARTS for one in sums[best[:N_TRIED]].tolist()]
    return (
        [(a, b, c) for a, b, c in trios[best[:N_TRIED]].tolist()],
        promises,
        bound + max(left) // PARTS if left else 0,
    )


def _worth(possible: PossiblePairs, certificate: Certificate) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What a pair at most adds to the promise of a trio, and what the odd sets around it cost; in parts of a point.

    Each of the three is in two pairs, so half its price goes to each; an odd set around all three is around three
    pairs, so they share its price.
    """
    paid = certificate.price[possible.a] + certificate.price[possible.b]
    around = slack(possible, certificate) - paid + SCALE * possible.score
    share = PARTS // SCALE
    return PARTS * possible.score - share // 2 * paid - share // 3 * around, share * around


def _n_wedges(possible: PossiblePairs) -> int:
    degree = np.bincount(possible.a, minlength=possible.n)
    return int((degree * (degree - 1) // 2).sum())


def _triangles(
    possible: PossiblePairs, worth: NDArray[np.int64], around: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All trios whose three pairs are listed, as rows a < b < c, and how much more they promise than pairs alone."""
    first = np.searchsorted(possible.a, np.arange(possible.n + 1))
    n_after = first[possible.a + 1] - np.arange(len(possible.a)) - 1
    one = np.repeat(np.arange(len(possible.a)), n_after)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(n_after) - n_after, n_after)
    closing = possible.indices_of(possible.b[one], possible.b[other])
    sides = np.array([one, other, closing])[:, closing >= 0]
    trios = np.column_stack([possible.a[sides[0]], possible.b[sides[0]], possible.b[sides[1]]])
    # Of two sets with two of the three, one lies in the other: what is around the three in all is the highest of the
    # pairs.
    odd_sets = around[sides].max(axis=0, initial=0) - around[sides].sum(axis=0) // 3
    return trios, worth[sides].sum(axis=0) - odd_sets
