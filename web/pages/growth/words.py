"""What pages call periods and figures of growth, and how they write values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from graph.analysis.figures import Unit, figure
from graph.analysis.periods import Period
from graph.snapshot import Snapshot, date_of
from web.formatting import day, number
from web.language import current_language
from web.services.growth.numbers import change_text, value_text
from web.services.growth.words import FIGURE_NAMES, REASON_WORDS, in_language

BY: dict[str, LazyString] = {
    "month": _l("month by month"),
    "quarter": _l("quarter by quarter"),
    "year": _l("year by year"),
    "cohort": _l("cohort by cohort"),
}
PERIOD_HEADS: dict[str, LazyString] = {
    "month": _l("Month"),
    "quarter": _l("Quarter"),
    "year": _l("Year"),
    "cohort": _l("Cohort"),
}
Write = Callable[[float], str]


def reason(code: str) -> str:
    """Why a figure has no value, as a sentence."""
    words = in_language(REASON_WORDS[code], current_language())
    return f"{words[0].upper()}{words[1:]}."


def figure_name(code: str) -> str:
    """What people call a figure, as the terminal and spreadsheets have it."""
    name = in_language(FIGURE_NAMES[code], current_language())
    return f"{name[0].upper()}{name[1:]}"


def written(code: str) -> Write:
    """How the values of a figure are written: counts without a sign, since they may hang below an axis."""
    language = current_language()
    if figure(code).unit is Unit.COUNT:
        return count
    return lambda value: value_text(code, value, language)


def count(value: float) -> str:
    """A count with the language's separators; how many hang below an axis is told without a sign."""
    return number(abs(value))


def percent(value: float) -> str:
    """A share in percent, with one decimal and more where it is small."""
    return value_text("density", value, current_language())


def change_written(code: str, change: float) -> str:
    """A change with its sign: ``+12``, ``−0,2`` or ``+4,0 p.p.`` for shares."""
    return change_text(code, change, current_language())


def period_name(period: Period, by: str, snapshot: Snapshot) -> str:
    """A period as a table has it: ``marzec 2024``, ``I kw. 2024``, ``2024``, or the name of a cohort."""
    first = _first_day(period)
    if by == "cohort":
        row = snapshot.cohorts.row_of.get(period.name)
        return period.name if row is None else str(snapshot.cohorts.names[row] or period.name)
    if by == "month":
        return str(format_date(first, "LLLL y"))
    return _quarter(first) if by == "quarter" else str(first.year)


def compared_with(period: Period, by: str, snapshot: Snapshot) -> str:
    """That a figure is compared with a period: ``wobec marca 2024``."""
    name = str(format_date(_first_day(period), "MMMM y")) if by == "month" else period_name(period, by, snapshot)
    if by == "year":
        return str(gettext("against the end of %(year)s", year=name))
    if by == "cohort":
        return str(gettext("against the cohort “%(name)s”", name=name))
    return str(gettext("against %(period)s", period=name))


def axis_names(periods: tuple[Period, ...], by: str, snapshot: Snapshot) -> list[str]:
    """What stands below an axis: years where they begin, and the names of cohorts; the first always."""
    if by in {"year", "cohort"}:
        return [period_name(one, by, snapshot) for one in periods]
    names, seen = [], None
    for one in periods:
        year = _first_day(one).year
        begins = _first_day(one).month == 1 or len(periods) <= 1
        names.append(str(year) if year != seen and begins else "")
        seen = year if begins else seen
    if not any(names):
        names[0] = period_name(periods[0], by, snapshot)
    return names


def last_day(period: Period) -> str:
    """The last day of a period in words."""
    return day(_day(period.last))


def _quarter(first: date) -> str:
    number_of_it = (first.month + 2) // 3
    # Poles number quarters with Roman numerals.
    numeral = ("I", "II", "III", "IV")[number_of_it - 1] if current_language() == "pl" else str(number_of_it)
    return str(gettext("Q%(number)s %(year)s", number=numeral, year=first.year))


def _first_day(period: Period) -> date:
    return _day(period.first)


def _day(number_of_day: int) -> date:
    found = date_of(number_of_day)
    # A period of `periods_of` always has its days.
    return found if found is not None else date(1970, 1, 1) + timedelta(days=number_of_day)
