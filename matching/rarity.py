"""How much a shared thing tells, by how few have it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import frozen
from graph.snapshot.matrices import Matrix
from graph.snapshot.parts import Membership, Part, SkillLists, SphereLists


def rarity(n_having: ArrayLike, n_actors: int) -> NDArray[np.float64]:
    """1 + ln((N + 1) / (n + 1)): 1 for what all N actors have, the more the fewer have it.

    The smooth inverse document frequency (Spärck Jones 1972, with scikit-learn's smoothing).

    >>> rarity([0, 3], 3).round(4).tolist()
    [2.3863, 1.0]
    """
    return 1.0 + np.log((n_actors + 1) / (np.asarray(n_having, dtype=np.float64) + 1))


@dataclass(frozen=True, slots=True, eq=False)
class SkillRarity(Part):
    """Rarity of each skill among the offers of the actors present; shape (n skills,)."""

    of_skill: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SphereRarity(Part):
    """Rarity of each sphere among the actors present, and the sum of it over each actor's spheres."""

    of_sphere: NDArray[np.float64]
    of_actor: NDArray[np.float64]


def skill_rarity(snapshot: Snapshot) -> NDArray[np.float64]:
    """Rarity of each skill among the offers of the actors present."""
    return snapshot.derive(_skill_rarity, snapshot.skill_lists, snapshot.members).of_skill


def sphere_rarity(snapshot: Snapshot) -> SphereRarity:
    """Rarity of spheres, by sphere and summed by actor."""
    return snapshot.derive(_sphere_rarity, snapshot.sphere_lists, snapshot.members)


def _skill_rarity(_: SkillRarity | None, lists: SkillLists, members: Membership) -> SkillRarity:
    return SkillRarity((lists, members), frozen(rarity(lists.n_offering, members.n_present)))


def _sphere_rarity(_: SphereRarity | None, lists: SphereLists, members: Membership) -> SphereRarity:
    of_sphere = rarity(lists.n_active, members.n_present)
    active_in: Matrix = lists.active_in
    return SphereRarity((lists, members), frozen(of_sphere), frozen(np.asarray(active_in @ of_sphere)))
