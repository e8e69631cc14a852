"""Newcomers: who joined lately or is hardly known; two of ten places are theirs.

Whoever never worked with anybody has no common contacts and no projects to speak for it, so
by score alone it would stay alone. A newcomer is an actor that joined within
`newcomer_days`, or has at most `newcomer_ties` joint projects (contacts, where it has no
recorded project). If fewer than two newcomers are among ten, the best ones further down
take the last places.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Mask, Rows
from graph.snapshot.matrices import row_sizes
from matching.questions import Question


def newcomers(question: Question, rows: Rows) -> Mask:
    """Which of these actors are newcomers."""
    snapshot, options = question.snapshot, question.options
    since_joining = snapshot.day - snapshot.actors.joined[rows]
    n_ties = snapshot.contacts.n_contacts[rows]
    if len(snapshot.projects):
        n_projects = row_sizes(snapshot.projects.of_actor)[rows]
        n_ties = np.where(n_projects > 0, n_projects, n_ties)
    return np.asarray((since_joining < options.newcomer_days) | (n_ties <= options.newcomer_ties))


def n_places(of_ten: int, k: int) -> int:
    """How many places of a list are kept, if it is `of_ten` of ten: shorter lists keep their share.

    >>> [n_places(2, k) for k in (3, 5, 10)]
    [0, 1, 2]
    """
    return of_ten * k // 10
