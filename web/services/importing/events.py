"""Events: which one a row is about, and which actors came to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from graph.folding import fold
from graph.model import Node
from web.services.importing.known import Found, KnownActors
from web.services.importing.meanings import Candidate, Doubt
from web.services.importing.references import single_spaced
from web.services.importing.wanted import Unsure, Wanted

_PARTS = re.compile(r"\s*[;\n|]\s*")
_WITH_NUMBER = re.compile(r"^(?P<name>.*?)\s*[(:]\s*(?P<n>\d{1,4})\s*\)?$")
_WITH_ID = re.compile(r"\[(?P<id>[^\[\]]+?)(?::(?P<n>\d{1,5}))?\]\s*$")


class KnownEvents:
    """Every event by id, and by its folded name and day; rows of a file are added as they come."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._ids: set[str] = set()
        self._by_name: dict[tuple[str, str], str] = {}
        for node in nodes:
            self.add(node)

    def add(self, node: Node) -> None:
        """Take one more event into account."""
        self._ids.add(node.id)
        self._by_name.setdefault(_title(node.properties.get("name"), node.properties.get("starts_at")), node.id)

    def __contains__(self, event_id: str) -> bool:
        return event_id in self._ids

    def find(self, wanted: Wanted) -> Found:
        """By id, then by name and day: the same training is held again on another."""
        if wanted.given_id in self._ids:
            return Found(wanted.given_id, "id")
        same = self._by_name.get(_title(wanted.properties.get("name"), wanted.properties.get("starts_at")))
        return Found(same, "name") if same else Found()


def with_attendants(wanted: Wanted, text: str, column: str, actors: KnownActors) -> Wanted:
    """The row with who came, parted by semicolons or lines (or commas, where those give more whom we know).

    A number after a name says how many persons came. Whoever is not known, or may be several, is unsure.
    """
    text = single_spaced(text)
    parts = [part for part in _PARTS.split(text.strip()) if part]
    if len(parts) == 1 and not actors.named(_named(parts[0])[0]):
        parts = [part.strip() for part in text.split(",") if part.strip()]
    came: dict[str, int | None] = {}
    unsure: list[Unsure] = []
    for part in parts:
        name, n_persons = _named(part)
        found = actors.named(name)
        if len(found) == 1:
            came.setdefault(found[0], n_persons)
        else:
            unsure.append(Unsure(column, Doubt(name, tuple(Candidate(one, (name, name), 1.0) for one in found))))
    whole = wanted.whole | {"ATTENDED"} if not unsure and parts else wanted.whole
    return replace(wanted, links={**wanted.links, "ATTENDED": came}, whole=whole, unsure=(*wanted.unsure, *unsure))


def _named(part: str) -> tuple[str, int | None]:
    """The name or id of who came, and how many persons.

    >>> _named("Koło Łąka (3)"), _named("Koło [org-1:2]"), _named("Koło")
    (('Koło Łąka', 3), ('org-1', 2), ('Koło', None))
    """
    if found := _WITH_ID.search(part):
        return found["id"], int(found["n"]) if found["n"] else None
    if (found := _WITH_NUMBER.match(part)) and int(found["n"]) > 0:
        return found["name"], int(found["n"])
    return part, None


def _title(name: object, starts_at: object) -> tuple[str, str]:
    day = starts_at.date().isoformat() if isinstance(starts_at, datetime) else ""
    return fold(str(name or "")), day
