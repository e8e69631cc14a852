"""The words of the pages for codes; what has an official label takes it from the reference."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from graph import schema
from seeds.reference import labels
from web.language import current_language
from web.services import introduction_words

Words = dict[str, LazyString]


def _component(code: str) -> str:
    label = reference_label("component", code, current_language())
    return label[:1].upper() + label[1:]


def _in_language(pair: introduction_words.Pair) -> str:
    return pair[0] if current_language() == "pl" else pair[1]


ROLES: Words = {
    "Organisation": _l("Organisation"),
    "Partner": _l("Partner"),
    "Mentor": _l("Mentor"),
}
ROLES_PLURAL: Words = {
    "Organisation": _l("Organisations and groups"),
    "Partner": _l("Partners"),
    "Mentor": _l("Mentors"),
}
COMPONENTS: Words = {code: LazyString(_component, code) for code in schema.COMPONENTS}
COMPONENTS_ABOUT: Words = {
    "training": _l("Law, finance, projects, volunteers: what keeps an organisation going."),
    "network": _l("Partnerships, work with the council, coalitions, acting together."),
    "strategy": _l("Where we are heading, how we know it works, what we live on."),
    "image": _l("Communication, social media, campaigns, telling people what you do."),
}
MODES: Words = {"online": _l("Online"), "on_site": _l("On site")}
PRIORITIES: dict[int, LazyString] = {1: _l("some day"), 2: _l("this year"), 3: _l("needed now")}
LEVELS: dict[int, LazyString] = {1: _l("some experience"), 2: _l("good experience"), 3: _l("can teach it")}
INTRODUCTIONS: Words = {
    state.value: LazyString(_in_language, pair) for state, pair in introduction_words.STATES.items()
}
INTRODUCTIONS_DONE: Words = {
    "asked": _l("The introduction was asked for. Once both sides have answered, note it here."),
    "accepted": _l("The introduction was accepted. Ask in a few months whether something came of it."),
    "declined": _l(
        "The introduction was declined. The two are suggested again once something changes in their profiles."
    ),
    "feedback": _l("The feedback was kept. Thank you: it makes suggestions better."),
}
FEEDBACK: dict[bool | None, LazyString] = {
    worked: LazyString(_in_language, pair) for worked, pair in introduction_words.WORKED.items()
}
KINDS_OF_INTRODUCTION: Words = {kind: LazyString(_in_language, pair) for kind, pair in introduction_words.KINDS.items()}
STEPS: Words = {
    "accept": _l("Both agreed"),
    "decline": _l("One declined"),
    "feedback": _l("Say what came of it"),
}
STEPS_TITLES: Words = {
    "accept": _l("Accept the introduction"),
    "decline": _l("Decline the introduction"),
    "feedback": _l("What came of the introduction"),
}
STEPS_ABOUT: Words = {
    "accept": _l("Both sides agreed to meet. A mentor gives one of the free places to it."),
    "decline": _l(
        "One side does not want to meet, or the request is taken back. The two stay out of each other’s "
        "suggestions until something changes in their profiles."
    ),
    "feedback": _l("Did the two begin to work together? The answer makes suggestions better."),
}
KINDS_ASKED: Words = {
    "peer": _l("Who to work with"),
    "mentor": _l("Find a mentor"),
    "partner": _l("Find a partner"),
}
KINDS_ABOUT: Words = {
    "peer": _l("Organisations and groups to learn from and act with."),
    "mentor": _l("Mentors who know what is needed here and still have room."),
    "partner": _l("Local councils, libraries, schools, businesses and media nearby."),
}


def reference_label(kind: str, code: str, language: str) -> str:
    """The official label of a code, or the code itself where the reference lacks it.

    Codes are free text in the network, so one may come from a newer register than ours.

    >>> reference_label("legal_form", "FOUND", "en"), reference_label("legal_form", "NEW", "en")
    ('Foundation', 'NEW')
    """
    found = labels(kind).get(code)
    if found is None:
        return code
    return found.pl if language == "pl" else found.en
