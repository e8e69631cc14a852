"""A row of a file read into what it wants, for every kind whose rows become nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph import schema
from graph.model import Value
from graph.schema import Property
from graph.snapshot import today
from web.services.field_values import Wrong, property_value
from web.services.importing.asides import aside, is_nothing
from web.services.importing.cells import FROM_TO, decimal, in_form, moment, phone
from web.services.importing.matching_columns import Columns
from web.services.importing.meanings import Doubt, Meaning
from web.services.importing.places import place_of
from web.services.importing.references import Resolved, Vocabularies, Vocabulary
from web.services.importing.tables import Row
from web.services.importing.wanted import GivenPerson, Problem, Understood, Unsure, Wanted
from web.services.register_numbers import NUMBERS

_LISTS = {"needs": "NEEDS", "offers": "OFFERS", "works_in": "WORKS_IN", "spheres": "ACTIVE_IN"}
_PLACE = ("region", "powiat", "voivodeship")
_SEEKS = ("mentee", "podopieczn", "seeker", "szuka", "uczestni", "participant", "organizacj")


def read_row(row: Row, columns: Columns, vocabularies: Vocabularies, *, ours: bool = False) -> Wanted:
    """What the row wants; everything wrong with it is named at once.

    Parameters
    ----------
    ours : bool
        Whether the row was exported from this network, so that an emptied cell removes what was there.
    """
    return _RowReader(row, columns, vocabularies, ours=ours).read()


class _RowReader:
    """One row while it is read: its texts by field, what is wrong, and what is unsure."""

    def __init__(self, row: Row, columns: Columns, vocabularies: Vocabularies, *, ours: bool) -> None:
        self.row, self.columns, self.vocabularies, self.ours = row, columns, vocabularies, ours
        self.texts = {field: self._text(field, row.cells[place]) for place, field in columns.fields.items()}
        self.problems: list[Problem] = []
        self.unsure: list[Unsure] = []
        self.understood: list[Understood] = []
        self.links: dict[str, Mapping[str, int | None]] = {}
        self.whole: set[str] = set()
        self.label = columns.kind.label

    @staticmethod
    def _text(field: str, text: str) -> str:
        """The cell; empty where it says in words that there is nothing. In answers of yes and no that is a no."""
        return "" if field != "online" and is_nothing(text) else text

    def read(self) -> Wanted:
        if self.row.n_cells > len(self.columns.headers):
            facts = {"n_cells": self.row.n_cells, "n_headers": len(self.columns.headers)}
            self.problems.append(Problem("", "ragged", facts))
        person = self._person() if self.columns.about_persons else None
        self._read_place()
        self._read_lists()
        properties = self._properties()
        self._refuse_numbers_of_informal(properties)
        return Wanted(
            row=self.row.number,
            title=person.display_name if person else str(properties.get("name") or self.texts.get("name") or ""),
            label=self.label,
            given_id=self.texts.get("id", ""),
            properties=properties,
            links=self.links,
            whole=frozenset(self.whole),
            person=person,
            problems=tuple(self.problems),
            unsure=tuple(self.unsure),
            understood=tuple(self.understood),
            aside=aside(self.row, self.columns),
        )

    def wrong(self, field: str, code: str, **facts: Any) -> None:
        self.problems.append(Problem(self.columns.header_of(field), code, facts))

    def _properties(self) -> dict[str, Value | None]:
        found: dict[str, Value | None] = {}
        for name, prop in schema.node_label(self.label).by_name.items():
            text = self.texts.get(name, "")
            if name in self.texts and (text or (self.ours and not prop.required)):
                value = self._value(prop, text) if text else None
                if value is not None or not text:
                    found[name] = value
        if "partner_type" in found and found["partner_type"] is not None:
            found["sector"] = self.vocabularies.sectors[str(found["partner_type"])]
        if not self.columns.about_persons and not found.get("name") and self._is_not_noted("name"):
            self.wrong("name", "missing")
        if self.label == "Event" and "starts_at" not in found and not self.texts.get("starts_at"):
            self.wrong("starts_at", "missing")
        return found

    def _is_not_noted(self, field: str) -> bool:
        return all(self.columns.header_of(field) != problem.column for problem in self.problems)

    def _value(self, prop: Property, text: str) -> Value | None:
        """The value, or None where it is wrong or unsure, which is noted."""
        if prop.name in self.vocabularies.choices and (prop.name != "kind" or self.label == "Event"):
            return self._sure(prop.name, self.vocabularies.choices[prop.name], text)
        try:
            if prop.kind is schema.Kind.DATETIME:
                return moment(text, self._clock())
            if prop.kind is schema.Kind.FLOAT:
                return decimal(text)
            return property_value(prop, in_form(prop, text))
        except Wrong as wrong:
            self.wrong(prop.name, wrong.code, text=text[:60], **wrong.facts)
            return None

    def _clock(self) -> str:
        """When it begins, of the column of times, or of one of hours that says from when to when."""
        hours = self.texts.get("hours", "")
        return self.texts.get("time", "") or (hours if FROM_TO.fullmatch(hours[:30]) else "")

    def _sure(self, field: str, vocabulary: Vocabulary, text: str) -> str | None:
        found = vocabulary.one(text)
        if isinstance(found, Doubt):
            self.unsure.append(Unsure(self.columns.header_of(field), found))
            return None
        self._note(self.columns.header_of(field), field, found)
        return found.code

    def _note(self, column: str, field: str, meaning: Meaning) -> None:
        self.understood.append(Understood(column, field, meaning))

    def _read_place(self) -> None:
        texts = {name: self.texts.get(name, "") for name in (*_PLACE, "locality")}
        if self.ours and "region" in self.texts:
            texts["locality"] = ""  # its region is said, even if by an empty cell
        column = next((name for name in (*_PLACE, "locality") if texts[name]), "region")
        link_type = "HELD_IN" if self.label == "Event" else "LOCATED_IN"
        found = place_of(texts, self.vocabularies)
        if isinstance(found, Doubt):
            self.unsure.append(Unsure(self.columns.header_of(column), found))
        elif found:
            self._note(self.columns.header_of(column), link_type, found)
            self._want(link_type, {found.code: None}, whole=True)
        elif self.ours and "region" in self.texts:
            self._want(link_type, {}, whole=True)

    def _read_lists(self) -> None:
        of_field = {
            "needs": self.vocabularies.skills,
            "offers": self.vocabularies.skills,
            "spheres": self.vocabularies.spheres,
            "works_in": self.vocabularies.regions,
        }
        for field, vocabulary in of_field.items():
            text = self.texts.get(field, "")
            if text.startswith("="):
                self.wrong(field, "formula")
            elif text or (self.ours and field in self.texts):
                self._take(field, vocabulary.many(text))

    def _take(self, field: str, resolved: Resolved) -> None:
        header = self.columns.header_of(field)
        self.unsure += [Unsure(header, doubt) for doubt in resolved.doubts]
        codes = dict(resolved.codes)
        if field == "needs" and (priority := self._priority()):
            codes = {code: rating or priority for code, rating in codes.items()}
        link_type = "ABOUT" if self.label == "Event" else _LISTS[field]
        for meaning in resolved.meanings:
            self._note(header, link_type, meaning)
        # Only a list that was understood whole can say that others go; one of needs alone only adds.
        self._want(link_type, codes, whole=not resolved.doubts and self.columns.kind.name != "needs")

    def _priority(self) -> int | None:
        text = self.texts.get("priority", "").strip()
        return int(text) if text in {"1", "2", "3"} else None

    def _want(self, link_type: str, targets: Mapping[str, int | None], *, whole: bool) -> None:
        if targets or whole:
            self.links[link_type] = targets
            if whole:
                self.whole.add(link_type)

    def _refuse_numbers_of_informal(self, properties: Mapping[str, Value | None]) -> None:
        if properties.get("legal_form") == "INFORMAL":
            for name in NUMBERS:
                if properties.get(name) is not None:
                    self.wrong(name, "informal")

    def _person(self) -> GivenPerson:
        """Who the row is about; as a seeker, where the row says so or the file is of needs."""
        role = self.texts.get("role", "").lower()
        seeks = any(word in role for word in _SEEKS) and not role.startswith("mentor")
        if self.columns.kind.name == "mentors" and seeks:
            self.label = "Organisation"
        names = [self.texts.get(name, "") for name in ("first_name", "last_name")]
        name = " ".join((self.texts.get("full_name") or " ".join(filter(None, names))).split())
        if not name:
            self.wrong("full_name", "missing")
        if len(name) > 200:
            self.wrong("full_name", "too_long", maximum=200)
        email, telephone = self.texts.get("email", ""), phone(self.texts.get("phone", ""))
        return GivenPerson(name, email[:320] or None, telephone[:50] or None)


def joined_of(wanted: Wanted) -> Mapping[str, Value | None]:
    """What a new node has beside what its row says: the day it joined, today where the row says none."""
    if wanted.label == "Event":
        return {}
    return {"joined": wanted.properties.get("joined") or today()}
