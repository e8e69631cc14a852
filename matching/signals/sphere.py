"""Sphere: how much of their work the two have in common.

The value is the weighted Jaccard index of their spheres (Ružička similarity): rarity of the
shared ones over rarity of all that either works in, from 0 to 1. An actor that ticks every
sphere gains nothing by it.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows
from graph.snapshot.matrices import row_of_matrix
from matching.questions import Question
from matching.rarity import rarity
from matching.signals.signal import Facts, Values


def sphere_values(question: Question, rows: Rows) -> Values:
    """Weighted Jaccard index of the seeker's spheres and those of each provider."""
    snapshot = question.snapshot
    worth = sphere_rarity(snapshot)
    mine = question.profile.spheres
    if not len(mine):
        return np.zeros(len(rows))
    shared = np.zeros(len(snapshot.actors))
    for sphere in mine.tolist():
        shared[row_of_matrix(snapshot.sphere_lists.active_by, sphere)[0]] += worth[sphere]
    every = snapshot.active_in @ worth
    return np.asarray(shared[rows] / (worth[mine].sum() + every[rows] - shared[rows]))


def sphere_facts(question: Question, provider: int) -> Facts:
    """The shared spheres, the rarest first, ties by id."""
    snapshot = question.snapshot
    mine = question.profile.spheres
    theirs = row_of_matrix(snapshot.active_in, provider)[0]
    shared = np.intersect1d(mine, theirs)
    order = np.argsort(-sphere_rarity(snapshot)[shared].round(9), kind="stable")
    return {"spheres": tuple(snapshot.spheres.ids[shared[order]].tolist())}


def sphere_rarity(snapshot: Snapshot) -> Values:
    """Rarity of each sphere among the actors present."""
    return rarity(snapshot.sphere_lists.n_active, snapshot.n_present)
