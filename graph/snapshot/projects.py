"""Joint projects that had begun by the day: who took part, what they were about, where they ran."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.snapshot.columns import Column, Days, Rows, frozen
from graph.snapshot.links import LinkTable
from graph.snapshot.matrices import Matrix, matrix_of, sealed, transposed
from graph.snapshot.nodes import Events
from graph.snapshot.parts import Part

_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class Projects(Part):
    """Events of the kind "project", in order of id.

    Attributes
    ----------
    events : int32 array, shape (n projects,)
        Their rows among the events.
    days : int32 array, shape (n projects,)
        Day number of the first day of each.
    members : matrix, projects × actors
    of_actor : matrix, actors × projects
        Also actors that are not present.
    themes : matrix, projects × spheres
    places : matrix, projects × regions
    """

    events: Rows
    days: Days
    members: Matrix
    of_actor: Matrix
    themes: Matrix
    places: Matrix

    def __len__(self) -> int:
        return len(self.events)


def projects(  # one table each
    ids: Column,
    events: Events,
    sphere_ids: Column,
    region_ids: Column,
    came: LinkTable,
    about: LinkTable,
    held: LinkTable,
    day: int,
) -> Projects:
    """The projects of these events that began on the day or before."""
    days = (events.starts_at // _SECONDS_A_DAY).astype(np.int32)
    chosen = np.flatnonzero((events.kind == "project") & (days <= day)).astype(np.int32)
    of_actor = sealed(matrix_of(came, (len(ids), len(events)))[:, chosen])
    return Projects(
        (ids, events, sphere_ids, region_ids, came, about, held, day),
        frozen(chosen),
        frozen(days[chosen]),
        transposed(of_actor),
        of_actor,
        sealed(matrix_of(about, (len(events), len(sphere_ids)))[chosen]),
        sealed(matrix_of(held, (len(events), len(region_ids)))[chosen]),
    )
