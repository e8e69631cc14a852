"""The 16 voivodeships and 380 powiats, with their neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seeds.reference.table import FOLDER, Row, read_rows

_LAT, _LON = (48.9, 55.0), (14.0, 24.3)  # the country's bounds, in degrees


@dataclass(frozen=True, slots=True)
class Voivodeship:
    """A voivodeship; `code` is its 2-digit TERC, `neighbours` are codes of voivodeships.

    `n_nonprofits` is an estimate of its non-profits in 2024, `share_of_nonprofits` its part of the
    country's (all sum to 1 by rounding).
    """

    code: str
    name_pl: str
    name_en: str
    seats: tuple[str, ...]
    population: int
    lat: float
    lon: float
    n_nonprofits: int
    share_of_nonprofits: float
    neighbours: tuple[str, ...]

    @property
    def label_pl(self) -> str:
        """Such as ``województwo lubuskie``."""
        return f"województwo {self.name_pl}"

    @property
    def label_en(self) -> str:
        """Such as ``Lubusz voivodeship``."""
        return f"{self.name_en} voivodeship"


@dataclass(frozen=True, slots=True)
class Powiat:
    """A powiat or a city with powiat rights; `code` is its 4-digit TERC.

    `neighbours` are codes of powiats, also of other voivodeships; `seat` is the town of its
    office, which may be a city with powiat rights of its own.
    """

    code: str
    name_pl: str
    city: bool
    voivodeship: str
    seat: str
    population: int
    lat: float
    lon: float
    neighbours: tuple[str, ...]

    @property
    def label_pl(self) -> str:
        """Such as ``powiat leski``, or the name of the city."""
        return self.name_pl if self.city else f"powiat {self.name_pl}"

    @property
    def label_en(self) -> str:
        """Such as ``leski powiat``, or the name of the city."""
        return self.name_pl if self.city else f"{self.name_pl} powiat"


def read_voivodeships(folder: Path = FOLDER) -> tuple[Voivodeship, ...]:
    """The voivodeships of a folder's ``voivodeships.csv``, in order of code."""
    columns = (
        *("terc", "name_pl", "name_en", "seats", "population", "lat", "lon"),
        *("est_nonprofits_2024", "share_of_nonprofits", "neighbours"),
    )
    rows = read_rows("voivodeships.csv", columns, key=("terc",), folder=folder)
    for row in rows:
        _check_code(row, 2)
    _check_neighbours(rows)
    return tuple(sorted(map(_voivodeship, rows), key=lambda region: region.code))


def read_powiats(folder: Path = FOLDER) -> tuple[Powiat, ...]:
    """The powiats of a folder's ``powiaty.csv``, in order of code."""
    columns = ("terc", "name_pl", "kind", "voivodeship", "seat", "population", "lat", "lon", "neighbours")
    rows = read_rows("powiaty.csv", columns, key=("terc",), folder=folder)
    known = {region.code for region in read_voivodeships(folder)}
    for row in rows:
        _check_code(row, 4)
        row.code("voivodeship", sorted(known))
        if row.text("terc")[:2] != row.text("voivodeship"):
            raise row.error("voivodeship", f"{row.text('voivodeship')} is not the beginning of {row.text('terc')}")
    _check_neighbours(rows)
    return tuple(sorted(map(_powiat, rows), key=lambda region: region.code))


@cache
def voivodeships() -> tuple[Voivodeship, ...]:
    """The 16 voivodeships, in order of code.

    >>> [region.name_pl for region in voivodeships()][:2]
    ['dolnośląskie', 'kujawsko-pomorskie']
    """
    return read_voivodeships()


@cache
def powiats() -> tuple[Powiat, ...]:
    """The 380 powiats, in order of code.

    >>> powiats()[0].label_pl, powiats()[0].label_en
    ('powiat bolesławiecki', 'bolesławiecki powiat')
    """
    return read_powiats()


def _voivodeship(row: Row) -> Voivodeship:
    return Voivodeship(
        row.text("terc"),
        row.text("name_pl"),
        row.text("name_en"),
        row.words("seats", ";"),
        row.integer("population"),
        row.number_in("lat", *_LAT),
        row.number_in("lon", *_LON),
        row.integer("est_nonprofits_2024"),
        row.number_in("share_of_nonprofits", 0, 1),
        row.words("neighbours"),
    )


def _powiat(row: Row) -> Powiat:
    return Powiat(
        row.text("terc"),
        row.text("name_pl"),
        row.code("kind", ("land", "city")) == "city",
        row.text("voivodeship"),
        row.text("seat"),
        row.integer("population"),
        row.number_in("lat", *_LAT),
        row.number_in("lon", *_LON),
        row.words("neighbours"),
    )


def _check_code(row: Row, n_digits: int) -> None:
    code = row.text("terc")
    if len(code) != n_digits or not (code.isascii() and code.isdigit()):
        raise row.error("terc", f"{code!r} is not {n_digits} digits")


def _check_neighbours(rows: tuple[Row, ...]) -> None:
    by_code: Mapping[str, Row] = {row.text("terc"): row for row in rows}
    for code, row in by_code.items():
        for other in row.words("neighbours"):
            if other == code or other not in by_code:
                raise row.error("neighbours", f"{other} is not another region of this file")
            if code not in by_code[other].words("neighbours"):
                raise row.error("neighbours", f"{other} is named here, but {other} does not name {code}")
