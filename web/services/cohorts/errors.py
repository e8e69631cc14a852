"""What can go wrong with a cohort; every message says what to do next."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from web.services.errors import ServiceError


class CohortError(ServiceError):
    """Base of what goes wrong with cohorts."""


class UnknownCohort(CohortError):
    """There is no such cohort in the office."""

    def __init__(self, cohort_id: str) -> None:
        super().__init__(
            f"there is no cohort {cohort_id!r}; `ogniwo cohort status` lists them, `cohort open` makes one"
        )
        self.cohort_id = cohort_id


class CohortExists(CohortError):
    """A cohort of this id is there already, and differs in one field, or in being of the past (``history``)."""

    def __init__(self, cohort_id: str, differing: str) -> None:
        what = "but only in the past, as the network knows" if differing == "history" else f"with another {differing}"
        super().__init__(f"the cohort {cohort_id} is there already, {what}; choose another id")
        self.cohort_id = cohort_id
        self.differing = differing


class ForbiddenCohortStep(CohortError):
    """The step may not follow the state that the cohort is in."""

    def __init__(self, cohort_id: str, state: str, step: str, allowed: tuple[str, ...]) -> None:
        super().__init__(
            f"the cohort {cohort_id} is {state}, and {step} is for one that is {' or '.join(allowed)}; "
            f"see `ogniwo cohort status {cohort_id}` for what comes next"
        )
        self.cohort_id = cohort_id
        self.state = state
        self.step = step
        self.allowed = allowed


class NotAMember(CohortError):
    """Somebody does not take part in the cohort, or has withdrawn."""

    def __init__(self, cohort_id: str, actor_id: str, side: str = "") -> None:
        role = f" as a {side}" if side else ""
        super().__init__(f"{actor_id} does not take part in {cohort_id}{role}; `ogniwo cohort status` lists who does")
        self.cohort_id = cohort_id
        self.actor_id = actor_id
        self.side = side


class CannotJoin(CohortError):
    """An actor cannot take this part in a cohort; `code` is one of those below."""

    CAUSES: ClassVar[dict[str, str]] = {
        "unknown": "there is no such actor in the network; look it up by name first",
        "left": "it left the network on {day}",
        "partner": "it is a partner; organisations and mentors take part",
        "affiliation": "its affiliation {affiliation!r} is no actor of the network; look it up by name first",
        "no_mentor": "only a mentor has an affiliation; leave it out",
        "left_since": "it has left the network; withdraw it from the cohort first",
    }

    def __init__(self, actor_id: str, code: str, **facts: object) -> None:
        super().__init__(f"{actor_id} cannot join: {self.CAUSES[code].format(**facts)}")
        self.actor_id = actor_id
        self.code = code
        self.facts = facts


class CohortChanged(CohortError):
    """Somebody changed the cohort while an answer for it was being worked out."""

    def __init__(self, cohort_id: str) -> None:
        super().__init__(f"somebody changed {cohort_id} in the meantime, so nothing was kept; run the command again")
        self.cohort_id = cohort_id


class NobodyToMatch(CohortError):
    """A cohort has no seekers, or no mentors."""

    def __init__(self, cohort_id: str, missing: str) -> None:
        super().__init__(
            f"the cohort {cohort_id} has no {missing}; add them with `ogniwo cohort join` while it is open"
        )
        self.cohort_id = cohort_id
        self.missing = missing


class AlreadySettled(CohortError):
    """A pair is locked, vetoed or excluded already, in another way than is asked for now."""

    def __init__(self, cohort_id: str, pair: tuple[str, str], wanted: str, present: str, by: str) -> None:
        super().__init__(
            f"the {wanted} of {pair[0]} – {pair[1]} contradicts the {present} that {by} set; take that back first "
            f"with `ogniwo cohort {present} {cohort_id} {pair[0]} {pair[1]} --undo`"
        )
        self.cohort_id = cohort_id
        self.pair = pair
        self.wanted = wanted
        self.present = present
        self.by = by


class DraftOutOfDate(CohortError):
    """Something was changed after the draft was made."""

    def __init__(self, cohort_id: str, number: int) -> None:
        super().__init__(
            f"draft {number} of {cohort_id} does not fit what is settled now; "
            f"run `ogniwo cohort match {cohort_id}` first"
        )
        self.cohort_id = cohort_id
        self.number = number


class NoDraft(CohortError):
    """The cohort has not been matched yet."""

    def __init__(self, cohort_id: str) -> None:
        super().__init__(f"{cohort_id} has no draft yet; `ogniwo cohort status {cohort_id}` says what comes first")
        self.cohort_id = cohort_id


class UnknownDraft(CohortError):
    """There is no such draft."""

    def __init__(self, cohort_id: str, number: int, there: list[int]) -> None:
        listed = ", ".join(map(str, there)) or "none yet"
        super().__init__(f"{cohort_id} has no draft {number}; its drafts: {listed}")
        self.cohort_id = cohort_id
        self.number = number
        self.there = there


class WrongDay(CohortError):
    """Something cannot be dated today; `code` is one of those below."""

    CAUSES: ClassVar[dict[str, str]] = {
        "not_begun": "it begins on {first}, and this machine's clock says {day}; wait until then, or, if it is not to "
        "take place, run `ogniwo cohort end {cohort_id} --cancel`",
        "clock_behind": "this machine's clock says {day}, but the cohort had begun on {first} and was last changed on "
        "{changed}; set the clock right, then run the command again",
        "pair_later": "its pair {pair} began on {since}, and this machine's clock says {day}; set the clock right, "
        "then run the command again",
        "over": "its last day was {last}, so nobody can begin now; end it with `ogniwo cohort end {cohort_id}`",
    }

    def __init__(self, cohort_id: str, code: str, day: date, **facts: object) -> None:
        named = {name: " – ".join(fact) if isinstance(fact, tuple) else fact for name, fact in facts.items()}
        told = self.CAUSES[code].format(cohort_id=cohort_id, day=day, **named)
        super().__init__(f"nothing was written for {cohort_id}: {told}")
        self.cohort_id = cohort_id
        self.code = code
        self.day = day
        self.facts = facts


class CannotExport(CohortError):
    """A draft cannot be written into this file: its name has a wrong ``ending``, or it is ``there`` already."""

    CAUSES: ClassVar[dict[str, str]] = {
        "ending": "its name must end in .csv, .xlsx or .json",
        "there": "it is there already; name another file",
    }

    def __init__(self, path: str, code: str) -> None:
        super().__init__(f"{path} was not written: {self.CAUSES[code]}")
        self.path = path
        self.code = code
