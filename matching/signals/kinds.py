"""Kinds that work together: how much more often than by chance, and how often a kind takes part at all.

`sector` is ln((J + 5)/(E + 5)) for the kinds of the two, `kind_activity` ln((N + 5)/(M + 5)) for
that of the provider; see `matching.kinds_of_actors`. Both are 0 where a kind is unknown or nothing is recorded.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Rows
from matching.kinds_of_actors import kinds_of_actors
from matching.profiles import NOBODY
from matching.questions import Question
from matching.signals.signal import Facts, Values


def sector_values(question: Question, rows: Rows) -> Values:
    """How much more often than by chance the kinds of the two were in a project together."""
    if not len(question.snapshot.projects):
        return np.zeros(len(rows))
    kinds = kinds_of_actors(question.snapshot)
    mine = -1 if question.seeker == NOBODY else int(kinds.kind_of[question.seeker])
    if mine < 0:
        return np.zeros(len(rows))
    theirs = kinds.kind_of[rows]
    return np.where(theirs >= 0, kinds.together[mine][theirs], 0.0)


def sector_facts(question: Question, provider: int) -> Facts:
    """The kinds of the two."""
    kinds = kinds_of_actors(question.snapshot)
    mine, theirs = int(kinds.kind_of[question.seeker]), int(kinds.kind_of[provider])
    return {"seeker_kind": kinds.names[mine], "provider_kind": kinds.names[theirs]}


def kind_activity_values(question: Question, rows: Rows) -> Values:
    """How much more often than others the provider's kind takes part in projects."""
    if not len(question.snapshot.projects):
        return np.zeros(len(rows))
    kinds = kinds_of_actors(question.snapshot)
    theirs = kinds.kind_of[rows]
    if not len(kinds.names):
        return np.zeros(len(rows))
    return np.where(theirs >= 0, kinds.active[theirs], 0.0)


def kind_activity_facts(question: Question, provider: int) -> Facts:
    """The kind of the provider."""
    kinds = kinds_of_actors(question.snapshot)
    return {"provider_kind": kinds.names[int(kinds.kind_of[provider])]}
