"""Partners of other sectors: type, place, spheres, what they give and look for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from seeds.drawing.arrays import Floats, Ints, Mask, Pairs, choose_several
from seeds.drawing.partner_skills import PARTNER_PROFILES, PartnerProfile
from seeds.drawing.places import Places, draw_seats
from seeds.drawing.skill_profiles import SkillPairs, skill_position
from seeds.drawing.spheres import sphere_position
from seeds.drawing.timeline import NEVER, OPENING, TODAY
from seeds.reference import partner_types, skills, spheres


@dataclass(frozen=True, slots=True)
class Partners:
    """Columns of partners, in order of joining; `kind` is a position among partner types."""

    places: Places
    kind: Ints
    joined: Ints
    left: Ints
    online: Mask
    languages: Ints
    spheres: Pairs
    needs: SkillPairs
    offers: SkillPairs

    def __len__(self) -> int:
        return len(self.kind)


def draw_partners(n_partners: int, recruitment: Floats, rng: np.random.Generator) -> Partners:
    """So many partners; every common type is there as soon as the number allows."""
    kind = rng.permutation(_kinds_by_quota(n_partners))
    joined = np.sort(OPENING + (rng.beta(1.0, 1.5, size=n_partners) * (TODAY - OPENING - 40)).astype(np.int64))
    left = joined + 250 + rng.integers(0, 600, size=n_partners)
    leaves = (rng.random(n_partners) < 0.06) & (left < TODAY)
    offers = _skills_of(kind, _gives(), 2 + rng.integers(0, 3, size=n_partners), rng)
    return Partners(
        places=draw_seats(n_partners, recruitment, rng, rural=np.array([p.rural for p in _profiles()])[kind]),
        kind=kind,
        joined=joined,
        left=np.where(leaves, left, NEVER),
        online=rng.random(n_partners) < 0.55,
        languages=np.where(kind == _position("P25"), 1, rng.choice(2, size=n_partners, p=[0.85, 0.15])),
        spheres=choose_several(_sphere_weights(), kind, 1 + rng.integers(0, 2, size=n_partners), rng),
        needs=_skills_of(kind, _wants(), 1 + rng.integers(0, 3, size=n_partners), rng, without=offers),
        offers=offers,
    )


def profile_of(kind: int) -> PartnerProfile:
    """The profile of a type by its position."""
    return _profiles()[kind]


def _kinds_by_quota(n_partners: int) -> Ints:
    shares = np.array([profile.share for profile in _profiles()])
    ends = np.cumsum(shares / shares.sum())
    return np.searchsorted(ends, (np.arange(n_partners) + 0.5) / n_partners).astype(np.int64)


def _skills_of(
    kind: Ints, log_weights: Floats, counts: Ints, rng: np.random.Generator, *, without: SkillPairs | None = None
) -> SkillPairs:
    taken = None if without is None else Pairs(without.rows, without.skills)
    pairs = choose_several(log_weights, kind, counts, rng, without=taken)
    return SkillPairs(pairs.rows, pairs.values, rng.choice([1, 2, 3], size=len(pairs), p=[0.2, 0.45, 0.35]))


@cache
def _profiles() -> Sequence[PartnerProfile]:
    return [PARTNER_PROFILES[kind.code] for kind in partner_types()]


def _position(code: str) -> int:
    return [kind.code for kind in partner_types()].index(code)


@cache
def _gives() -> Floats:
    return _allowed(len(skills()), [[skill_position()[code] for code in profile.gives] for profile in _profiles()])


@cache
def _wants() -> Floats:
    return _allowed(len(skills()), [[skill_position()[code] for code in profile.needs] for profile in _profiles()])


@cache
def _sphere_weights() -> Floats:
    return _allowed(len(spheres()), [[sphere_position()[code] for code in profile.spheres] for profile in _profiles()])


def _allowed(n_columns: int, rows: Iterable[Sequence[int]]) -> Floats:
    """Log weights that allow only the given columns, the first ones most."""
    table = []
    for columns in rows:
        weights = np.full(n_columns, -np.inf)
        weights[list(columns)] = -0.25 * np.arange(len(columns))
        table.append(weights)
    return np.array(table)
