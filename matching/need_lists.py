"""Who offers a skill, as lists that the best offers are found from without a look at everyone.

The list of a skill names its providers by level, highest first, so that what a provider is
worth never rises along it. Of the common skills, levels stand in a table as well, where
that of any actor is found at once. See `matching.best_offers` for the search.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Column, Mask, Rows, frozen
from graph.snapshot.matrices import Matrix, row_sizes
from graph.snapshot.nodes import ORGANISATION
from graph.snapshot.parts import Part, SkillLists
from matching.rarity import rarity

TOP_GRADE = 3
NOT_GIVEN = 2  # what a priority or level that is not given counts as
# From this share of the actors on, a look at the table is cheaper than a walk along the list.
COMMON_SHARE = 1 / 64
_STRIDE = TOP_GRADE + 1


@dataclass(frozen=True, slots=True, eq=False)
class NeedLists(Part):
    """Offers of the actors of one role that are present, by skill and level.

    Attributes
    ----------
    rarity : float64 array, shape (n skills,)
        Among the offers of all actors present, as the signals count it.
    providers : intp array, shape (n listed,)
        Rows of the providers: by skill, then level from 3 down, then row. As wide as what
        arrays are indexed by, since anything narrower is widened at each look-up.
    levels : uint8 array, shape (n listed,), from 1 to 3
    bounds : int64 array, shape (4 · n skills + 1,)
        Those that offer skill s at level g are from bounds[4s + 3 − g] to bounds[4s + 4 − g].
    common : int32 array, shape (n skills,)
        Row of the skill in `levels_of_common`; -1 for a skill that few offer.
    levels_of_common : uint8 array, shape (n common skills, n actors); 0 where not offered
    offers : Matrix
        Actor × skill, as in the snapshot.
    """

    rarity: NDArray[np.float64]
    providers: NDArray[np.intp]
    levels: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    common: Rows
    levels_of_common: NDArray[np.uint8]
    offers: Matrix

    def span(self, skill: int, level: int | None = None) -> slice:
        """Where those stand that offer the skill, at one level or at any."""
        first = _STRIDE * skill
        if level is None:
            return slice(int(self.bounds[first]), int(self.bounds[first + TOP_GRADE]))
        return slice(int(self.bounds[first + TOP_GRADE - level]), int(self.bounds[first + TOP_GRADE + 1 - level]))

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays, without those that the snapshot holds anyway."""
        arrays = (self.rarity, self.providers, self.levels, self.bounds, self.common, self.levels_of_common)
        return sum(array.nbytes for array in arrays)


def need_lists(snapshot: Snapshot, role: int = ORGANISATION) -> NeedLists:
    """The lists of the snapshot; made once, and shared with others that have the same offers.

    Parameters
    ----------
    role : int
        `ORGANISATION`, `PARTNER` or `MENTOR`, or a sum of them: who is listed.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> ola = make_node("org-1", "Organisation", name="Koło Ola", joined=date(2024, 1, 1))
    >>> web = make_node("I2.02", "Skill", label_pl="Strona", label_en="Website", component="image")
    >>> lists = need_lists(snapshot_of([web, ola], [make_link("OFFERS", "org-1", "I2.02", level=3)]))
    >>> lists.providers[lists.span(0, level=3)].tolist(), lists.providers[lists.span(0, level=1)].tolist()
    ([0], [])
    """
    made_from = (snapshot.skill_lists, snapshot.actors.roles, snapshot.present, role)
    for former in [lists for made in tuple(_MADE.values()) for lists in made]:
        if all(one is other for one, other in zip(former.made_from, made_from, strict=True)):
            break
    else:
        former = lists_of(*made_from)
    _MADE[snapshot] = (*(lists for lists in _MADE.get(snapshot, ()) if lists is not former), former)
    return former


# Kept as long as somebody has the snapshot; two threads that both make them do no harm.
_MADE: WeakKeyDictionary[Snapshot, tuple[NeedLists, ...]] = WeakKeyDictionary()


def lists_of(
    skills: SkillLists, roles: Column, present: Mask, role: int, common_share: float = COMMON_SHARE
) -> NeedLists:
    """The lists of the actors present that have the role.

    Parameters
    ----------
    common_share : float
        Share of all actors from which on a skill is common. It changes no answer, only the time.
    """
    offers, n_skills = skills.offers, skills.offers.shape[1]
    listed = np.repeat(present & ((roles & role) > 0), row_sizes(offers))
    owners = np.repeat(np.arange(len(roles)), row_sizes(offers))[listed]
    levels = graded(offers.data[listed])
    places = _STRIDE * offers.indices[listed].astype(np.int64) + (TOP_GRADE - levels)
    order = np.argsort(places, kind="stable")
    bounds = np.searchsorted(places[order], np.arange(_STRIDE * n_skills + 1))
    providers, levels = owners[order], levels[order]
    common, table = _table(providers, levels, bounds, len(roles), common_share)
    return NeedLists(
        (skills, roles, present, role),
        frozen(rarity(skills.n_offering, int(present.sum()))),
        frozen(providers),
        frozen(levels),
        frozen(bounds),
        frozen(common),
        frozen(table),
        offers,
    )


def graded(grades: Column) -> NDArray[np.uint8]:
    """Grades from 1 to 3, those not given as what they count for.

    >>> graded(np.array([1, 3, -1])).tolist()
    [1, 3, 2]
    """
    return np.where(grades < 0, NOT_GIVEN, grades).astype(np.uint8)


def _table(
    providers: NDArray[np.intp],
    levels: NDArray[np.uint8],
    bounds: NDArray[np.int64],
    n_actors: int,
    common_share: float,
) -> tuple[Rows, NDArray[np.uint8]]:
    """Which skills are common, and the level of every actor in each of them."""
    sizes = np.diff(bounds[::_STRIDE])
    is_common = sizes >= max(1.0, common_share * n_actors)
    common = np.where(is_common, np.cumsum(is_common) - 1, -1).astype(np.int32)
    table = np.zeros((int(is_common.sum()), n_actors), dtype=np.uint8)
    row_of_each = np.repeat(common, sizes)
    in_table = row_of_each >= 0
    table[row_of_each[in_table], providers[in_table]] = levels[in_table]
    return common, table
