"""Who reaches whom: which regions somebody can help in on site, who works online, who has places.

On site an actor reaches its seat and its regions of work, neighbouring powiats, and those as
near (closeness 0.7 or more: within about 21 km). A region of work that is a whole voivodeship
is reached as a whole; so is the voivodeship of each of its regions where its reach is said to
be a voivodeship or more. Online two actors reach each other where both say that they work so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask, Rows
from graph.snapshot.matrices import Matrix
from matching.closeness import NEIGHBOURING, Closeness, closeness_to_all

WIDE_REACHES = ("voivodeship", "national", "international")


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """What actors can do for organisations elsewhere.

    Attributes
    ----------
    home_of : int32 array, shape (n actors,)
        Region that an actor is at home in: its seat, else the first of its regions of work by
        id; the number of regions where none is known.
    places_of : matrix, actors × regions
        Seats and regions of work.
    on_site : bool matrix, actors × regions
        Which regions an actor reaches on site; empty for who is not present or offers nothing.
    online : bool array, shape (n actors,)
        Who says to work online.
    closeness : float64 array, regions × regions
    """

    home_of: Rows
    places_of: Matrix
    on_site: Matrix
    online: Mask
    closeness: Closeness

    @property
    def n_homes(self) -> int:
        """How many homes there are: the regions, and the unknown one."""
        return len(self.closeness) + 1

    def within(self, actors: Rows) -> Matrix:
        """1.0 for each home that each of the actors reaches on site; nobody reaches an unknown one."""
        within = csr_array(self.on_site[actors], dtype=np.float64)
        within.resize((len(actors), self.n_homes))
        return within

    def by_home(self, actors: Rows) -> NDArray[np.float64]:
        """How many of the actors are at home in each region, the last where that is not known."""
        return np.bincount(self.home_of[actors], minlength=self.n_homes).astype(np.float64)


def reach_of(snapshot: Snapshot, near_km: float) -> Reach:
    """The reach of every actor."""
    n_regions = len(snapshot.regions)
    closeness = closeness_to_all(snapshot, np.arange(n_regions, dtype=np.int32), near_km)
    places_of = _places_of(snapshot)
    return Reach(
        _homes(snapshot),
        places_of,
        _on_site(snapshot, places_of, closeness),
        np.asarray(snapshot.actors.online == 1),
        closeness,
    )


def free_places(snapshot: Snapshot, assumed_places: int) -> Rows:
    """How many further organisations each actor could help; 0 for who is not present."""
    capacity = snapshot.actors.capacity
    known = np.clip(capacity - snapshot.mentoring.n_mentored, 0, None)
    return np.asarray(np.where(capacity >= 0, known, assumed_places) * snapshot.present)


def _homes(snapshot: Snapshot) -> Rows:
    working = snapshot.places.works_in
    homes = np.full(len(snapshot.actors), len(snapshot.regions), dtype=np.int32)
    workers = np.flatnonzero(np.diff(working.indptr))
    homes[workers] = working.indices[working.indptr[workers]]
    return np.where(snapshot.region_of >= 0, snapshot.region_of, homes).astype(np.int32)


def _places_of(snapshot: Snapshot) -> Matrix:
    seated = np.flatnonzero(snapshot.region_of >= 0)
    shape = (len(snapshot.actors), len(snapshot.regions))
    seats = csr_array((np.ones(len(seated), bool), (seated, snapshot.region_of[seated])), shape=shape)
    return csr_array(seats + snapshot.places.works_in.astype(bool))


def _on_site(snapshot: Snapshot, places_of: Matrix, closeness: Closeness) -> Matrix:
    level, voivodeship_of = snapshot.regions.level, snapshot.region_map.voivodeship_of
    together = (voivodeship_of[:, None] == voivodeship_of) & (voivodeship_of >= 0)
    nearby = np.asarray((closeness >= NEIGHBOURING) | np.eye(len(level), dtype=bool))
    whole = (level == "voivodeship")[:, None] & together
    able = snapshot.present & (np.diff(snapshot.offers.indptr) > 0)
    wide = np.isin(snapshot.actors.reach.astype(str), WIDE_REACHES)
    working = csr_array(snapshot.places.works_in, dtype=bool)
    return csr_array(
        _rows_where(places_of, able) @ csr_array(nearby)
        + _rows_where(working, able) @ csr_array(whole)
        + _rows_where(places_of, able & wide) @ csr_array(together)
    )


def _rows_where(matrix: Matrix, wanted: Mask) -> Matrix:
    """The matrix with all other rows empty."""
    kept = np.repeat(wanted, np.diff(matrix.indptr))
    pointers = np.concatenate([[0], np.cumsum(np.where(wanted, np.diff(matrix.indptr), 0))])
    return csr_array((matrix.data[kept], matrix.indices[kept], pointers), shape=matrix.shape)
