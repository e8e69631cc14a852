"""Indicators as a table of a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.analysis import history_of
from graph.snapshot import day_number
from web.services.growth.indicators import Indicator, Measure, Report
from web.services.growth.indicators.answers import chosen
from web.services.growth.indicators.words import (
    WITHHELD,
    cell_text,
    group_label,
    indicator_label,
    measure_label,
    no_value_text,
    note_texts,
    value_text,
)

_WIDTH = 120  # where the output is no terminal
_WORDS = {
    "pl": {
        "columns": ("Kod", "Wskaźnik", "Wartość", "Cel"),
        "period": "Wskaźniki od {first} do {last}.",
        "nobody": "Do {last} nikt nie dołączył do sieci, więc nie ma czego liczyć.",
        "not_over": "Ten okres jeszcze trwa: policzono do {last}.",
        "none_by": "Żaden wskaźnik nie ma tu takiego podziału.",
    },
    "en": {
        "columns": ("Code", "Indicator", "Value", "Target"),
        "period": "Indicators from {first} to {last}.",
        "nobody": "Nobody had joined the network by {last}, so there is nothing to count.",
        "not_over": "This period is not over: it is counted up to {last}.",
        "none_by": "No indicator has groups of this kind here.",
    },
}

Row = tuple[str, str, str, str]


def show_report(report: Report, language: str, by: str | None) -> None:
    """Print the indicators, with the groups of one way to tell them apart where it is named."""
    words = _WORDS[language]
    begun = history_of(report.snapshot).first_day
    if begun is None or begun > day_number(report.last):
        click.echo(str(words["nobody"]).format(last=report.last))
        return
    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(markup=False, highlight=False, emoji=False, width=_WIDTH)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for number, title in enumerate(words["columns"]):
        table.add_column(title, justify="right" if number == 3 else "left", no_wrap=number == 0)
    for one in report.indicators:
        for row in _rows(one, report, language, by):
            table.add_row(*map(Text, row))
    click.echo(str(words["period"]).format(first=report.first, last=report.last))
    if report.is_cut:
        click.echo(str(words["not_over"]).format(last=report.last))
    console.print(table)
    if by is not None and not any(chosen(each, by) for one in report.indicators for each in one.measures):
        click.echo(str(words["none_by"]))
    if _withholds(report, by):
        click.echo(WITHHELD[0] if language == "pl" else WITHHELD[1])


def _rows(one: Indicator, report: Report, language: str, by: str | None) -> Iterator[Row]:
    notes = " ".join(note_texts(one, language))
    name = indicator_label(one.code, language)
    if not one.measures:
        yield one.code, name, notes, ""
    for number, measure in enumerate(one.measures):
        lead = (one.code, name) if not number else ("", "")
        several = len(one.measures) > 1
        label = f"{measure_label(measure, language)}: " if several else ""
        value = no_value_text(one.code, measure.total, language) or cell_text(measure.total, measure.unit, language)
        target = "" if measure.target is None else value_text(measure.target, measure.unit, language)
        yield (*lead, f"{label}{value}" + (f" ({notes})" if notes and not number else ""), target)
        yield from _groups(measure, report, language, by)


def _groups(measure: Measure, report: Report, language: str, by: str | None) -> Iterator[Row]:
    if by is None:
        return
    for each in chosen(measure, by):
        for cell in each.cells:
            named = group_label(report.snapshot, each.by, cell.group, language)
            yield "", f"  {named}", cell_text(cell, measure.unit, language), ""


def _withholds(report: Report, by: str | None) -> bool:
    for one in report.indicators:
        for measure in one.measures:
            cells = [cell for each in chosen(measure, by) for cell in each.cells] if by else []
            if any(cell.hidden for cell in (measure.total, *cells)):
                return True
    return False
