"""How often actors of two voivodeships were together in past projects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows, frozen
from graph.snapshot.parts import Part
from graph.snapshot.places import Places, RegionMap
from graph.snapshot.projects import Projects
from matching.beyond_chance import members_of_groups, pairs_beyond_chance


@dataclass(frozen=True, slots=True, eq=False)
class RegionsTogether(Part):
    """What voivodeship each actor has its seat in, and which of them work together.

    Attributes
    ----------
    region_of : int32 array, shape (n actors,)
        The row of the voivodeship among all regions; -1 where it is not known.
    number_of : int32 array, shape (n actors,)
        The same, counted among those that anybody has its seat in.
    together : float64 array, shape (n voivodeships, n voivodeships)
        ln((J + 5) / (E + 5)): J pairs of members of the two in past projects, in either order;
        E as many as chance would make.
    """

    region_of: Rows
    number_of: Rows
    together: NDArray[np.float64]


def regions_together(snapshot: Snapshot) -> RegionsTogether:
    """The voivodeships of a snapshot's actors."""
    return snapshot.derive(_made, snapshot.places, snapshot.region_map, snapshot.projects)


def _made(former: RegionsTogether | None, places: Places, region_map: RegionMap, projects: Projects) -> RegionsTogether:
    of_seat = np.append(region_map.voivodeship_of, -1).astype(np.int32)  # a seat of −1 is unknown
    region_of = of_seat[places.region_of]
    used = np.unique(region_of[region_of >= 0])
    number_of = np.where(region_of >= 0, np.searchsorted(used, region_of), -1).astype(np.int32)
    together = pairs_beyond_chance(projects, members_of_groups(number_of, len(used)))
    return RegionsTogether((places, region_map, projects), frozen(region_of), frozen(number_of), frozen(together))
