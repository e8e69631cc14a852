"""How the network grows: a finding, key figures, and charts over time."""

from __future__ import annotations

from flask import Response, render_template, request

from graph.snapshot import date_of
from matching.errors import InvalidOption
from web.current import current_growth, current_ogniwo
from web.language import current_language
from web.pages.blueprint import blueprint
from web.pages.growth import words
from web.pages.growth.asked import address_of, asked_question, choices_of, narrowed_to
from web.pages.growth.nothing import nothing_of
from web.pages.growth.panels import SHEETS, panels_of
from web.pages.growth.spreadsheets import spreadsheet
from web.pages.growth.tiles import tiles_of
from web.services.growth.finding import finding
from web.services.growth.series import Growth


@blueprint.get("/rozwoj")
def growth() -> str:
    """A sentence, key figures and charts, narrowed by a form."""
    found = _asked()
    question, snapshot = found.question, found.snapshot
    nothing = nothing_of(found)
    sheets = {one.code: address_of("pages.growth_csv", question, chart=one.code) for one in SHEETS}
    return render_template(
        "growth.html",
        question=question,
        narrowed=narrowed_to(snapshot, question),
        choices=choices_of(snapshot),
        by_choices=words.BY,
        nothing=nothing,
        finding="" if nothing else finding(found.series, current_language(), narrowed=not question.scope.is_everything),
        tiles=[] if nothing else list(tiles_of(found)),
        panels=[] if nothing else list(panels_of(found, sheets)),
        csv=address_of("pages.growth_csv", question),
        last_day=words.last_day(found.series.periods[-1]) if found.series.periods else "",
    )


@blueprint.get("/rozwoj.csv")
def growth_csv() -> Response:
    """The figures of one chart, or all figures, one line a period."""
    found = _asked()
    codes = _codes(found)
    by = found.question.by
    rows = [
        (
            *(one.name, words.period_name(one, by, found.snapshot), date_of(one.first), date_of(one.last)),
            *(found.series.figures[code][number] for code in codes),
        )
        for number, one in enumerate(found.series.periods)
    ]
    return spreadsheet("rozwoj", ("period", "name", "first_day", "last_day", *codes), rows)


def _asked() -> Growth:
    snapshot = current_ogniwo().snapshot()
    return current_growth().series.of(snapshot, asked_question(snapshot))


def _codes(found: Growth) -> list[str]:
    chart = request.args.get("chart")
    if not chart:
        return list(found.series.figures)
    parts = {one.code: [part.code for part in one.parts] for one in SHEETS}
    if chart not in parts:
        raise InvalidOption("chart", chart, ", ".join(parts))
    return parts[chart]
