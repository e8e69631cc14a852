"""Regions that work together: how much more often than by chance.

The value is ln((J + 5)/(E + 5)) for the voivodeships in which the two have their seats; see
`matching.regions_together`. It is 0 where a seat is unknown or no project is recorded. `place` says how near the two
are; this says what that has meant so far.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Rows
from matching.profiles import NOBODY
from matching.questions import Question
from matching.regions_together import regions_together
from matching.signals.signal import Facts, Values


def regions_values(question: Question, rows: Rows) -> Values:
    """How much more often than by chance actors of the two's voivodeships were in a project together."""
    if not len(question.snapshot.projects) or question.seeker == NOBODY:
        return np.zeros(len(rows))
    regions = regions_together(question.snapshot)
    mine, theirs = int(regions.number_of[question.seeker]), regions.number_of[rows]
    if mine < 0:
        return np.zeros(len(rows))
    return np.where(theirs >= 0, regions.together[mine][theirs], 0.0)


def regions_facts(question: Question, provider: int) -> Facts:
    """The voivodeships of the two."""
    region_of, ids = regions_together(question.snapshot).region_of, question.snapshot.regions.ids
    return {"seeker_region": str(ids[region_of[question.seeker]]), "provider_region": str(ids[region_of[provider]])}
