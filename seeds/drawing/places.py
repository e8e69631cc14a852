"""Where actors are: voivodeship, size of place and powiat, by population and survey shares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from graph.schema import SETTLEMENTS
from seeds.drawing.arrays import Floats, Ints, choose
from seeds.reference import powiats, shares, voivodeships

VILLAGE, SMALL_TOWN, TOWN, CITY = range(4)
VILLAGES_PER_POWIAT = 6

# The seat of a larger land powiat may have over 50,000 inhabitants; the tables do not say.
_LARGEST_WITH_SMALL_SEAT = 88_000


@dataclass(frozen=True, slots=True)
class Places:
    """Per actor: powiat and voivodeship (positions in their tables), size of the place, and
    which village of the powiat (-1 for the town that is its seat)."""

    powiat: Ints
    voivodeship: Ints
    settlement: Ints
    village: Ints


@cache
def voivodeship_of_powiat() -> Ints:
    """Per powiat the position of its voivodeship."""
    codes = [region.code for region in voivodeships()]
    return np.array([codes.index(powiat.voivodeship) for powiat in powiats()])


@cache
def joint_shares() -> Floats:
    """Shares of organisations by (voivodeship, size of place), shape (16, 4).

    Both margins are the published ones; inside, population decides, fitted by iterative
    proportional scaling. A voivodeship without a city of over 200,000 has none of those.
    """
    rows = np.array([region.share_of_nonprofits for region in voivodeships()])
    rows = rows / rows.sum()
    columns = np.array([shares("location")[name] for name in SETTLEMENTS])
    joint = np.zeros((len(rows), len(columns)))
    np.add.at(joint, voivodeship_of_powiat(), powiat_weights())
    for _ in range(500):
        joint *= (rows / joint.sum(axis=1))[:, None]
        joint *= columns / joint.sum(axis=0)
    return joint


@cache
def powiat_weights() -> Floats:
    """Inhabitants by (powiat, size of place) where such a place is known to be, shape (380, 4)."""
    cities = {powiat.name_pl for powiat in powiats() if powiat.city}
    weights = np.zeros((len(powiats()), len(SETTLEMENTS)))
    for row, powiat in enumerate(powiats()):
        if powiat.city:
            size = SMALL_TOWN if powiat.population < 50_000 else TOWN if powiat.population < 200_000 else CITY
            weights[row, size] = powiat.population
            continue
        weights[row, VILLAGE] = powiat.population
        if powiat.seat not in cities and powiat.population < _LARGEST_WITH_SMALL_SEAT:
            weights[row, SMALL_TOWN] = powiat.population
    return weights


def draw_recruitment(n_organisations: int, rng: np.random.Generator) -> Floats:
    """How well each powiat was reached, shape (380,).

    A small programme reaches a few powiats well, since word spreads from neighbour to
    neighbour; one of every organisation in the country reaches all alike.
    """
    return rng.gamma(np.clip(n_organisations / 1_500, 0.15, 60.0), size=len(powiats())) + 1e-9


def draw_places(n_actors: int, recruitment: Floats, rng: np.random.Generator) -> Places:
    """Places of so many organisations."""
    joint = joint_shares()
    cell = rng.choice(joint.size, size=n_actors, p=(joint / joint.sum()).ravel())
    voivodeship, settlement = np.divmod(cell, joint.shape[1])
    reached = powiat_weights() * recruitment[:, None]
    inside = voivodeship_of_powiat() == np.arange(joint.shape[0])[:, None]
    table = (inside[:, None, :] * reached.T[None, :, :]).reshape(joint.size, -1)
    powiat = choose(table, cell, rng)
    return Places(powiat, voivodeship, settlement, _villages(settlement, rng))


def draw_seats(n_actors: int, recruitment: Floats, rng: np.random.Generator, *, rural: Floats) -> Places:
    """Places of partners and mentors; `rural` is each one's chance to be in a village."""
    reached = powiat_weights().sum(axis=1) * recruitment
    land = np.array([not powiat.city for powiat in powiats()])
    in_village = rng.random(n_actors) < rural
    powiat = choose(np.stack([reached, reached * land]), in_village.astype(np.int64), rng)
    settlement = np.where(in_village, VILLAGE, powiat_weights()[powiat].argmax(axis=1))
    # A land powiat's seat is a town, though its people mostly live in villages.
    settlement = np.where(~in_village & (settlement == VILLAGE), SMALL_TOWN, settlement)
    return Places(powiat, voivodeship_of_powiat()[powiat], settlement, _villages(settlement, rng))


def _villages(settlement: Ints, rng: np.random.Generator) -> Ints:
    # The first village of a powiat is the liveliest, the others less and less so.
    chance = 0.6 ** np.arange(VILLAGES_PER_POWIAT)
    drawn = rng.choice(VILLAGES_PER_POWIAT, size=len(settlement), p=chance / chance.sum())
    return np.where(settlement == VILLAGE, drawn, -1)
