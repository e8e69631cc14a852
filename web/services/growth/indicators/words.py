"""Indicators in words: labels of measures and groups, values, notes."""

from __future__ import annotations

from graph.snapshot import Snapshot
from seeds.reference import IndicatorLabel, indicator_labels, label
from web.services.growth.indicators.counted import UNKNOWN
from web.services.growth.indicators.groupings import INFORMAL
from web.services.growth.indicators.results import FEWEST, Cell, Indicator, Measure, Unit
from web.services.growth.scope import Pair, scope_label

MEASURES: dict[str, Pair] = {
    "organisations": ("organizacje", "organisations"),
    "people": ("osoby", "people"),
    "partnerships": ("partnerstwa", "partnerships"),
    "cross_sector_partnerships": ("partnerstwa", "partnerships"),
    "hours": ("godziny", "hours"),
    "powiats": ("powiaty", "powiats"),
    "outside_big_cities": ("poza miastami powyżej 200 tys.", "outside cities of more than 200,000"),
    "accepted": ("przyjęte ÷ pokazane", "accepted ÷ shown"),
    "small_large": ("organizacje bez etatów", "organisations without paid staff"),
    "rural_urban": ("organizacje ze wsi", "organisations in villages"),
    "new_old": ("w sieci krócej niż rok", "in the network for less than a year"),
    "after_6_months": ("po 6 miesiącach", "after 6 months"),
    "after_12_months": ("po 12 miesiącach", "after 12 months"),
}
WAYS: dict[str, Pair] = {
    "legal_form": ("forma prawna", "legal form"),
    "informal": ("grupy nieformalne", "informal groups"),
    "region": ("województwo", "voivodeship"),
    "settlement": ("wieś i miasto", "rural and urban"),
    "size": ("płatni pracownicy", "paid staff"),
    "component": ("komponent", "component"),
    "mode": ("online i na miejscu", "online and on site"),
    "relation": ("sektory", "sectors"),
    "same_region": ("to samo województwo", "same voivodeship"),
    "partner_type": ("typ partnera", "type of partner"),
    "powiat_kind": ("powiaty grodzkie i ziemskie", "city and land powiats"),
    "big_city": ("duże miasta", "big cities"),
    "kind": ("rodzaj propozycji", "kind of suggestion"),
    "small_large": ("z etatami i bez", "with and without paid staff"),
    "rural_urban": ("wieś i miasto", "rural and urban"),
    "new_old": ("nowe i dawne", "new and old"),
    "contact": ("rodzaj kontaktu", "kind of contact"),
}
_GROUPS: dict[tuple[str, str], Pair] = {
    ("informal", INFORMAL): ("grupy nieformalne", "informal groups"),
    ("informal", "registered"): ("z formą prawną", "with a legal form"),
    ("settlement", "rural"): ("wieś", "rural"),
    ("settlement", "urban"): ("miasto", "urban"),
    ("size", "none"): ("nikt na etacie", "no paid staff"),
    ("size", "up_to_5"): ("1–5 osób", "1–5 people"),
    ("size", "up_to_20"): ("6–20 osób", "6–20 people"),
    ("size", "over_20"): ("ponad 20 osób", "more than 20 people"),
    ("relation", "cross_sector"): ("między sektorami", "across sectors"),
    ("relation", "one_sector"): ("w jednym sektorze", "within one sector"),
    ("same_region", "same"): ("to samo województwo", "same voivodeship"),
    ("same_region", "other"): ("różne województwa", "different voivodeships"),
    ("powiat_kind", "city"): ("grodzkie", "city"),
    ("powiat_kind", "land"): ("ziemskie", "land"),
    ("big_city", "outside"): ("poza miastami powyżej 200 tys.", "outside cities of more than 200,000"),
    ("big_city", "inside"): ("w miastach powyżej 200 tys.", "in cities of more than 200,000"),
    ("kind", "peer"): ("organizacje", "organisations"),
    ("kind", "mentor"): ("osoby mentorskie", "mentors"),
    ("kind", "partner"): ("partnerzy", "partners"),
    ("kind", "call"): ("odpowiedzi na potrzebę opisaną słowami", "answers to a need in words"),
    ("small_large", "small"): ("bez etatów", "without paid staff"),
    ("small_large", "large"): ("z etatami", "with paid staff"),
    ("rural_urban", "rural"): ("wieś", "rural"),
    ("rural_urban", "urban"): ("miasto", "urban"),
    ("new_old", "new"): ("w sieci krócej niż rok", "in the network for less than a year"),
    ("new_old", "old"): ("w sieci od roku lub dłużej", "in the network for a year or longer"),
}
_UNKNOWN: Pair = ("nie wiadomo", "not known")
_HIDDEN: Pair = ("utajnione", "withheld")
_NO_VALUE: dict[str, Pair] = {
    "I09": ("nie wiadomo, gdzie są organizacje", "not known where the organisations are"),
    "I10": ("nic jeszcze nie pokazano", "nothing was shown yet"),
    "I11": ("nic nie pokazano albo nie ma takiej grupy", "nothing was shown, or there is no such group"),
    "I12": ("żaden kontakt nie jest jeszcze tak dawny", "no contact is that old yet"),
}
_NOTES: dict[str, Pair] = {
    "not_collected": ("Jeszcze nie zbieramy.", "Not collected yet."),
    "not_of_sector_or_role": (
        "Wydarzenia mówią tylko, ile osób przyszło, więc nie da się ich zawęzić do sektora ani roli.",
        "Events say only how many came, so they cannot be narrowed to a sector or a role.",
    ),
    "n_events_unknown": (
        "Wydarzenia bez tej liczby, których tu nie ma: {n}.",
        "Events without that number, which are left out: {n}.",
    ),
}
CUT: Pair = (
    "Ten okres jeszcze trwa: policzono do {last}.",
    "This period is not over: it is counted up to {last}.",
)
WITHHELD: Pair = (
    f"Utajnione są grupy mniejsze niż {FEWEST} i te, z których dałoby się je wyliczyć.",
    f"Groups smaller than {FEWEST} are withheld, and those from which they could be worked out.",
)
_REFERENCE = {
    "legal_form": "legal_form",
    "partner_type": "partner_type",
    "component": "component",
    "mode": "event_mode",
}


def _in(pair: Pair, language: str) -> str:
    return pair[0] if language == "pl" else pair[1]


def indicator_label(code: str, language: str) -> str:
    """What an indicator is called."""
    return _named(code).label(language)


def formula(code: str, language: str) -> str:
    """How an indicator is counted."""
    return _named(code).formula(language)


def _named(code: str) -> IndicatorLabel:
    return next(one for one in indicator_labels() if one.code == code)


def measure_label(measure: Measure, language: str) -> str:
    """What a measure is called."""
    return _in(MEASURES[measure.name], language)


def way_label(by: str, language: str) -> str:
    """What a way to tell groups apart is called."""
    return _in(WAYS[by], language)


def group_label(snapshot: Snapshot, by: str, group: str, language: str) -> str:
    """What a group is called."""
    if group == UNKNOWN:
        return _in(_UNKNOWN, language)
    if pair := _GROUPS.get((by, group)):
        return _in(pair, language)
    if by in _REFERENCE:
        return label(_REFERENCE[by], group, language)
    return scope_label(snapshot, "kind" if by == "contact" else by, group, language)


def value_text(value: float | None, unit: Unit, language: str) -> str:
    """A value as the language writes it.

    >>> value_text(0.2512, "share", "pl"), value_text(1.5, "ratio", "en"), value_text(45780, "count", "en")
    ('25,1%', '1.50', '45,780')
    >>> value_text(392.5, "hours", "pl"), value_text(None, "share", "en")
    ('392,5', '–')
    """
    if value is None:
        return "–"
    text = {
        "share": lambda: f"{value:.1%}",
        "ratio": lambda: f"{value:.2f}",
        "count": lambda: f"{round(value):,}",
        "hours": lambda: f"{value:,.1f}".removesuffix(".0"),
    }[unit]()
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",") if language == "pl" else text


def cell_text(cell: Cell, unit: Unit, language: str) -> str:
    """The value of a cell, or that it is withheld."""
    return _in(_HIDDEN, language) if cell.hidden else value_text(cell.value, unit, language)


def no_value_text(code: str, cell: Cell, language: str) -> str | None:
    """Why a total has no value; None where it has one or is withheld."""
    return None if cell.hidden or cell.value is not None else _in(_NO_VALUE[code], language)


def note_texts(indicator: Indicator, language: str) -> tuple[str, ...]:
    """What must be known to read an indicator, as sentences."""
    told = [_in(_NOTES[note], language).format(n=indicator.facts.get(note, 0)) for note in indicator.notes]
    awaits = _named(indicator.code).awaits(language)
    return (*told, *([awaits] if awaits else []))
