"""The network that introductions would change: components, contacts, and the parts that they bridge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.analysis import Moment, moment_of, scoped, traits_of
from graph.analysis.communities import communities_of
from graph.analysis.scope import Scope
from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask, Rows
from graph.snapshot.matrices import Matrix
from matching.introductions.divisions import Division
from matching.introductions.results import Partition, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """A network of contacts; `with_contact` is the one with one more.

    Attributes
    ----------
    present : bool array, shape (n actors,)
    adjacency : matrix, actors × actors
    degree : int64 array, shape (n actors,)
    component_of : int32 array, shape (n actors,)
        Number of each actor's component; those absent have one of their own.
    size_of_component : int64 array, shape (n components,)
    divisions : Mapping of str to Division
        By ``community``, ``region`` and ``sector``. Communities are those of the network at first.
    """

    present: Mask
    adjacency: Matrix
    degree: NDArray[np.int64]
    component_of: Rows
    size_of_component: NDArray[np.int64]
    divisions: Mapping[Partition, Division]

    @property
    def n_present(self) -> int:
        """How many actors there are."""
        return int(self.present.sum())

    @property
    def component_sizes(self) -> NDArray[np.int64]:
        """The size of each actor's component, itself included; shape (n actors,)."""
        return self.size_of_component[self.component_of]

    def with_contact(self, one: int, other: int) -> Net:
        """The network with a contact more between two that had none."""
        n = len(self.present)
        added = csr_array((np.ones(2, dtype=np.int8), ([one, other], [other, one])), shape=(n, n))
        degree, component_of, sizes = self.degree.copy(), self.component_of, self.size_of_component
        degree[[one, other]] += 1
        kept, gone = int(component_of[one]), int(component_of[other])
        if kept != gone:
            component_of = np.where(component_of == gone, np.int32(kept), component_of)
            sizes = sizes.copy()
            sizes[kept] += sizes[gone]
            sizes[gone] = 0
        return replace(
            self,
            adjacency=csr_array(self.adjacency + added),
            degree=degree,
            component_of=component_of,
            size_of_component=sizes,
            divisions={name: each.with_contact(one, other) for name, each in self.divisions.items()},
        )

    def shape(self) -> Shape:
        """The network in a few numbers."""
        here = self.component_sizes[self.present]
        return Shape(
            n_actors=len(here),
            n_contacts=int(self.degree.sum()) // 2,
            n_isolates=int((self.degree[self.present] == 0).sum()),
            n_components=len(np.unique(self.component_of[self.present])),
            largest=int(here.max(initial=0)),
        )


def net_of(snapshot: Snapshot, kind_of_contact: str | None = None) -> Net:
    """The network on the snapshot's day, of all contacts or those of one kind.

    Raises
    ------
    UnknownName
        There is no such kind.
    """
    moment = moment_of(scoped(snapshot, Scope(kind=kind_of_contact)), snapshot.day)
    component_of, sizes = _components(moment)
    traits = traits_of(snapshot)
    parts: dict[Partition, Rows] = {
        "community": communities_of(moment).of,
        "region": traits.region.of,
        "sector": traits.sector.of,
    }
    divisions = {name: Division.made(moment, of) for name, of in parts.items()}
    return Net(moment.present, moment.adjacency, moment.degree, component_of, sizes, divisions)


def _components(moment: Moment) -> tuple[Rows, NDArray[np.int64]]:
    if not len(moment.present):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64)
    _, of = connected_components(moment.adjacency, directed=False)
    return of, np.bincount(of)
