"""How many places of each mentor are taken on the day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import NO_DAY, Column, Mask, Rows, frozen
from graph.snapshot.links import LinkTable
from graph.snapshot.parts import Part, begun, ongoing

Pairs = NDArray[np.int64]  # mentor and mentored as one number


@dataclass(frozen=True, slots=True, eq=False)
class Mentoring(Part):
    """How many actors present each actor mentors on the day, or has agreed to."""

    n_mentored: Rows


def mentoring(ids: Column, mentors: LinkTable, introduced: LinkTable, present: Mask, day: int) -> Mentoring:
    """Each actor present takes one place of a mentor, for one of two reasons.

    A mentoring that has begun and is not over counts; the last day still does. So does an
    accepted introduction to the mentor, until feedback is given, or until a mentoring of the
    two begins, whose own days count from then on. Somebody mentored in two cohorts at once
    takes one place, and none after leaving.
    """
    counted = ongoing(mentors, day) & present[mentors.target]
    supported = _pairs(mentors.source[counted], mentors.target[counted])
    agreed = _agreed(mentors, introduced, present, day)
    taken = np.unique(np.concatenate((supported, agreed)))
    n_mentored = np.bincount(taken >> 32, minlength=len(ids)).astype(np.int32)
    return Mentoring((ids, mentors, introduced, present, day), frozen(n_mentored))


def _agreed(mentors: LinkTable, introduced: LinkTable, present: Mask, day: int) -> Pairs:
    """The pairs whose introduction was accepted, and from which nothing has come yet."""
    columns = introduced.columns
    waiting = (columns["kind"] == "mentor") & (columns["accepted"] <= day) & (columns["feedback"] > day)
    rows = np.flatnonzero(waiting & present[introduced.source])
    pairs, accepted = _pairs(introduced.target[rows], introduced.source[rows]), columns["accepted"][rows]
    return pairs[_last_begun(mentors, day, pairs) < accepted]


def _last_begun(mentors: LinkTable, day: int, pairs: Pairs) -> NDArray[np.int64]:
    """The day on which the last mentoring of each pair began; before every day where none has."""
    rows = np.flatnonzero(begun(mentors, day))
    begun_pairs, since = _pairs(mentors.source[rows], mentors.target[rows]), mentors.columns["since"][rows]
    last = np.full(len(pairs), -NO_DAY, dtype=np.int64)
    order = np.lexsort((since, begun_pairs))
    if len(order):
        # The last of each pair's mentorings stands where the next pair would begin.
        at = np.searchsorted(begun_pairs[order], pairs, "right") - 1
        found = (at >= 0) & (begun_pairs[order][at] == pairs)
        last[found] = since[order][at[found]]
    return last


def _pairs(mentor: Rows, mentored: Rows) -> Pairs:
    return np.asarray(mentor, np.int64) << 32 | np.asarray(mentored, np.int64)
