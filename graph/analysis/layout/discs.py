"""Where whole communities stand: discs as large as their membership, those with much contact side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.spatial import cKDTree

from graph.analysis.layout.acquaintance import Places
from graph.analysis.layout.seeding import GOLDEN_ANGLE, Points, on_circle
from graph.snapshot.matrices import Matrix

GAP = 1.6  # between two discs, in steps between neighbours
FLATNESS = 0.6  # height of the whole for its width, more or less, since screens are wider than high
_PASSES_APART = 400
_ALL_PAIRS = 64  # of so many discs at most, all keep each other off; of more only those nearby
_NEARBY = 2.0  # times the widest reach


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Pairs of discs, and what is between their centres."""

    one: Places
    other: Places
    between: Points
    distance: NDArray[np.float64]

    @classmethod
    def of(cls, centres: Points, one: Places, other: Places) -> _Pairs:
        """These pairs; of two in one place each goes its own way, which its number tells."""
        between = centres[other] - centres[one]
        distance = np.hypot(between[:, 0], between[:, 1])
        same = distance < 1e-9
        between[same] = 1e-6 * on_circle(other[same] * GOLDEN_ANGLE)
        return cls(one, other, between, np.maximum(distance, 1e-6))

    def summed(self, along: NDArray[np.float64], n: int) -> Points:
        """For each disc the sum of its pairs' lengths `along` the way to the other; shape (n, 2)."""
        moves = self.between * (along / self.distance)[:, None]
        sums = [
            np.bincount(self.one, moves[:, axis], n) - np.bincount(self.other, moves[:, axis], n) for axis in (0, 1)
        ]
        return np.column_stack(sums)


def radii_of(sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far a disc of so many members reaches; shape (n discs,)."""
    return 1.15 * np.sqrt(sizes / np.pi) + 0.3


def arranged(centres: Points, radii: NDArray[np.float64], contacts: Matrix, n_passes: int) -> Points:
    """Centres of discs that do not overlap, moved from where they were; shape (n discs, 2).

    Contacts draw two discs together, discs keep each other off [1]_, and then whatever still
    overlaps is pushed apart. More passes move them further from where they began.

    Parameters
    ----------
    contacts : matrix, discs × discs
        How many pairs are in contact between two communities; symmetric, its diagonal ignored.

    References
    ----------
    .. [1] T. Fruchterman and E. Reingold, "Graph drawing by force-directed placement", Software: Practice
       and Experience 21 (1991), 1129-1164.
    """
    n = len(centres)
    if n < 2:
        return centres
    # Forces work on a plane stretched to a square, so that the whole comes out flat.
    centres = centres / (1, FLATNESS)
    one, other, pull = _pulls(contacts, radii)
    step = 0.25 * float(radii.mean())
    for number in range(n_passes):
        tied, near = _Pairs.of(centres, one, other), _near(centres, radii, _NEARBY)
        drawn = tied.summed(pull * np.maximum(tied.distance - _reach(tied, radii), 0), n)
        pushed = near.summed(0.4 * (_reach(near, radii) / np.maximum(near.distance, 0.1)) ** 3, n)
        centres = centres + _limited(drawn - pushed - 0.12 * centres, step * (1 - number / n_passes))
    return apart(centres * (1, FLATNESS), radii)


def apart(centres: Points, radii: NDArray[np.float64]) -> Points:
    """The centres with every overlap of discs pushed away, the smaller disc giving way more."""
    mass = radii**2
    for _ in range(_PASSES_APART):
        pairs = _near(centres, radii, 1.0)
        overlap = _reach(pairs, radii) - pairs.distance
        if not (overlap > 1e-3).any():
            break
        push = np.where(overlap > 0, overlap + 1e-3, 0.0) / (mass[pairs.one] + mass[pairs.other])
        # Mostly sideways, so that what was flat stays flat.
        moves = pairs.summed(push * mass[pairs.one] * mass[pairs.other], len(centres)) / mass[:, None]
        centres = centres - (1.4, 1.4 * FLATNESS**2) * moves
    return centres


def _pulls(contacts: Matrix, radii: NDArray[np.float64]) -> tuple[Places, Places, NDArray[np.float64]]:
    """Pairs of discs in contact and how strongly they draw each other, on average all alike."""
    pairs = coo_array(contacts)
    one, other = pairs.coords
    upper = one < other
    one, other = one[upper].astype(np.intp), other[upper].astype(np.intp)
    pull = pairs.data[upper] / np.sqrt(radii[one] * radii[other])
    return one, other, pull * 0.6 / max(2 * float(pull.sum()) / len(radii), 1e-9)


def _near(centres: Points, radii: NDArray[np.float64], times: float) -> _Pairs:
    """Pairs of discs that may be nearer than so many times their reach."""
    if len(centres) <= _ALL_PAIRS:
        return _Pairs.of(centres, *np.triu_indices(len(centres), 1))
    found = cKDTree(centres).query_pairs(times * (2 * float(radii.max()) + GAP), output_type="ndarray")
    found = found[np.lexsort((found[:, 1], found[:, 0]))]
    return _Pairs.of(centres, found[:, 0], found[:, 1])


def _reach(pairs: _Pairs, radii: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(radii[pairs.one] + radii[pairs.other] + GAP)


def _limited(moves: Points, longest: float) -> Points:
    length = np.hypot(moves[:, 0], moves[:, 1])
    return moves * np.minimum(1.0, longest / np.maximum(length, 1e-9))[:, None]
