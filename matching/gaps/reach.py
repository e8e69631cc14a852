"""Who reaches whom: which regions somebody can help in on site, who works online, who has places.

On site an actor reaches its seat and its regions of work, neighbouring powiats, and those as
near (closeness 0.7 or more: within about 21 km). A region of work that is a whole voivodeship
is reached as a whole; so is the voivodeship of each of its regions where its reach is said to
be a voivodeship or more. Online two actors reach each other where both say that they work so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
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
    on_site : matrix, actors × (regions + 1)
        1 where the actor reaches the region on site; nobody reaches an unknown home.
    online : bool array, shape (n actors,)
        Who says to work online.
    closeness : float64 array, regions × regions
    """

    home_of: Rows
    places_of: Matrix
    on_site: Matrix
    online: Mask
    closeness: Closeness


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
    wide = np.isin(snapshot.actors.reach.astype(str), WIDE_REACHES)
    whole = (level == "voivodeship")[:, None] & together
    reached = (
        _as_counts(places_of) @ _as_counts(nearby)
        + _as_counts(snapshot.places.works_in) @ _as_counts(whole)
        + _as_counts(_rows_where(places_of, wide)) @ _as_counts(together)
    )
    reached = csr_array(reached)
    reached.data = np.ones(reached.nnz)
    reached.resize((reached.shape[0], len(level) + 1))
    return reached


def _as_counts(matrix: Matrix) -> Matrix:
    return csr_array(matrix, dtype=np.float64)


def _rows_where(matrix: Matrix, wanted: Mask) -> Matrix:
    """The matrix with all other rows empty."""
    kept = np.repeat(wanted, np.diff(matrix.indptr))
    pointers = np.concatenate([[0], np.cumsum(np.where(wanted, np.diff(matrix.indptr), 0))])
    return csr_array((matrix.data[kept], matrix.indices[kept], pointers), shape=matrix.shape)
