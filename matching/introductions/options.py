"""The published defaults of introductions, and what can be asked about them.

Every number here is a choice made in the open, explained in docs/matching.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.analysis import Scope
from matching.errors import InvalidOption
from matching.options import MAX_K
from matching.results import Kind

KINDS = (Kind.PEER, Kind.PARTNER)
STEPS_NEAR = 3  # actors at most so many steps away are told as near
STEPS_APART = 3  # two at least so many steps apart are worth bringing closer

# What the list is to reach: the three in turn, one of them, or whatever has the most points.
TAKING_TURNS = ("alone", "bridges", "closer")
MIXED, MOST_POINTS = "mixed", "points"
GOALS = (MIXED, *TAKING_TURNS, MOST_POINTS)

EFFECTS: tuple[str, ...] = (
    "fit",
    "joined",
    "isolates",
    "distance",
    "communities",
    "regions",
    "sectors",
    "joined_lately",
)

_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "fit": 1.0,
        "joined": 2.0,
        "isolates": 1.0,
        "distance": 1.0,
        "communities": 1.0,
        "regions": 0.5,
        "sectors": 0.5,
        "joined_lately": 0.5,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionOptions:
    """How introductions are ranked.

    Attributes
    ----------
    weights : Mapping of str to float
        How many points one unit of each of the `EFFECTS` counts; those left out count nothing.
    max_seekers : int
        In a network of more organisations, so many of them are looked at: those without
        contacts, those in small components, and those at the edge of their community.
    pairs_of_seeker : int
        How many of the best pairs of each are kept then.

    Raises
    ------
    InvalidOption
        An effect is unknown, a weight is not a finite number of 0 or more, or a limit is below 1.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: _WEIGHTS)
    max_seekers: int = 1_000
    pairs_of_seeker: int = 30

    def __post_init__(self) -> None:
        for effect, weight in self.weights.items():
            if effect not in EFFECTS:
                raise InvalidOption("weights", effect, ", ".join(EFFECTS))
            if not (math.isfinite(weight) and weight >= 0):
                raise InvalidOption(f"weights of {effect}", weight, "a finite number, 0 or more")
        for name in ("max_seekers", "pairs_of_seeker"):
            if getattr(self, name) < 1:
                raise InvalidOption(name, getattr(self, name), "a whole number, 1 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionQuestion:
    """Which introductions are asked for.

    Attributes
    ----------
    kind : Kind
        Two organisations (``peer``), or an organisation and a partner of another sector (``partner``).
    k : int, from 1 to 100
    goal : str
        One of `GOALS`: ``alone`` for pairs of which one has no contact yet, ``bridges`` for two
        of different communities, ``closer`` for two who are connected by three steps or more,
        ``points`` for whichever have the most; ``mixed`` takes the best of the three in turn.
    per_actor : int, from 1 to 100
        In how many of them one actor may stand, so that not everything goes through one.
    by_sequence : bool
        Whether each is chosen, and its effects told, as if those before it had been made.
    scope : Scope
        The organisation that asks is of that region, sphere, sector and role, or where none is,
        the one that answers. With a component, only its needs and offers count; with a kind,
        only contacts of that kind make the network. Effects are those on the whole network.

    Raises
    ------
    InvalidOption
        The kind or the goal is another one, or a number is out of range.
    """

    kind: Kind | str = Kind.PEER
    k: int = 10
    goal: str = MIXED
    per_actor: int = 2
    by_sequence: bool = False
    scope: Scope = field(default_factory=Scope)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InvalidOption("kind", self.kind, ", ".join(KINDS))
        object.__setattr__(self, "kind", Kind(self.kind))
        if self.goal not in GOALS:
            raise InvalidOption("goal", self.goal, ", ".join(GOALS))
        for name in ("k", "per_actor"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_K:
                raise InvalidOption(name, value, f"a whole number from 1 to {MAX_K}")
