"""What the recommender returns: suggestions, their reasons, and explanations of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Side = Literal["seeker", "provider", "both", "list"]
Fact = str | int | float | bool | tuple[str, ...]


class Kind(StrEnum):
    """What the seeker asks for."""

    PEER = "peer"
    MENTOR = "mentor"
    PARTNER = "partner"
    CALL = "call"  # whoever can answer a need in free text


# What an organisation can ask for without writing anything.
KINDS_OF_PROFILE = (Kind.PEER, Kind.MENTOR, Kind.PARTNER)


class Band(StrEnum):
    """How good a suggestion is, in words; never a probability."""

    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Reason:
    """One named contribution to a score.

    Attributes
    ----------
    signal : str
        The signal it comes from, a name of `matching.options.SIGNALS`.
    side : {"seeker", "provider", "both", "list"}
        Whose directional score it belongs to; ``list`` for what re-ranking adds.
    contribution : float
        What it adds to the score, in log-odds; may be negative.
    facts :
        Ids and numbers that its sentence is made of (`matching.reasons.sentence`).
    """

    signal: str
    side: Side
    contribution: float
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something that speaks against a suggestion or is not known, said openly."""

    code: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One provider suggested to a seeker.

    `score` is the sum of the contributions of `reasons` to 1e-9; `seeker_score` and
    `provider_score` are the two directional scores, which leave out the reasons of re-ranking.
    """

    seeker_id: str
    provider_id: str
    kind: Kind
    rank: int
    score: float
    seeker_score: float
    provider_score: float
    band: Band
    reasons: tuple[Reason, ...]
    caveats: tuple[Caveat, ...] = ()

    @property
    def weaker_side(self) -> Literal["seeker", "provider"]:
        """The side that gains less."""
        return "seeker" if self.seeker_score <= self.provider_score else "provider"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The answer to one question; `note` says why it is empty or short, and the next step."""

    seeker_id: str
    kind: Kind
    component: str | None
    suggestions: tuple[Suggestion, ...]
    n_eligible: int
    note: Caveat | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a pair is, or is not, suggested.

    Attributes
    ----------
    suggestion :
        The pair's scores and reasons, with rank 0 where it is not among those shown.
    excluded_by :
        The rules that make the pair ineligible; empty for an eligible pair.
    rank :
        Its place among all eligible providers, from 1; None where it is not eligible.
    gap :
        How far its score lies below the last one shown; 0 where it is shown.
    held_back :
        What keeps it off the list though its score does not: it is shown to others often, or its
        place went to a newcomer or to somebody less like the rest.
    changes :
        Single changes of the seeker's profile after which it would be shown; where none would do, the few that
        would together, as one.
    changes_tried :
        Whether any were tried: not where it is shown, nor where a rule excludes it that no profile satisfies.
    """

    suggestion: Suggestion
    excluded_by: tuple[Caveat, ...]
    rank: int | None
    n_eligible: int
    gap: float
    held_back: Caveat | None = None
    changes: tuple[Caveat, ...] = ()
    changes_tried: bool = False
