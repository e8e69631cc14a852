"""Growth as a table of a terminal: a row a figure, the latest periods, the change, and a line of its course."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.analysis.figures import figure
from graph.analysis.series import Series, Value
from web.services.growth.finding import finding
from web.services.growth.numbers import change_text, period_text, value_text
from web.services.growth.scope import scope_labels
from web.services.growth.series import Growth
from web.services.growth.words import FIGURE_NAMES, GROUP_NAMES, REASON_WORDS, in_language

_WIDTH = 120  # where the output is no terminal
_MARGIN = 3  # between two columns
_COURSE = 20
_BARS = "▁▂▃▄▅▆▇█"
_WORDS = {
    "pl": {
        "scope": "Tylko: {labels}.",
        "columns": ("", "zmiana", "przebieg"),
        "course": "Przebieg: od {first} do {last}.",
        "cut": "Okres {last} jeszcze trwa.",
        "missing": "Bez wartości:",
        "more": "Wszystkie okresy: --csv albo --json; co jak jest liczone, mówi docs/graph.md.",
    },
    "en": {
        "scope": "Only: {labels}.",
        "columns": ("", "change", "course"),
        "course": "Course: from {first} to {last}.",
        "cut": "The period {last} is not over.",
        "missing": "Without a value:",
        "more": "All periods: --csv or --json; docs/graph.md says how each is counted.",
    },
}


def show_growth(growth: Growth, language: str) -> None:
    """Print the finding and the table, or only that there is nothing to show."""
    series, words = growth.series, _WORDS[language]
    labels = scope_labels(growth.snapshot, growth.question.scope, language)
    click.echo(finding(series, language, narrowed=bool(labels)))
    if labels:
        click.echo(str(words["scope"]).format(labels=", ".join(labels.values())))
    if not any(series.figures.get("n_actors", ())):
        return  # nobody was ever there, so every figure would be nought
    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(markup=False, highlight=False, emoji=False, width=_WIDTH)
    n_shown = _n_that_fit(series, console.width, language)
    console.print(_table(series, n_shown, language))
    for line in _notes(series, n_shown, language):
        click.echo(line)


def _n_that_fit(series: Series, width: int, language: str) -> int:
    """How many of the latest periods fit beside the names, the changes and the courses; one at least."""
    rows = [list(_cells(series, code, values, 1, language)) for code, values in series.figures.items()]
    name, value, change, course = (max(map(len, column)) + _MARGIN for column in zip(*rows, strict=True))
    change = max(change, len(_WORDS[language]["columns"][1]) + _MARGIN)
    each = max(value, *(len(period_text(one.name, language)) + _MARGIN for one in series.periods))
    return min(len(series.periods), max(1, (width - name - change - course) // each))


def _table(series: Series, n_shown: int, language: str) -> Table:
    name, change, course = _WORDS[language]["columns"]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column(name, no_wrap=True)
    for period in series.periods[-n_shown:]:
        table.add_column(period_text(period.name, language), justify="right", no_wrap=True)
    table.add_column(change, justify="right", no_wrap=True)
    table.add_column(course, no_wrap=True)
    group = ""
    for code, values in series.figures.items():
        if figure(code).group != group:
            group = figure(code).group
            table.add_row(Text(in_language(GROUP_NAMES[group], language), style="bold"))
        table.add_row(*(Text(cell) for cell in _cells(series, code, values, n_shown, language)))
    return table


def _cells(series: Series, code: str, values: Sequence[Value], n_shown: int, language: str) -> Iterator[str]:
    yield "  " + in_language(FIGURE_NAMES[code], language)
    yield from (value_text(code, value, language) for value in values[-n_shown:])
    yield change_text(code, series.change(code)[-1], language)
    yield sparkline(values, _COURSE)


def sparkline(values: Sequence[Value], width: int) -> str:
    """The course of values as bars from the lowest to the highest, a space where there is none.

    More values than fit are thinned evenly; the last one stays.

    >>> sparkline([0, 1, None, 7], 10), sparkline([3, 3], 10), sparkline(range(100), 5)
    ('▁▂ █', '▄▄', '▁▃▅▆█')
    >>> sparkline([None], 10), sparkline([], 10)
    (' ', '')
    """
    n = min(len(values), width)
    chosen = [values[len(values) - 1 - (n - 1 - at) * (len(values) - 1) // max(n - 1, 1)] for at in range(n)]
    known = [value for value in chosen if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    return "".join(" " if value is None else _bar(value, low, high) for value in chosen)


def _bar(value: float, low: float, high: float) -> str:
    if high == low:
        return _BARS[len(_BARS) // 2 - 1]
    return _BARS[round((value - low) / (high - low) * (len(_BARS) - 1))]


def _notes(series: Series, n_shown: int, language: str) -> Iterator[str]:
    words = _WORDS[language]
    first, last = (period_text(series.periods[at].name, language) for at in (0, -1))
    course = str(words["course"]).format(first=first, last=last)
    yield course if series.periods[-1].complete else f"{course} {str(words['cut']).format(last=last)}"
    shown = {(code, why) for (code, at), why in series.reasons.items() if at >= len(series.periods) - n_shown}
    if shown:
        yield str(words["missing"])
    for code in series.figures:
        why = [REASON_WORDS[reason] for one, reason in sorted(shown) if one == code]
        if why:
            listed = "; ".join(in_language(pair, language) for pair in why)
            yield f"  {in_language(FIGURE_NAMES[code], language)} – {listed}."
    yield str(words["more"])
