"""An instance: who may be matched with whom, how many each side takes, and what each pair is worth.

Arrays of one row per eligible pair stand in one canonical order, by seeker and then by provider. Whatever order
they came in, equal instances are equal, and so are their answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.assignment.errors import InvalidInstance

Ints = NDArray[np.int64]
Rows = NDArray[np.int32]
Mask = NDArray[np.bool_]

LARGEST_SCORE = 2**40
LARGEST_COUNT = 2**31 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """Seekers, providers and the eligible pairs between them.

    Attributes
    ----------
    n_seekers, n_providers : int
    demand : int64 array, shape (n_seekers,), how many providers each seeker wants, 0 upwards
    capacity : int64 array, shape (n_providers,), how many seekers each provider can take, 0 upwards
    minimum : int64 array, shape (n_providers,), how many each provider should get at least, 0 upwards
    seeker, provider : int32 arrays, shape (m,), the eligible pairs in ascending order, each once
    seeker_score, provider_score : int64 arrays, shape (m,), what each side thinks of the other
    score : int64 array, shape (m,), what the pair is worth to the cohort; any sign
    """

    n_seekers: int
    n_providers: int
    demand: Ints
    capacity: Ints
    minimum: Ints
    seeker: Rows
    provider: Rows
    seeker_score: Ints
    provider_score: Ints
    score: Ints

    @property
    def n_pairs(self) -> int:
        """How many pairs are eligible."""
        return len(self.seeker)


def make_instance(
    demand: Any,
    capacity: Any,
    seeker: Any,
    provider: Any,
    seeker_score: Any,
    provider_score: Any,
    *,
    score: Any = None,
    minimum: Any = None,
) -> Instance:
    """The instance of these arrays, checked and brought into its canonical order.

    Parameters
    ----------
    demand, capacity : whole numbers, one a seeker or a provider, 0 upwards
    seeker, provider : rows of the two sides, one a pair
    seeker_score, provider_score : whole numbers between -2**40 and 2**40, one a pair
    score : the same; the sum of both sides where it is not given
    minimum : whole numbers, one a provider; 0 where it is not given

    Raises
    ------
    InvalidInstance
        An array has a wrong length or value, or a pair stands there twice.

    Examples
    --------
    >>> made = make_instance([1], [1, 1], [0, 0], [1, 0], [5, 7], [1, 2])
    >>> made.provider.tolist(), made.score.tolist()
    ([0, 1], [9, 6])
    """
    demands, capacities = _counts("demand", demand), _counts("capacity", capacity)
    rows = _rows("seeker", seeker, len(demands), "seekers")
    columns = _rows("provider", provider, len(capacities), "providers")
    _same_length("provider", columns, len(rows), "pairs")
    left, right = _scores("seeker_score", seeker_score, len(rows)), _scores("provider_score", provider_score, len(rows))
    both = left + right if score is None else _scores("score", score, len(rows))
    least = np.zeros_like(capacities) if minimum is None else _counts("minimum", minimum)
    _same_length("minimum", least, len(capacities), "providers")
    order = _canonical(rows, columns)
    return Instance(
        len(demands),
        len(capacities),
        demands,
        capacities,
        least,
        rows[order].astype(np.int32),
        columns[order].astype(np.int32),
        left[order],
        right[order],
        both[order],
    )


def whole_numbers(name: str, given: Any) -> Ints:
    """The array as int64; floats count if they are whole.

    Raises
    ------
    InvalidInstance
        It is not one row of numbers, or one of them is not whole or does not fit.

    Examples
    --------
    >>> whole_numbers("capL", [1.0, 2.0]).tolist()
    [1, 2]
    """
    found = np.asarray(given)
    if found.ndim != 1:
        raise InvalidInstance(name, f"has {found.ndim} dimensions instead of one; write one number a row")
    if found.size == 0:
        return np.zeros(0, np.int64)
    if found.dtype.kind == "f":
        _refuse(name, found, ~np.isfinite(found) | (np.trunc(found) != found), "is not a whole number")
        _refuse(name, found, np.abs(found) > 2.0**53, "is too large to be told exactly")
    elif found.dtype.kind == "u":
        _refuse(name, found, found > np.uint64(2**63 - 1), "is too large")
    elif found.dtype.kind != "i":
        raise InvalidInstance(name, f"holds values of type {found.dtype}; write whole numbers")
    return found.astype(np.int64)


def _refuse(name: str, found: NDArray[Any], wrong: NDArray[np.bool_], what: str) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InvalidInstance(name, f"{found[row]} {what}", row)


def _counts(name: str, given: Any) -> Ints:
    found = whole_numbers(name, given)
    _refuse(name, found, found < 0, "is negative; write 0 or more")
    _refuse(name, found, found > LARGEST_COUNT, f"is too large; at most {LARGEST_COUNT}")
    return found


def _rows(name: str, given: Any, n: int, side: str) -> Ints:
    found = whole_numbers(name, given)
    _refuse(name, found, (found < 0) | (found >= n), f"is out of range; there are {n} {side}, counted from 0")
    return found


def _scores(name: str, given: Any, n_pairs: int) -> Ints:
    found = whole_numbers(name, given)
    _same_length(name, found, n_pairs, "pairs")
    _refuse(name, found, (found < -LARGEST_SCORE) | (found > LARGEST_SCORE), "is out of range; from -2**40 to 2**40")
    return found


def _same_length(name: str, found: Ints, n: int, things: str) -> None:
    if len(found) != n:
        raise InvalidInstance(name, f"has {len(found)} rows, but there are {n} {things}")


def _canonical(rows: Ints, columns: Ints) -> NDArray[np.intp]:
    order = np.lexsort((columns, rows))
    sorted_rows, sorted_columns = rows[order], columns[order]
    twice = (sorted_rows[1:] == sorted_rows[:-1]) & (sorted_columns[1:] == sorted_columns[:-1])
    if twice.any():
        row = int(order[1:][twice].min())
        raise InvalidInstance("seeker, provider", f"the pair ({rows[row]}, {columns[row]}) stands there twice", row)
    return order
