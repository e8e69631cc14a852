"""What the best introductions are told as: the two, what would change, and the points it is ranked by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.analysis.shortcuts import Shortening
from matching.introductions.options import IntroductionQuestion
from matching.results import Suggestion

Partition = Literal["community", "region", "sector"]
Note = Literal[
    "no_actors",
    "one_actor",
    "no_organisations",
    "nobody_in_scope",
    "nobody_to_meet",
    "all_in_contact",
    "no_pair_fits",
    "none_for_goal",
]


@dataclass(frozen=True, slots=True)
class End:
    """One of the two, as it stands before the introduction.

    Attributes
    ----------
    actor_id : str
    n_contacts : int
        Contacts it has now; 0 for an isolate.
    component_size : int
        Actors that a chain of contacts connects it with, itself included.
    n_near, n_near_after : int
        Others at most three steps away, before and after.
    joined_lately : bool
        Whether it joined less than `Options.newcomer_days` ago.
    """

    actor_id: str
    n_contacts: int
    component_size: int
    n_near: int
    n_near_after: int
    joined_lately: bool

    @property
    def is_isolate(self) -> bool:
        """Whether it has no contact yet."""
        return self.n_contacts == 0


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two parts of the network that the two belong to.

    Attributes
    ----------
    of : {"community", "region", "sector"}
        What the parts are: communities, voivodeships, or sectors.
    seeker_part, provider_part : str
        Number of the community, code of the voivodeship or of the sector.
    n_contacts : int
        Contacts between the two parts now.
    """

    of: Partition
    seeker_part: str
    provider_part: str
    n_contacts: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What the contact of the two would change in the network.

    Attributes
    ----------
    seeker, provider : End
    hops_before : int or None
        Steps between the two now; None where they are not connected.
    n_newly_connected : int
        Pairs of actors that no chain of contacts connects now and one would: the product of
        the sizes of the two components; 0 within one component.
    bridges : tuple of Bridge
        One for each of community, region and sector in which the two differ, where both are known;
        an isolate belongs to no community.
    shortening : Shortening
    """

    seeker: End
    provider: End
    hops_before: int | None
    n_newly_connected: int
    bridges: tuple[Bridge, ...]
    shortening: Shortening

    @property
    def isolates(self) -> tuple[str, ...]:
        """Ids of those of the two that have no contact yet."""
        return tuple(end.actor_id for end in (self.seeker, self.provider) if end.is_isolate)


@dataclass(frozen=True, slots=True)
class Points:
    """What one effect adds to the rank: `amount` units of it at the published weight."""

    effect: str
    amount: float
    points: float


@dataclass(frozen=True, slots=True)
class RankedIntroduction:
    """An introduction worth making.

    Attributes
    ----------
    rank : int
        From 1.
    suggestion : Suggestion
        How well the two fit, as the recommender says it: reciprocal score, band, reasons, caveats.
    effect : Effect
    points : tuple of Points
        Every effect that counts, the most first; `value` is their sum.
    value : float
    goal : str
        For which goal it was chosen: of the mixed list the one whose turn it was, ``points`` once none had a pair.
    """

    rank: int
    suggestion: Suggestion
    effect: Effect
    points: tuple[Points, ...]
    value: float
    goal: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The network in a few numbers.

    Attributes
    ----------
    n_actors, n_contacts, n_isolates : int
    n_components : int
        Isolates are components of one.
    largest : int
        Actors in the largest component.
    """

    n_actors: int
    n_contacts: int
    n_isolates: int
    n_components: int
    largest: int


@dataclass(frozen=True, slots=True)
class BestIntroductions:
    """The answer to a question.

    Attributes
    ----------
    question : IntroductionQuestion
    introductions : tuple of RankedIntroduction
        Best first; ties by the ids of the two.
    note : str or None
        Why there are none.
    n_pairs : int
        Eligible pairs that were weighed.
    n_looked_at, n_seekers : int
        From how many organisations pairs were sought, and how many there are; all of them
        where the two are equal.
    before, after : Shape
        The network now, and with all these introductions made.
    """

    question: IntroductionQuestion
    introductions: tuple[RankedIntroduction, ...]
    note: Note | None
    n_pairs: int
    n_looked_at: int
    n_seekers: int
    before: Shape
    after: Shape

    @property
    def is_complete(self) -> bool:
        """Whether every organisation was looked at."""
        return self.n_looked_at == self.n_seekers
