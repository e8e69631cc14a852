"""Who could ask for an introduction and who could answer, and why there may be nobody to introduce."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis import actors_in
from graph.analysis.scope import Scope
from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask
from graph.snapshot.nodes import ORGANISATION
from matching.introductions.results import Note
from matching.questions import PROVIDER_ROLE
from matching.results import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Who may ask and who may answer; bool arrays of shape (n actors,)."""

    asking: Mask
    answering: Mask


def sides_of(snapshot: Snapshot, kind: Kind, scope: Scope) -> Sides:
    """The scope narrows those who ask; where none of them is within (business, say), those who answer.

    Raises
    ------
    UnknownName
        There is no such component, region, sphere, sector or role.
    """
    roles, within = snapshot.actors.roles, actors_in(snapshot, scope) & snapshot.present
    asking = snapshot.present & ((roles & ORGANISATION) > 0)
    answering = snapshot.present & ((roles & PROVIDER_ROLE[kind]) > 0)
    if (asking & within).any():
        return Sides(asking & within, answering)
    answering = answering & within
    return Sides(asking & answering.any(), answering)


def why_nobody(snapshot: Snapshot, sides: Sides) -> Note:
    """Why no two can be introduced, the first of these that holds."""
    if snapshot.n_present <= 1:
        return "one_actor" if snapshot.n_present else "no_actors"
    if not (snapshot.present & ((snapshot.actors.roles & ORGANISATION) > 0)).any():
        return "no_organisations"
    if not sides.asking.any():
        return "nobody_in_scope"
    n_both = int((sides.asking & sides.answering).sum())
    n_possible = int(sides.asking.sum()) * int(sides.answering.sum()) - n_both
    if not n_possible:
        return "nobody_to_meet"
    contacts = snapshot.contacts.last_day[np.flatnonzero(sides.asking)]
    n_met = int(sides.answering[contacts.indices].sum())
    return "all_in_contact" if n_met == n_possible else "no_pair_fits"
