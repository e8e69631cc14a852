"""The kinds of files that are taken: what a row of each becomes, and which fields it may have."""

from __future__ import annotations

from dataclasses import dataclass

from graph import schema

_PLACE = ("region", "powiat", "voivodeship", "locality")
_IDENTITY = ("id", "krs", "nip", "regon", "name")
NAME_FIELDS = ("full_name", "first_name", "last_name")
_PERSON = ("id", "full_name", "first_name", "last_name", "email", "phone", "role")


@dataclass(frozen=True, slots=True)
class ImportKind:
    """What the rows of a file are.

    Attributes
    ----------
    label : str
        Label of the nodes that rows become; empty where rows become links.
    fields : tuple of str
        What columns may be matched with.
    of_persons : bool
        Whether rows may be about persons, who stand in the office.
    demanded : tuple of tuple of str
        Of each of these at least one field must have a column.
    """

    name: str
    label: str
    fields: tuple[str, ...]
    of_persons: bool = False
    demanded: tuple[tuple[str, ...], ...] = (("name",),)


def _properties(label: str) -> tuple[str, ...]:
    return tuple(p.name for p in schema.node_label(label).properties if p.name not in {"left", "sector"})


def _all(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part))


_LINKS = ("works_in", "spheres", "needs", "offers")
KINDS: dict[str, ImportKind] = {
    kind.name: kind
    for kind in (
        ImportKind("organisations", "Organisation", _all(_IDENTITY, _properties("Organisation"), _PLACE, _LINKS)),
        ImportKind("partners", "Partner", _all(("id", "name"), _properties("Partner"), _PLACE, _LINKS)),
        ImportKind("mentors", "Mentor", _all(_PERSON, _properties("Mentor"), _PLACE, _LINKS), True, (NAME_FIELDS,)),
        ImportKind(
            "needs",
            "Organisation",
            _all(_IDENTITY, _PERSON, _PLACE, ("needs", "priority", "offers", "spheres", "joined")),
            True,
            (("name", *NAME_FIELDS),),
        ),
        ImportKind(
            "events",
            "Event",
            _all(("id",), _properties("Event"), ("time",), _PLACE, ("spheres", "attendants")),
            demanded=(("name",), ("starts_at",)),
        ),
        ImportKind(
            "cooperation",
            "",
            ("first", "second", "since", "until", "kind", "strength"),
            demanded=(("first",), ("second",)),
        ),
    )
}
