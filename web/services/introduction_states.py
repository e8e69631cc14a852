"""What state an introduction is in, and which step may follow.

    asked → accepted → feedback
          → declined
          → expired

The state is the last step that has a date; nothing else is kept. Either side may decline,
also the one who asked: who takes a request back declines it. Who was accepted and steps back
says so in the feedback.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from graph.model import Link, LinkKey
from web.services.errors import ServiceError

LINK_TYPE = "INTRODUCED_TO"


class State(StrEnum):
    """What became of an introduction so far."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    FEEDBACK = "feedback"


class Step(StrEnum):
    """What can be done about an introduction."""

    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    FEEDBACK = "feedback"


# From which state a step is allowed, and to which it leads; the state's name is that of its date.
TRANSITIONS: Mapping[Step, tuple[State, State]] = {
    Step.ACCEPT: (State.ASKED, State.ACCEPTED),
    Step.DECLINE: (State.ASKED, State.DECLINED),
    Step.EXPIRE: (State.ASKED, State.EXPIRED),
    Step.FEEDBACK: (State.ACCEPTED, State.FEEDBACK),
}
# Of several dates, the first of these tells the state.
LATEST_FIRST = (State.FEEDBACK, State.DECLINED, State.EXPIRED, State.ACCEPTED)


def state_of(dates: Mapping[str, Any]) -> State:
    """The state of an introduction with these properties.

    >>> state_of({"since": date(2024, 5, 1)}), state_of({"since": date(2024, 5, 1), "accepted": date(2024, 5, 3)})
    (<State.ASKED: 'asked'>, <State.ACCEPTED: 'accepted'>)
    """
    return next((state for state in LATEST_FIRST if dates.get(state)), State.ASKED)


@dataclass(frozen=True, slots=True)
class Introduction:
    """One introduction: who was introduced to whom, for what, and the days of what became of it.

    Attributes
    ----------
    worked : bool or None
        What the feedback said.
    reason : str or None
        Why it was declined.
    """

    seeker_id: str
    provider_id: str
    kind: str
    since: date
    since_known: bool = True
    accepted: date | None = None
    declined: date | None = None
    expired: date | None = None
    feedback: date | None = None
    worked: bool | None = None
    reason: str | None = None

    @classmethod
    def of(cls, link: Link) -> Introduction:
        """The introduction that a link of the network stands for."""
        kept: dict[str, Any] = {name: value for name, value in link.properties.items() if name in _PROPERTIES}
        return cls(link.source, link.target, **kept)

    @property
    def key(self) -> LinkKey:
        """What names its link in the network."""
        return introduction_key(self.seeker_id, self.provider_id, self.kind, self.since)

    @property
    def state(self) -> State:
        """The last step that has a date."""
        return state_of({state: getattr(self, state) for state in LATEST_FIRST})

    @property
    def state_since(self) -> date:
        """The day of the last step."""
        day: date | None = None if self.state is State.ASKED else getattr(self, self.state)
        return day or self.since

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that a person can take now."""
        return tuple(step for step, (before, _) in TRANSITIONS.items() if before is self.state and step != Step.EXPIRE)

    def after(self, step: Step, day: date) -> dict[str, date]:
        """The date that the step adds.

        Raises
        ------
        ForbiddenStep
            The step may not follow the present state.
        """
        before, after = TRANSITIONS[step]
        if self.state is not before:
            raise ForbiddenStep(self, step)
        return {after.value: day}


_PROPERTIES = frozenset(Introduction.__dataclass_fields__) - {"seeker_id", "provider_id"}

# What follows each state, for whoever tried another step; `web.services.introduction_words` has the Polish.
_ADVICE = {
    State.ASKED: "waits for an answer; accept or decline it first",
    State.ACCEPTED: "what can follow is feedback: whether it worked",
    State.DECLINED: "nothing follows; to try again, ask for a new introduction",
    State.EXPIRED: "nothing follows; to try again, ask for a new introduction",
    State.FEEDBACK: "it is complete; to meet again, ask for a new introduction",
}


class ForbiddenStep(ServiceError):
    """The step may not follow the state that the introduction is in."""

    def __init__(self, introduction: Introduction, step: Step) -> None:
        state, day = introduction.state, introduction.state_since
        what = "asked for" if state is State.ASKED else "given feedback" if state is State.FEEDBACK else state.value
        super().__init__(
            f"the introduction of {introduction.seeker_id} to {introduction.provider_id} ({introduction.kind}) "
            f"was {what} on {day}; {_ADVICE[state]}"
        )
        self.introduction = introduction
        self.step = step


def introduction_key(seeker_id: str, provider_id: str, kind: str, since: date) -> LinkKey:
    """What names the link of an introduction.

    >>> introduction_key("org-1", "org-2", "peer", date(2024, 5, 1)).key
    ('2024-05-01', 'peer')
    """
    return LinkKey(LINK_TYPE, seeker_id, provider_id, (since.isoformat(), kind))
