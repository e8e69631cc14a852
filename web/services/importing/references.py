"""Words in cells resolved to the reference: exact labels and codes first, then what they are most like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from graph.folding import fold
from graph.model import Node
from graph.store import Store
from matching.text import Confidence, Match, References, confidence, references_of, resolve
from seeds.reference import legal_forms, partner_types
from seeds.reference.labels import label
from web.services.importing.meanings import Candidate, Doubt, Labels, Meaning
from web.services.importing.reference_words import CHOICES, FORMS, LABELLED, SPHERES

_CODED = re.compile(r"\[([A-Z0-9.]{2,8})(?::([1-3]))?\]\s*$")
_RATED = re.compile(r"^([A-Z]+\d[A-Z0-9.]*|\d{2}|\d{4})(?::([1-3]))?$")
_RATING = re.compile(r"\s*[(:]\s*([1-3])\s*\)?\s*$")
_ITEMS = re.compile(r"\s*[;\n|•]\s*")
_POINTS = re.compile(r"\d{1,2}[a-z]?(?:[\s,;]+\d{1,2}[a-z]?)*")  # of the act: "6 7"
_SHOWN = 3
_MAX_TEXT = 300
_MOST_PIECES = 6  # between commas of one label
MAX_ITEMS = 100  # of one cell
MAX_COMPARED = 5_000  # different texts of one file, a millisecond each; further ones are in doubt
LEFT_OUT = "-"  # in place of a code: the text is taken for nothing
_CLEAR_WORD, _CLEAR_LEAD = 0.6, 0.3  # similarity of a single word, and its lead: one word alone is easily like another


@dataclass(frozen=True, slots=True)
class Resolved:
    """Codes with their ratings (None where none is given), in the order of the text, and what is left in doubt.

    Attributes
    ----------
    meanings : tuple of Meaning
        What was taken for each of the codes.
    """

    codes: Mapping[str, int | None] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    meanings: tuple[Meaning, ...] = ()


class Vocabulary:
    """The entries of one reference, to be found by code, by label, or by likeness.

    Parameters
    ----------
    entries :
        Codes with the Polish label, the English one, and other names.
    told :
        Labels of entries that are to be shown otherwise than they are found.
    """

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]], told: Mapping[str, Labels] | None = None) -> None:
        given = list(entries)
        self.labels: dict[str, Labels] = {code: (texts[0], texts[1]) for code, texts in given} | dict(told or {})
        listed = [(code, [text for text in texts if text]) for code, texts in given]
        self._listed = listed
        self._exact: dict[str, set[str]] = {}
        for code, texts in listed:
            for text in (code, *texts):
                self._exact.setdefault(_bare(text), set()).add(code)
        self._known: dict[str, Meaning | Doubt] = {}
        self._n_compared = 0

    def one(self, text: str) -> Meaning | Doubt:
        """What the text surely means, or the doubt."""
        if text not in self._known:
            self._known[text] = self._found(text)
        return self._known[text]

    def choose(self, text: str, code: str) -> None:
        """Take the text for the entry from now on, if there is such an entry; `LEFT_OUT` takes it for nothing."""
        if code in self.labels:
            self._known[text] = self.entry(code, text, chosen=True)
        elif code == LEFT_OUT:
            self._known[text] = _left_out(self.one(text))

    def entry(self, code: str, text: str, *, chosen: bool = False) -> Meaning:
        """The entry of that code, which the text names or was said to mean."""
        return Meaning(text, Candidate(code, self.labels[code], 1.0), "chosen" if chosen else "exact")

    def many(self, text: str) -> Resolved:
        """The entries of a list: parted by semicolons, lines, bars, or commas where those are no part of a label."""
        codes: dict[str, int | None] = {}
        doubts: list[Doubt] = []
        meanings: list[Meaning] = []
        items = list(self._items(single_spaced(text)))
        if len(items) > MAX_ITEMS:
            doubts.append(Doubt("; ".join(items[MAX_ITEMS:])))
        for item in items[:MAX_ITEMS]:
            bare, rating = self._rated(item)
            found = self.one(bare)
            if isinstance(found, Doubt):
                doubts.append(found)
            elif found.code not in codes:
                codes[found.code] = rating
                meanings.append(found)
        return Resolved(codes, tuple(doubts), tuple(meanings))

    def exact(self, text: str) -> set[str]:
        """The entries of which the text is a code, a label or a synonym."""
        return set(self._exact.get(_bare(text), ()))

    def _found(self, text: str) -> Meaning | Doubt:
        exact = [self.entry(code, text) for code in sorted(self.exact(text))]
        if len(exact) == 1:
            return exact[0]
        if exact:
            return Doubt(text, tuple(one.entry for one in exact))
        if self._n_compared == MAX_COMPARED:
            return Doubt(text)
        self._n_compared += 1
        matches = resolve(self._references, text[:_MAX_TEXT], _SHOWN)
        sure = confidence(matches)
        shown = tuple(Candidate(m.id, self.labels[m.id], round(m.similarity, 2)) for m in matches)
        if sure is Confidence.SURE and (" " in text.strip() or _leads(matches)):
            return Meaning(text, shown[0], "alike", shown[1:])
        return Doubt(text, shown if sure is not Confidence.NONE else ())

    @cached_property
    def _references(self) -> References:
        """The entries laid out for comparing, once something has to be compared."""
        return references_of(self._listed)

    def _rated(self, item: str) -> tuple[str, int | None]:
        """The text and the rating after it: ``label [CODE:3]``, ``CODE:3``, ``label (3)``."""
        if (found := _CODED.search(item)) and found[1] in self.labels:
            return found[1], int(found[2]) if found[2] else None
        if (found := _RATED.match(item.strip())) and found[1] in self.labels:
            return found[1], int(found[2]) if found[2] else None
        if found := _RATING.search(item):
            return item[: found.start()], int(found[1])
        return item, None

    def _items(self, text: str) -> Iterator[str]:
        if _POINTS.fullmatch(text.strip()):
            yield from re.split(r"[\s,;]+", text.strip())
            return
        for part in _ITEMS.split(text.strip()):
            if part:
                yield from [part] if self._is_known(part) or "," not in part else self._parted(part)

    def _parted(self, text: str) -> Iterator[str]:
        """Between commas, the longest runs that are labels; the other pieces one by one."""
        pieces = [piece.strip() for piece in text.split(",")]
        start = 0
        while start < len(pieces):
            ends = range(min(len(pieces), start + _MOST_PIECES), start + 1, -1)
            end = next((end for end in ends if self._is_known(", ".join(pieces[start:end]))), start + 1)
            if run := ", ".join(pieces[start:end]):
                yield run
            start = end

    def _is_known(self, text: str) -> bool:
        return _bare(self._rated(text)[0]) in self._exact


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """Every reference that cells are resolved with.

    Attributes
    ----------
    choices :
        Vocabulary by property, of those whose values are codes that have labels.
    sectors :
        Sector by partner type.
    """

    skills: Vocabulary
    spheres: Vocabulary
    regions: Vocabulary
    voivodeships: Vocabulary
    cities: frozenset[str]
    choices: Mapping[str, Vocabulary]
    sectors: Mapping[str, str]

    def choose(self, words: Mapping[str, str]) -> None:
        """Take words that were in doubt for the codes that a person chose."""
        for text, code in words.items():
            for vocabulary in (self.skills, self.spheres, self.regions, *self.choices.values()):
                vocabulary.choose(text, code)

    @property
    def named(self) -> dict[str, Mapping[str, Labels]]:
        """By property or link type whose values are codes, the labels of the codes."""
        skills, spheres, regions = (one.labels for one in (self.skills, self.spheres, self.regions))
        of_links = {"NEEDS": skills, "OFFERS": skills, "ACTIVE_IN": spheres, "ABOUT": spheres, "WORKS_IN": regions}
        places = {"LOCATED_IN": regions, "HELD_IN": regions}
        return {**of_links, **places, **{name: one.labels for name, one in self.choices.items()}}

    @classmethod
    def of(cls, store: Store) -> Vocabularies:
        """The references that the network has, and those of the seeds that it keeps as codes."""
        regions = list(store.stream_nodes("Region"))
        large = [node for node in regions if len(node.id) == 2]
        return cls(
            Vocabulary((n.id, (*_labels(n), *_synonyms(n))) for n in store.stream_nodes("Skill")),
            Vocabulary((n.id, _sphere_names(n)) for n in store.stream_nodes("Sphere")),
            Vocabulary(((n.id, _region_names(n)) for n in regions), _told_apart(regions)),
            Vocabulary((n.id, _region_names(n)) for n in large),
            frozenset(node.id for node in regions if node.properties.get("city")),
            _choices(),
            {one.code: one.sector for one in partner_types()},
        )


def single_spaced(text: str) -> str:
    """The text with single spaces, its lines kept; what runs of spaces would cost, nothing after it has to bear.

    >>> single_spaced(" a   b \\n c ")
    'a b\\nc'
    """
    return "\n".join(" ".join(line.split()) for line in text.splitlines())


def _choices() -> dict[str, Vocabulary]:
    forms = ((form.code, (form.label_pl, form.label_en, *FORMS.get(form.code, ()))) for form in legal_forms())
    named = {
        name: Vocabulary(
            (code, (label(kind, code, "pl"), label(kind, code, "en"), *CHOICES.get(code, ()))) for code in choices
        )
        for name, kind, choices in LABELLED
    }
    types = Vocabulary((one.code, (one.label_pl, one.label_en)) for one in partner_types())
    return {"legal_form": Vocabulary(forms), "partner_type": types, **named}


def _leads(matches: Sequence[Match]) -> bool:
    second = matches[1].similarity if len(matches) > 1 else 0.0
    return matches[0].similarity >= _CLEAR_WORD and matches[0].similarity - second >= _CLEAR_LEAD


def _left_out(found: Meaning | Doubt) -> Doubt:
    """The text, taken for nothing, with what it may mean after all."""
    if isinstance(found, Doubt):
        return replace(found, left_out=True)
    return Doubt(found.text, (found.entry, *found.others), left_out=True)


def _bare(text: str) -> str:
    """What exact comparison looks at: folded, without points and brackets at the ends."""
    return fold(text).strip(" .,:()[]„”\"'")


def _labels(node: Node) -> tuple[str, str]:
    return str(node.properties["label_pl"]), str(node.properties["label_en"])


def _synonyms(node: Node) -> list[str]:
    found = node.properties.get("synonyms_pl") or []
    return [str(one) for one in found] if isinstance(found, list) else []


def _sphere_names(node: Node) -> tuple[str, ...]:
    """The labels, the point of the act, and everyday words."""
    return (*_labels(node), str(node.properties.get("statute_point", "")), *SPHERES.get(node.id, ()))


def _region_names(node: Node) -> tuple[str, ...]:
    """The label, and what registers write: without the word powiat, with ``m.`` before a city."""
    polish, english = _labels(node)
    bare = polish.removeprefix("powiat ").removeprefix("województwo ")
    if node.properties.get("city"):
        return polish, english, f"M. {bare}", f"m. st. {bare}", f"miasto {bare}", f"powiat {bare}", f"m.{bare}"
    return polish, english, bare, f"pow. {bare}", f"woj. {bare}" if len(node.id) == 2 else ""


def _told_apart(regions: Sequence[Node]) -> dict[str, Labels]:
    """Labels of powiats that share their name with another, with the voivodeship."""
    labels = {node.id: _labels(node) for node in regions}
    shared = Counter(polish for polish, _ in labels.values())
    return {
        code: (f"{polish} ({labels[code[:2]][0]})", f"{english} ({labels[code[:2]][1]})")
        for code, (polish, english) in labels.items()
        if shared[polish] > 1 and code[:2] in labels
    }
