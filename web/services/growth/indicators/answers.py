"""Indicators for programs and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from web.services.growth.indicators.results import Breakdown, Cell, Indicator, Measure, Report
from web.services.growth.indicators.words import (
    formula,
    group_label,
    indicator_label,
    measure_label,
    no_value_text,
    note_texts,
    way_label,
)
from web.services.growth.scope import scope_given
from web.services.growth.tables import csv_lines

_COLUMNS = (
    "code",
    "indicator",
    "measure",
    "unit",
    "from",
    "to",
    "by",
    "group",
    "group_label",
    "value",
    "n",
    "hidden",
    "target",
    "formula",
)


def report_json(report: Report, language: str, by: str | None = None) -> dict[str, Any]:
    """The report with labels; all breakdowns, or those of one way to tell groups apart."""
    return {
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "not_over": report.is_cut,
        "as_of": report.snapshot.as_of.isoformat(),
        "revision": report.snapshot.revision,
        "scope": scope_given(report.question.scope),
        "indicators": [_indicator(one, report, language, by) for one in report.indicators],
    }


def _indicator(one: Indicator, report: Report, language: str, by: str | None) -> dict[str, Any]:
    return {
        "code": one.code,
        "label": indicator_label(one.code, language),
        "formula": formula(one.code, language),
        "collected": one.is_collected,
        "notes": list(note_texts(one, language)),
        "measures": [_measure(one.code, each, report, language, by) for each in one.measures],
    }


def _measure(code: str, one: Measure, report: Report, language: str, by: str | None) -> dict[str, Any]:
    return {
        "name": one.name,
        "label": measure_label(one, language),
        "unit": one.unit,
        "value": one.total.value,
        "n": one.total.n,
        "hidden": one.total.hidden,
        "no_value": no_value_text(code, one.total, language),
        "target": one.target,
        "breakdowns": [
            {
                "by": each.by,
                "label": way_label(each.by, language),
                "groups": [_cell(cell, each, report, language) for cell in each.cells],
            }
            for each in chosen(one, by)
        ],
    }


def _cell(cell: Cell, of: Breakdown, report: Report, language: str) -> dict[str, Any]:
    return {
        "group": cell.group,
        "label": group_label(report.snapshot, of.by, cell.group, language),
        "value": cell.value,
        "n": cell.n,
        "hidden": cell.hidden,
    }


def chosen(measure: Measure, by: str | None) -> tuple[Breakdown, ...]:
    """The breakdowns of a measure: all, or those of one way to tell groups apart."""
    return tuple(each for each in measure.breakdowns if by in {None, each.by})


def report_csv(report: Report, language: str, by: str | None = None) -> Iterator[str]:
    """The report as CSV: one line for each measure, and one for each of its groups."""
    return csv_lines(_COLUMNS, _rows(report, language, by))


def _rows(report: Report, language: str, by: str | None) -> Iterator[tuple[object, ...]]:
    days = (report.first.isoformat(), report.last.isoformat())
    for one in report.indicators:
        named, rule = (one.code, indicator_label(one.code, language)), formula(one.code, language)
        if not one.measures:
            notes = " ".join(note_texts(one, language))
            yield (*named, "", "", *days, "", "", notes, None, None, "", None, rule)
        for measure in one.measures:
            lead = (*named, measure_label(measure, language), measure.unit, *days)
            yield (*lead, "", "", "", *_numbers(measure.total), measure.target, rule)
            for each in chosen(measure, by):
                for cell in each.cells:
                    group = group_label(report.snapshot, each.by, cell.group, language)
                    yield (*lead, each.by, cell.group, group, *_numbers(cell), None, "")


def _numbers(cell: Cell) -> tuple[object, object, object]:
    return cell.value, cell.n, int(cell.hidden)
