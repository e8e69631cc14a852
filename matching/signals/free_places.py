"""Free places: which share of a mentor's capacity is not taken, from 0 to 1.

Unknown capacity has the value 0: nothing speaks for the mentor, nothing against.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Rows
from matching.questions import Question
from matching.signals.signal import Facts, Values


def free_places_values(question: Question, rows: Rows) -> Values:
    """Share of each provider's capacity that is free."""
    capacity = question.snapshot.actors.capacity[rows]
    n_free = np.clip(capacity - question.snapshot.mentoring.n_mentored[rows], 0, None)
    return np.asarray(np.where(capacity > 0, n_free / np.maximum(capacity, 1), 0.0))


def free_places_facts(question: Question, provider: int) -> Facts:
    """How many places are free, and of how many."""
    capacity = int(question.snapshot.actors.capacity[provider])
    n_mentored = int(question.snapshot.mentoring.n_mentored[provider])
    return {"n_free": max(capacity - n_mentored, 0), "capacity": capacity}
