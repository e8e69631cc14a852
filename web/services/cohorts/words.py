"""States, rules, causes and reasons of cohorts in Polish and English, for the terminal, the API and the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matching.cohorts.pair_reasons import RULE
from matching.cohorts.rule_book import Level, Setting
from matching.results import Reason
from web.services.introduction_words import Pair, in_language
from web.services.wording import Wording

STATES: Mapping[str, Pair] = {
    "open": ("nabór otwarty", "open"),
    "closed": ("nabór zamknięty", "closed"),
    "draft": ("propozycja do sprawdzenia", "draft"),
    "reviewed": ("sprawdzony, do ogłoszenia", "reviewed"),
    "published": ("ogłoszony", "published"),
    "ended": ("zakończony", "ended"),
}
NEXT: Mapping[str, Pair] = {
    "open": (
        "Zapisz uczestników, a potem zamknij nabór: ogniwo cohort close {id}",
        "Let members join, then close it: ogniwo cohort close {id}",
    ),
    "closed": ("Dobierz mentorów: ogniwo cohort match {id}", "Match the mentors: ogniwo cohort match {id}"),
    "draft": (
        "Przejrzyj propozycję, popraw, co trzeba, i zatwierdź: ogniwo cohort review {id}",
        "Look the draft over, settle what you want otherwise, then confirm it: ogniwo cohort review {id}",
    ),
    "stale": (
        "Coś ustalono inaczej; dobierz mentorów ponownie: ogniwo cohort match {id}",
        "Something was settled otherwise; match again: ogniwo cohort match {id}",
    ),
    "reviewed": ("Ogłoś: ogniwo cohort publish {id}", "Publish it: ogniwo cohort publish {id}"),
    "published": (
        "Gdy cykl się skończy: ogniwo cohort end {id}. Gdy ktoś zrezygnuje z udziału: ogniwo cohort withdraw {id} KTO. "
        "Gdy ktoś nie chce tej pary: ogniwo cohort veto {id} ORGANIZACJA MENTOR",
        "When it is over: ogniwo cohort end {id}. When somebody leaves: ogniwo cohort withdraw {id} WHO. When somebody "
        "declines a pair: ogniwo cohort veto {id} ORG MENTOR",
    ),
    "ended": ("Nic więcej nie trzeba robić.", "Nothing is left to do."),
}
RULES: dict[str, Pair] = {
    "shared_language": ("wspólny język", "a shared language"),
    "needed_skill": ("mentor zna się na czymś, czego organizacja potrzebuje", "the mentor offers a needed skill"),
    "region_or_online": ("to samo województwo albo praca zdalna", "the same voivodeship, or both work online"),
    "availability": ("wspólny termin", "a time that suits both"),
    "no_conflict": ("brak konfliktu interesów", "no conflict of interest"),
    "declined_lately": ("para nie odmówiła sobie niedawno", "the two have not declined each other"),
    "not_previous_mentor": ("inny mentor niż poprzednio", "not a previous mentor"),
    "previous_mentor": ("raczej ten sam mentor co poprzednio", "rather a previous mentor"),
    "experience_gap": ("różnica doświadczenia w granicach", "experience gap within bounds"),
    "limit_per_mentor": ("najwyżej kilka podobnych organizacji u mentora", "a few alike organisations per mentor"),
}
LEVELS: Mapping[str, Pair] = {
    "off": ("wyłączona", "off"),
    "should": ("zalecana, koszt {cost}", "should, costs {cost}"),
    "must": ("konieczna", "must"),
}
_LIMITS: Mapping[str, Pair] = {
    "region": (
        "u mentora najwyżej tyle organizacji z jednego województwa: {most:g}",
        "organisations of one voivodeship per mentor: at most {most:g}",
    ),
    "kind": (
        "u mentora najwyżej tyle organizacji o jednej formie prawnej: {most:g}",
        "organisations of one legal form per mentor: at most {most:g}",
    ),
}
_BROKEN: Mapping[str, Pair] = {
    "shared_language": ("Brak wspólnego języka.", "No shared language."),
    "needed_skill": (
        "{mentor}: żadna z umiejętności nie odpowiada potrzebom organizacji.",
        "{mentor} offers none of the skills that are needed.",
    ),
    "region_or_online": (
        "Inne województwo i nie obie strony pracują zdalnie.",
        "Another voivodeship, and not both work online.",
    ),
    "availability": ("Brak wspólnego terminu.", "No time suits both."),
    "no_conflict": ("Możliwy konflikt interesów.", "A conflict of interest is possible."),
    "declined_lately": ("Taka para była już proponowana i ktoś odmówił.", "One of the two declined this pair before."),
    "not_previous_mentor": (
        "Ten mentor wspierał już tę organizację.",
        "This mentor has supported the organisation before.",
    ),
    "previous_mentor": (
        "To nie jest poprzedni mentor tej organizacji.",
        "This is not the organisation’s previous mentor.",
    ),
    "experience_gap": (
        "Różnica doświadczenia wykracza poza ustalone granice.",
        "The experience gap is outside the bounds set.",
    ),
}
_WAITED: Pair = (
    "Organizacja czeka na mentora od poprzedniego cyklu, dlatego ma pierwszeństwo.",
    "The organisation has waited since an earlier cohort, so it takes precedence.",
)
_CHANGED: Pair = (
    "Tak było w dniu zamknięcia naboru; od tego czasu dane w sieci się zmieniły.",
    "It was so on the day the cohort closed; the network has changed since.",
)


def said(words: Pair, wording: Wording, **facts: object) -> str:
    """The words in the reader's language, with these facts."""
    return in_language(words, wording).format(**facts)


def reason_sentence(reason: Reason, wording: Wording) -> str:
    """What one reason of a pair says."""
    if reason.signal == "waited":
        return said(_WAITED, wording)
    if reason.signal.startswith(RULE):
        mentor = wording.name(str(reason.facts["provider_id"]))
        return said(_BROKEN[reason.signal.removeprefix(RULE)], wording, mentor=mentor)
    if reason.facts.get("changed_since"):
        return said(_CHANGED, wording)
    return wording.sentence(reason)


def rule_label(rule: str, setting: Setting, wording: Wording) -> str:
    """The rule in words, with the bounds that are set."""
    label = in_language(RULES[rule], wording)
    if rule == "experience_gap" and setting.level is not Level.OFF:
        least, most = (
            ("…" if bound is None else number(bound, wording.language)) for bound in (setting.least, setting.most)
        )
        return f"{label} ({least}–{most})"
    if rule == "limit_per_mentor":
        return said(_LIMITS[setting.by or "region"], wording, most=setting.most)
    return label


def level_label(setting: Setting, wording: Wording) -> str:
    """How binding the rule is, in words."""
    return said(LEVELS[setting.level.value], wording, cost=number(setting.cost, wording.language))


def number(value: float, language: str) -> str:
    """The number as people write it.

    >>> number(1.5, "pl"), number(2.0, "en")
    ('1,5', '2')
    """
    text = f"{value:g}"
    return text.replace(".", ",") if language == "pl" else text


def strongest(contributions: Sequence[float], n: int) -> list[bool]:
    """Which of the contributions are among the n that weigh most, for or against; the first of equals.

    >>> strongest([1.9, 0.1, -0.5], 2)
    [True, False, True]
    """
    order = sorted(range(len(contributions)), key=lambda place: -abs(contributions[place]))[:n]
    return [place in order for place in range(len(contributions))]


def reason_of(kept: Mapping[str, Any]) -> Reason:
    """The reason that a draft keeps as JSON."""
    facts = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in kept["facts"].items()}
    return Reason(kept["signal"], kept["side"], kept["contribution"], facts)
