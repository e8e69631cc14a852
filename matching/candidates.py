"""Who is looked at: everyone in the right role who has something to do with the seeker.

The union of those who offer what it needs or need what it offers (by inverted lists), are
found in its region or around, work in its spheres, or share a contact with it; for a call also
those who use its words, took part in projects like it, or are named in it.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Mask, Rows
from graph.snapshot.matrices import Matrix, row_of_matrix
from matching.questions import PROVIDER_ROLE, Question
from matching.results import Kind
from matching.signals.contacts import adamic_adar
from matching.signals.place import regions_around
from matching.signals.projects import similar_projects_values
from matching.signals.texts import mention_values, text_values


def candidates(question: Question) -> Rows:
    """Rows of the candidates, ascending, which is in order of id; the seeker may be among them."""
    snapshot, profile = question.snapshot, question.profile
    in_role = (snapshot.actors.roles & PROVIDER_ROLE[question.kind]) > 0
    if not question.options.gain_required:
        return np.flatnonzero(in_role)
    related = (
        _listed(question, snapshot.skill_lists.offered_by, profile.needs.skills)
        | _listed(question, snapshot.skill_lists.needed_by, profile.offers.skills)
        | _listed(question, snapshot.places.found_in, regions_around(question))
        | _listed(question, snapshot.sphere_lists.active_by, profile.spheres)
        | (adamic_adar(question) > 0)
    )
    if question.kind is Kind.CALL:
        everybody = np.arange(len(snapshot.actors), dtype=np.int32)
        for values in (text_values, similar_projects_values, mention_values):
            related |= values(question, everybody) > 0
    return np.flatnonzero(in_role & related)


def _listed(question: Question, lists: Matrix, rows: Rows) -> Mask:
    """Who is in at least one of the lists."""
    listed = np.zeros(len(question.snapshot.actors), dtype=bool)
    for row in rows.tolist():
        listed[row_of_matrix(lists, row)[0]] = True
    return listed
