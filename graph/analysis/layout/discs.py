"""Where whole communities stand: discs as large as their membership, those with much contact side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.analysis.layout.seeding import Points

GAP = 1.6  # between two discs, in steps between neighbours
FLATNESS = 0.6  # height of the whole for its width, more or less, since screens are wider than high
_PASSES_APART = 400


def radii_of(sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far a disc of so many members reaches; shape (n discs,)."""
    return 1.15 * np.sqrt(sizes / np.pi) + 0.3


def arranged(centres: Points, radii: NDArray[np.float64], contacts: NDArray[np.float64], n_passes: int) -> Points:
    """Centres of discs that do not overlap, moved from where they were; shape (n discs, 2).

    Contacts draw two discs together, all discs keep each other off [1]_, and then whatever
    still overlaps is pushed apart. More passes move them further from where they began.

    Parameters
    ----------
    contacts : array of shape (n discs, n discs)
        How many pairs are in contact between two communities; symmetric, its diagonal ignored.

    References
    ----------
    .. [1] T. Fruchterman and E. Reingold, "Graph drawing by force-directed placement", Software: Practice
       and Experience 21 (1991), 1129-1164.
    """
    if len(centres) < 2:
        return centres
    # Forces work on a plane stretched to a square, so that the whole comes out flat.
    centres = centres / (1, FLATNESS)
    reach = radii[:, None] + radii + GAP
    pull = contacts / np.sqrt(np.outer(radii, radii))
    np.fill_diagonal(pull, 0.0)
    pull *= 0.6 / max(float(pull.sum(axis=1).mean()), 1e-9)
    step = 0.25 * float(radii.mean())
    for number in range(n_passes):
        centres = centres + _limited(_forces(centres, reach, pull, radii), step * (1 - number / n_passes))
    return apart(centres * (1, FLATNESS), radii)


def apart(centres: Points, radii: NDArray[np.float64]) -> Points:
    """The centres with every overlap of discs pushed away, the smaller disc giving way more."""
    reach = radii[:, None] + radii + GAP
    np.fill_diagonal(reach, 0.0)
    mass = radii**2
    share = mass / (mass[:, None] + mass)  # of the push that the first of two takes
    for _ in range(_PASSES_APART):
        between, distance = _between(centres)
        overlap = reach - distance
        if not (overlap > 1e-3).any():
            break
        push = np.where(overlap > 0, overlap + 1e-3, 0.0) * share
        # Mostly sideways, so that what was flat stays flat.
        centres = centres - (0.7, 0.7 * FLATNESS**2) * np.einsum("ij,ijk->ik", push / distance, between)
    return centres


def _forces(
    centres: Points, reach: NDArray[np.float64], pull: NDArray[np.float64], radii: NDArray[np.float64]
) -> Points:
    between, distance = _between(centres)
    drawn = pull * np.maximum(distance - reach, 0) / distance
    kept_off = 0.4 * (reach / distance) ** 3
    np.fill_diagonal(kept_off, 0.0)
    towards_middle = 0.12 * centres
    pushed = np.einsum("ij,ijk->ik", kept_off / distance, between)
    return np.asarray(np.einsum("ij,ijk->ik", drawn, between) - pushed - towards_middle)


def _between(centres: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """From each to each other as a vector, and how far; of two in one place the later stands to the right."""
    between = centres - centres[:, None]
    distance = np.hypot(between[..., 0], between[..., 1])
    same = (distance < 1e-9) & ~np.eye(len(centres), dtype=bool)
    if same.any():
        number = np.arange(len(centres))
        between[..., 0] += np.where(same, np.sign(number - number[:, None]), 0)
        distance = np.where(same, 1.0, distance)
    np.fill_diagonal(distance, 1.0)
    return between, distance


def _limited(moves: Points, longest: float) -> Points:
    length = np.hypot(moves[:, 0], moves[:, 1])
    return moves * np.minimum(1.0, longest / np.maximum(length, 1e-9))[:, None]
