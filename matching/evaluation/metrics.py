"""How good a ranking is: the usual measures at k, for one query and for many.

A ranking is a sequence of ids, the best first; truth is a set of ids. All measures lie from 0 to
1 and need a truth that is not empty. (Järvelin and Kekäläinen 2002 for NDCG; Voorhees 1999 for
the reciprocal rank.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

K = 10

Values = NDArray[np.float64]
Ranking = Sequence[str]


def recall(ranking: Ranking, truth: Collection[str], k: int = K) -> float:
    """Share of min(k, |truth|) that stands among the first k.

    >>> recall(["a", "b", "c"], {"b", "x"}, k=3)
    0.5
    """
    return _n_hits(ranking, truth, k) / min(k, len(truth))


def ndcg(ranking: Ranking, truth: Collection[str], k: int = K) -> float:
    """Σ 1 / log2(rank + 1) of the hits among the first k, over that of min(k, |truth|) hits at the top.

    >>> round(ndcg(["a", "b"], {"b"}), 4), ndcg(["a", "b"], {"a", "b"})
    (0.6309, 1.0)
    """
    return ndcg_of_hits(np.array([one in truth for one in ranking[:k]], dtype=bool), len(truth), k)


def ndcg_of_hits(hits: NDArray[np.bool_], n_truth: int, k: int = K) -> float:
    """The same from whether each rank is a hit, and the size of the truth."""
    discounts = 1 / np.log2(np.arange(2, k + 2))
    return float(discounts[: len(hits)][hits[:k]].sum() / discounts[: min(k, n_truth)].sum())


def reciprocal_rank(ranking: Ranking, truth: Collection[str], k: int = K) -> float:
    """1 over the rank of the first hit; 0 without one among the first k.

    >>> reciprocal_rank(["a", "b"], {"b"})
    0.5
    """
    return next((1 / rank for rank, one in enumerate(ranking[:k], start=1) if one in truth), 0.0)


def hit(ranking: Ranking, truth: Collection[str], k: int = K) -> float:
    """1 if there is a hit among the first k, else 0."""
    return float(_n_hits(ranking, truth, k) > 0)


def _n_hits(ranking: Ranking, truth: Collection[str], k: int) -> int:
    return sum(one in truth for one in ranking[:k])


def exposure(rankings: Sequence[Ranking], known: Sequence[str], k: int = K) -> NDArray[np.int64]:
    """How often each of the known was shown among the first k."""
    shown = Counter(one for ranking in rankings for one in ranking[:k])
    return np.array([shown[one] for one in known], dtype=np.int64)


def coverage(shown: NDArray[np.int64]) -> float:
    """Share of the known that were shown at least once; NaN if nobody is known."""
    return float((shown > 0).mean()) if len(shown) else float("nan")


def gini(shown: NDArray[np.int64]) -> float:
    """Gini index of exposure: 0 if all are shown alike, near 1 if one takes all; 0 if nobody is shown.

    Σ (2i − n − 1) x_i / (n Σ x) over exposures in ascending order.

    >>> gini(np.array([1, 1, 1])), gini(np.array([0, 0, 0, 8]))
    (0.0, 0.75)
    """
    ordered, n = np.sort(shown), len(shown)
    if not ordered.sum():
        return 0.0
    return float(((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / (n * ordered.sum()))


def highest_to_mean(shown: NDArray[np.int64]) -> float:
    """The highest exposure over the mean one; 0 if nobody is shown.

    >>> highest_to_mean(np.array([0, 0, 0, 8]))
    4.0
    """
    return float(shown.max() / shown.mean()) if shown.any() else 0.0


def per_query(rankings: Mapping[str, Ranking], truths: Mapping[str, Collection[str]], k: int = K) -> dict[str, Values]:
    """Recall, NDCG, reciprocal rank and hit of each query, in the order of the truths."""
    measures = {"recall": recall, "ndcg": ndcg, "mrr": reciprocal_rank, "hit_rate": hit}
    return {
        name: np.array([measure(rankings[query], truth, k) for query, truth in truths.items()])
        for name, measure in measures.items()
    }
