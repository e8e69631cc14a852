"""The asking side of a question: what it needs, offers and does, where, and in which words.

An organisation that asks is described by the network; a call by its text, and by whoever
calls where that is known. Signals read the profile and never ask which of the two it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from graph.snapshot import Snapshot
from graph.snapshot.columns import UNKNOWN, Mask, Rows
from graph.snapshot.matrices import row_of_matrix
from matching.calls import Call
from matching.closeness import regions_of
from matching.grades import Graded, graded
from matching.text.spelling import words_of

NOBODY = -1  # the row of a seeker that is not in the network


class Words(NamedTuple):
    """What a side says of itself: a title and a text, both perhaps empty.

    Attributes
    ----------
    title, text : str
    of_skills : tuple of (row of a skill, folded words)
        With which words a call asks for which skill.
    of_places : frozenset of str
        The folded words that name where it is.
    """

    title: str
    text: str
    of_skills: tuple[tuple[int, tuple[str, ...]], ...] = ()
    of_places: frozenset[str] = frozenset()

    @property
    def without_places(self) -> str:
        """The title and the text, without the words that name where it is."""
        said = f"{self.title} {self.text}"
        return " ".join(word for word in words_of(said) if word not in self.of_places) if self.of_places else said


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What is known of the side that asks.

    Attributes
    ----------
    needs, offers : Graded
        Skills the question is about, with their grades as shares of the highest.
    offers_known : bool
        Whether it says anything of what it offers, whatever the question is about.
    regions : int32 array
        Its seat first, then the others it works in.
    spheres : int32 array
    online : int
        1 if it works online, 0 if not, -1 if unknown.
    languages : tuple of str
    words : Words
    """

    needs: Graded
    offers: Graded
    offers_known: bool
    regions: Rows
    spheres: Rows
    online: int
    languages: tuple[str, ...]
    words: Words


def profile_of_actor(snapshot: Snapshot, actor: int, asked: Mask) -> Profile:
    """The profile of an actor of the network."""
    actors = snapshot.actors
    return Profile(
        needs=graded(snapshot.needs, actor, asked),
        offers=graded(snapshot.offers, actor, asked),
        offers_known=len(row_of_matrix(snapshot.offers, actor)[0]) > 0,
        regions=regions_of(snapshot, actor),
        spheres=row_of_matrix(snapshot.active_in, actor)[0],
        online=int(actors.online[actor]),
        languages=tuple(actors.languages[actor]),
        words=Words("", str(actors.about[actor] or "")),
    )


def profile_of_call(snapshot: Snapshot, call: Call, caller: int, asked: Mask) -> Profile:
    """The profile of a call: its own needs, themes, places and words; the rest is the caller's."""
    needs = _needs_of(snapshot, call, asked)
    regions = rows_of(snapshot.regions.row_of, call.region_ids)
    spheres = rows_of(snapshot.spheres.row_of, call.sphere_ids)
    words = _words_of(snapshot, call, asked)
    if caller == NOBODY:
        return Profile(
            needs,
            Graded.none(),
            offers_known=False,
            regions=regions,
            spheres=spheres,
            online=UNKNOWN,
            languages=(),
            words=words,
        )
    own = profile_of_actor(snapshot, caller, asked)
    return replace(own, needs=needs, regions=regions if len(regions) else own.regions, spheres=spheres, words=words)


def _words_of(snapshot: Snapshot, call: Call, asked: Mask) -> Words:
    row_of = snapshot.skills.row_of
    said = ((row_of[skill_id], folded) for skill_id, folded in call.words_of_skills if skill_id in row_of)
    of_skills = tuple((row, folded) for row, folded in said if asked[row])
    return Words(call.title, call.text, of_skills, frozenset(call.words_of_places))


def rows_of(row_of: Mapping[str, int], ids: tuple[str, ...]) -> Rows:
    """Rows of the ids that are known, in their order."""
    return np.array([row_of[one] for one in ids if one in row_of], dtype=np.int32)


def _needs_of(snapshot: Snapshot, call: Call, asked: Mask) -> Graded:
    row_of = snapshot.skills.row_of
    found = sorted((row_of[skill_id], share) for skill_id, share in call.skills if skill_id in row_of)
    rows = np.array([row for row, _ in found], dtype=np.int32)
    shares = np.array([share for _, share in found], dtype=np.float64)
    return Graded(rows[asked[rows]], shares[asked[rows]])
