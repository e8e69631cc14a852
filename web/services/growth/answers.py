"""Growth as programs and spreadsheets get it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from graph.snapshot import date_of
from web.services.growth.finding import finding
from web.services.growth.scope import scope_given
from web.services.growth.series import Growth
from web.services.growth.words import REASON_WORDS, in_language
from web.services.safe_cells import safe_cell


def growth_json(growth: Growth, language: str) -> dict[str, Any]:
    """The question, the finding, and every figure with its changes and the reasons for what is missing."""
    series, question = growth.series, growth.question
    return {
        "as_of": question.as_of or growth.snapshot.as_of,
        "revision": growth.snapshot.revision,
        "by": question.by,
        "since": question.since,
        "scope": scope_given(question.scope),
        "finding": finding(series, language, narrowed=not question.scope.is_everything),
        "periods": [
            {"name": one.name, "first": date_of(one.first), "last": date_of(one.last), "complete": one.complete}
            for one in series.periods
        ],
        "figures": {code: list(values) for code, values in series.figures.items()},
        "changes": {code: list(series.change(code)) for code in series.figures},
        "reasons": [
            {
                "figure": code,
                "period": series.periods[at].name,
                "code": why,
                "sentence": in_language(REASON_WORDS[why], language),
            }
            for (code, at), why in series.reasons.items()
        ],
    }


def growth_csv(growth: Growth) -> Iterator[str]:
    """One line a period, one column a figure; a figure without a value is an empty cell."""
    series = growth.series
    yield _line(["period", "first_day", "last_day", "complete", *series.figures])
    for number, one in enumerate(series.periods):
        values = (figures[number] for figures in series.figures.values())
        yield _line([one.name, date_of(one.first), date_of(one.last), int(one.complete), *values])


def _line(cells: list[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(["" if cell is None else safe_cell(cell) for cell in cells])
    return line.getvalue()
