"""What a place is called: real towns, invented villages, each with its phrase for "where"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seeds.drawing.places import VILLAGES_PER_POWIAT
from seeds.reference import powiats
from seeds.reference.table import read_rows
from seeds.wording.villages import n_villages, village

_FOLDER = Path(__file__).parents[1] / "sample"
_STRIDE = 383  # shares no factor with the number of villages, so that neighbours differ


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place: its name, where things happen in it (``w Gnieźnie``), and its genitive.

    `genitive` is None for towns, whose table has only the locative.
    """

    name: str
    where: str
    genitive: str | None = None


@cache
def town_names() -> Mapping[str, PlaceName]:
    """Every seat of a powiat by its name."""
    rows = read_rows("towns.csv", ("town", "where"), key=("town",), folder=_FOLDER)
    return {row.text("town"): PlaceName(row.text("town"), row.text("where")) for row in rows}


@cache
def place_name(powiat: int, village_number: int) -> PlaceName:
    """The place of an actor: the powiat's seat for -1, else one of the powiat's villages.

    >>> place_name(0, -1).where
    'w Bolesławcu'
    >>> place_name(0, 0) == place_name(0, 1)
    False
    """
    if village_number < 0:
        return town_names()[powiats()[powiat].seat]
    name, genitive, where = village((powiat * VILLAGES_PER_POWIAT + village_number) * _STRIDE % n_villages())
    return PlaceName(name, where, genitive)
