"""Values, changes and meanings of a plan in words, for the terminal and for pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.folding import fold
from web.services.importing.comparing import Change
from web.services.importing.meanings import Labels, Meaning, in_language_of
from web.services.importing.row_words import in_language
from web.services.importing.wanted import Understood

Named = Mapping[str, Mapping[str, Labels]]
_WORDS = {
    "alike": ("podobieństwo {similarity}", "similarity {similarity}"),
    "chosen": ("Wasz wybór", "your choice"),
    "yes": ("tak", "yes"),
    "no": ("nie", "no"),
}


def value_in_words(named: Named, field: str, value: Any, language: str) -> str:
    """A value of a field: codes with what they are called, yes or no, everything else as it is; empty for None.

    >>> value_in_words({"NEEDS": {"T3.01": ("Wnioski", "Grants")}}, "NEEDS", ["T3.01:3"], "en")
    'Grants [T3.01:3]'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return in_language(_WORDS, "yes" if value else "no", language)
    if isinstance(value, list | tuple):
        return "; ".join(value_in_words(named, field, one, language) for one in value)
    labels = named.get(field, {}).get(str(value).partition(":")[0])
    return _coded(in_language_of(labels, language), str(value)) if labels else str(value)


def _coded(label: str, code: str) -> str:
    return label if label == code else f"{label} [{code}]"


def change_in_words(named: Named, change: Change, language: str) -> tuple[str, str]:
    """What is there and what would be, each in words."""
    old, new = (value_in_words(named, change.field, one, language) for one in (change.old, change.new))
    return old, new


def meaning_in_words(meaning: Meaning, language: str) -> str:
    """What a text was taken for, and how surely: without a word where it is just what the entry is called.

    >>> from web.services.importing.meanings import Candidate
    >>> grants = Candidate("T3.01", ("Pisanie wniosków", "Grant writing"), 0.8)
    >>> meaning_in_words(Meaning("pisanie wniosku", grants, "alike"), "pl")
    '„pisanie wniosku” → Pisanie wniosków [T3.01] (podobieństwo 0,80)'
    """
    entry = _coded(meaning.entry.label(language), meaning.code)
    if meaning.how == "exact" and fold(meaning.text) in {*map(fold, meaning.entry.labels), fold(meaning.code)}:
        return entry
    quoted = f"„{meaning.text}”" if language == "pl" else f"“{meaning.text}”"
    return f"{quoted} → {entry}" + (f" ({how_surely(meaning, language)})" if meaning.how != "exact" else "")


def how_surely(meaning: Meaning, language: str) -> str:
    """Why a text was taken for what is not its name: how like the two are, or that a person said so."""
    similarity = f"{meaning.entry.similarity:.2f}"
    shown = similarity.replace(".", ",") if language == "pl" else similarity
    return in_language(_WORDS, meaning.how, language).format(similarity=shown)


def by_field(understood: Iterable[Understood]) -> dict[str, list[Meaning]]:
    """The meanings of a row by their field, in the order of the row."""
    found: dict[str, list[Meaning]] = {}
    for one in understood:
        found.setdefault(one.field, []).append(one.meaning)
    return found
