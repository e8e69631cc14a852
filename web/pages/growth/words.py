"""What pages call periods and figures of growth, and how they write values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flask_babel import format_date, format_decimal, format_percent, gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from graph.analysis.figures import Unit, figure
from graph.analysis.periods import Period
from graph.snapshot import Snapshot, date_of
from web.formatting import MINUS, NO_BREAK, day, number
from web.language import current_language
from web.services.growth.words import REASON_WORDS, in_language

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
NAMES: dict[str, LazyString] = {
    "n_actors": _l("All members"),
    "n_organisations": _l("Organisations"),
    "n_partners": _l("Partners"),
    "n_mentors": _l("Mentors"),
    "n_joined": _l("Joined"),
    "n_left": _l("Left"),
    "n_contacts": _l("Pairs in contact"),
    "n_cooperations": _l("Pairs that cooperate"),
    "n_peer_pairs": _l("Pairs from cohorts"),
    "n_mentorings": _l("Pairs with a mentor"),
    "n_links": _l("All links"),
    "n_cooperation_links": _l("Cooperation"),
    "n_peer_links": _l("Peer pairs"),
    "n_mentoring_links": _l("Mentoring"),
    "density": _l("Density"),
    "mean_degree": _l("Contacts of one member"),
    "n_isolates": _l("Members without contacts"),
    "isolate_share": _l("Without contacts"),
    "n_components": _l("Separate parts"),
    "largest_component": _l("Members in the largest part"),
    "largest_share": _l("Largest part"),
    "n_triangles": _l("Threes who all know each other"),
    "transitivity": _l("Whole network"),
    "local_clustering": _l("Around one member"),
    "cross_sector_share": _l("Sectors"),
    "cross_region_share": _l("Voivodeships"),
    "sector_assortativity": _l("By sector"),
    "region_assortativity": _l("By voivodeship"),
    "size_assortativity": _l("By size"),
    "n_asked": _l("Asked for"),
    "n_accepted": _l("Accepted"),
    "n_declined": _l("Declined"),
    "n_expired": _l("Lapsed"),
    "introduction_reciprocity": _l("Both ways"),
}
Write = Callable[[float], str]


def reason(code: str) -> str:
    """Why a figure has no value, as a sentence."""
    words = in_language(REASON_WORDS[code], current_language())
    return f"{words[0].upper()}{words[1:]}."


def written(code: str) -> Write:
    """How the values of a figure are written."""
    unit = figure(code).unit
    return {Unit.COUNT: count, Unit.NUMBER: decimal, Unit.SHARE: percent, Unit.COEFFICIENT: decimal}[unit]


def count(value: float) -> str:
    """A count with the language's separators; how many hang below an axis is told without a sign."""
    return number(abs(value))


def decimal(value: float) -> str:
    """A number with up to two decimals and a true minus."""
    return str(format_decimal(value, "#,##0.##")).replace("-", MINUS)


def percent(value: float) -> str:
    """A share in percent, with decimals where it is small."""
    size = abs(value)
    pattern = "#,##0.#%" if size >= 0.01 or not size else "#,##0.##%"
    return str(format_percent(value, pattern)).replace("-", MINUS)


def change_written(code: str, change: float) -> str:
    """A change with its sign: ``+12``, ``−0,2`` or ``+4 p.p.`` for shares."""
    if figure(code).unit is Unit.SHARE:
        points = decimal(round(abs(change) * 100, 1))
        return str(gettext("%(change)s pp", change=_sign(change) + points)).replace(" ", NO_BREAK)
    return _sign(change) + (count(change) if figure(code).unit is Unit.COUNT else decimal(abs(change)))


def _sign(change: float) -> str:
    return "+" if change > 0 else MINUS


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
