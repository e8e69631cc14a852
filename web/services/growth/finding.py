"""What a series of growth comes to, as one sentence in plain language."""

from __future__ import annotations

from datetime import date, timedelta

from graph.analysis.series import Series
from graph.snapshot import date_of
from matching.wording.days import day_in_words
from web.services.growth.numbers import count_text, value_text

_YEAR = timedelta(days=365)
_NOTHING = {
    "pl": "Nie ma jeszcze czego pokazać: do tego dnia nikt nie dołączył do sieci albo nie zaczął się żaden cykl.",
    "en": "There is nothing to show yet: by that day nobody had joined the network, or no cohort had begun.",
}
_NOBODY = {
    "pl": "{day} nikt nie należy do {of}.",
    "en": "On {day} nobody belongs to {of}.",
}
_SENTENCE = {
    "pl": "{verdict} {members}{more_members}, a {pairs}{more_pairs}{together}.",
    "en": "{verdict} {members}{more_members}, and {pairs}{more_pairs}{together}.",
}
_NAMES = {
    "pl": ("Sieć", "sieci", "Ta część sieci", "tej części sieci"),
    "en": ("The network", "the network", "This part of the network", "this part of the network"),
}
# By whether members and pairs in contact became more (1), fewer (−1) or neither.
_VERDICTS = {
    "pl": {
        (1, 1): "rośnie",
        (-1, -1): "się kurczy",
        (1, -1): "zyskuje uczestników, ale traci kontakty",
        (-1, 1): "traci uczestników, ale zyskuje kontakty",
        (0, 0): "się nie zmienia",
    },
    "en": {
        (1, 1): "is growing",
        (-1, -1): "is shrinking",
        (1, -1): "gains members but loses contacts",
        (-1, 1): "loses members but gains contacts",
        (0, 0): "stays as it was",
    },
}


def finding(series: Series, language: str, *, narrowed: bool = False) -> str:
    """Whether the network grows: how it is in the last period, beside how it was about a year before.

    Compared is the period that ended closest to a year earlier; `narrowed` says that a part of
    the network is told of. The series must have the groups ``actors``, ``contacts`` and ``shape``.
    """
    if not series.periods:
        return _NOTHING[language]
    name, of = _NAMES[language][2 * narrowed : 2 * narrowed + 2]
    now = len(series.periods) - 1
    day = day_in_words(_last_day(series, now).isoformat(), language)
    if not _count(series, "n_actors", now):
        return _NOBODY[language].format(day=day, of=of)
    before = _a_year_before(series)
    changes = [_change(series, code, now, before) for code in ("n_actors", "n_contacts")]
    then = "" if before is None else day_in_words(_last_day(series, before).isoformat(), language)
    return _SENTENCE[language].format(
        verdict=_verdict(name, day, changes, language),
        members=_members(_count(series, "n_actors", now), language),
        more_members=_more_than(changes[0], then, language),
        pairs=_pairs(_count(series, "n_contacts", now), language),
        more_pairs=_more(changes[1], language) if series.figures["n_contacts"][now] or changes[1] else "",
        together=_together(series, now, language),
    )


def _count(series: Series, code: str, at: int) -> int:
    return int(series.figures[code][at] or 0)


def _last_day(series: Series, at: int) -> date:
    return date_of(series.periods[at].last) or date.max


def _a_year_before(series: Series) -> int | None:
    """Which earlier period ended closest to a year before the last one did; None where there is none earlier."""
    last = _last_day(series, len(series.periods) - 1)
    earlier = [at for at in range(len(series.periods) - 1) if _last_day(series, at) < last]
    return min(earlier, key=lambda at: abs(last - _last_day(series, at) - _YEAR), default=None)


def _change(series: Series, code: str, now: int, before: int | None) -> int | None:
    return None if before is None else _count(series, code, now) - _count(series, code, before)


def _verdict(name: str, day: str, changes: list[int | None], language: str) -> str:
    signs = [(one > 0) - (one < 0) for one in changes if one is not None]
    if not signs:
        inside = f"{name[0].lower()}{name[1:]}"
        return f"{day} {inside} liczy" if language == "pl" else f"On {day} {inside} has"
    members, pairs = signs
    words = _VERDICTS[language][members or pairs, pairs or members]
    return f"{name} {words}: {day} liczy" if language == "pl" else f"{name} {words}: on {day} it has"


def _members(n: int, language: str) -> str:
    if language == "en":
        return f"{count_text(n, language)} {'member' if n == 1 else 'members'}"
    return f"{count_text(n, language)} {'uczestnika' if n == 1 else 'uczestników'}"


def _pairs(n: int, language: str) -> str:
    number = count_text(n, language)
    if language == "en":
        return "nobody is in contact" if not n else f"{number} {'pair is' if n == 1 else 'pairs are'} in contact"
    few = n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14}
    form = ("jest", "para") if n == 1 else ("są", "pary") if few else ("jest", "par")
    return f"w kontakcie {form[0]} {number} {form[1]}" if n else "nikt nie jest z nikim w kontakcie"


def _more(change: int | None, language: str) -> str:
    if change is None:
        return ""
    number = count_text(abs(change), language)
    if language == "pl":
        return f" (o {number} {'więcej' if change > 0 else 'mniej'})" if change else " (tyle samo)"
    return f" ({number} {'more' if change > 0 else 'fewer'})" if change else " (as many)"


def _more_than(change: int | None, then: str, language: str) -> str:
    if change is None:
        return ""
    number = count_text(abs(change), language)
    if language == "pl":
        return f", o {number} {'więcej' if change > 0 else 'mniej'} niż {then}" if change else f", tyle samo co {then}"
    return f", {number} {'more' if change > 0 else 'fewer'} than on {then}" if change else f", as many as on {then}"


def _together(series: Series, now: int, language: str) -> str:
    """How far the members are joined, and how many stand alone; nothing where all of them do."""
    n, largest = _count(series, "n_actors", now), _count(series, "largest_component", now)
    alone = _count(series, "n_isolates", now)
    number, share = count_text(alone, language), _share(largest / n, language)
    mentors = _free_mentors(series, now, language)
    if alone == n:
        return ""
    if largest == n:
        return "; wszyscy łączą się w jedną całość" if language == "pl" else "; all of them hang together in one part"
    if language == "pl":
        without = f"{number} {'uczestnik' if alone == 1 else 'uczestników'} nie ma żadnych kontaktów{mentors}"
        who = without if alone else "każdy ma choć jeden kontakt"
        return f"; {share} uczestników łączy się w jedną całość, a {who}"
    without = f"{number} {'member has' if alone == 1 else 'members have'} no contacts{mentors}"
    return f"; {share} of members hang together in one part, and {without if alone else 'everybody has a contact'}"


def _share(value: float, language: str) -> str:
    """A share as the key figures have it, but whole where it is.

    >>> _share(0.45, "pl"), _share(9 / 22, "pl")
    ('45%', '40,9%')
    """
    return value_text("largest_share", value, language).replace(",0%", "%").replace(".0%", "%")


def _free_mentors(series: Series, now: int, language: str) -> str:
    """How many of those without contacts are mentors between two cohorts; nothing where none is."""
    n = int(series.figures.get("n_free_mentors", {now: 0})[now] or 0)
    if not n:
        return ""
    number = count_text(n, language)
    if language == "pl":
        return f" (w tym osoby mentorskie między cyklami: {number})"
    return f" (among them mentors between cohorts: {number})"
