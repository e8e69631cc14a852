"""Regions, spheres and other groups of actors: how well each is linked, within and to the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.moment import Moment
from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask
from graph.snapshot.matrices import Matrix

_GROUPS_AT_ONCE = 16  # so that a table of actors by groups stays small


@dataclass(frozen=True, slots=True, eq=False)
class Linkage:
    """How groups are linked; int64 arrays of shape (n groups,).

    Attributes
    ----------
    n_actors : actors present in each group
    n_isolates : those of them in contact with nobody
    n_inside : contacts with both ends in the group
    n_across : contacts with one end in the group
    """

    n_actors: NDArray[np.int64]
    n_isolates: NDArray[np.int64]
    n_inside: NDArray[np.int64]
    n_across: NDArray[np.int64]

    @property
    def is_empty(self) -> Mask:
        """Groups of which nobody is present."""
        return np.asarray(self.n_actors == 0)

    @property
    def is_unlinked(self) -> Mask:
        """Groups with somebody present and without any contact."""
        return np.asarray(~self.is_empty & (self.n_inside + self.n_across == 0))

    @property
    def is_closed(self) -> Mask:
        """Groups with contacts, but none to anybody outside."""
        return np.asarray((self.n_inside > 0) & (self.n_across == 0))


def linkage_of(moment: Moment, belongs: Matrix) -> Linkage:
    """How groups are linked on a day.

    Parameters
    ----------
    moment : Moment
    belongs : matrix, actors × groups
        Which actor is of which groups, of one, several or none; what is not 0 counts.
    """
    of = csr_array(belongs.astype(bool).astype(np.int64))
    isolates = np.flatnonzero(moment.present & (moment.degree == 0))
    contacts = csr_array(moment.adjacency.astype(np.int64))
    inside = np.zeros(of.shape[1], dtype=np.int64)
    for first in range(0, of.shape[1], _GROUPS_AT_ONCE):
        some = of[:, first : first + _GROUPS_AT_ONCE].toarray()
        # Each contact within a group is met from both its ends.
        inside[first : first + _GROUPS_AT_ONCE] = (some * (contacts @ some)).sum(axis=0) // 2
    ends = np.asarray(of.T @ moment.degree, np.int64)
    return Linkage(_sums(of[moment.rows]), _sums(of[isolates]), inside, ends - 2 * inside)


def linkage_by(moment: Moment, group: NDArray[np.int32], n_groups: int) -> Linkage:
    """How groups are linked of which each actor is of one; those of none have −1 in `group`."""
    one, other = group[moment.one], group[moment.other]
    inside = _counts(one[one == other], n_groups)
    ends = _counts(one, n_groups) + _counts(other, n_groups)
    isolates = np.flatnonzero(moment.present & (moment.degree == 0))
    return Linkage(_counts(group[moment.rows], n_groups), _counts(group[isolates], n_groups), inside, ends - 2 * inside)


def linkage_of_voivodeships(snapshot: Snapshot, moment: Moment) -> Linkage:
    """How the voivodeships are linked; one for each region of the snapshot, that of a powiat all 0."""
    voivodeship_of = np.append(snapshot.region_map.voivodeship_of, np.int32(-1))[snapshot.region_of]
    return linkage_by(moment, voivodeship_of, len(snapshot.regions))


def linkage_of_powiats(snapshot: Snapshot, moment: Moment) -> Linkage:
    """How the powiats are linked; one for each region of the snapshot.

    A voivodeship stands for the actors of whom no more is known.
    """
    return linkage_by(moment, snapshot.region_of, len(snapshot.regions))


def linkage_of_spheres(snapshot: Snapshot, moment: Moment) -> Linkage:
    """How the spheres are linked; an actor may work in several."""
    return linkage_of(moment, snapshot.active_in)


def _counts(groups: NDArray[np.int32], n_groups: int) -> NDArray[np.int64]:
    return np.bincount(groups[groups >= 0], minlength=n_groups).astype(np.int64)


def _sums(matrix: Matrix) -> NDArray[np.int64]:
    return np.asarray(matrix.sum(axis=0), np.int64).ravel()
