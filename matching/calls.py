"""A call: a need in somebody's own words, which any provider may answer."""

from __future__ import annotations

from dataclasses import dataclass

MAX_CALL_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """What is called for.

    Attributes
    ----------
    text : str
        The need in free text.
    title : str
        A line above it, if there is one.
    skills : tuple of (skill id, share)
        Skills that the text asks for, each with how surely, from 0 to 1.
    sphere_ids, region_ids : tuple of str
        Themes and places, where they are given.
    words_of_skills : tuple of (skill id, folded words)
        With which words of the text each of the skills is asked for.
    words_of_places : tuple of str
        The folded words of the text that name the places.
    """

    text: str
    title: str = ""
    skills: tuple[tuple[str, float], ...] = ()
    sphere_ids: tuple[str, ...] = ()
    region_ids: tuple[str, ...] = ()
    words_of_skills: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words_of_places: tuple[str, ...] = ()
