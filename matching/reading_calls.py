"""What a call asks for, read from its words: skills with how surely each is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from graph.snapshot import Snapshot
from graph.snapshot.nodes import Skills
from graph.snapshot.parts import Part
from matching.calls import MAX_CALL_CHARACTERS, Call
from matching.errors import InvalidOption
from matching.text import Asked, References, asked_for, references_of_table

MAX_SKILLS = 5
LEAST_SHARE = 0.35  # what is asked for less surely would bring in people who cannot help


@dataclass(frozen=True, slots=True, eq=False)
class _SkillReferences(Part):
    """Labels and synonyms of skills, laid out to be looked through."""

    references: References


def read_call(
    snapshot: Snapshot,
    text: str,
    *,
    title: str = "",
    sphere_ids: tuple[str, ...] = (),
    region_ids: tuple[str, ...] = (),
) -> tuple[Call, tuple[Asked, ...]]:
    """The call, and the skills that were recognised in it, the surest first.

    Raises
    ------
    InvalidOption
        The text is longer than a call may be.
    """
    if len(text) > MAX_CALL_CHARACTERS:
        raise InvalidOption("text", f"{len(text)} characters", f"at most {MAX_CALL_CHARACTERS} characters")
    references = snapshot.derive(_made, snapshot.skills).references
    found = asked_for(references, f"{title}. {text}" if title else text, MAX_SKILLS)
    asked = tuple(one for one in found if one.share >= LEAST_SHARE)
    skills = tuple((one.id, one.share) for one in asked)
    return Call(text, title, skills, sphere_ids, region_ids), asked


def _made(former: _SkillReferences | None, skills: Skills) -> _SkillReferences:
    return _SkillReferences((skills,), references_of_table(skills))
