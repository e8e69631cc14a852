"""Why an introduction is refused; every message says what to do next."""

from __future__ import annotations

from graph.model import LinkKey
from matching.results import Caveat
from web.services.errors import ServiceError
from web.services.introduction_states import Introduction, State

# Rules that no reason sets aside: the introduction would mean nothing.
NEVER_WAIVED = frozenset({"self", "wrong_role", "not_in_network", "seeker_is_no_organisation", "seeker_not_in_network"})


class UnknownIntroduction(ServiceError):
    """There is no such introduction in the network."""

    def __init__(self, seeker_id: str, provider_id: str, kind: str | None = None) -> None:
        asked = f" ({kind})" if kind else ""
        super().__init__(
            f"{seeker_id} was not introduced to {provider_id}{asked}; look at what is there with `ogniwo asked list`, "
            "or ask for an introduction with `ogniwo introduce`"
        )
        self.seeker_id = seeker_id
        self.provider_id = provider_id

    @classmethod
    def of(cls, key: LinkKey) -> UnknownIntroduction:
        """The error about the introduction with this key."""
        return cls(key.source, key.target, ", ".join(reversed(key.key)))


class SeveralIntroductions(ServiceError):
    """The two have several introductions that the step could be meant for."""

    def __init__(self, meant: list[Introduction]) -> None:
        kinds = ", ".join(sorted({one.kind for one in meant}))
        super().__init__(f"the two have several such introductions; say which by --kind: {kinds}")
        self.meant = meant


class IntroductionForbidden(ServiceError):
    """Rules of the recommender speak against introducing the two.

    Attributes
    ----------
    rules : tuple of Caveat
        The rules that the pair breaks; `matching.sentence` puts them into words.
    can_be_waived : bool
        Whether the introduction can be asked for all the same.
    """

    def __init__(self, seeker_id: str, provider_id: str, rules: tuple[Caveat, ...]) -> None:
        self.can_be_waived = not NEVER_WAIVED & {rule.code for rule in rules}
        next_step = "ask for it anyway and say why" if self.can_be_waived else "choose somebody else"
        names = ", ".join(rule.code for rule in rules)
        super().__init__(f"{seeker_id} cannot be introduced to {provider_id} ({names}); {next_step}")
        self.rules = rules


class AlreadyIntroduced(ServiceError):
    """The two have an introduction of this kind that waits for an answer, or had one today."""

    def __init__(self, introduction: Introduction) -> None:
        day, state = introduction.state_since, introduction.state
        next_step = (
            "it waits for an answer: accept or decline it"
            if state is State.ASKED
            else f"it was {state} on {day}: ask again from tomorrow on"
        )
        super().__init__(
            f"the introduction of {introduction.seeker_id} to {introduction.provider_id} ({introduction.kind}) "
            f"was asked for on {introduction.since}, and {next_step}"
        )
        self.introduction = introduction


class MentorFull(ServiceError):
    """All places of the mentor are taken, so no further introduction can be accepted."""

    def __init__(self, mentor_id: str, capacity: int) -> None:
        super().__init__(
            f"{mentor_id} has no free place (of {capacity}); decline the introduction, raise the mentor's capacity, "
            "or wait until a place is free"
        )
        self.mentor_id = mentor_id
        self.capacity = capacity
