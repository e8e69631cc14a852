"""Which legal form an organisation has, given its sphere, its place and its age."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from seeds.drawing.arrays import Floats, Ints, Mask, choose
from seeds.drawing.places import CITY, SMALL_TOWN, TOWN, VILLAGE
from seeds.reference import legal_forms, spheres

_INFORMAL_AMONG_NOVICES = 0.36  # with the share of novices, about 15 % of all

_KGW_SPHERES = {"SP13", "SP04", "SP16", "SP10", "SP31", "SP15", "SP01"}
_OSP_SPHERES = {"SP23", "SP20"}


@cache
def form_position() -> Mapping[str, int]:
    """Position of each legal form's code in its table."""
    return {form.code: position for position, form in enumerate(legal_forms())}


def draw_forms(sphere: Ints, settlement: Ints, novice: Mask, rng: np.random.Generator) -> Ints:
    """The legal form of each organisation."""
    form = choose(_weights(), sphere * 4 + settlement, rng)
    brigade = form == form_position()["OSP"]
    informal = novice & ~brigade & (rng.random(len(form)) < _INFORMAL_AMONG_NOVICES)
    return np.where(informal, form_position()["INFORMAL"], form)


@cache
def _weights() -> Floats:
    rows = [_form_weights(sphere.code, settlement) for sphere in spheres() for settlement in range(4)]
    table = np.zeros((len(rows), len(legal_forms())))
    for row, weights in enumerate(rows):
        for code, weight in weights.items():
            table[row, form_position()[code]] = weight
    return table


def _form_weights(sphere: str, settlement: int) -> dict[str, float]:
    # The weights are ours: associations lead everywhere, foundations grow with the town.
    if sphere in _OSP_SPHERES and settlement == VILLAGE:
        return {"OSP": 92, "ASSOC": 8}
    foundations = {VILLAGE: 13, SMALL_TOWN: 18, TOWN: 26, CITY: 36}[settlement]
    weights: dict[str, float] = {"ASSOC": 45, "ASSOC_ORD": 7, "FOUND": foundations}
    if sphere == "SP17":
        weights |= {"SPORT_ASSOC": 34, "UKS": 26, "FOUND": foundations / 3}
    if sphere in _KGW_SPHERES and settlement == VILLAGE:
        weights["KGW"] = 55
    if sphere == "SP13" and settlement in (VILLAGE, SMALL_TOWN):
        weights["LGD"] = 8
    if sphere == "SP11" and settlement == VILLAGE:
        weights["RURAL_CIRCLE"] = 14
    if sphere in {"SP02", "SP02A", "SP08"}:
        weights |= {"SOC_COOP": 18, "NONPROFIT_CO": 7}
    if sphere in {"SP01", "SP03"}:
        weights["CHURCH"] = 6
    if sphere == "SP33":
        weights["UNION"] = 12
    return weights
