"""What a call asks for, read from its words: skills with how surely each is asked for, and places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows
from graph.snapshot.nodes import Skills
from graph.snapshot.parts import Part
from matching.calls import MAX_CALL_CHARACTERS, Call
from matching.closeness import regions_of
from matching.errors import InvalidOption
from matching.reading_places import PlaceNamed, names_of_regions, places_named
from matching.text import Asked, References, asked_for, references_of_table, words_asking
from matching.text.gazetteer import Gazetteer
from matching.text.spelling import words_of

MAX_SKILLS = 5
LEAST_SHARE = 0.35  # what is asked for less surely would bring in people who cannot help


@dataclass(frozen=True, slots=True, eq=False)
class _SkillReferences(Part):
    """Labels and synonyms of skills, laid out to be looked through."""

    references: References


@dataclass(frozen=True, slots=True)
class CallRead:
    """A call, the skills that were recognised in it, the surest first, and the places that it names."""

    call: Call
    skills: tuple[Asked, ...]
    places: tuple[PlaceNamed, ...]


def read_call(  # each says one thing about the call
    snapshot: Snapshot,
    text: str,
    *,
    title: str = "",
    sphere_ids: tuple[str, ...] = (),
    region_ids: tuple[str, ...] = (),
    caller_id: str | None = None,
    names: Gazetteer | None = None,
) -> CallRead:
    """The call with what its words say; places are read from them where none are given.

    Parameters
    ----------
    caller_id : str, optional
        Who calls: of two powiats with one name that of its voivodeship is meant.
    names : Gazetteer, optional
        What regions are called; their Polish labels, if not given.

    Raises
    ------
    InvalidOption
        The text is longer than a call may be.
    """
    if len(text) > MAX_CALL_CHARACTERS:
        raise InvalidOption("text", f"{len(text)} characters", f"at most {MAX_CALL_CHARACTERS} characters")
    references = snapshot.derive(_made, snapshot.skills).references
    said = f"{title}. {text}" if title else text
    asked = tuple(one for one in asked_for(references, said, MAX_SKILLS) if one.share >= LEAST_SHARE)
    near = _regions_of_caller(snapshot, caller_id)
    places = () if region_ids else places_named(snapshot, said, names or names_of_regions(snapshot), near)
    call = Call(
        text=text,
        title=title,
        skills=tuple((one.id, one.share) for one in asked),
        sphere_ids=sphere_ids,
        region_ids=region_ids or tuple(one.region_id for one in places),
        words_of_skills=tuple((one.id, words_asking(references, one.id, said)) for one in asked),
        words_of_places=tuple(word for one in places for word in words_of(one.words)),
    )
    return CallRead(call, asked, places)


def _regions_of_caller(snapshot: Snapshot, caller_id: str | None) -> Rows:
    row = None if caller_id is None else snapshot.actors.row_of.get(caller_id)
    return np.zeros(0, dtype=np.int32) if row is None else regions_of(snapshot, row)


def _made(former: _SkillReferences | None, skills: Skills) -> _SkillReferences:
    return _SkillReferences((skills,), references_of_table(skills))
