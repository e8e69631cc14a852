"""Counts who meets whom in a plan, and how few repeats there can be. It knows nothing of how a plan was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

Rounds = Sequence[Sequence[Sequence[int]]]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often people meet again.

    Attributes
    ----------
    pairs : int
        Pairs that meet more than once.
    meetings : int
        Meetings after the first one of a pair; three meetings of two are two of these.
    """

    pairs: int
    meetings: int


def meetings_of(rounds: Rounds) -> Counter[Pair]:
    """How often each two (a < b) share a table.

    >>> meetings_of([[[0, 1, 2]], [[2, 1]]])[1, 2]
    2
    """
    return Counter(pair for tables in rounds for table in tables for pair in combinations(sorted(table), 2))


def repeats_of(rounds: Rounds, apart_from: Iterable[Pair] = ()) -> Repeats:
    """How often people meet again in a plan, without the pairs that are to sit together.

    >>> repeats_of([[[0, 1]], [[0, 1]], [[0, 1]]])
    Repeats(pairs=1, meetings=2)
    """
    left_out = set(apart_from)
    often = [number for pair, number in meetings_of(rounds).items() if number > 1 and pair not in left_out]
    return Repeats(len(often), sum(often) - len(often))


def fewest_repeats(n_tables: int, size: int, n_rounds: int) -> Repeats:
    """How many repeats every plan has at least in which all seats are taken in all rounds.

    Notes
    -----
    Everybody meets size − 1 others in each round, and there are n_tables · size − 1 others. From the second round on,
    each table takes its people from at most n_tables tables of the round before. A pair meets again in at most all
    rounds but one. The bound need not be reachable: nobody can seat 36 people in four rounds of six tables of six.

    Examples
    --------
    >>> fewest_repeats(5, 3, 7), fewest_repeats(4, 4, 6), fewest_repeats(1, 3, 4)
    (Repeats(pairs=0, meetings=0), Repeats(pairs=8, meetings=24), Repeats(pairs=3, meetings=9))
    """
    again = n_rounds - 1
    if again < 1:
        return Repeats(0, 0)
    n = n_tables * size
    each = max(0, n_rounds * (size - 1) - (n - 1))
    share, more = divmod(size, n_tables)
    from_before = n_tables * (more * comb(share + 1, 2) + (n_tables - more) * comb(share, 2))
    meetings = max(-(-n * each // 2), again * from_before)
    pairs = max(-(-n * -(-each // again) // 2), from_before, -(-meetings // again))
    return Repeats(pairs, meetings)
