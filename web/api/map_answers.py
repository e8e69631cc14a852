"""What the operation of the map answers with."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields as f


def _column(meaning: str) -> f.Field[Any]:
    return f.String(required=True, metadata={"description": f"packed: {meaning}"})


def _texts(meaning: str) -> f.Field[Any]:
    return f.List(f.String(), required=True, metadata={"description": meaning})


def _whole(meaning: str) -> f.Field[Any]:
    return f.Integer(required=True, metadata={"description": meaning})


class Year(ma.Schema):
    """A year that the map can show."""

    year = f.String(required=True)
    last_day = _whole("its last day, or today, in days since first_day")


class ActorsOnMap(ma.Schema):
    """Everyone on the map, one a place in each column, in order of id."""

    ids = _texts(
        "each id without the beginning that it shares with the one before; the digit to base 64 in front says "
        "how many characters those are"
    )
    names = _texts("empty for mentors, whose names stay in the office")
    x = _column("position to the right, in units")
    y = _column("position downwards, in units")
    roles = _column("1 for an organisation, 2 for a partner, 4 for a mentor, added up")
    sector = _column("place in sectors, from 1; 0 for unknown")
    components = _column("1, 2, 4 and 8 for components of which each needs or offers a skill, added up")
    region = _column("place in regions, from 1; 0 for unknown")
    community = _column("label of the community, which it keeps over the years, from 1; 0 for none")
    n_spheres = _column("in how many spheres each works")
    spheres = _column("places in spheres, from 0, of the first actor, then of the second, and so on")
    joined = _column("first day in the network, in days since first_day")
    stayed = _column("how many days of membership; 0 for who is there still")


class ContactsOnMap(ma.Schema):
    """Every contact, by the first of its two, then the other."""

    kinds = _texts("kinds of contact")
    n_contacts = _whole("how many there are")
    n_of_one = _column("for each actor how many contacts it is the first of")
    gap = _column(
        "by how many places the other stands behind the other of the contact before it of the same first one; "
        "of each one's first contact, behind that one itself"
    )
    after = _column("first day, in days since the later of the two joined")
    lasted = _column("how many days; 0 for what is not over")
    kind = _column("place in kinds, from 0")


class Map(ma.Schema):
    """The network as a map."""

    as_of = f.String(required=True, metadata={"format": "date"})
    revision = _whole("of the network that it shows")
    first_day = f.String(
        required=True, allow_none=True, metadata={"format": "date", "description": "on which the first actor joined"}
    )
    years = f.List(f.Nested(Year), required=True)
    n_actors = _whole("how many actors there are in each column")
    n_left_out = _whole("how many others there are: a large network's map has those with the most contacts only")
    units_a_step = f.Float(required=True, metadata={"description": "units between neighbours"})
    mean_displacement = f.Float(
        required=True,
        allow_none=True,
        metadata={
            "description": "how far actors moved from one year's map to the next on average, as a share of its diagonal"
        },
    )
    roles = _texts("roles by bit")
    components = _texts("components of the programme by bit")
    sectors = _texts("codes of sectors")
    regions = _texts("TERC codes of voivodeships and powiats")
    voivodeship_of = _column("for each region the place of its voivodeship in regions, from 1; 0 for unknown")
    spheres = _texts("codes of spheres")
    actors = f.Nested(ActorsOnMap, required=True)
    contacts = f.Nested(ContactsOnMap, required=True)
