"""Who led past projects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import LinkTable, Snapshot
from graph.snapshot.columns import frozen
from graph.snapshot.matrices import row_sizes
from graph.snapshot.parts import Part
from graph.snapshot.projects import Projects


@dataclass(frozen=True, slots=True, eq=False)
class Leads(Part):
    """How many past projects each actor led; shape (n actors,)."""

    n_led: NDArray[np.int64]


def n_led(snapshot: Snapshot) -> NDArray[np.int64]:
    """How many past projects each actor led.

    Those with the role "lead"; in a project where nobody has it, the member whose id comes first.
    """
    return snapshot.derive(_made, snapshot.projects, snapshot.links("ATTENDED")).n_led


def _made(former: Leads | None, projects: Projects, came: LinkTable) -> Leads:
    n_actors = projects.of_actor.shape[0]
    leading = (came.columns["role"] == "lead") & np.isin(came.target, projects.events)
    led = np.bincount(came.source[leading], minlength=n_actors)
    sizes = row_sizes(projects.members)
    without = np.flatnonzero((sizes > 0) & ~np.isin(projects.events, came.target[leading]))
    led += np.bincount(projects.members.indices[projects.members.indptr[without]], minlength=n_actors)
    return Leads((projects, came), frozen(led))
