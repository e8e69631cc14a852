"""Mentors: what they are good at, how many organisations they take, where they live."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from seeds.drawing.arrays import Floats, Ints, Mask, Pairs, choose_several
from seeds.drawing.places import Places, draw_seats
from seeds.drawing.skill_profiles import SkillPairs
from seeds.drawing.spheres import draw_first_spheres, draw_more_spheres
from seeds.drawing.timeline import COHORTS, NEVER, TODAY
from seeds.reference import skill_groups, skills


@dataclass(frozen=True, slots=True)
class Mentors:
    """Columns of mentors, in order of joining; `group` is the skill group they know best."""

    places: Places
    group: Ints
    joined: Ints
    left: Ints
    capacity: Ints
    experience_years: Ints
    online: Mask
    languages: Ints
    spheres: Pairs
    offers: SkillPairs

    def __len__(self) -> int:
        return len(self.group)


def draw_mentors(n_mentors: int, recruitment: Floats, rng: np.random.Generator) -> Mentors:
    """So many mentors; their best groups take turns, so that every group has its mentors."""
    places = draw_seats(n_mentors, recruitment, rng, rural=np.full(n_mentors, 0.12))
    first_cohort = np.sort(rng.choice(len(COHORTS), size=n_mentors, p=[0.56, 0.26, 0.18]))
    first_cohort[:3] = 0
    opens = np.array([cohort.starts for cohort in COHORTS])[first_cohort]
    joined = np.sort(opens - rng.integers(3, 28, size=n_mentors))
    left = joined + rng.integers(300, 700, size=n_mentors)
    leaves = (rng.random(n_mentors) < 0.12) & (left < TODAY)
    group = rng.permutation(np.resize(np.arange(len(skill_groups())), n_mentors))
    pairs = choose_several(_offer_weights(), group, 5 + rng.integers(0, 5, size=n_mentors), rng)
    return Mentors(
        places=places,
        group=group,
        joined=joined,
        left=np.where(leaves, left, NEVER),
        capacity=rng.choice([1, 2, 3, 4, 5, 6], size=n_mentors, p=[0.1, 0.26, 0.28, 0.2, 0.1, 0.06]),
        experience_years=4 + rng.poisson(9, size=n_mentors),
        online=rng.random(n_mentors) < 0.85,
        languages=rng.choice(5, size=n_mentors, p=[0.4, 0.42, 0.08, 0.05, 0.05]),
        spheres=draw_more_spheres(draw_first_spheres(places.settlement, rng), rng),
        offers=SkillPairs(pairs.rows, pairs.values, rng.choice([2, 3], size=len(pairs), p=[0.45, 0.55])),
    )


@cache
def _offer_weights() -> Floats:
    """Log weights by best group and skill: the group itself, then its component, then the rest."""
    component = {group.code: group.component for group in skill_groups()}
    rows = [
        [
            4.0 if skill.group == group.code else 1.2 if skill.component == component[group.code] else 0.0
            for skill in skills()
        ]
        for group in skill_groups()
    ]
    return np.array(rows)
