"""Where actors are: their region, the regions they work in, neighbours and distances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.snapshot.columns import Column, Rows, frozen
from graph.snapshot.links import LinkTable
from graph.snapshot.matrices import Matrix, matrix_of, sealed, transposed
from graph.snapshot.nodes import Regions
from graph.snapshot.parts import Part

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True, slots=True, eq=False)
class RegionMap(Part):
    """How regions lie to each other.

    Attributes
    ----------
    voivodeship_of : int32 array, shape (n regions,)
        The voivodeship a region is part of; its own row for a voivodeship, -1 if unknown.
    borders : bool matrix, regions × regions, symmetric
    distance_km : float64 array, regions × regions
        Great-circle distance between their points, in kilometres.
    """

    voivodeship_of: Rows
    borders: Matrix
    distance_km: NDArray[np.float64]


def region_map(regions: Regions, part_of: LinkTable, borders: LinkTable) -> RegionMap:
    """Voivodeships, borders and distances of the regions."""
    n = len(regions)
    voivodeship_of = np.where(regions.level == "voivodeship", np.arange(n), -1).astype(np.int32)
    voivodeship_of[part_of.source] = part_of.target
    one_way = matrix_of(borders, (n, n))
    both_ways = sealed(csr_array(one_way.astype(bool) + one_way.T.astype(bool)))
    distance_km = frozen(great_circle_km(regions.lat, regions.lon))
    return RegionMap((regions, part_of, borders), frozen(voivodeship_of), both_ways, distance_km)


def great_circle_km(lat: Column, lon: Column) -> NDArray[np.float64]:
    """Distances between all pairs of points, in kilometres, by the haversine formula.

    Parameters
    ----------
    lat, lon : arrays of shape (n,), in degrees
    """
    phi, lam = np.radians(lat), np.radians(lon)
    across = np.sin((phi[:, None] - phi) / 2) ** 2
    along = np.sin((lam[:, None] - lam) / 2) ** 2
    chord = across + np.cos(phi)[:, None] * np.cos(phi) * along
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


@dataclass(frozen=True, slots=True, eq=False)
class Places(Part):
    """Where actors are.

    Attributes
    ----------
    region_of : int32 array, shape (n actors,)
        Row of the region of its seat, -1 if unknown. Of several, a powiat goes before a
        voivodeship, then the smaller id.
    works_in : matrix, actors × regions
        Regions it works in, without its seat unless it says so.
    found_in : matrix, regions × actors
        Actors that have their seat in the region or work in it, present or not.
    """

    region_of: Rows
    works_in: Matrix
    found_in: Matrix


def places(ids: Column, regions: Regions, located: LinkTable, works: LinkTable) -> Places:
    """Seats and regions of work by actor, and actors by region."""
    shape = (len(ids), len(regions))
    working = matrix_of(works, shape)
    anywhere = csr_array(matrix_of(located, shape).astype(bool) + working.astype(bool))
    return Places(
        (ids, regions, located, works),
        frozen(_seats(len(ids), regions, located)),
        working,
        transposed(anywhere),
    )


def _seats(n_actors: int, regions: Regions, located: LinkTable) -> Rows:
    seats = np.full(n_actors, -1, dtype=np.int32)
    is_powiat = (regions.level == "powiat")[located.target]
    for level in (~is_powiat, is_powiat):
        # Written from the last to the first, so that the smallest id is what stays.
        seats[located.source[level][::-1]] = located.target[level][::-1]
    return seats
