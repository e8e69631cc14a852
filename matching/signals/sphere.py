"""Sphere: how much of their work the two have in common.

The value is the weighted Jaccard index of their spheres (Ružička similarity): rarity of the
shared ones over rarity of all that either works in, from 0 to 1. An actor that ticks every
sphere gains nothing by it.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Rows
from graph.snapshot.matrices import places_in_both, product_of_row, row_of_matrix
from matching.questions import Question
from matching.rarity import sphere_rarity
from matching.signals.signal import Facts, Values


def sphere_values(question: Question, rows: Rows) -> Values:
    """Weighted Jaccard index of the seeker's spheres and those of each provider."""
    snapshot = question.snapshot
    worth = sphere_rarity(snapshot)
    mine = question.profile.spheres
    if not len(mine):
        return np.zeros(len(rows))
    shared = product_of_row((mine, worth.of_sphere[mine]), snapshot.sphere_lists.active_by)
    common = shared[rows]
    return np.asarray(common / (worth.of_sphere[mine].sum() + worth.of_actor[rows] - common))


def sphere_facts(question: Question, provider: int) -> Facts:
    """The shared spheres, the rarest first, ties by id."""
    snapshot = question.snapshot
    mine = question.profile.spheres
    theirs = row_of_matrix(snapshot.active_in, provider)[0]
    shared = theirs[places_in_both(np.sort(mine), theirs)[1]]
    order = np.argsort(-sphere_rarity(snapshot).of_sphere[shared].round(9), kind="stable")
    return {"spheres": tuple(snapshot.spheres.ids[shared[order]].tolist())}
