"""Organisations: place, sphere, form, age and size, each drawn given those before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.schema import REACHES
from seeds.drawing.arrays import Floats, Ints, Mask, Pairs, fill_quotas
from seeds.drawing.forms import draw_forms, form_position
from seeds.drawing.places import CITY, VILLAGE, Places, draw_places
from seeds.drawing.spheres import draw_first_spheres, draw_more_spheres
from seeds.drawing.timeline import COHORTS, NEVER, OPENING, TODAY, day
from seeds.reference import shares

_SHARE_OF_NOVICES = 0.43
_SHARE_LEFT = 0.07
_RECRUITMENT_DAYS = (28, 45)  # before and after a cohort opens, when most organisations join


@dataclass(frozen=True, slots=True)
class Organisations:
    """Columns of organisations, in order of joining; days count from 1970, money bands from 0.

    `experience` is a score without unit: 0 for a new group, about 6 for an old one with staff.
    `left` is NEVER for those still there.
    """

    places: Places
    sphere: Ints
    spheres: Pairs
    form: Ints
    founded: Ints
    joined: Ints
    left: Ints
    band: Ints
    n_staff: Ints
    n_volunteers: Ints
    n_projects: Ints
    reach: Ints
    online: Mask
    languages: Ints
    experience: Floats

    def __len__(self) -> int:
        return len(self.sphere)


def draw_organisations(n_organisations: int, recruitment: Floats, rng: np.random.Generator) -> Organisations:
    """So many organisations."""
    places = draw_places(n_organisations, recruitment, rng)
    sphere = draw_first_spheres(places.settlement, rng)
    novice = rng.random(n_organisations) < _SHARE_OF_NOVICES
    form = draw_forms(sphere, places.settlement, novice, rng)
    joined = np.sort(_joined(n_organisations, rng))
    founded = _founded(form, joined, novice, rng)
    years = (joined - founded) / 365.25
    band = _band(form, places.settlement, years, rng)
    n_staff = rng.poisson(np.array([0.0, 0.3, 2.5, 11.0])[band]) + np.array([0, 0, 1, 4])[band]
    n_projects = _n_projects(form, band, years, rng)
    return Organisations(
        places=places,
        sphere=sphere,
        spheres=draw_more_spheres(sphere, rng),
        form=form,
        founded=founded,
        joined=joined,
        left=_left(joined, rng),
        band=band,
        n_staff=n_staff,
        n_volunteers=_n_volunteers(form, band, rng),
        n_projects=n_projects,
        reach=_reach(form, places.settlement, band, rng),
        online=rng.random(n_organisations) < np.where(places.settlement == CITY, 0.8, 0.6),
        languages=rng.choice(5, size=n_organisations, p=[0.66, 0.22, 0.05, 0.04, 0.03]),
        experience=np.log1p(n_projects) + 0.4 * np.log1p(years) + 0.5 * np.log1p(n_staff),
    )


def is_form(form: Ints, *codes: str) -> Mask:
    """Which organisations have one of the legal forms."""
    return np.isin(form, [form_position()[code] for code in codes])


def _joined(n: int, rng: np.random.Generator) -> Ints:
    before, after = _RECRUITMENT_DAYS
    wave = rng.choice(4, size=n, p=[0.22, 0.24, 0.27, 0.27])
    opening = np.array([cohort.starts for cohort in COHORTS] + [0])[wave]
    in_wave = opening + rng.integers(-before, after, size=n)
    between = rng.integers(OPENING, TODAY - 15, size=n)
    return np.where(wave < len(COHORTS), in_wave, between)


def _founded(form: Ints, joined: Ints, novice: Mask, rng: np.random.Generator) -> Ints:
    n = len(form)
    recent = joined - 60 - rng.integers(0, 4 * 365, size=n)
    older = joined - 4 * 365 - (rng.gamma(1.9, 4.2, size=n) * 365).astype(np.int64)
    founded = np.where(novice, recent, np.maximum(older, day(date(1990, 3, 1)) + rng.integers(0, 900, size=n)))
    # The register of rural women's circles opened late in 2018, so none is older there.
    circles = day(date(2018, 12, 3)) + rng.integers(0, 900, size=n)
    founded = np.where(is_form(form, "KGW"), np.maximum(founded, np.minimum(circles, joined - 60)), founded)
    brigades = rng.integers(day(date(1898, 4, 1)), day(date(1968, 10, 1)), size=n)
    founded = np.where(is_form(form, "OSP"), brigades, founded)
    groups = joined - 30 - rng.integers(0, 3 * 365, size=n)
    return np.where(is_form(form, "INFORMAL"), groups, founded)


def _band(form: Ints, settlement: Ints, years: Floats, rng: np.random.Generator) -> Ints:
    noise = rng.normal(size=len(form))
    score = noise + 0.5 * np.log1p(years) + 0.4 * (settlement == CITY) - 0.4 * (settlement == VILLAGE)
    score = score + 1.2 * is_form(form, "SOC_COOP", "NONPROFIT_CO", "LGD", "CHURCH") - 0.9 * is_form(form, "KGW", "OSP")
    score = np.where(is_form(form, "INFORMAL", "ASSOC_ORD"), noise - 20, score)
    return fill_quotas(score, list(shares("budget_band").values()))


def _n_projects(form: Ints, band: Ints, years: Floats, rng: np.random.Generator) -> Ints:
    rate = np.array([0.25, 0.7, 1.6, 3.2])[band] * rng.gamma(3.0, 1 / 3, size=len(form))
    n_projects = rng.poisson(rate * np.minimum(years, 20.0))
    first_steps = rng.choice(3, size=len(form), p=[0.66, 0.28, 0.06])
    return np.where(is_form(form, "INFORMAL"), first_steps, np.minimum(n_projects, 120))


def _n_volunteers(form: Ints, band: Ints, rng: np.random.Generator) -> Ints:
    typical = np.array([4.0, 6.0, 9.0, 16.0])[band] + 14.0 * is_form(form, "OSP", "KGW")
    volunteers: Ints = rng.poisson(typical * rng.gamma(1.6, 1 / 1.6, size=len(form)))
    return volunteers


def _left(joined: Ints, rng: np.random.Generator) -> Ints:
    day_left = joined + 200 + (rng.random(len(joined)) * 800).astype(np.int64)
    leaves = (rng.random(len(joined)) < _SHARE_LEFT / 0.6) & (day_left < TODAY)
    return np.where(leaves, day_left, NEVER)


def _reach(form: Ints, settlement: Ints, band: Ints, rng: np.random.Generator) -> Ints:
    local = is_form(form, "KGW", "OSP", "UKS", "INFORMAL", "LGD", "RURAL_CIRCLE")
    score = rng.normal(size=len(form)) + 0.5 * band + 0.5 * (settlement - 1.5) - 2.2 * local
    return fill_quotas(score, [shares("reach")[name] for name in REACHES])
