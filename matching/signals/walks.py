"""The walk: how often a random walk from either side comes past the other, beyond chance.

With `share` from `matching.walk` and n actors that have a tie, one way is 1 + ln(share) / ln(n) where that is above
0: nothing for as often as chance would, 1 for all of the time. The value is the mean of both ways; the walk is
reversible, so that the share of the way back is that of the way there times the ratio of the two's ties.

A common contact is what mostly brings the two ways together, so where the walk is weighed, `contacts` is not:
one fact, one signal.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Rows
from graph.snapshot.matrices import row_of_matrix
from matching.profiles import NOBODY
from matching.questions import Question
from matching.signals.contacts import contacts_facts
from matching.signals.signal import Facts, Values
from matching.walk import walk

MAX_LOOKED_AT = 100  # of a provider's contacts, to tell three steps from more


def walk_values(question: Question, rows: Rows) -> Values:
    """How often the walks of the seeker and of each provider come past the other, from 0 to 1."""
    made = walk(question.snapshot)
    values = np.zeros(len(rows))
    if question.seeker == NOBODY or made.n_tied < 2:  # nobody to walk to
        return values
    there = question.once("walk", lambda: made.shares_from(question.seeker))[rows]
    passed = np.flatnonzero(there)  # of many, few
    back = there[passed] * made.n_ties[question.seeker] / made.n_ties[rows[passed]]
    values[passed] = (_beyond_chance(there[passed], made.n_tied) + _beyond_chance(back, made.n_tied)) / 2
    return values


def walk_facts(question: Question, provider: int) -> Facts:
    """The common contacts, and how many steps lie between the two.

    1 where they worked together, 2 with a common contact, 3 with contacts in touch, 4 for more.
    """
    common = contacts_facts(question, provider)
    last_day = question.snapshot.contacts.last_day
    mine = question.once("contact_set", lambda: set(row_of_matrix(last_day, question.seeker)[0].tolist()))
    if provider in mine or common["contacts"]:
        return {"steps": 1 if provider in mine else 2, **common}
    theirs = row_of_matrix(last_day, provider)[0].tolist()
    near = any(not mine.isdisjoint(row_of_matrix(last_day, one)[0].tolist()) for one in theirs[:MAX_LOOKED_AT])
    return {"steps": 3 if near else 4, **common}


def _beyond_chance(shares: Values, n_tied: int) -> Values:
    beyond = np.flatnonzero(shares * n_tied > 1.0)
    values = np.zeros(len(shares))
    values[beyond] = 1.0 + np.log(shares[beyond]) / np.log(n_tied)
    return values
