"""What the members of a community share: a region, a sphere or a sector that is rarer outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from graph.analysis.communities import Communities
from graph.analysis.traits import Trait, traits_of
from graph.snapshot import Snapshot
from graph.snapshot.matrices import Matrix

LEAST_MEMBERS = 2
LEAST_SHARE = 0.5  # of the members
LEAST_LIFT = 1.25  # times as frequent as in all communities


@dataclass(frozen=True, slots=True)
class SharedTrait:
    """Something that many members have in common.

    Attributes
    ----------
    kind : str
        ``region``, ``sphere`` or ``sector``.
    code : str
    n_members : int
        How many members have it.
    share : float
        Of the members.
    lift : float
        That share by the share of everybody in a community who has it.
    """

    kind: str
    code: str
    n_members: int
    share: float
    lift: float


class _Kind(NamedTuple):
    name: str
    codes: list[str]
    has: Matrix  # actors × codes


def shared_traits(snapshot: Snapshot, communities: Communities) -> list[tuple[SharedTrait, ...]]:
    """For each community what its members share, the most telling first; at most one of each kind.

    Those count that at least `LEAST_MEMBERS` and `LEAST_SHARE` of the members have, and
    `LEAST_LIFT` times as many as among everybody in a community. They come by
    ``share · log₂ lift``, what one learns of a member; ties by kind (regions, spheres, sectors),
    then code. A region is a voivodeship or a powiat.
    """
    kinds = _kinds(snapshot)
    member = communities.of >= 0
    rows = np.flatnonzero(member)
    belongs = csr_array(
        (np.ones(len(rows), dtype=np.int64), (communities.of[rows], rows)), shape=(len(communities), len(member))
    )
    has = csr_array(hstack([kind.has for kind in kinds], dtype=np.int64))
    names = [(kind.name, code) for kind in kinds for code in kind.codes]
    counts = csr_array(belongs @ has).tocoo()
    everybody = np.asarray(has[rows].sum(axis=0)).ravel()
    share = counts.data / communities.sizes[counts.coords[0]]
    lift = share * len(rows) / everybody[counts.coords[1]]
    telling = np.flatnonzero((counts.data >= LEAST_MEMBERS) & (share >= LEAST_SHARE) & (lift >= LEAST_LIFT))
    of, column = (each[telling] for each in counts.coords)
    order = np.lexsort((column, -share[telling] * np.log2(lift[telling]), of))
    found: list[dict[str, SharedTrait]] = [{} for _ in range(len(communities))]
    for at in order.tolist():
        kind, code = names[column[at]]
        entry = telling[at]
        trait = SharedTrait(kind, code, int(counts.data[entry]), float(share[entry]), float(lift[entry]))
        found[of[at]].setdefault(kind, trait)
    return [tuple(one.values()) for one in found]


def _kinds(snapshot: Snapshot) -> list[_Kind]:
    traits = traits_of(snapshot)
    regions = snapshot.regions
    powiats = np.flatnonzero(regions.level == "powiat")
    place = np.full(len(regions) + 1, -1, dtype=np.int32)
    place[powiats] = np.arange(len(powiats))
    powiat = Trait("powiat", tuple(regions.ids[powiats].tolist()), place[snapshot.region_of])
    return [
        _Kind("region", [*traits.region.values, *powiat.values], hstack([_one_each(traits.region), _one_each(powiat)])),
        _Kind("sphere", snapshot.spheres.ids.tolist(), snapshot.active_in.astype(bool)),
        _Kind("sector", list(traits.sector.values), _one_each(traits.sector)),
    ]


def _one_each(trait: Trait) -> Matrix:
    rows: NDArray[np.intp] = np.flatnonzero(trait.of >= 0)
    shape = (len(trait.of), len(trait.values))
    return csr_array((np.ones(len(rows), dtype=bool), (rows, trait.of[rows])), shape=shape)
