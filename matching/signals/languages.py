"""Languages: -1 where both say which languages they work in and none is common, else 0."""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Rows
from matching.questions import Question
from matching.signals.signal import Facts, Values


def languages_values(question: Question, rows: Rows) -> Values:
    """-1 for providers that share no language with the seeker."""
    known = question.snapshot.language_sets
    mine = set(question.profile.languages)
    of_set = [-1.0 if mine and theirs and mine.isdisjoint(theirs) else 0.0 for theirs in known.sets]
    return np.array(of_set, dtype=np.float64)[known.set_of[rows]] if any(of_set) else np.zeros(len(rows))


def languages_facts(question: Question, provider: int) -> Facts:
    """The languages of both."""
    return {"seeker": question.profile.languages, "provider": tuple(question.snapshot.actors.languages[provider])}
