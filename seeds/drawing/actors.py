"""All actors side by side, by number: organisations first, then partners, then mentors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seeds.drawing.arrays import Ints, Pairs
from seeds.drawing.mentors import Mentors
from seeds.drawing.organisations import Organisations
from seeds.drawing.partners import Partners
from seeds.drawing.skill_profiles import SkillPairs


@dataclass(frozen=True, slots=True)
class Actors:
    """Columns over all actors; rows of the ragged ones are actors' numbers too."""

    n_organisations: int
    n_partners: int
    powiat: Ints
    voivodeship: Ints
    joined: Ints
    left: Ints
    spheres: Pairs
    first_sphere: Ints
    needs: SkillPairs
    offers: SkillPairs

    def __len__(self) -> int:
        return len(self.powiat)

    @property
    def first_mentor(self) -> int:
        """Number of the first mentor."""
        return self.n_organisations + self.n_partners


def side_by_side(
    organisations: Organisations, org_needs: SkillPairs, org_offers: SkillPairs, partners: Partners, mentors: Mentors
) -> Actors:
    """The three roles as one table; mentors have no needs."""
    shifts = (0, len(organisations), len(organisations) + len(partners))
    parts: tuple[Organisations | Partners | Mentors, ...] = (organisations, partners, mentors)
    spheres = [Pairs(part.spheres.rows + shift, part.spheres.values) for part, shift in zip(parts, shifts, strict=True)]
    joined_spheres = Pairs(np.concatenate([p.rows for p in spheres]), np.concatenate([p.values for p in spheres]))
    return Actors(
        n_organisations=len(organisations),
        n_partners=len(partners),
        powiat=np.concatenate([part.places.powiat for part in parts]),
        voivodeship=np.concatenate([part.places.voivodeship for part in parts]),
        joined=np.concatenate([part.joined for part in parts]),
        left=np.concatenate([part.left for part in parts]),
        spheres=joined_spheres,
        first_sphere=joined_spheres.values[np.unique(joined_spheres.rows, return_index=True)[1]],
        needs=_shifted([org_needs, partners.needs], shifts[:2]),
        offers=_shifted([org_offers, partners.offers, mentors.offers], shifts),
    )


def _shifted(pairs: Sequence[SkillPairs], shifts: Sequence[int]) -> SkillPairs:
    return SkillPairs(
        np.concatenate([part.rows + shift for part, shift in zip(pairs, shifts, strict=True)]),
        np.concatenate([part.skills for part in pairs]),
        np.concatenate([part.grade for part in pairs]),
    )
