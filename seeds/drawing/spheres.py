"""Which spheres organisations work in: survey fields first, then spheres that go together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from seeds.drawing.arrays import Floats, Ints, Pairs, choose, choose_several
from seeds.drawing.places import VILLAGE
from seeds.reference import shares, spheres

# How a survey field divides into spheres. The surveys do not say; these weights are ours.
FIELD_SPHERES: Mapping[str, Mapping[str, float]] = {
    "sport_tourism_recreation_hobby": {"SP17": 80, "SP19": 20},
    "education_upbringing": {"SP14": 52, "SP15": 48},
    "culture_art": {"SP16": 70, "SP04": 30},
    "social_services": {"SP01": 30, "SP01A": 6, "SP02": 10, "SP03": 13, "SP07": 20, "SP10": 11, "SP24": 3, "SP31": 7},
    "health": {"SP06": 74, "SP32": 26},
    "local_development": {"SP13": 62, "SP11": 12, "SP08": 12, "SP02A": 8, "SP32A": 6},
}
OTHER_URBAN: Mapping[str, float] = {
    "SP18": 32,
    "SP22": 13,
    "SP33": 12,
    "SP27": 11,
    "SP05A": 9,
    "SP09": 6,
    "SP26": 5,
    "SP01B": 4,
    "SP22A": 3,
    "SP05": 2,
    "SP25": 2,
    "SP12": 2,
    "SP28": 2,
}
OTHER_RURAL: Mapping[str, float] = {"SP23": 56, "SP18": 22, "SP27": 8, "SP20": 6, "SP05": 3, "SP22": 3, "SP33": 2}

# Spheres that one organisation often combines; a sphere without an entry goes with these.
_OFTEN_SECOND = ("SP13", "SP15", "SP16")
RELATED: Mapping[str, tuple[str, ...]] = {
    "SP01": ("SP03", "SP31", "SP10", "SP02", "SP07"),
    "SP01A": ("SP31", "SP15", "SP01"),
    "SP01B": ("SP22A", "SP25", "SP22"),
    "SP02": ("SP08", "SP02A", "SP01"),
    "SP02A": ("SP08", "SP02", "SP13"),
    "SP03": ("SP01", "SP27", "SP24", "SP10"),
    "SP04": ("SP16", "SP13", "SP15", "SP14"),
    "SP05": ("SP16", "SP04", "SP26"),
    "SP05A": ("SP22", "SP02", "SP14", "SP01"),
    "SP06": ("SP07", "SP10", "SP17", "SP32"),
    "SP07": ("SP06", "SP01", "SP31", "SP08"),
    "SP08": ("SP02", "SP11", "SP02A", "SP14"),
    "SP09": ("SP22", "SP31", "SP08"),
    "SP10": ("SP06", "SP13", "SP14", "SP01"),
    "SP11": ("SP13", "SP08", "SP19", "SP12"),
    "SP12": ("SP14", "SP11"),
    "SP13": ("SP16", "SP32A", "SP04", "SP15", "SP18", "SP10"),
    "SP14": ("SP15", "SP12", "SP16", "SP26"),
    "SP15": ("SP14", "SP17", "SP31", "SP16"),
    "SP16": ("SP04", "SP13", "SP15", "SP14"),
    "SP17": ("SP15", "SP06", "SP19", "SP13"),
    "SP18": ("SP14", "SP13", "SP19", "SP06"),
    "SP19": ("SP17", "SP18", "SP16", "SP13"),
    "SP20": ("SP23", "SP15", "SP13"),
    "SP22": ("SP09", "SP26", "SP14", "SP01B"),
    "SP23": ("SP20", "SP15", "SP13", "SP27", "SP04"),
    "SP27": ("SP33", "SP15", "SP03", "SP13"),
    "SP33": ("SP27", "SP13", "SP14", "SP02A"),
}


@cache
def sphere_position() -> Mapping[str, int]:
    """Position of each sphere code in the table of spheres."""
    return {sphere.code: position for position, sphere in enumerate(spheres())}


@cache
def field_names() -> tuple[str, ...]:
    """The survey's fields, in order of their shares' table."""
    return tuple(shares("main_field"))


def draw_first_spheres(settlement: Ints, rng: np.random.Generator) -> Ints:
    """Each organisation's main sphere; the fields' shares are the survey's, to within one."""
    field = rng.choice(len(field_names()), size=len(settlement), p=list(shares("main_field").values()))
    rural = (settlement == VILLAGE).astype(np.int64)
    return choose(_sphere_weights(), field * 2 + rural, rng)


def draw_more_spheres(first: Ints, rng: np.random.Generator) -> Pairs:
    """Every sphere of every organisation, its main one first."""
    n_more = rng.choice(3, size=len(first), p=[0.4, 0.42, 0.18])
    more = choose_several(_related_weights(), first, n_more, rng)
    rows = np.concatenate([np.arange(len(first)), more.rows])
    order = np.argsort(rows, kind="stable")
    return Pairs(rows[order], np.concatenate([first, more.values])[order])


@cache
def _sphere_weights() -> Floats:
    rows = []
    for field in field_names():
        urban = FIELD_SPHERES.get(field, OTHER_URBAN)
        rows += [_as_row(urban), _as_row(FIELD_SPHERES.get(field, OTHER_RURAL))]
    return np.array(rows)


@cache
def _related_weights() -> Floats:
    rows = [dict.fromkeys(RELATED.get(sphere.code, _OFTEN_SECOND), 1.0) for sphere in spheres()]
    with np.errstate(divide="ignore"):
        table: Floats = np.log(np.array([_as_row(row) for row in rows]))
    return table


def _as_row(weights: Mapping[str, float]) -> Floats:
    row = np.zeros(len(spheres()))
    for code, weight in weights.items():
        row[sphere_position()[code]] = weight
    return row
