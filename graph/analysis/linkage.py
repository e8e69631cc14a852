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
    in_one, in_other = of[moment.one], of[moment.other]
    inside = _sums(in_one.multiply(in_other))
    isolates = np.flatnonzero(moment.present & (moment.degree == 0))
    either = _sums(in_one) + _sums(in_other)
    return Linkage(_sums(of[moment.rows]), _sums(of[isolates]), inside, either - 2 * inside)


def linkage_of_voivodeships(snapshot: Snapshot, moment: Moment) -> Linkage:
    """How the voivodeships are linked; one for each region of the snapshot, that of a powiat all 0."""
    voivodeship_of = np.append(snapshot.region_map.voivodeship_of, np.int32(-1))[snapshot.region_of]
    return linkage_of(moment, _one_each(voivodeship_of, len(snapshot.regions)))


def linkage_of_powiats(snapshot: Snapshot, moment: Moment) -> Linkage:
    """How the powiats are linked; one for each region of the snapshot.

    A voivodeship stands for the actors of whom no more is known.
    """
    return linkage_of(moment, _one_each(snapshot.region_of, len(snapshot.regions)))


def linkage_of_spheres(snapshot: Snapshot, moment: Moment) -> Linkage:
    """How the spheres are linked; an actor may work in several."""
    return linkage_of(moment, snapshot.active_in)


def _one_each(group: NDArray[np.int32], n_groups: int) -> Matrix:
    rows = np.flatnonzero(group >= 0)
    return csr_array((np.ones(len(rows), dtype=bool), (rows, group[rows])), shape=(len(group), n_groups))


def _sums(matrix: Matrix) -> NDArray[np.int64]:
    return np.asarray(matrix.sum(axis=0), np.int64).ravel()
