"""The part of the network that growth is told of, as addresses, forms and the command line name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields

from graph import schema
from graph.analysis import CONTACT_KINDS, Scope
from graph.analysis.scope import SECTOR_CHOICES
from graph.snapshot import Snapshot
from matching.errors import InvalidOption
from seeds.reference import label
from web.services.cards import label_of

Pair = tuple[str, str]  # Polish, English

# Names of what narrows the network, the same in addresses, forms, the API and the command line.
SCOPE_NAMES = tuple(field.name for field in fields(Scope))
KINDS: dict[str, Pair] = {
    "COOPERATES_WITH": ("współpraca", "cooperation"),
    "PAIRED_WITH": ("pary z cykli", "pairs of peers"),
    "MENTORS": ("wsparcie mentorskie", "mentoring"),
}
_SECTORS: dict[str, Pair] = {
    "ngo": ("organizacje społeczne", "civil society"),
    "mentor": ("osoby mentorskie", "mentors"),
}
_ROLES: dict[str, Pair] = {
    "Organisation": ("organizacje", "organisations"),
    "Partner": ("partnerzy", "partners"),
    "Mentor": ("osoby mentorskie", "mentors"),
}


def scope_of(snapshot: Snapshot, given: Mapping[str, str | None]) -> Scope:
    """The scope that the values name; what is absent or blank narrows nothing, other names are not looked at.

    Raises
    ------
    InvalidOption
        A value is not one there is; it says which are.
    """
    found = {name: text for name in SCOPE_NAMES if (text := (given.get(name) or "").strip())}
    for name, text in found.items():
        choices, allowed = _choices(snapshot, name)
        if text not in choices:
            raise InvalidOption(name, text, allowed)
    return Scope(**found)


def _choices(snapshot: Snapshot, name: str) -> tuple[tuple[str, ...], str]:
    """The values that there are, and how they are told."""
    if name == "region":
        return tuple(snapshot.regions.ids.tolist()), "the code of a voivodeship (18) or a powiat (1863)"
    if name == "sphere":
        spheres = tuple(snapshot.spheres.ids.tolist())
        return spheres, ", ".join(spheres)
    choices = {
        "component": schema.COMPONENTS,
        "sector": SECTOR_CHOICES,
        "role": schema.ROLES,
        "kind": CONTACT_KINDS,
    }[name]
    return choices, ", ".join(choices)


def scope_given(scope: Scope) -> dict[str, str]:
    """What narrows the network, by name: the part of an address that leads here again."""
    return {name: value for name, value in asdict(scope).items() if value is not None}


def scope_labels(snapshot: Snapshot, scope: Scope, language: str) -> dict[str, str]:
    """What narrows the network, by name, each as people call it."""
    return {name: scope_label(snapshot, name, value, language) for name, value in scope_given(scope).items()}


def scope_label(snapshot: Snapshot, name: str, value: str, language: str) -> str:
    """What people call one value of a scope."""
    if name == "region":
        return label_of(snapshot.regions, snapshot.regions.row_of[value], language)
    if name == "sphere":
        return label_of(snapshot.spheres, snapshot.spheres.row_of[value], language)
    pair = {"kind": KINDS, "sector": _SECTORS, "role": _ROLES}.get(name, {}).get(value)
    if pair is not None:
        return pair[0] if language == "pl" else pair[1]
    return label(name, value, language)


def scope_choices(snapshot: Snapshot, name: str, language: str) -> Iterator[tuple[str, str]]:
    """The values that a scope may have under this name, each with what people call it; for a form."""
    for value in _choices(snapshot, name)[0]:
        yield value, scope_label(snapshot, name, value, language)
