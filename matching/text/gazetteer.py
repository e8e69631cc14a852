"""Places named in a text, in whatever form: "w Rzeszowie", "powiat krośnieński", "in Sanok", "na Podkarpaciu".

A name of its own counts with a capital letter, or in small letters after a preposition of place. One that is an
ordinary word as well ("Koło", "Pisz") needs the capital letter, something before it in its sentence, and no second
capital behind it ("w Kole Gospodyń"). The adjective of a powiat counts after the word "powiat" alone, that of a
voivodeship also after a preposition; after "i", "oraz" or a comma what goes for one place goes for the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.folding import fold
from matching.text.inflecting import forms_of

_WORD = re.compile(r"[^\W_]+")
_ENDS_SENTENCE = re.compile(r"[.!?;:…\n]")
_PREPOSITIONS = """
w we z ze do od na nad kolo pod okolic okolice okolicach rejonie rejon miasto miasta miescie gmina gminy
gminie in near around from at
"""
_BEFORE_PLACES = frozenset(_PREPOSITIONS.split())
_ABBREVIATED = frozenset(("pow", "woj", "gm", "m", "k", "ok", "np", "im", "ul", "sw"))
_AND = frozenset(("i", "oraz", "lub", "albo", "a", "and", "or"))
_POWIAT = re.compile(r"pow|powia(t|tu|towi|tem|ty|tow|tach|tami|tom)|powiecie|county|district")
_VOIVODESHIP = re.compile(r"woj|wojewodztw\w*|voivodeship|region(ie|u)?")
# Names of towns that are ordinary words too, or a form of one.
_TOWNS = """
brzeg brzeziny gora jawor kartuzy kolno kolo konskie lask lipno lodz miechow namyslow nisko oborniki opatow
pila pisz police poznan przemysl puck ryki slawno szczytno swiecie turek tychy walcz wolow wrzesnia zary zlotow
zory
"""
_ORDINARY = frozenset(_TOWNS.split())


class Named(NamedTuple):
    """A place as a text names it: the ids that may be meant, and the words as they are written."""

    ids: tuple[str, ...]
    words: str


class _Name(NamedTuple):
    """A name as folded words, and after which words alone it is one; None where it stands for itself."""

    words: tuple[str, ...]
    after: re.Pattern[str] | None


class _Word(NamedTuple):
    folded: str
    start: int
    end: int
    is_capital: bool
    is_first: bool  # of its sentence


class _Last(NamedTuple):
    """Where the last place ends, and after which word it stood."""

    end: int
    lead: str


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Names of places by the forms of their first word, the longest first."""

    ids_of: Mapping[_Name, tuple[str, ...]]
    by_first: Mapping[str, tuple[_Name, ...]]

    def places(self, text: str) -> tuple[Named, ...]:
        """The places that a text names, in its order, each way of writing once.

        >>> of_two = gazetteer([("1863", "Rzeszów"), ("1807", "powiat krośnieński")])
        >>> [(one.ids, one.words) for one in of_two.places("Warsztaty w Rzeszowie i w powiecie krośnieńskim")]
        [(('1863',), 'Rzeszowie'), (('1807',), 'powiecie krośnieńskim')]
        >>> of_two.places("krośnieński dom kultury")
        ()
        """
        return tuple(dict.fromkeys(self._found(text, list(_words(text)))))

    def _found(self, text: str, words: list[_Word]) -> Iterator[Named]:
        at, last = 0, _Last(-1, "")
        while at < len(words):
            lead = _lead(text, words, at, last)
            name = next((one for one in self._beginning(words, at) if _stands(one, words, at, lead)), None)
            if name is None:
                at += 1
                continue
            is_led = name.after is not None and at > 0 and bool(name.after.fullmatch(words[at - 1].folded))
            last = _Last(at + len(name.words), lead)
            yield Named(self.ids_of[name], text[words[at - is_led].start : words[last.end - 1].end])
            at = last.end

    def _beginning(self, words: list[_Word], at: int) -> Iterator[_Name]:
        for name in self.by_first.get(words[at].folded, ()):
            told = words[at : at + len(name.words)]
            if len(told) == len(name.words) and all(
                said.folded in forms_of(own) for said, own in zip(told, name.words, strict=True)
            ):
                yield name


def gazetteer(names: Iterable[tuple[str, str]]) -> Gazetteer:
    """The gazetteer of these ids and names; a name of several ids may mean each of them."""
    ids_of: dict[_Name, list[str]] = defaultdict(list)
    for place_id, name in names:
        if (read := _name_of(name)) and place_id not in ids_of[read]:
            ids_of[read].append(place_id)
    by_first: dict[str, list[_Name]] = defaultdict(list)
    for one in sorted(ids_of, key=lambda one: (-len(one.words), one.words, one.after is None)):
        for form in forms_of(one.words[0]):
            by_first[form].append(one)
    return Gazetteer(
        {name: tuple(ids) for name, ids in ids_of.items()},
        {form: tuple(names) for form, names in by_first.items()},
    )


def _name_of(name: str) -> _Name | None:
    words = tuple(_WORD.findall(fold(name)))
    for kind in (_POWIAT, _VOIVODESHIP):
        if len(words) > 1 and kind.fullmatch(words[0]):
            return _Name(words[1:], kind)
    return _Name(words, None) if words else None


def _words(text: str) -> Iterator[_Word]:
    end, before = 0, ""
    for found in _WORD.finditer(text):
        is_first = not end or bool(_ENDS_SENTENCE.search(text, end, found.start()) and before not in _ABBREVIATED)
        before, end = fold(found[0]), found.end()
        yield _Word(before, found.start(), end, found[0][0].isupper(), is_first)


def _lead(text: str, words: list[_Word], at: int, last: _Last) -> str:
    """The word that the one there stands after in its sentence; what the last place stood after, if only "and" came."""
    if words[at].is_first:
        return ""
    before = words[at - 1]
    is_next = last.end == at and "," in text[before.end : words[at].start]
    return last.lead if is_next or (last.end == at - 1 and before.folded in _AND) else before.folded


def _stands(name: _Name, words: list[_Word], at: int, lead: str) -> bool:
    """Whether the words there are meant as the name that they look like."""
    if name.after is not None:
        may_be_alone = name.after is _VOIVODESHIP and lead in _BEFORE_PLACES
        return may_be_alone or bool(name.after.fullmatch(lead))
    is_plain = len(name.words) > 1 or name.words[0] not in _ORDINARY
    if not words[at].is_capital:
        return is_plain and lead in _BEFORE_PLACES
    behind = words[at + 1] if at + 1 < len(words) else None
    is_part = behind is not None and behind.is_capital and not behind.is_first
    return is_plain or not (words[at].is_first or is_part)
