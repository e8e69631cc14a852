"""What a code is called, in Polish or English: one look-up for pages and commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from graph import schema
from seeds.errors import UnknownCode
from seeds.reference.legal_forms import legal_forms
from seeds.reference.partner_types import partner_types
from seeds.reference.regions import powiats, voivodeships
from seeds.reference.skills import skill_groups, skills
from seeds.reference.spheres import spheres
from seeds.reference.table import FOLDER, read_rows

LANGUAGES = ("pl", "en")

# The choices of the schema that have labels of their own; the file must name each exactly once.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "component": schema.COMPONENTS,
    "sector": schema.SECTORS,
    "reach": schema.REACHES,
    "settlement": schema.SETTLEMENTS,
    "cooperation": schema.COOPERATION_KINDS,
    "event_kind": schema.EVENT_KINDS,
    "event_role": schema.EVENT_ROLES,
    "event_mode": schema.node_label("Event").by_name["mode"].choices,
    "role": schema.ROLES,
}
_TABLES: Mapping[str, Callable[[], Iterable[Any]]] = {
    "legal_form": legal_forms,
    "partner_type": partner_types,
    "skill": skills,
    "skill_group": skill_groups,
    "sphere": spheres,
    "region": lambda: (*voivodeships(), *powiats()),
}
KINDS: tuple[str, ...] = tuple(sorted([*_CHOICES, *_TABLES]))


class Label(NamedTuple):
    """The same label in both languages."""

    pl: str
    en: str


def label(kind: str, code: str, language: str = "pl") -> str:
    """What `code` is called.

    Parameters
    ----------
    kind : str
        One of `KINDS`: legal_form, partner_type, sector, settlement, reach, component,
        cooperation, event_kind, event_mode, role, skill, skill_group, sphere, region.
    code : str
        A code of that kind.
    language : {"pl", "en"}

    Raises
    ------
    UnknownCode
        The kind, the code or the language is not there; the message names the choices.

    Examples
    --------
    >>> label("partner_type", "P05"), label("sector", "culture", "en")
    ('Biblioteka publiczna', 'culture')
    """
    found = labels(kind).get(code)
    if found is None:
        raise UnknownCode(kind, code, labels(kind))
    if language not in LANGUAGES:
        raise UnknownCode("language", language, LANGUAGES)
    return found.pl if language == "pl" else found.en


@cache
def labels(kind: str) -> Mapping[str, Label]:
    """Every label of a kind by code, in the order in which lists should show them."""
    if kind in _TABLES:
        return MappingProxyType({row.code: Label(row.label_pl, row.label_en) for row in _TABLES[kind]()})
    if kind in _CHOICES:
        return MappingProxyType(_choice_labels()[kind])
    raise UnknownCode("kind of label", kind, KINDS)


def read_choice_labels(folder: Path = FOLDER) -> dict[str, dict[str, Label]]:
    """The labels of a folder's ``choice_labels.csv``, which must cover the schema's choices."""
    rows = read_rows("choice_labels.csv", ("kind", "code", "label_pl", "label_en"), key=("kind", "code"), folder=folder)
    found: dict[str, dict[str, Label]] = {kind: {} for kind in _CHOICES}
    for row in rows:
        kind = row.code("kind", sorted(_CHOICES))
        found[kind][row.code("code", _CHOICES[kind])] = Label(row.text("label_pl"), row.text("label_en"))
    for kind, choices in _CHOICES.items():
        if missing := [code for code in choices if code not in found[kind]]:
            raise UnknownCode(f"label of {kind} in choice_labels.csv", missing[0], found[kind])
    return {kind: {code: found[kind][code] for code in choices} for kind, choices in _CHOICES.items()}


@cache
def _choice_labels() -> dict[str, dict[str, Label]]:
    return read_choice_labels()
