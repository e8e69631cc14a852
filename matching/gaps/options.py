"""The published defaults of gaps, and what can be asked about them.

Every number here is a choice made in the open, explained in docs/matching.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

import numpy as np

from graph.schema import COMPONENTS
from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask
from matching.closeness import NEIGHBOURING, SAME_VOIVODESHIP
from matching.errors import InvalidOption

MODES = ("online", "on_site")
# How close to the venue of a training those are who would come to it.
TRAVEL: Mapping[str, float] = MappingProxyType({"near": NEIGHBOURING, "voivodeship": SAME_VOIVODESHIP})
_N_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class GapOptions:
    """When a need counts as unmet.

    Attributes
    ----------
    min_level : int
        Level from which on an offer counts; one that is not given counts as 2.
    assumed_places : int
        How many organisations somebody can help who has not said so.
    enough_places : float
        Free places for one organisation, from 0 to 1, from which on its need counts as met.
    travel : {"voivodeship", "near"}
        How far people come to a training: as close as within one voivodeship, or as neighbours.
    near_km : float
        Kilometres over which closeness falls to 1/e.

    Raises
    ------
    InvalidOption
    """

    min_level: int = 2
    assumed_places: int = 2
    enough_places: float = 0.5
    travel: str = "voivodeship"
    near_km: float = 60.0

    def __post_init__(self) -> None:
        _require(self.min_level in (1, 2, 3), "min_level", self.min_level, "1, 2, 3")
        _require(0 <= self.assumed_places < math.inf, "assumed_places", self.assumed_places, "0 or more")
        _require(0 < self.enough_places <= 1, "enough_places", self.enough_places, "a number above 0, at most 1")
        _require(self.travel in TRAVEL, "travel", self.travel, ", ".join(TRAVEL))
        _require(0 < self.near_km < math.inf, "near_km", self.near_km, "a number above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class GapQuestion:
    """What the gaps are narrowed to; None means everything.

    Attributes
    ----------
    component : str or None
        A component of the programme; a skill counts for its first and its second one.
    region : str or None
        Id of a voivodeship or powiat; only organisations at home there.
    sphere : str or None
        Code of a sphere; only organisations that work in it.
    skill : str or None
    mode : {"online", "on_site"} or None
    """

    component: str | None = None
    region: str | None = None
    sphere: str | None = None
    skill: str | None = None
    mode: str | None = None


def asked_skills(snapshot: Snapshot, question: GapQuestion) -> Mask:
    """Which skills the question is about.

    Raises
    ------
    InvalidOption
        There is no such skill, component or mode; the message names the choices.
    """
    skills = snapshot.skills
    asked = np.ones(len(skills), dtype=bool)
    if question.mode is not None:
        _require(question.mode in MODES, "mode", question.mode, ", ".join(MODES))
    if question.component is not None:
        _require(question.component in COMPONENTS, "component", question.component, ", ".join(COMPONENTS))
        asked &= (skills.component == question.component) | (skills.component_secondary == question.component)
    if question.skill is not None:
        asked &= np.arange(len(skills)) == _row("skill", question.skill, skills.row_of, skills.row_of)
    return asked


def asked_homes(snapshot: Snapshot, question: GapQuestion) -> Mask:
    """Which homes the question is about; shape (n regions + 1,), the last for a home that is unknown.

    Raises
    ------
    InvalidOption
        There is no such region.
    """
    regions, voivodeship_of = snapshot.regions, snapshot.region_map.voivodeship_of
    if question.region is None:
        return np.ones(len(regions) + 1, dtype=bool)
    wide = regions.ids[regions.level == "voivodeship"].tolist()
    row = _row("region", question.region, regions.row_of, wide or regions.row_of)
    return np.append((np.arange(len(regions)) == row) | (voivodeship_of == row), False)


def asked_members(snapshot: Snapshot, question: GapQuestion) -> Mask:
    """Which actors work in the sphere that the question is about, all for none; shape (n actors,).

    Raises
    ------
    InvalidOption
        There is no such sphere.
    """
    if question.sphere is None:
        return np.ones(len(snapshot.actors), dtype=bool)
    row = _row("sphere", question.sphere, snapshot.spheres.row_of, snapshot.spheres.row_of)
    return np.asarray(snapshot.active_in[:, [row]].toarray().ravel() != 0)


def _row(option: str, code: str, row_of: Mapping[str, int], choices: Iterable[str]) -> int:
    """The row of a code; codes that look like it are named where there is none, else the first few."""
    _require(code in row_of, option, code, _named(code, row_of, sorted(choices)))
    return row_of[code]


def _named(code: str, row_of: Mapping[str, int], choices: list[str]) -> str:
    alike = get_close_matches(code, row_of, _N_NAMED) or choices
    more = ", …" if len(row_of) > len(alike) or len(alike) > 2 * _N_NAMED else ""
    return (", ".join(alike[: 2 * _N_NAMED]) or "none, for the network has no such codes yet") + more


def _require(fits: bool, option: str, value: object, allowed: str) -> None:
    if not fits:
        raise InvalidOption(option, value, allowed)
