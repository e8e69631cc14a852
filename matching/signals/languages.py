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
    foreign = [bool(mine and theirs) and mine.isdisjoint(theirs) for theirs in known.sets]
    return np.where(np.array(foreign, dtype=bool)[known.set_of[rows]], -1.0, 0.0)


def languages_facts(question: Question, provider: int) -> Facts:
    """The languages of both."""
    return {"seeker": question.profile.languages, "provider": tuple(question.snapshot.actors.languages[provider])}
