"""The statutory spheres of public-benefit work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seeds.reference.table import FOLDER, Row, read_rows

SURVEY_FIELDS = (
    "civic_rights",
    "culture",
    "education",
    "environment",
    "health",
    "local_development",
    "ngo_support",
    "other",
    "social_services",
    "sport",
)


@dataclass(frozen=True, slots=True)
class Sphere:
    """A sphere; `statute_point` is its point in article 4(1) of the act of 2003.

    `survey_field` is the field under which surveys of the sector count it.
    """

    code: str
    label_pl: str
    label_en: str
    statute_point: str
    survey_field: str


def read_spheres(folder: Path = FOLDER) -> tuple[Sphere, ...]:
    """The spheres of a folder's ``spheres.csv``, in the order of the act."""
    columns = ("sphere_code", "order", "statute_point", "label_pl", "label_en", "survey_field")
    rows = read_rows("spheres.csv", columns, key=("sphere_code",), folder=folder)
    return tuple(_sphere(row) for row in sorted(rows, key=lambda row: row.integer("order")))


@cache
def spheres() -> tuple[Sphere, ...]:
    """The 40 spheres, in the order of the act.

    >>> spheres()[0].code, spheres()[0].statute_point
    ('SP01', '1')
    """
    return read_spheres()


def _sphere(row: Row) -> Sphere:
    return Sphere(
        row.text("sphere_code"),
        row.text("label_pl"),
        row.text("label_en"),
        row.text("statute_point"),
        row.code("survey_field", SURVEY_FIELDS),
    )
