"""Rounds of learning from what was decided and judging what was asked later (rolling origin, Tashman 2000)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching.learning.decisions import DecisionRows

FIRST_SHARE = 1 / 3  # of the decisions, in order of the day asked, that are only learned from
N_ROUNDS = 4
FEWEST_TO_LEARN_FROM = 5  # of each outcome, else a round judges nothing

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """Which rows are learned from and which are judged; bool arrays, shape (n,)."""

    learned_from: Mask
    judged: Mask


def rounds(rows: DecisionRows) -> tuple[Round, ...]:
    """At most `N_ROUNDS` rounds, in order of time; no row is judged twice.

    A round judges what was asked for from one day on, until the next round begins, and learns from what
    was decided before that day. Decisions of one day are never torn apart.
    """
    starts = _starts(rows)
    made = [
        Round(rows.decided < start, (rows.asked >= start) & (rows.asked < end))
        for start, end in pairwise([*starts, np.iinfo(np.int64).max])
    ]
    return tuple(one for one in made if _is_enough(rows.said_yes[one.learned_from]))


def judged(rows: DecisionRows) -> Mask:
    """The rows that some round judges."""
    found = np.zeros(len(rows), dtype=bool)
    for one in rounds(rows):
        found |= one.judged
    return found


def _starts(rows: DecisionRows) -> list[int]:
    """The days on which rounds begin."""
    if not len(rows):
        return []
    days = np.sort(rows.asked)
    shares = FIRST_SHARE + (1 - FIRST_SHARE) * np.arange(N_ROUNDS) / N_ROUNDS
    return sorted({int(days[int(share * len(days))]) for share in shares})


def _is_enough(said_yes: Mask) -> bool:
    n_yes = int(said_yes.sum())
    return min(n_yes, len(said_yes) - n_yes) >= FEWEST_TO_LEARN_FROM
