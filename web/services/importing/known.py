"""Which actor of the network a row is about: surely, perhaps, or none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from graph.folding import fold
from graph.model import Node, Value
from graph.store import Store
from web.services.importing.wanted import Wanted

Why = Literal["id", "krs", "regon", "nip", "name", "similar", "role", "place", "person"]
_FORM_WORDS = frozenset(
    ("stowarzyszenie", "fundacja", "towarzystwo", "grupa", "nieformalna", "kolo", "klub", "w", "we", "z", "ze", "na",
     "rzecz", "im", "imienia", "i", "oraz", "the", "of", "for", "and", "association", "foundation")
)  # fmt: skip
_WITH_ID = re.compile(r"\[([^\[\]]+)\]$")  # as an export writes who is meant
_WORDS = re.compile(r"[a-z0-9]+")
_APART = ("krs", "regon")  # numbers that tell two apart
_MOST_ALIKE = 20  # actors of one name


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a row.

    Attributes
    ----------
    actor_id : str or None
        The actor that the row surely is about.
    suspects : tuple of (str, str)
        Ids of actors that it may be about, each with what speaks for it.
    """

    actor_id: str | None = None
    why: Why | None = None
    suspects: tuple[tuple[str, Why], ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    actor_id: str
    labels: frozenset[str]
    numbers: Mapping[str, str]
    place: str


class KnownActors:
    """Every actor by number, by name and by the words of its name; rows of a file are added as they come."""

    def __init__(self, nodes: Iterable[Node], regions: Mapping[str, str]) -> None:
        self._entries: dict[str, _Entry] = {}
        self._by_number: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_words: dict[str, list[str]] = defaultdict(list)
        for node in nodes:
            self.add(node.id, node.labels, node.properties, regions.get(node.id, ""))

    @classmethod
    def of(cls, store: Store) -> KnownActors:
        """The actors of the network."""
        regions = {source: target for batch in store.stream_link_columns("LOCATED_IN")
                   for source, target in zip(batch.sources, batch.targets, strict=True)}  # fmt: skip
        return cls(store.stream_nodes("Actor"), regions)

    def add(self, actor_id: str, labels: frozenset[str], properties: Mapping[str, Value | None], region: str) -> None:
        """Take one more actor into account."""
        numbers = {name: str(properties[name]) for name in ("krs", "regon", "nip") if properties.get(name)}
        place = fold(str(properties.get("locality") or "")) or region
        self._entries[actor_id] = _Entry(actor_id, labels, numbers, place)
        for number in numbers.items():
            self._by_number[number].append(actor_id)
        if name := str(properties.get("name") or ""):
            self._by_name[fold(name)].append(actor_id)
            self._by_words[_words(name)].append(actor_id)

    def __contains__(self, actor_id: str) -> bool:
        return actor_id in self._entries

    def find(self, wanted: Wanted) -> Found:
        """By id, KRS, REGON, then folded name and place; whoever is like it otherwise is a suspect.

        Two with different KRS numbers, or different REGON numbers, are never one.
        """
        if wanted.given_id and wanted.given_id in self._entries:
            return Found(wanted.given_id, "id")
        for number in ("krs", "regon"):
            if found := self._numbered(wanted, number):
                return found
        return self._named(wanted)

    def named(self, text: str) -> list[str]:
        """Ids of the actors that a text names by id, by number, or by its whole name, in order."""
        bare = text.strip()
        if (found_id := _WITH_ID.search(bare)) and found_id[1] in self._entries:
            return [found_id[1]]
        if bare in self._entries:
            return [bare]
        digits = re.sub(r"[\s-]", "", bare)
        if digits.isascii() and digits.isdigit():
            for number, width in (("krs", 10), ("regon", 9), ("regon", 14), ("nip", 10)):
                if found := self._by_number.get((number, digits.zfill(width))):
                    return sorted(found)
        return sorted(self._by_name.get(fold(bare), []))

    def pairs(self) -> dict[tuple[str, str], Why]:
        """Ids of any two who share a number, a whole name, or the words of one, and nothing speaks against it."""
        found: dict[tuple[str, str], Why] = {}
        for (number, _), ids in self._by_number.items():
            found |= {pair: _why_of(number) for pair in self._of_two(ids) if pair not in found}
        groups: list[tuple[Why, Iterable[list[str]]]] = [
            ("name", self._by_name.values()),
            ("similar", self._by_words.values()),
        ]
        for why, of_names in groups:
            for ids in of_names:
                near = (pair for pair in self._of_two(ids) if self._may_be_in(pair[0], self._entries[pair[1]].place))
                found |= {pair: why for pair in near if pair not in found}
        return found

    def _of_two(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Any two of a group that have no different numbers; none of a group that is too large to be of one."""
        if len(ids) > _MOST_ALIKE:
            return
        for first, second in combinations(sorted(set(ids)), 2):
            numbers = [self._entries[one].numbers for one in (first, second)]
            if all(numbers[0].get(name, "") in {"", numbers[1].get(name, numbers[0].get(name, ""))} for name in _APART):
                yield first, second

    def _numbered(self, wanted: Wanted, number: str) -> Found | None:
        value = str(wanted.properties.get(number) or "")
        ids = sorted(self._by_number.get((number, value), [])) if value else []
        if not ids:
            return None
        apart = [one for one in ids if number == "regon" and self._clash(wanted, one)]
        if len(ids) > 1 or apart:
            return Found(suspects=tuple((one, _why(number)) for one in ids))
        return Found(ids[0], _why(number))

    def _named(self, wanted: Wanted) -> Found:
        name = str(wanted.properties.get("name") or "")
        place = _place(wanted)
        alike = [one for one in self._by_name.get(fold(name), []) if name and not self._clash(wanted, one)]
        here = sorted(one for one in alike if self._entries[one].place == place)
        if len(here) == 1:
            in_role = wanted.label in self._entries[here[0]].labels
            return Found(here[0], "name") if in_role else Found(suspects=((here[0], "role"),))
        suspects: dict[str, Why] = dict.fromkeys(here, "name")
        suspects |= {one: "place" for one in sorted(alike) if self._may_be_in(one, place) and one not in suspects}
        nip = str(wanted.properties.get("nip") or "")
        for one in sorted(self._by_number.get(("nip", nip), [])) if nip else ():
            if not self._clash(wanted, one):
                suspects.setdefault(one, "nip")
        for one in sorted(self._by_words.get(_words(name), [])) if name else ():
            if not self._clash(wanted, one) and self._may_be_in(one, place):
                suspects.setdefault(one, "similar")
        return Found(suspects=tuple(suspects.items()))

    def _clash(self, wanted: Wanted, actor_id: str) -> bool:
        numbers = self._entries[actor_id].numbers
        given = {name: str(wanted.properties.get(name) or "") for name in ("krs", "regon")}
        return any(given[name] and numbers.get(name, given[name]) != given[name] for name in given)

    def _may_be_in(self, actor_id: str, place: str) -> bool:
        known = self._entries[actor_id].place
        return not known or not place or known == place


def _why_of(number: str) -> Why:
    return "nip" if number == "nip" else _why(number)


def _why(number: str) -> Why:
    return "krs" if number == "krs" else "regon"


def _place(wanted: Wanted) -> str:
    regions: Sequence[str] = list(wanted.links.get("LOCATED_IN", {}))
    return fold(str(wanted.properties.get("locality") or "")) or (regions[0] if regions else "")


def _words(name: str) -> str:
    """The words of a name that tell it apart, in order; what kind of body it is does not.

    >>> _words("Fundacja „Nasza Łąka”"), _words("Nasza Łąka – stowarzyszenie")
    ('laka nasza', 'laka nasza')
    """
    words = _WORDS.findall(fold(name))
    return " ".join(sorted(set(words) - _FORM_WORDS or set(words)))
