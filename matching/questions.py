"""A question to the recommender, checked: who asks, for whom, about what."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from graph.schema import COMPONENTS
from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask
from graph.snapshot.nodes import MENTOR, ORGANISATION, PARTNER
from matching.calls import MAX_CALL_CHARACTERS, Call
from matching.closeness import Closeness, closeness_to_all
from matching.errors import InvalidOption, UnknownActor
from matching.exposure import Exposure
from matching.options import MAX_K, Options
from matching.profiles import NOBODY, Profile, profile_of_actor, profile_of_call
from matching.results import KINDS_OF_PROFILE, Kind

T = TypeVar("T")

PROVIDER_ROLE = {
    Kind.PEER: ORGANISATION,
    Kind.MENTOR: MENTOR,
    Kind.PARTNER: PARTNER,
    Kind.CALL: ORGANISATION | MENTOR | PARTNER,
}


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked of a snapshot.

    Attributes
    ----------
    seeker : int
        Row of the seeker; -1 for a call of somebody who is not in the network.
    profile : Profile
        What is known of the seeker, or what its call says.
    asked : bool array, shape (n skills,)
        The skills the question is about: those of the component, or all.
    closeness : float64 array, shape (n regions of the seeker, n regions)
        How close each region is to each of the seeker's.
    exposure : Exposure
        How often each actor was shown to other seekers lately.
    """

    snapshot: Snapshot
    seeker: int
    profile: Profile
    kind: Kind
    k: int
    component: str | None
    asked: Mask
    closeness: Closeness
    options: Options
    exposure: Exposure
    _found: dict[Hashable, Any] = field(init=False, repr=False, default_factory=dict)

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What `find` returns, found once in the life of this question."""
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]  # type: ignore[no-any-return]  # each key stands for one type

    @property
    def seeker_id(self) -> str:
        """Id of the seeker; empty for somebody who is not in the network."""
        return "" if self.seeker == NOBODY else str(self.snapshot.actors.ids[self.seeker])

    def weight(self, signal: str) -> float:
        """What one unit of the signal counts for here."""
        return self.options.weight(self.kind, signal)


def ask(  # one thing each
    snapshot: Snapshot,
    seeker_id: str,
    kind: Kind | str,
    k: int,
    component: str | None,
    options: Options,
    exposure: Exposure | None = None,
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
    asked = _checked(snapshot, k, component)
    seeker = actor_row(snapshot, seeker_id)
    profile = profile_of_actor(snapshot, seeker, asked)
    return _question(snapshot, seeker, profile, checked_kind, k, component, asked, options, exposure)


def ask_call(  # one thing each
    snapshot: Snapshot,
    call: Call,
    caller_id: str | None,
    k: int,
    component: str | None,
    options: Options,
    exposure: Exposure | None = None,
) -> Question:
    """The checked question that a call asks.

    Raises
    ------
    UnknownActor
        There is no such caller.
    InvalidOption
        `component` or `k` is not allowed, or the text is too long.
    """
    asked = _checked(snapshot, k, component)
    if len(call.text) > MAX_CALL_CHARACTERS:
        raise InvalidOption("text", f"{len(call.text)} characters", f"at most {MAX_CALL_CHARACTERS}")
    caller = NOBODY if caller_id is None else actor_row(snapshot, caller_id)
    profile = profile_of_call(snapshot, call, caller, asked)
    return _question(snapshot, caller, profile, Kind.CALL, k, component, asked, options, exposure)


def _question(  # noqa: PLR0913, PLR0917  # one thing each
    snapshot: Snapshot,
    seeker: int,
    profile: Profile,
    kind: Kind,
    k: int,
    component: str | None,
    asked: Mask,
    options: Options,
    exposure: Exposure | None,
) -> Question:
    options = options_for(snapshot, options)
    closeness = closeness_to_all(snapshot, profile.regions, options.near_km)
    shown = exposure or Exposure.none(len(snapshot.actors))
    return Question(snapshot, seeker, profile, kind, k, component, asked, closeness, options, shown)


def options_for(snapshot: Snapshot, options: Options) -> Options:
    """The options as they hold for this network: other weights where only projects are recorded."""
    only_records = len(snapshot.projects) and not (snapshot.needs.nnz or snapshot.offers.nnz)
    return options.for_records() if only_records else options


def _checked(snapshot: Snapshot, k: int, component: str | None) -> Mask:
    """The skills asked about, once `k` and `component` are seen to be allowed."""
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= MAX_K:
        raise InvalidOption("k", k, f"a whole number from 1 to {MAX_K}")
    if component is not None and component not in COMPONENTS:
        raise InvalidOption("component", component, ", ".join(COMPONENTS))
    return skills_asked(snapshot, component)


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
    if kind not in KINDS_OF_PROFILE:
        raise InvalidOption("kind", kind, ", ".join(KINDS_OF_PROFILE))
    return Kind(kind)
