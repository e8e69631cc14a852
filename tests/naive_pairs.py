"""The best pairs by trying every choice: slow, and short enough to be believed."""

from __future__ import annotations

from functools import cache
from itertools import combinations


def best_total(n, rows, *, trio=False):
    """The highest total over pairs (a, b, score) with a positive score, and with `trio` one trio at most."""
    scores = {(min(a, b), max(a, b)): score for a, b, score in rows if score > 0}

    @cache
    def best_of(left):
        if not left:
            return 0
        first, rest = left[0], left[1:]
        paired = [
            scores[first, other] + best_of(tuple(one for one in rest if one != other))
            for other in rest
            if (first, other) in scores
        ]
        return max([best_of(rest), *paired])

    everybody = tuple(range(n))
    totals = [best_of(everybody)]
    for three in combinations(everybody, 3) if trio else ():
        if all(pair in scores for pair in combinations(three, 2)):
            others = tuple(one for one in everybody if one not in three)
            totals.append(best_of(others) + sum(scores[pair] for pair in combinations(three, 2)))
    return max(totals)
