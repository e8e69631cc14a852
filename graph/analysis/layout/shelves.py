"""The tidy place of those apart: rows below the map, first small groups, then actors without any contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from graph.analysis.layout.seeding import Points, on_circle
from graph.analysis.layout.standing import Standing

GROUP_SIDE = 3.4  # of the square that a small group has, in steps
DOT_SIDE = 1.5  # of the square of an actor alone
_GAP = 2.5  # between the map and the rows, and between the two kinds of rows
_MIN_WIDTH = 12.0


def shelved(points: Points, standing: Standing, names: Sequence[str], former: Mapping[str, int]) -> Mapping[str, int]:
    """Write the points of those apart into `points`, below the others; return who has which slot.

    Parameters
    ----------
    points : array, shape (n actors, 2)
        Those of the main map are there already.
    names : ids of the actors
    former : slots by the first id in each, as they were before
    """
    corner, width = _below(points[standing.main], len(names))
    groups = {f"group {names[members[0]]}": members for members in standing.groups}
    alone = {names[place]: np.array([place]) for place in standing.isolated.tolist()}
    taken: dict[str, int] = {}
    for found, side in ((groups, GROUP_SIDE), (alone, DOT_SIDE)):
        given = slots(list(found), former)
        slot = np.array([given[key] for key in found], dtype=np.int64)
        for middle, members in zip(in_rows(slot, width, side), found.values(), strict=True):
            around = round_table(len(members)) if len(members) > 1 else 0.0
            points[members] = corner + middle + around
        corner[1] += height_of(slot, width, side) + (_GAP if len(slot) else 0.0)
        taken |= given
    return MappingProxyType(taken)


def _below(main: Points, n_actors: int) -> tuple[Points, float]:
    """Left upper corner and width of the rows below the main map."""
    if not len(main):
        width = max(_MIN_WIDTH, 1.3 * DOT_SIDE * float(np.sqrt(n_actors)))
        return np.array([-width / 2, 0.0]), width
    (left, _), (right, bottom) = main.min(axis=0), main.max(axis=0)
    width = max(float(right - left), _MIN_WIDTH)
    return np.array([float(left + right - width) / 2, float(bottom) + _GAP]), width


def slots(keys: Sequence[str], former: Mapping[str, int]) -> dict[str, int]:
    """A slot for each key: the one it had, or the first that is free; keys come in order of arrival.

    >>> slots(["a", "c", "d"], {"a": 1, "b": 0})
    {'a': 1, 'c': 0, 'd': 2}
    """
    kept = {key: former[key] for key in keys if key in former}
    taken, following = set(kept.values()), 0
    found = {}
    for key in keys:
        if key not in kept:
            while following in taken:
                following += 1
            taken.add(following)
        found[key] = kept.get(key, following)
    return found


def in_rows(slot: NDArray[np.int64], width: float, side: float) -> Points:
    """The middle of each slot's square, row by row from the left; the first row's upper edge is 0."""
    n_columns = max(1, int(width // side))
    return np.column_stack(((slot % n_columns + 0.5) * side, (slot // n_columns + 0.5) * side))


def height_of(slot: NDArray[np.int64], width: float, side: float) -> float:
    """How high the rows are together; 0 without slots."""
    n_columns = max(1, int(width // side))
    return side * float(slot.max() // n_columns + 1) if len(slot) else 0.0


def round_table(n: int) -> Points:
    """Where the members of a small group stand around its middle; shape (n, 2).

    >>> abs(round_table(2)[:, 0]).round(2).tolist()
    [0.6, 0.6]
    """
    radius = max(0.6, 0.55 / np.sin(np.pi / max(n, 2)))
    return np.asarray(on_circle(np.pi + 2 * np.pi * np.arange(n) / max(n, 1)) * radius)
