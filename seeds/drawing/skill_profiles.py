"""What organisations need and offer: what many look for, by experience and sphere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from seeds.drawing.arrays import Floats, Ints, Pairs, choose_several
from seeds.drawing.organisations import Organisations, is_form
from seeds.reference import skills, spheres

INFORMAL, NEW, GROWING, EXPERIENCED = range(4)
N_STAGES = 4
_PRIOR_WEIGHT = {"H": 3.0, "M": 1.4, "L": 0.6}

# How many times more often a stage looks for, and offers, the skills of a group. New ones
# look for law, money and people; experienced ones offer just these and look for strategy.
# The order is that of the stages: informal, new, growing, experienced.
_NEED_BY_STAGE: Mapping[str, tuple[float, ...]] = {
    "T1": (0.2, 3.4, 1.0, 0.4),
    "T2": (0.25, 1.8, 1.5, 0.6),
    "T3": (2.2, 2.8, 1.4, 0.5),
    "T4": (1.8, 1.6, 1.2, 1.0),
    "T5": (0.7, 0.6, 1.0, 1.2),
    "T6": (0.5, 0.5, 1.0, 1.2),
    "T7": (1.6, 0.9, 0.8, 0.6),
    "N1": (1.1, 0.8, 1.2, 1.4),
    "N2": (1.3, 1.0, 1.1, 1.0),
    "N3": (1.2, 0.6, 0.8, 1.1),
    "S1": (0.3, 0.5, 1.3, 2.0),
    "S2": (0.5, 0.3, 1.0, 1.9),
    "S3": (0.3, 0.7, 1.4, 2.0),
    "I1": (0.3, 0.7, 1.3, 1.6),
    "I2": (1.6, 1.3, 1.2, 0.9),
    "I3": (0.9, 0.7, 1.0, 1.0),
}
_OFFER_BY_STAGE: Mapping[str, tuple[float, ...]] = {
    "T1": (0.05, 0.1, 0.8, 2.6),
    "T2": (0.05, 0.1, 0.7, 1.8),
    "T3": (0.1, 0.2, 1.2, 3.0),
    "T4": (0.8, 0.9, 1.2, 1.2),
    "T5": (1.2, 1.1, 0.8, 0.6),
    "T6": (0.5, 0.4, 0.7, 0.8),
    "T7": (1.6, 1.4, 1.6, 1.4),
    "N1": (0.3, 0.5, 1.0, 1.5),
    "N2": (0.6, 0.8, 1.3, 1.6),
    "N3": (0.5, 0.6, 1.0, 1.1),
    "S1": (0.05, 0.1, 0.5, 1.2),
    "S2": (0.3, 0.2, 0.5, 1.0),
    "S3": (0.1, 0.2, 0.7, 1.2),
    "I1": (0.4, 0.4, 0.7, 0.8),
    "I2": (2.6, 2.2, 1.3, 0.8),
    "I3": (1.4, 1.2, 1.2, 1.0),
}
# Single skills that a stage needs more or less than the rest of their group: a group without a
# legal form asks how to get one, a registered body does not; few can ask for the 1.5% of tax.
_NEED_BY_STAGE_AND_SKILL: Mapping[str, tuple[float, ...]] = {
    "T1.01": (14.0, 0.1, 0.02, 0.01),
    "S3.03": (0.02, 0.1, 1.0, 1.4),
    "T2.04": (0.02, 0.4, 1.0, 1.0),
    "S1.03": (0.1, 0.5, 1.0, 1.0),
    "T3.03": (0.1, 0.4, 1.0, 1.0),
    "N1.04": (2.5, 2.0, 1.0, 0.3),
}
# Skills that a sphere's organisations are good at, beside those of their stage.
_OFFER_BY_SPHERE: Mapping[str, tuple[str, ...]] = {
    "SP01": ("N2.05", "T4.01", "S2.01"),
    "SP02": ("T1.05", "N2.05"),
    "SP02A": ("T1.05", "T2.04", "S3.05"),
    "SP03": ("S3.02", "T4.01", "S3.04"),
    "SP04": ("N2.04", "I3.04", "I2.04"),
    "SP05A": ("T6.04", "T6.03", "N1.05"),
    "SP06": ("N2.05", "I3.02", "T7.01"),
    "SP07": ("T6.02", "T6.01", "N2.05"),
    "SP08": ("T1.05", "N2.02", "T7.01"),
    "SP10": ("T7.03", "N2.05", "T4.01"),
    "SP11": ("N2.02", "S3.04", "S1.07"),
    "SP12": ("T5.05", "T5.01", "T5.04"),
    "SP13": ("T7.03", "N3.03", "N2.06", "S2.01"),
    "SP14": ("T7.01", "T7.04", "N2.03"),
    "SP15": ("T4.05", "T1.06", "N2.03", "T7.02"),
    "SP16": ("N2.04", "I3.04", "I2.04", "I2.03"),
    "SP17": ("I3.04", "T1.06", "S3.04", "T4.01"),
    "SP18": ("T6.05", "I3.02", "N3.02"),
    "SP19": ("I2.04", "I3.04", "N2.06"),
    "SP22": ("N3.01", "N3.04", "N3.02", "T6.03"),
    "SP23": ("N2.06", "T4.05", "I3.04", "N2.01"),
    "SP27": ("T4.01", "T4.05", "N1.02"),
    "SP31": ("T7.02", "T4.04", "N2.05"),
    "SP32": ("T4.03", "T7.02", "N2.03"),
    "SP33": ("T3.01", "T1.02", "N1.02", "N1.04", "S1.01", "T2.03"),
}
_NEED_BY_SPHERE: Mapping[str, tuple[str, ...]] = {
    "SP01": ("N2.05", "S3.02"),
    "SP07": ("T6.01", "S3.03"),
    "SP03": ("S3.02", "T5.03"),
    "SP13": ("T7.03", "N3.03"),
    "SP15": ("T1.06", "T4.05"),
    "SP16": ("I2.03", "S3.04"),
    "SP17": ("S3.04", "I2.01", "T1.06"),
    "SP18": ("N3.01", "I3.02"),
    "SP22": ("S3.02", "I1.05"),
    "SP23": ("T4.05", "T3.04"),
}


@dataclass(frozen=True, slots=True)
class SkillPairs:
    """Rows of actors, skills and how much: priority of a need or level of an offer, 1 to 3."""

    rows: Ints
    skills: Ints
    grade: Ints

    def __len__(self) -> int:
        return len(self.rows)


@cache
def skill_position() -> Mapping[str, int]:
    """Position of each skill's code in the table of skills."""
    return {skill.code: position for position, skill in enumerate(skills())}


def stages(organisations: Organisations) -> Ints:
    """INFORMAL, or NEW, GROWING or EXPERIENCED by experience."""
    registered = NEW + np.digitize(organisations.experience, [1.5, 3.6])
    return np.where(is_form(organisations.form, "INFORMAL"), INFORMAL, registered)


def draw_needs(organisations: Organisations, rng: np.random.Generator) -> SkillPairs:
    """Two to six needs an organisation, urgent ones (priority 3) about a third."""
    classes = organisations.sphere * N_STAGES + stages(organisations)
    counts = 2 + rng.binomial(4, 0.42, size=len(organisations))
    pairs = choose_several(_need_weights(), classes, counts, rng)
    return SkillPairs(pairs.rows, pairs.values, rng.choice([1, 2, 3], size=len(pairs), p=[0.25, 0.42, 0.33]))


def draw_offers(organisations: Organisations, needs: SkillPairs, rng: np.random.Generator) -> SkillPairs:
    """Offers, more and better ones with experience; nobody offers what it needs."""
    classes = organisations.sphere * N_STAGES + stages(organisations)
    informal = is_form(organisations.form, "INFORMAL")
    expected = np.where(informal, 0.7, 0.5 + 0.95 * organisations.experience)
    counts = np.minimum(rng.poisson(expected), 9)
    pairs = choose_several(_offer_weights(), classes, counts, rng, without=Pairs(needs.rows, needs.skills))
    depth = organisations.experience[pairs.rows] / 2.2 + rng.normal(0.6, 0.6, size=len(pairs))
    return SkillPairs(pairs.rows, pairs.values, np.clip(np.rint(depth), 1, 3).astype(np.int64))


@cache
def _need_weights() -> Floats:
    base = [_PRIOR_WEIGHT[skill.need_prior] for skill in skills()]
    weights = _log_weights(base, _NEED_BY_STAGE, _NEED_BY_SPHERE, 3.0)
    for code, factors in _NEED_BY_STAGE_AND_SKILL.items():
        weights[:, skill_position()[code]] += np.log(np.tile(factors, len(spheres())))
    return weights


@cache
def _offer_weights() -> Floats:
    return _log_weights([1.0] * len(skills()), _OFFER_BY_STAGE, _OFFER_BY_SPHERE, 8.0)


def _log_weights(
    base: list[float],
    by_stage: Mapping[str, tuple[float, ...]],
    by_sphere: Mapping[str, tuple[str, ...]],
    sphere_factor: float,
) -> Floats:
    """Log weights by (sphere, stage) row and skill, shape (n_spheres * N_STAGES, n_skills)."""
    stage_factors = np.array([by_stage[skill.group] for skill in skills()]).T
    table = np.array(base) * np.tile(stage_factors, (len(spheres()), 1))
    for row, sphere in enumerate(spheres()):
        for code in by_sphere.get(sphere.code, ()):
            table[row * N_STAGES : (row + 1) * N_STAGES, skill_position()[code]] *= sphere_factor
    logs: Floats = np.log(table)
    return logs
