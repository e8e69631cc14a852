"""What actors are told apart by: role, sector, voivodeship and size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph import schema
from graph.snapshot import Snapshot
from graph.snapshot.columns import Column, Rows, frozen
from graph.snapshot.nodes import MENTOR, ORGANISATION, PARTNER, Actors, Regions
from graph.snapshot.parts import Part
from graph.snapshot.places import Places, RegionMap

CIVIL_SOCIETY = "ngo"
MENTOR_ONLY = "mentor"
# Paid staff of an organisation, up to and with this many.
SIZES = (("none", 0), ("up_to_5", 5), ("up_to_20", 20), ("over_20", None))


@dataclass(frozen=True, slots=True, eq=False)
class Trait:
    """A way to tell actors apart, whatever the day.

    Attributes
    ----------
    name : str
        ``role``, ``sector``, ``region`` or ``size``.
    values : tuple of str
        Codes of its values, in order.
    of : int32 array, shape (n actors,)
        Position of each actor's value, -1 where it is not known.
    """

    name: str
    values: tuple[str, ...]
    of: Rows

    def counts(self, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """How many of these actors have each value; shape (n values,). Unknown ones are not counted."""
        known = self.of[rows]
        return np.asarray(np.bincount(known[known >= 0], minlength=len(self.values)), np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Traits(Part):
    """The traits of a network's actors.

    `role` is the first of the roles that an actor holds (organisation before partner before mentor);
    `sector` is ``ngo`` for organisations, the partner's own for partners, ``mentor`` for mentors
    who are neither; `region` the voivodeship of the seat; `size` the paid staff of an
    organisation, by the bands of `SIZES`.
    """

    role: Trait
    sector: Trait
    region: Trait
    size: Trait

    def named(self, name: str) -> Trait:
        """The trait of that name, ``role``, ``sector``, ``region`` or ``size``."""
        found = getattr(self, name)
        if not isinstance(found, Trait):
            raise TypeError(f"{name} is not a trait")
        return found


def traits_of(snapshot: Snapshot) -> Traits:
    """The traits of the snapshot's actors, made once for it and those after it."""
    return snapshot.derive(_made, snapshot.actors, snapshot.places, snapshot.region_map, snapshot.regions)


def sectors_of(actors: Actors) -> Column:
    """The sector of each actor as a code, None for a partner whose sector is not known; shape (n actors,)."""
    sectors: Column = actors.sector.copy()
    sectors[(actors.roles & PARTNER) == 0] = None
    sectors[(actors.roles & (PARTNER | ORGANISATION)) == 0] = MENTOR_ONLY
    sectors[(actors.roles & ORGANISATION) != 0] = CIVIL_SOCIETY
    return sectors


def _made(former: Traits | None, actors: Actors, places: Places, region_map: RegionMap, regions: Regions) -> Traits:
    inputs = (actors, places, region_map, regions)
    sector = _coded("sector", (CIVIL_SOCIETY, *schema.SECTORS, MENTOR_ONLY), sectors_of(actors))
    return Traits(inputs, _roles(actors), sector, _voivodeships(places, region_map, regions), _sizes(actors))


def _roles(actors: Actors) -> Trait:
    first = np.select([(actors.roles & bit) != 0 for bit in (ORGANISATION, PARTNER, MENTOR)], [0, 1, 2], -1)
    return Trait("role", schema.ROLES, frozen(first.astype(np.int32)))


def _coded(name: str, values: tuple[str, ...], texts: Column) -> Trait:
    position = {value: number for number, value in enumerate(values)}
    of = np.fromiter((position.get(text, -1) for text in texts.tolist()), np.int32, len(texts))
    return Trait(name, values, frozen(of))


def _voivodeships(places: Places, region_map: RegionMap, regions: Regions) -> Trait:
    rows = np.flatnonzero(regions.level == "voivodeship")
    position = np.full(len(regions) + 1, -1, dtype=np.int32)
    position[rows] = np.arange(len(rows))
    # The last place stands for what is not known: an actor's region, or a region's voivodeship.
    voivodeship = np.append(region_map.voivodeship_of, np.int32(-1))[places.region_of]
    return Trait("region", tuple(regions.ids[rows].tolist()), frozen(position[voivodeship]))


def _sizes(actors: Actors) -> Trait:
    limits = [limit for _, limit in SIZES if limit is not None]
    band = np.searchsorted(limits, actors.n_staff, side="left").astype(np.int32)
    known = ((actors.roles & ORGANISATION) != 0) & (actors.n_staff >= 0)
    return Trait("size", tuple(name for name, _ in SIZES), frozen(np.where(known, band, np.int32(-1))))
