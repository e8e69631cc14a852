"""Introductions and why one is refused, in Polish and English, for the terminal, the API and pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from matching.wording.days import day_in_words
from web.services.errors import ServiceError
from web.services.introduction_errors import (
    AlreadyIntroduced,
    IntroductionForbidden,
    MentorFull,
    SeveralIntroductions,
    UnknownIntroduction,
)
from web.services.introduction_states import ForbiddenStep, Introduction, State
from web.services.wording import Wording

Pair = tuple[str, str]  # Polish, English

KINDS: dict[str, Pair] = {
    "peer": ("współpraca", "working together"),
    "mentor": ("wsparcie mentorskie", "mentoring"),
    "partner": ("partner z innego sektora", "partner of another sector"),
}
STATES: dict[State, Pair] = {
    State.ASKED: ("czeka na odpowiedź", "waits for an answer"),
    State.ACCEPTED: ("przyjęta", "accepted"),
    State.DECLINED: ("odrzucona", "declined"),
    State.EXPIRED: ("wygasła bez odpowiedzi", "lapsed unanswered"),
    State.FEEDBACK: ("przyjęta i oceniona", "accepted, with feedback"),
}
WORKED: dict[bool | None, Pair] = {
    True: ("udało się", "it worked"),
    False: ("nie udało się", "it did not work"),
    None: ("bez oceny", "no answer"),
}
_DONE: dict[State, Pair] = {
    State.ASKED: ("Poproszono o kontakt: {pair}.", "Asked for an introduction: {pair}."),
    State.ACCEPTED: ("Prośba o kontakt przyjęta: {pair}.", "Introduction accepted: {pair}."),
    State.DECLINED: ("Prośba o kontakt odrzucona: {pair}.", "Introduction declined: {pair}."),
    State.EXPIRED: ("Prośba o kontakt wygasła bez odpowiedzi: {pair}.", "Introduction lapsed unanswered: {pair}."),
    State.FEEDBACK: ("Opinia zapisana ({worked}): {pair}.", "Feedback kept ({worked}): {pair}."),
}
_NEXT: dict[State, Pair] = {
    State.ASKED: (
        "Prośba o ten kontakt ({day}) czeka na odpowiedź. Najpierw trzeba ją przyjąć albo odrzucić.",
        "This introduction was asked for on {day} and waits for an answer. Accept or decline it first.",
    ),
    State.ACCEPTED: (
        "Ta prośba o kontakt jest już przyjęta ({day}). Można jeszcze tylko zapisać opinię, czy się udało.",
        "This introduction was accepted on {day}. What can follow is feedback: whether it worked.",
    ),
    State.DECLINED: (
        "Ta prośba o kontakt została odrzucona ({day}) i na tym się kończy. Żeby spróbować ponownie, trzeba poprosić "
        "o kontakt od nowa.",
        "This introduction was declined on {day}, and nothing follows. To try again, ask for a new one.",
    ),
    State.EXPIRED: (
        "Ta prośba o kontakt wygasła bez odpowiedzi ({day}). Żeby spróbować ponownie, trzeba poprosić od nowa.",
        "This introduction lapsed unanswered on {day}. To try again, ask for a new one.",
    ),
    State.FEEDBACK: (
        "Opinia o tym kontakcie jest już zapisana ({day}, {worked}) i na tym się kończy.",
        "Feedback on this introduction was given on {day} ({worked}), so it is complete.",
    ),
}
_TODAY: Pair = (
    "O ten kontakt proszono już dzisiaj (stan prośby: {state}). Ponownie można poprosić od jutra.",
    "This introduction was asked for today already (now: {state}). It can be asked for again from tomorrow on.",
)
_UNKNOWN: Pair = (
    "Nie ma takiej prośby o kontakt: {pair}. Najpierw trzeba o niego poprosić.",
    "There is no such introduction: {pair}. Ask for one first.",
)
_SEVERAL: Pair = (
    "Między tymi dwiema stronami jest kilka takich próśb o kontakt. Trzeba podać rodzaj: {kinds}.",
    "The two have several such introductions. Say of which kind: {kinds}.",
)
_FULL: Pair = (
    "{mentor}: brak wolnych miejsc (wszystkich: {capacity}). Można odrzucić prośbę, zwiększyć liczbę miejsc albo "
    "poczekać, aż któreś się zwolni.",
    "{mentor} has no free place (of {capacity}). Decline the introduction, raise the number of places, or wait until "
    "one is free.",
)
_ANYWAY: Pair = (
    "Mimo to można poprosić o kontakt, jeśli jest dobry powód.",
    "It can be asked for anyway, where there is a good reason.",
)


def in_language(words: Pair, wording: Wording) -> str:
    """The words in the language of the wording."""
    polish, english = words
    return polish if wording.language == "pl" else english


def done(introduction: Introduction, wording: Wording) -> str:
    """What has just happened to an introduction, as a sentence."""
    return _said(_DONE[introduction.state], wording, **_facts(introduction, wording))


def pair_of(introduction: Introduction, wording: Wording) -> str:
    """The two and what it is for: ``Koło Łąka – Fundacja Most (współpraca)``."""
    kind = in_language(KINDS[introduction.kind], wording)
    return f"{wording.name(introduction.seeker_id)} – {wording.name(introduction.provider_id)} ({kind})"


def refusal(error: ServiceError, wording: Wording) -> str:
    """Why something was refused about an introduction, and the next step.

    Raises
    ------
    KeyError
        The error is of another kind.
    """
    return _REFUSALS[type(error)](error, wording)


def is_refusal(error: Exception) -> bool:
    """Whether `refusal` has words for the error."""
    return type(error) in _REFUSALS


def _facts(introduction: Introduction, wording: Wording) -> dict[str, str]:
    return {
        "pair": pair_of(introduction, wording),
        "day": _day(introduction.state_since, wording),
        "state": in_language(STATES[introduction.state], wording),
        "worked": in_language(WORKED[introduction.worked], wording),
    }


def _day(day: date, wording: Wording) -> str:
    return day_in_words(day.isoformat(), wording.language)


def _said(words: Pair, wording: Wording, **facts: object) -> str:
    return in_language(words, wording).format(**facts)


def _forbidden_step(error: Any, wording: Wording) -> str:
    return _said(_NEXT[error.introduction.state], wording, **_facts(error.introduction, wording))


def _already(error: Any, wording: Wording) -> str:
    waits = error.introduction.state is State.ASKED
    return _said(_NEXT[State.ASKED] if waits else _TODAY, wording, **_facts(error.introduction, wording))


def _forbidden(error: Any, wording: Wording) -> str:
    itself = [rule for rule in error.rules if rule.code == "self"]
    sentences = [wording.sentence(rule) for rule in itself or error.rules]
    return " ".join([*sentences, *([in_language(_ANYWAY, wording)] if error.can_be_waived else [])])


def _unknown(error: Any, wording: Wording) -> str:
    return _said(_UNKNOWN, wording, pair=f"{wording.name(error.seeker_id)} – {wording.name(error.provider_id)}")


def _several(error: Any, wording: Wording) -> str:
    return _said(_SEVERAL, wording, kinds=", ".join(sorted({one.kind for one in error.meant})))


def _full(error: Any, wording: Wording) -> str:
    return _said(_FULL, wording, mentor=wording.name(error.mentor_id), capacity=error.capacity)


_REFUSALS: dict[type[ServiceError], Callable[[Any, Wording], str]] = {
    ForbiddenStep: _forbidden_step,
    AlreadyIntroduced: _already,
    IntroductionForbidden: _forbidden,
    UnknownIntroduction: _unknown,
    SeveralIntroductions: _several,
    MentorFull: _full,
}
