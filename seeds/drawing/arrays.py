"""Small vectorised draws that the others are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_CHUNK_ROWS = 20_000  # keeps a chunk of rows × skills below 15 MB


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ragged rows: `values[k]` belongs to row `rows[k]`; rows ascend."""

    rows: Ints
    values: Ints

    def __len__(self) -> int:
        return len(self.rows)


def choose(table: Floats, classes: Ints, rng: np.random.Generator) -> Ints:
    """For each element one column, drawn with the weights in its class's row of `table`.

    >>> choose(np.array([[0.0, 1.0], [3.0, 0.0]]), np.array([0, 1, 0]), np.random.default_rng(1))
    array([1, 0, 1])
    """
    chosen = np.zeros(len(classes), np.int64)
    for row in np.unique(classes):
        here = classes == row
        weights = table[row] / table[row].sum()
        chosen[here] = rng.choice(len(weights), size=int(here.sum()), p=weights)
    return chosen


def fill_quotas(scores: Floats, shares: ArrayLike) -> Ints:
    """The class of each element when the lowest scores fill class 0 and so on, by shares.

    Every class gets its share to within one element, whatever the scores are; ties go by position.

    >>> fill_quotas(np.array([.9, .1, .5, .7]), [.5, .5])
    array([1, 0, 0, 1])
    """
    ends = np.rint(np.cumsum(np.asarray(shares, float)) * len(scores))
    places = np.empty(len(scores), np.int64)
    places[np.argsort(scores, kind="stable")] = np.arange(len(scores))
    return np.minimum(np.searchsorted(ends, places, side="right"), len(ends) - 1)


def choose_several(
    log_weights: Floats, classes: Ints, counts: Ints, rng: np.random.Generator, *, without: Pairs | None = None
) -> Pairs:
    """For each row `counts` different columns, drawn with the log weights of its class.

    Adds Gumbel noise and takes the largest, which draws without replacement [1]_. Columns of
    weight -inf, and those in `without`, are never drawn, even where that leaves fewer.

    References
    ----------
    .. [1] Efraimidis, Spirakis (2006), Weighted random sampling with a reservoir.
    """
    found = [
        _choose_chunk(log_weights[classes[part]], counts[part], rng, _cells_of(without, part))
        for part in _slices(len(classes))
    ]
    rows = np.concatenate([pairs.rows + part.start for pairs, part in zip(found, _slices(len(classes)), strict=True)])
    return Pairs(rows, np.concatenate([pairs.values for pairs in found]))


def _choose_chunk(scores: Floats, counts: Ints, rng: np.random.Generator, taken: tuple[Ints, Ints]) -> Pairs:
    noisy = scores + rng.gumbel(size=scores.shape)
    noisy[taken] = -np.inf
    most = min(int(counts.max(initial=0)), scores.shape[1])
    best = np.argsort(-noisy, axis=1, kind="stable")[:, :most]
    wanted = np.arange(most) < counts[:, None]
    wanted &= np.take_along_axis(noisy, best, axis=1) > -np.inf
    return Pairs(np.nonzero(wanted)[0].astype(np.int64), best[wanted].astype(np.int64))


def _slices(n_rows: int) -> list[slice]:
    return [slice(at, min(at + _CHUNK_ROWS, n_rows)) for at in range(0, max(n_rows, 1), _CHUNK_ROWS)]


def _cells_of(pairs: Pairs | None, part: slice) -> tuple[Ints, Ints]:
    if pairs is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    low, high = np.searchsorted(pairs.rows, [part.start, part.stop])
    return pairs.rows[low:high] - part.start, pairs.values[low:high]


@dataclass(frozen=True, slots=True)
class Buckets:
    """Elements sorted by bucket, so that one of a bucket is found in constant time."""

    members: Ints
    starts: Ints

    @classmethod
    def of(cls, bucket: Ints, members: Ints | None = None, *, n_buckets: int) -> Buckets:
        """Puts `members` (by default the positions) into their buckets, in order of position."""
        order = np.argsort(bucket, kind="stable")
        starts = np.searchsorted(bucket[order], np.arange(n_buckets + 1))
        return cls(order if members is None else members[order], starts)

    def pick(self, buckets: Ints, rng: np.random.Generator) -> Ints:
        """For each bucket asked for one of its members at random; -1 where it is empty."""
        low, size = self.starts[buckets], self.starts[buckets + 1] - self.starts[buckets]
        at = low + (rng.random(len(buckets)) * size).astype(np.int64)
        if not len(self.members):
            return np.full(len(buckets), -1)
        return np.where(size > 0, self.members[np.minimum(at, len(self.members) - 1)], -1)


def rank_within(bucket: Ints) -> Ints:
    """How many earlier elements have the same bucket.

    >>> rank_within(np.array([7, 3, 7, 7, 3]))
    array([0, 0, 1, 2, 1])
    """
    order = np.argsort(bucket, kind="stable")
    ordered = bucket[order]
    first = np.searchsorted(ordered, ordered, side="left")
    ranks = np.empty(len(bucket), np.int64)
    ranks[order] = np.arange(len(bucket)) - first
    return ranks


def match_in_order(seekers: Ints, seats: Ints) -> tuple[Ints, Ints]:
    """Positions of seekers and seats of one bucket each, first with first, second with second.

    >>> match_in_order(np.array([5, 5, 9]), np.array([9, 5, 7]))
    (array([0, 2]), array([1, 0]))
    """
    longest = max(len(seekers), len(seats)) + 1
    keys = seekers * longest + rank_within(seekers)
    offered = seats * longest + rank_within(seats)
    _, at_seeker, at_seat = np.intersect1d(keys, offered, assume_unique=True, return_indices=True)
    in_order = np.argsort(at_seeker)
    return at_seeker[in_order], at_seat[in_order]


def spread(counts: Ints) -> Ints:
    """Each position as often as its count.

    >>> spread(np.array([2, 0, 1]))
    array([0, 0, 2])
    """
    return np.repeat(np.arange(len(counts)), counts)
