"""Who stands where on a map: among the connected, in a small group apart, or alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from graph.analysis.layout.acquaintance import Acquaintance, Places

MAIN, APART, ISOLATED = 1, 2, 3
# A component of so many belongs to the main map; so does the largest one of at least two.
N_FOR_MAIN = 6


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The parts of a map, each actor by its position in the acquaintance.

    Attributes
    ----------
    main, isolated : int arrays, ascending
    groups : tuple of int arrays, each ascending
        Small components apart from the main map, by their first member.
    """

    main: Places
    groups: tuple[Places, ...]
    isolated: Places

    def codes(self, n: int) -> NDArray[np.int8]:
        """`MAIN`, `APART` or `ISOLATED` for each actor; shape (n,)."""
        codes = np.full(n, ISOLATED, dtype=np.int8)
        codes[self.main] = MAIN
        for members in self.groups:
            codes[members] = APART
        return codes


def standing_of(graph: Acquaintance) -> Standing:
    """The parts of the map of this graph."""
    component = connected_components(graph.adjacency, directed=False)[1] if graph.n else np.empty(0, dtype=np.int32)
    sizes = np.bincount(component, minlength=1)
    in_main = sizes >= N_FOR_MAIN
    if sizes.max() > 1:
        in_main[int(sizes.argmax())] = True
    is_small = (sizes > 1) & ~in_main
    order = np.argsort(component, kind="stable")
    bounds = np.cumsum(sizes)[:-1]
    members = np.split(order, bounds)
    groups = sorted((members[number] for number in np.flatnonzero(is_small)), key=lambda one: int(one[0]))
    alone = np.flatnonzero(sizes[component] == 1)
    return Standing(np.flatnonzero(in_main[component]), tuple(groups), alone)
