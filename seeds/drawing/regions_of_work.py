"""In which regions actors work: as far as their reach goes."""

from __future__ import annotations

import numpy as np

from graph.schema import REACHES
from seeds.drawing.actors import Actors
from seeds.drawing.arrays import Ints, Pairs
from seeds.drawing.organisations import Organisations
from seeds.drawing.places import voivodeship_of_powiat
from seeds.reference import powiats, voivodeships

N_VOIVODESHIPS = 16  # region numbers: voivodeships first, then powiats


def draw_regions_of_work(actors: Actors, organisations: Organisations, rng: np.random.Generator) -> Pairs:
    """Region numbers by actor: the powiat, or the voivodeship, or several voivodeships.

    Voivodeships count from 0, powiats from `N_VOIVODESHIPS`.
    """
    near = REACHES.index("voivodeship")
    reach = np.concatenate([organisations.reach, _other_reaches(actors, rng)])
    home = np.where(reach < near, actors.powiat + N_VOIVODESHIPS, actors.voivodeship)
    rows, regions = [np.arange(len(actors))], [home]
    for more in (_next_door(actors, reach, rng), _further(actors, reach, rng)):
        rows.append(more.rows)
        regions.append(more.values)
    once = np.unique(np.concatenate(rows) * 1_000 + np.concatenate(regions))
    return Pairs(once // 1_000, once % 1_000)


def _other_reaches(actors: Actors, rng: np.random.Generator) -> Ints:
    """Partners mostly work in their powiat, mentors in their voivodeship."""
    partners = rng.choice([1, 2], size=actors.n_partners, p=[0.8, 0.2])
    mentors = rng.choice([2, 3], size=len(actors) - actors.first_mentor, p=[0.7, 0.3])
    return np.concatenate([partners, mentors])


def _next_door(actors: Actors, reach: Ints, rng: np.random.Generator) -> Pairs:
    """A third of those of county reach also work in the powiat that surrounds or adjoins theirs."""
    chosen = np.nonzero((reach == 1) & (rng.random(len(reach)) < 0.33))[0]
    return Pairs(chosen, _first_neighbour()[actors.powiat[chosen]] + N_VOIVODESHIPS)


def _further(actors: Actors, reach: Ints, rng: np.random.Generator) -> Pairs:
    """Those of national reach work in one to three more voivodeships, by population."""
    wide = np.nonzero(reach > REACHES.index("voivodeship"))[0]
    rows = np.repeat(wide, rng.integers(1, 4, size=len(wide)))
    people = np.array([region.population for region in voivodeships()], float)
    return Pairs(rows, rng.choice(N_VOIVODESHIPS, size=len(rows), p=people / people.sum()))


def _first_neighbour() -> Ints:
    """Per powiat a neighbour of its own voivodeship where it has one."""
    position = {powiat.code: row for row, powiat in enumerate(powiats())}
    home = voivodeship_of_powiat()
    return np.array(
        [
            min((position[code] for code in powiat.neighbours), key=lambda other: (home[other] != home[row], other))
            for row, powiat in enumerate(powiats())
        ]
    )
