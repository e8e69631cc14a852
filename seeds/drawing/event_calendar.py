"""The fourteen events of a programme: 464 hours in three cohorts, as in the real one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EventKind:
    """One event of the calendar; `cohort` is the position of the cohort it belongs to.

    `closed` events are for that cohort's participants alone.
    """

    title: str
    kind: str
    mode: str
    component: str
    hours: float
    cohort: int
    starts: date
    closed: bool


def _course(title: str, mode: str, cohort: int, starts: date) -> EventKind:
    return EventKind(title, "training", mode, "training", 96.0, cohort, starts, closed=True)


def _workshop(title: str, mode: str, cohort: int, starts: date) -> EventKind:
    return EventKind(title, "training", mode, "strategy", 24.0, cohort, starts, closed=True)


def _forum(title: str, cohort: int, starts: date) -> EventKind:
    return EventKind(title, "forum", "on_site", "network", 8.0, cohort, starts, closed=False)


def _online(title: str, kind: str, cohort: int, starts: date) -> EventKind:
    return EventKind(title, kind, "online", "image", 16.0, cohort, starts, closed=False)


CALENDAR: tuple[EventKind, ...] = (
    _course("Prawo, finanse i projekty – cykl szkoleń", "on_site", 0, date(2021, 11, 20)),
    _workshop("Warsztat strategii: po co i dla kogo", "on_site", 0, date(2022, 2, 5)),
    _forum("Forum regionalne: poznajmy się", 0, date(2022, 3, 26)),
    _online("Media społecznościowe bez zadęcia", "webinar", 0, date(2022, 4, 21)),
    _course("Od pomysłu do projektu – cykl szkoleń", "online", 1, date(2022, 11, 19)),
    _forum("Forum regionalne: organizacje i samorząd", 1, date(2023, 1, 28)),
    _workshop("Warsztat strategii: plan na trzy lata", "on_site", 1, date(2023, 2, 11)),
    _online("Opowiedz o sobie: tekst, zdjęcie, film", "webinar", 1, date(2023, 4, 18)),
    EventKind("Wizyta studyjna u sąsiadów", "visit", "on_site", "network", 24.0, 1, date(2023, 5, 25), closed=True),
    _course("Zespół, wolontariat, pieniądze – cykl szkoleń", "on_site", 2, date(2023, 11, 18)),
    _forum("Forum regionalne: partnerstwa w praktyce", 2, date(2024, 1, 27)),
    _workshop("Warsztat strategii: skąd wziąć środki", "online", 2, date(2024, 2, 24)),
    _online("Współpraca z lokalnymi mediami", "meeting", 2, date(2024, 4, 16)),
    _forum("Forum regionalne: co dalej z siecią", 2, date(2024, 6, 8)),
)
