"""What the programme reports: its indicators of a year or of all years, with targets and groups."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, request
from flask_babel import gettext

from graph.analysis import actors_in, history_of
from graph.snapshot import Snapshot, date_of, day_number
from matching.errors import InvalidOption
from web.current import current_ogniwo
from web.formatting import day
from web.language import current_language
from web.pages.blueprint import blueprint
from web.pages.growth.asked import asked_question, choices_of, narrowed_to
from web.pages.growth.nothing import Nothing, before_the_first, empty_network, nobody_here
from web.pages.growth.spreadsheets import spreadsheet_of_lines
from web.services.growth.indicators import (
    BadTargets,
    Indicator,
    IndicatorQuestion,
    Measure,
    Report,
    Target,
    indicators_of,
    targets_in,
)
from web.services.growth.indicators.answers import report_csv
from web.services.growth.indicators.asked import year_of
from web.services.growth.indicators.targets import FILE
from web.services.growth.indicators.words import (
    WITHHELD,
    cell_text,
    formula,
    group_label,
    indicator_label,
    measure_label,
    no_value_text,
    note_texts,
    value_text,
    way_label,
)
from web.services.growth.question import GrowthQuestion, day_given


@dataclass(frozen=True, slots=True)
class Number:
    """A measure in words; `share` of its target in percent, at most 100."""

    label: str
    value: str
    target: str
    share: float | None
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in words."""

    code: str
    label: str
    formula: str
    notes: tuple[str, ...]
    numbers: tuple[Number, ...]


@blueprint.get("/rozwoj/wskazniki")
def growth_indicators() -> str:
    """The indicators of a year or of the whole programme, narrowed by a form."""
    targets, wrong = targets_in(current_ogniwo().settings.folder)
    report = _report(targets)
    rows = [_row(one, report, current_language()) for one in report.indicators]
    return render_template(
        "growth_indicators.html",
        question=report.question,
        year=request.args.get("year", ""),
        years=[(one, one) for one in _years(report.snapshot)],
        as_of=day_given(report.snapshot, "as_of", request.args.get("as_of")),
        narrowed=narrowed_to(report.snapshot, GrowthQuestion(scope=report.question.scope)),
        nothing=_nothing(report),
        choices=choices_of(report.snapshot),
        rows=[row for row in rows if row.numbers],
        awaited=[row for row in rows if not row.numbers],
        first=day(report.first),
        last=day(report.last),
        not_over=report.is_cut,
        withheld=WITHHELD[current_language() != "pl"],
        wrong_targets=_wrong(wrong),
        targets_file=FILE,
    )


@blueprint.get("/rozwoj/wskazniki.csv")
def growth_indicators_csv() -> Response:
    """Every number with all its groups, one a line."""
    targets, _ = targets_in(current_ogniwo().settings.folder)
    return spreadsheet_of_lines("wskazniki", report_csv(_report(targets), current_language()))


def _report(targets: tuple[Target, ...]) -> Report:
    ogniwo = current_ogniwo()
    snapshot = ogniwo.snapshot()
    asked = asked_question(snapshot)
    first, last = None, None
    if given := request.args.get("year"):
        if given not in _years(snapshot):
            raise InvalidOption("year", given, ", ".join(_years(snapshot)))
        first, last = year_of(int(given))
        if asked.as_of is not None and asked.as_of < first:
            raise InvalidOption("as_of", asked.as_of.isoformat(), f"a day not before {first}")
    if asked.as_of is not None and (last is None or asked.as_of < last):
        last = asked.as_of
    return indicators_of(ogniwo, IndicatorQuestion(first, last, asked.scope), targets)


def _nothing(report: Report) -> Nothing | None:
    """Why there is nothing to report; None where somebody could be counted."""
    first = history_of(report.snapshot).first_day
    if first is None or first > report.snapshot.day:
        return empty_network()
    if day_number(report.last) < first:
        return before_the_first(report.snapshot, "pages.growth_indicators")
    return None if actors_in(report.snapshot, report.question.scope).any() else nobody_here("pages.growth_indicators")


def _years(snapshot: Snapshot) -> list[str]:
    """The years since the first member joined, the latest first."""
    first = history_of(snapshot).first_day
    began = snapshot.as_of if first is None else date_of(first) or snapshot.as_of
    return [str(year) for year in range(snapshot.as_of.year, min(began.year, snapshot.as_of.year) - 1, -1)]


def _wrong(error: BadTargets | None) -> str:
    """What is wrong with the file of targets; nothing where it can be read, or there is none."""
    if error is None:
        return ""
    why = error.told(current_language())
    return str(gettext("The targets in %(file)s cannot be read: %(why)s", file=FILE, why=why))


def _row(one: Indicator, report: Report, language: str) -> Row:
    return Row(
        code=one.code,
        label=indicator_label(one.code, language),
        formula=formula(one.code, language),
        notes=note_texts(one, language),
        numbers=tuple(_number(one.code, each, report, language) for each in one.measures),
    )


def _number(code: str, one: Measure, report: Report, language: str) -> Number:
    value, target = one.total.value, one.target
    return Number(
        label=measure_label(one, language),
        value=no_value_text(code, one.total, language) or cell_text(one.total, one.unit, language),
        target="" if target is None else value_text(target, one.unit, language),
        share=min(100.0, round(100 * value / target, 1)) if value is not None and target else None,
        groups=tuple(
            (
                way_label(each.by, language),
                tuple(
                    (group_label(report.snapshot, each.by, cell.group, language), cell_text(cell, one.unit, language))
                    for cell in each.cells
                ),
            )
            for each in one.breakdowns
        ),
    )
