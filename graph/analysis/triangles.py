"""Every three actors in contact with each other, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.analysis.timeline import Counts, Positions, Spells, Timeline
from graph.snapshot.columns import Mask, Rows

_WEDGES_AT_ONCE = 2_000_000
_HASH = np.uint64(0x9E3779B97F4A7C15)
_Keys = NDArray[np.int64]


class Triangles(NamedTuple):
    """Spells in which all three contacts of a triangle hold; a triangle may have several.

    `first`, `second` and `third` are rows of actors.
    """

    first: Rows
    second: Rows
    third: Rows
    start: Positions
    stop: Positions


def triangles_of(timeline: Timeline) -> Iterator[Triangles]:
    """All spells of triangles, some at a time.

    Each contact points from the actor with fewer contacts to the one with more, so that nobody
    has many outgoing ones; any two of an actor whose far ends are in contact make a triangle.
    A pair with several spells counts as several contacts, and a triangle holds while its three do.

    References
    ----------
    T. Schank, D. Wagner, Finding, counting and listing all triangles in large graphs (2005).
    """
    if not len(timeline.pairs.one):
        return
    contacts = _Oriented.of(timeline.pairs, timeline.n_actors)
    for one, other in _wedges(contacts):
        yield contacts.closed(one, other)


@dataclass(frozen=True, slots=True, eq=False)
class _Oriented:
    """Spells of pairs from the end of lower rank to that of higher, in order of both.

    `actor_of` is the row of each rank, `keys` the distinct pairs as numbers, `first_of` where
    the spells of each begin (one more than there are pairs), `is_near_key` whether a hash is
    that of a pair, which sorts out most of those that are none.
    """

    spells: Spells
    actor_of: NDArray[np.int64]
    keys: _Keys
    first_of: NDArray[np.int64]
    is_near_key: Mask

    @classmethod
    def of(cls, pairs: Spells, n: int) -> _Oriented:
        degree = np.bincount(pairs.one, minlength=n) + np.bincount(pairs.other, minlength=n)
        actor_of = np.argsort(degree, kind="stable")
        rank = np.empty(n, dtype=np.int64)
        rank[actor_of] = np.arange(n)
        one, other = rank[pairs.one], rank[pairs.other]
        low, high = np.minimum(one, other), np.maximum(one, other)
        key = low * n + high
        order = np.argsort(key, kind="stable")
        keys, first_of = np.unique(key[order], return_index=True)
        n_bits = max(10, len(keys).bit_length() + 3)
        near = np.zeros(1 << n_bits, dtype=bool)
        near[_hash(keys, n_bits)] = True
        spells = Spells(low, high, pairs.start, pairs.stop).taken(order)
        return cls(spells, actor_of, keys, np.append(first_of, len(key)), near)

    def closed(self, one: _Keys, other: _Keys) -> Triangles:
        """Triangles of two spells from one actor, by positions in `spells`."""
        spells, n = self.spells, len(self.actor_of)
        key = spells.other[one] * np.int64(n) + spells.other[other]
        near = np.flatnonzero(self.is_near_key[_hash(key, len(self.is_near_key).bit_length() - 1)])
        at = np.searchsorted(self.keys, key[near])
        at[at == len(self.keys)] = 0
        hit = self.keys[at] == key[near]
        near, at = near[hit], at[hit]
        n_third = self.first_of[at + 1] - self.first_of[at]
        third = _ranges(self.first_of[at], n_third)
        one, other = np.repeat(one[near], n_third), np.repeat(other[near], n_third)
        start = np.maximum(np.maximum(spells.start[one], spells.start[other]), spells.start[third])
        stop = np.minimum(np.minimum(spells.stop[one], spells.stop[other]), spells.stop[third])
        holds = start < stop
        one, other = one[holds], other[holds]
        first, second, third = (
            self.actor_of[rank] for rank in (spells.one[one], spells.other[one], spells.other[other])
        )
        return Triangles(first, second, third, start[holds], stop[holds])


def _wedges(contacts: _Oriented) -> Iterator[tuple[_Keys, _Keys]]:
    """Any two spells from one actor to different ones, the first before the second, some at a time."""
    tails, n = contacts.spells.one, len(contacts.actor_of)
    row_end = np.cumsum(np.bincount(tails, minlength=n))[tails]
    n_following = row_end - np.arange(len(tails)) - 1
    bounds = np.cumsum(n_following)
    begin = 0
    while begin < len(tails):
        done = bounds[begin - 1] if begin else 0
        end = max(int(np.searchsorted(bounds, done + _WEDGES_AT_ONCE, "right")), begin + 1)
        counts = n_following[begin:end]
        one = np.repeat(np.arange(begin, end), counts)
        other = _ranges(np.arange(begin + 1, end + 1), counts)
        yield one, other
        begin = end


def _ranges(first: NDArray[np.int64], n_each: Counts) -> NDArray[np.int64]:
    """The whole numbers from each of `first`, so many each, behind each other.

    >>> _ranges(np.array([5, 1]), np.array([2, 3])).tolist()
    [5, 6, 1, 2, 3]
    """
    ends = np.cumsum(n_each)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + n_each, n_each)


def _hash(keys: _Keys, n_bits: int) -> NDArray[np.uint64]:
    return (keys.astype(np.uint64) * _HASH) >> np.uint64(64 - n_bits)
