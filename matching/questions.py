"""A question to the recommender, checked: who asks, for whom, about what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.schema import COMPONENTS
from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask, Rows
from graph.snapshot.nodes import MENTOR, ORGANISATION, PARTNER
from matching.closeness import Closeness, closeness_to_all, regions_of
from matching.errors import InvalidOption, UnknownActor
from matching.options import MAX_K, Options
from matching.results import Kind

PROVIDER_ROLE = {Kind.PEER: ORGANISATION, Kind.MENTOR: MENTOR, Kind.PARTNER: PARTNER}


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked of a snapshot.

    Attributes
    ----------
    seeker : int
        Row of the seeker.
    asked : bool array, shape (n skills,)
        The skills the question is about: those of the component, or all.
    regions : int32 array, shape (n regions of the seeker,)
    closeness : float64 array, shape (n regions of the seeker, n regions)
        How close each region is to each of the seeker's.
    """

    snapshot: Snapshot
    seeker: int
    kind: Kind
    k: int
    component: str | None
    asked: Mask
    regions: Rows
    closeness: Closeness
    options: Options

    @property
    def seeker_id(self) -> str:
        """Id of the seeker."""
        return str(self.snapshot.actors.ids[self.seeker])

    def weight(self, signal: str) -> float:
        """What one unit of the signal counts for here."""
        return self.options.weight(self.kind, signal)


def ask(
    snapshot: Snapshot, seeker_id: str, kind: Kind | str, k: int, component: str | None, options: Options
) -> Question:
    """The checked question.

    Raises
    ------
    UnknownActor
        There is no such seeker.
    InvalidOption
        `kind`, `component` or `k` is not allowed; the message names the choices.
    """
    checked_kind = _checked_kind(kind)
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= MAX_K:
        raise InvalidOption("k", k, f"a whole number from 1 to {MAX_K}")
    if component is not None and component not in COMPONENTS:
        raise InvalidOption("component", component, ", ".join(COMPONENTS))
    seeker = actor_row(snapshot, seeker_id)
    asked, regions = skills_asked(snapshot, component), regions_of(snapshot, seeker)
    closeness = closeness_to_all(snapshot, regions, options.near_km)
    return Question(snapshot, seeker, checked_kind, k, component, asked, regions, closeness, options)


def actor_row(snapshot: Snapshot, actor_id: str) -> int:
    """Row of an actor.

    Raises
    ------
    UnknownActor
    """
    try:
        return snapshot.actors.row_of[actor_id]
    except KeyError:
        raise UnknownActor(actor_id) from None


def skills_asked(snapshot: Snapshot, component: str | None) -> Mask:
    """Which skills belong to the component, as their first or second one; all for None."""
    skills = snapshot.skills
    if component is None:
        return np.ones(len(skills), dtype=bool)
    return np.asarray((skills.component == component) | (skills.component_secondary == component), dtype=bool)


def _checked_kind(kind: Kind | str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        raise InvalidOption("kind", kind, ", ".join(Kind)) from None
