"""Which column of a file means which field: suggested from headers, said by people, kept for the next time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.services.importing.column_words import plain, strength
from web.services.importing.errors import ImportRefused
from web.services.importing.kinds import KINDS, NAME_FIELDS, ImportKind
from web.services.importing.refusals import is_of_person, is_sensitive

SKIP = "-"
LEAST = 0.2
NAMES_OF_PERSONS = {"imie i nazwisko", "nazwisko i imie", "imie nazwisko", "your name", "full name"}
_PERSONAL = ("full_name", "first_name", "last_name", "email", "phone")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A column that is not taken, and why: ``sensitive``, ``personal``, ``unknown``, ``double`` or ``chosen``."""

    header: str
    why: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Which field each column means.

    Attributes
    ----------
    fields : dict
        Field by place of the column.
    skipped : tuple of Skipped
        The columns that are left, in their order.
    about_persons : bool
        Whether the rows are persons.
    """

    kind: ImportKind
    headers: tuple[str, ...]
    fields: dict[int, str]
    skipped: tuple[Skipped, ...]
    about_persons: bool

    @property
    def lacking(self) -> tuple[tuple[str, ...], ...]:
        """Fields of which one must have a column, and none has."""
        there = set(self.fields.values())
        return tuple(one for one in self.kind.demanded if not there & set(one))

    def header_of(self, field: str) -> str:
        """The header of the column that means the field; the field's own name where there is none."""
        return next((self.headers[place] for place, name in self.fields.items() if name == field), field)


def match_columns(
    kind_name: str, headers: Sequence[str], kept: Mapping[str, str], chosen: Mapping[str, str]
) -> Columns:
    """The columns matched: as chosen now, else as kept from earlier, else by their names.

    Parameters
    ----------
    kept, chosen :
        Field (or `SKIP`) by header; compared without signs and diacritics.

    Raises
    ------
    ImportRefused
        A choice names no column or no field of this kind, two columns are to be one field, or a column
        on identity, health or belief is to be taken.
    """
    kind = KINDS[kind_name]
    said = _said(kind, headers, chosen)
    wished = {plain(header): field for header, field in kept.items() if field in kind.fields or field == SKIP} | said
    about_persons = kind.of_persons and _are_persons(kind, headers, wished)
    fields = _fields(kind, headers, wished, about_persons)
    skipped = tuple(
        Skipped(header, _why(kind, header, wished, about_persons, set(fields.values())))
        for place, header in enumerate(headers)
        if place not in fields and header
    )
    return Columns(kind, tuple(headers), fields, skipped, about_persons)


def _said(kind: ImportKind, headers: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    there = {plain(header) for header in headers}
    taken: dict[str, str] = {}
    for header, field in chosen.items():
        if plain(header) not in there:
            raise ImportRefused("no_such_column", header=header, headers=", ".join(headers))
        if field not in (*kind.fields, SKIP):
            raise ImportRefused("no_such_field", field=field, kind=kind.name, fields=", ".join(kind.fields))
        if field != SKIP and kind.of_persons and is_sensitive(header):
            raise ImportRefused("sensitive_column", header=header)
        if field != SKIP and field in taken.values():
            raise ImportRefused("double_field", field=field)
        taken[plain(header)] = field
    return taken


def _are_persons(kind: ImportKind, headers: Sequence[str], wished: Mapping[str, str]) -> bool:
    """Mentors always are; needs are, where columns name persons."""
    if kind.name == "mentors":
        return True
    fields = {wished[plain(header)] for header in headers if plain(header) in wished}
    named = [f for f in ("first_name", "last_name", "email") if any(strength(h, f) == 1.0 for h in headers)]
    named += [header for header in headers if plain(header) in NAMES_OF_PERSONS]
    registered = fields & {"krs", "regon"} or any(strength(h, f) == 1.0 for h in headers for f in ("krs", "regon"))
    return bool(fields & set(NAME_FIELDS)) or (len(named) > 1 and not registered)


def _fields(kind: ImportKind, headers: Sequence[str], wished: Mapping[str, str], about_persons: bool) -> dict[int, str]:
    allowed = _allowed(kind, about_persons)
    fields: dict[int, str] = {}
    for place, header in enumerate(headers):
        field = wished.get(plain(header), "")
        may = not (kind.of_persons and is_sensitive(header)) and (about_persons or field not in _PERSONAL)
        if field in kind.fields and field not in fields.values() and may:
            fields[place] = field
    by_strength = sorted(
        (
            # Of two that are as sure, the header that says more.
            (-strength(header, field), allowed.index(field), -len(plain(header).split()), place, field)
            for place, header in enumerate(headers)
            if header and plain(header) not in wished and not (about_persons and is_sensitive(header))
            for field in allowed
            if strength(header, field) >= LEAST
        ),
    )
    for *_, place, field in by_strength:
        if place not in fields and field not in fields.values():
            fields[place] = field
    return dict(sorted(fields.items()))


def _allowed(kind: ImportKind, about_persons: bool) -> tuple[str, ...]:
    """Fields that are suggested: persons have no register numbers, and are not known by an organisation."""
    if about_persons:
        return tuple(f for f in kind.fields if f not in {"name", "krs", "nip", "regon"})
    return tuple(f for f in kind.fields if f not in (*_PERSONAL, "role"))


def _why(kind: ImportKind, header: str, wished: Mapping[str, str], about_persons: bool, given: set[str]) -> str:
    if kind.of_persons and is_sensitive(header):
        return "sensitive"
    if wished.get(plain(header)) == SKIP:
        return "chosen"
    if any(strength(header, field) >= LEAST for field in given):
        return "double"
    return "personal" if is_of_person(header) else "unknown"
