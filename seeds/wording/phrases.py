"""Phrases and sentences kept in tables: what is done in a sphere, what a skill is asked with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from seeds.reference import skills, spheres
from seeds.reference.table import read_rows

_FOLDER = Path(__file__).parents[1] / "sample"


class SkillPhrases(NamedTuple):
    """How a need is asked for (genitive, after "szukamy") and offered (after "możemy")."""

    need: str
    offer: str


class Activities(NamedTuple):
    """Sentences on a sphere's work: told as "we", and told of an organisation."""

    we: tuple[str, ...]
    it: tuple[str, ...]


@cache
def skill_phrases() -> Mapping[str, SkillPhrases]:
    """Phrases of every skill by its code."""
    rows = read_rows("skill_phrases.csv", ("skill", "need", "offer"), key=("skill",), folder=_FOLDER)
    codes = [skill.code for skill in skills()]
    return {row.code("skill", codes): SkillPhrases(row.text("need"), row.text("offer")) for row in rows}


@cache
def activities() -> Mapping[str, Activities]:
    """Sentences of every sphere in use by its code."""
    rows = read_rows("activities.csv", ("sphere", "voice", "sentence"), key=("sphere", "sentence"), folder=_FOLDER)
    codes = [sphere.code for sphere in spheres()]
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        voices = found.setdefault(row.code("sphere", codes), {"we": [], "it": []})
        voices[row.code("voice", ("we", "it"))].append(row.text("sentence"))
    return {code: Activities(tuple(voices["we"]), tuple(voices["it"])) for code, voices in found.items()}
