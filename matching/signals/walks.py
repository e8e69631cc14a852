"""The walk: how often a random walk from one side comes past the other, beyond chance.

The value is ln(n · share) where that is above 0, n actors having a tie and `share` from
`matching.walk`. `walk` is the seeker's walk to the provider, `walk_back` the provider's to the seeker: the
walk is reversible, so that share is the seeker's times the ratio of their ties.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Rows
from graph.snapshot.matrices import row_of_matrix
from matching.profiles import NOBODY
from matching.questions import Question
from matching.signals.signal import Facts, Values
from matching.walk import walk

MAX_LOOKED_AT = 100  # of a provider's contacts, to tell three steps from more


def walk_values(question: Question, rows: Rows) -> Values:
    """How often the seeker's walk comes past each provider."""
    return _beyond_chance(question, _shares(question)[rows])


def walk_back_values(question: Question, rows: Rows) -> Values:
    """How often each provider's walk comes past the seeker."""
    if question.seeker == NOBODY:
        return np.zeros(len(rows))
    ties, shares = walk(question.snapshot).n_ties, _shares(question)[rows]
    passed = np.flatnonzero(shares > 0)
    shares[passed] *= ties[question.seeker]
    shares[passed] /= np.maximum(ties[rows[passed]], 1)
    return _beyond_chance(question, shares)


def walk_facts(question: Question, provider: int) -> Facts:
    """How many steps lie between the two: 2 with a common contact, 3 with contacts in touch, 4 for more."""
    last_day = question.snapshot.contacts.last_day
    mine = question.once("contact_set", lambda: set(row_of_matrix(last_day, question.seeker)[0].tolist()))
    theirs = row_of_matrix(last_day, provider)[0].tolist()
    if not mine.isdisjoint(theirs):
        return {"steps": 2}
    near = any(not mine.isdisjoint(row_of_matrix(last_day, one)[0].tolist()) for one in theirs[:MAX_LOOKED_AT])
    return {"steps": 3 if near else 4}


def _shares(question: Question) -> Values:
    return question.once("walk", lambda: walk(question.snapshot).shares_from(question.seeker))


def _beyond_chance(question: Question, shares: Values) -> Values:
    times = shares * walk(question.snapshot).n_tied
    values, beyond = np.zeros(len(times)), np.flatnonzero(times > 1.0)
    values[beyond] = np.log(times[beyond])
    return values
