"""Titles and descriptions of invented joint projects, by the sphere that they are about."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from seeds.reference import spheres
from seeds.reference.table import read_rows

_FOLDER = Path(__file__).parents[1] / "sample"
_SHARE_OF_TITLES_WITH_PLACE = 0.35
_SHARE_OF_TEXTS_WITH_ENDING = 0.6

Idea = tuple[str, str]


@cache
def ideas() -> Mapping[str, tuple[Idea, ...]]:
    """Of every sphere the projects it may have: a title, and a sentence on what happens."""
    rows = read_rows("projects.csv", ("sphere", "title", "about"), key=("title",), folder=_FOLDER)
    found: dict[str, list[Idea]] = {sphere.code: [] for sphere in spheres()}
    for row in rows:
        found[row.code("sphere", list(found))].append((row.text("title"), row.text("about")))
    return {code: tuple(listed) for code, listed in found.items()}


@cache
def endings(*, placed: bool) -> tuple[str, ...]:
    """Sentences on how the members work together, which suit any project; where `placed`, without its place."""
    rows = read_rows("project_endings.csv", ("sentence",), key=("sentence",), folder=_FOLDER)
    return tuple(row.text("sentence") for row in rows if not (placed and "{where}" in row.text("sentence")))


def project_texts(sphere: str, where: str, rng: random.Random) -> tuple[str, str]:
    """A title and a description of one or two sentences, for a project in that place (``w Jaśle``)."""
    title, does = rng.choice(ideas()[sphere])
    # The place is told once at most: in the title, by what is done, or by the ending.
    placed = "{where}" in does
    if not placed and rng.random() < _SHARE_OF_TITLES_WITH_PLACE:
        title, placed = f"{title} {where}", True
    if rng.random() < _SHARE_OF_TEXTS_WITH_ENDING:
        does = f"{does} {rng.choice(endings(placed=placed))}"
    return title, does.format(where=where)
