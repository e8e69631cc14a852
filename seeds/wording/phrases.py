"""Phrases and sentences kept in tables: what is done in a sphere, what a skill is asked with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from seeds.reference import legal_forms, partner_types, skills, spheres
from seeds.reference.table import read_rows

_FOLDER = Path(__file__).parents[1] / "sample"


class SkillPhrases(NamedTuple):
    """How a need is asked for (genitive, after "szukamy") and offered (after "możemy")."""

    need: str
    offer: str


class Sentence(NamedTuple):
    """A sentence on what is done; `theme` is empty where it suits all of its subject.

    `voice` is "we" where the organisation speaks, "it" where somebody speaks of it.
    """

    theme: str
    voice: str
    text: str


@cache
def skill_phrases() -> Mapping[str, SkillPhrases]:
    """Phrases of every skill by its code."""
    rows = read_rows("skill_phrases.csv", ("skill", "need", "offer"), key=("skill",), folder=_FOLDER)
    codes = [skill.code for skill in skills()]
    return {row.code("skill", codes): SkillPhrases(row.text("need"), row.text("offer")) for row in rows}


@cache
def activities() -> Mapping[str, tuple[Sentence, ...]]:
    """What is done, by subject: a sphere's code, or a legal form's where that says more."""
    columns = ("subject", "theme", "voice", "sentence")
    rows = read_rows("activities.csv", columns, key=("subject", "sentence"), folder=_FOLDER)
    subjects = [sphere.code for sphere in spheres()] + [form.code for form in legal_forms()]
    found: dict[str, list[Sentence]] = {}
    for row in rows:
        text = Sentence(row.optional("theme") or "", row.code("voice", ("we", "it")), row.text("sentence"))
        found.setdefault(row.code("subject", subjects), []).append(text)
    return {subject: tuple(sentences) for subject, sentences in found.items()}


@cache
def themes(subject: str) -> tuple[str, ...]:
    """The themes of a sphere, in alphabetical order; one empty theme where it has none."""
    return tuple(sorted({text.theme for text in activities().get(subject, ()) if text.theme})) or ("",)


@cache
def sentences(subject: str, theme: str, voice: str) -> tuple[str, ...]:
    """Sentences on a subject that suit the theme and the voice; may be empty."""
    suitable = activities().get(subject, ())
    return tuple(text.text for text in suitable if text.voice == voice and text.theme in ("", theme))


@cache
def titles(sphere: str, theme: str) -> tuple[str, ...]:
    """Titles that hint at the sphere and theme; may be empty."""
    rows = read_rows("titles.csv", ("sphere", "theme", "title"), key=("title",), folder=_FOLDER)
    wanted = {(sphere, ""), (sphere, theme)}
    return tuple(row.text("title") for row in rows if (row.text("sphere"), row.optional("theme") or "") in wanted)


@cache
def partner_activities() -> Mapping[str, tuple[str, ...]]:
    """What a type of partner says of itself, by its code."""
    rows = read_rows("partner_activities.csv", ("partner_type", "sentence"), key=("sentence",), folder=_FOLDER)
    found: dict[str, list[str]] = {kind.code: [] for kind in partner_types()}
    for row in rows:
        found[row.code("partner_type", list(found))].append(row.text("sentence"))
    return {code: tuple(texts) for code, texts in found.items()}
