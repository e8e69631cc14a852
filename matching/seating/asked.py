"""What is asked of the tables of an event: who is there, who sits together or apart, who is good for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.seating.errors import InvalidTables

Pair = tuple[int, int]
Rounds = Sequence[Sequence[Sequence[int]]]
LARGEST_SCORE = 2**31


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A checked question.

    Attributes
    ----------
    people : ndarray of int64
        Who is there, ascending.
    n_tables, size, n_rounds : int
        Tables, seats at each at most, rounds still to be seated.
    score : ndarray of int64, shape (n, n)
        How useful it is that two meet, over all people; symmetric.
    units : tuple of tuples of int
        Those there who sit together in all rounds, two or more each.
    apart : tuple of (int, int)
        Pairs there who never share a table.
    past : rounds
        Rounds that are over, as they were.
    """

    people: NDArray[np.int64]
    n_tables: int
    size: int
    n_rounds: int
    score: NDArray[np.int64]
    units: tuple[tuple[int, ...], ...]
    apart: tuple[Pair, ...]
    past: Rounds

    @property
    def together(self) -> list[Pair]:
        """Pairs (a < b) who sit together in all rounds."""
        return [pair for unit in self.units for pair in combinations(unit, 2)]


def asked(  # noqa: PLR0913
    n: int,
    size: int,
    n_rounds: int,
    *,
    n_tables: int | None,
    score: ArrayLike | None,
    together: Iterable[Sequence[int]],
    apart: Iterable[Sequence[int]],
    absent: Iterable[int],
    past: Rounds,
) -> Asked:
    """The question, checked.

    Raises
    ------
    InvalidTables
        A number is below 1, somebody is unknown, there are too few seats, scores are no symmetric matrix of integers,
        or wishes contradict each other; the message names who.
    """
    for name, number in (("people", n), ("seats at a table", size), ("rounds", n_rounds), ("tables", n_tables)):
        if number is not None and number < 1:
            raise InvalidTables(f"{number} {name} are not possible; at least 1 is needed")
    groups, pairs, away = [list(one) for one in together], [list(one) for one in apart], set(absent)
    named = {*away, *(one for people in [*groups, *pairs] for one in people)}
    named |= {one for tables in past for table in tables for one in table}
    if unknown := sorted(one for one in named if not 0 <= one < n):
        raise InvalidTables(f"nobody has the number {unknown[0]}; people are numbered from 0 to {n - 1}")
    people = np.array([one for one in range(n) if one not in away], dtype=np.int64)
    needed = max(1, -(-len(people) // size))
    if n_tables is not None and n_tables < needed:
        raise InvalidTables(f"{len(people)} people do not fit at {n_tables} tables of {size}; {needed} are needed")
    units = _units(n, groups, away)
    _check_wishes(size, units, pairs)
    apart_there = sorted({(min(one), max(one)) for one in pairs if not away & set(one)})
    return Asked(people, n_tables or needed, size, n_rounds, _scores(n, score), units, tuple(apart_there), past)


def _scores(n: int, score: ArrayLike | None) -> NDArray[np.int64]:
    if score is None:
        return np.zeros((n, n), dtype=np.int64)
    given = np.asarray(score)
    if given.shape != (n, n) or not np.issubdtype(given.dtype, np.integer) or (given != given.T).any():
        raise InvalidTables(f"scores must be a symmetric matrix of {n} × {n} integers; multiply and round others")
    whole = given.astype(np.int64)
    np.fill_diagonal(whole, 0)
    if np.abs(whole).max(initial=0) > LARGEST_SCORE:
        raise InvalidTables("scores must lie between −2^31 and 2^31; divide all of them by the same number")
    return whole


def _units(n: int, groups: list[list[int]], away: set[int]) -> tuple[tuple[int, ...], ...]:
    """Groups that share somebody are one; ascending, those who are not there left out."""
    unit_of = list(range(n))
    for group in groups:
        joined = {unit_of[one] for one in group}
        unit_of = [min(joined) if unit in joined else unit for unit in unit_of]
    members: dict[int, list[int]] = {}
    for one, unit in enumerate(unit_of):
        if one not in away:
            members.setdefault(unit, []).append(one)
    return tuple(tuple(unit) for unit in members.values() if len(unit) > 1)


def _check_wishes(size: int, units: tuple[tuple[int, ...], ...], apart: list[list[int]]) -> None:
    for unit in units:
        if len(unit) > size:
            names = ", ".join(map(str, unit))
            raise InvalidTables(
                f"{names} are to sit together, but a table has {size} seats; split them, or take larger"
            )
    for pair in apart:
        if len(pair) != 2 or pair[0] == pair[1]:
            raise InvalidTables(f"{pair} is not a pair; apart are always two")
        if any({*pair} <= {*unit} for unit in units):
            raise InvalidTables(f"{pair[0]} and {pair[1]} are to sit together and apart; drop one of the two wishes")
