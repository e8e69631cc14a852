"""The voivodeships on a map, with a ranked table beside it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from matching.errors import InvalidOption
from web.charts.bars import bars_of
from web.charts.choropleth import choropleth, outlines
from web.current import current_ogniwo
from web.formatting import day, tenths
from web.language import current_language
from web.pages.blueprint import blueprint
from web.pages.growth import words
from web.pages.growth.asked import address_of, asked_question, choices_of, narrowed_to
from web.pages.growth.nothing import no_voivodeships, nothing_on
from web.pages.growth.spreadsheets import spreadsheet
from web.services.growth.moments import part_of
from web.services.growth.question import GrowthQuestion
from web.services.growth.regions import COLUMNS, FIGURES, RegionsAnswer, regions_of

NAMES: dict[str, LazyString] = {
    "organisations": _l("Organisations"),
    "per_10k": _l("Organisations per 10,000 non-profits"),
    "contacts": _l("Contacts"),
    "across": _l("Contacts with other voivodeships"),
    "isolates": _l("Members without contacts"),
}
STANDINGS: dict[str, LazyString] = {
    "empty": _l("nobody yet"),
    "unlinked": _l("nobody has a contact"),
    "closed": _l("no contacts outside"),
}


@blueprint.get("/rozwoj/wojewodztwa")
def growth_regions() -> str:
    """The map and the table of one figure, narrowed by a form."""
    answer, question = _found()
    figure = _figure()
    ranked, write = answer.ranked(figure), _written(figure)
    values = {one.region_id: one.figure(figure) for one in answer.regions}
    return render_template(
        "growth_regions.html",
        question=question,
        figure=figure,
        figures=[
            (name, str(label), address_of("pages.growth_regions", question, figure=name))
            for name, label in NAMES.items()
        ],
        title=str(NAMES[figure]),
        narrowed=narrowed_to(answer.part.snapshot, question),
        choices=choices_of(answer.part.snapshot),
        nothing=nothing_on(answer.part, "pages.growth_regions") or (None if answer.regions else no_voivodeships()),
        drawing=choropleth(
            values, {one.region_id: one.region for one in answer.regions}, write, whole=figure != "per_10k"
        ),
        about=_about(answer, figure, write),
        ranked=ranked,
        bars=bars_of([one.figure(figure) for one in ranked]),
        write=write,
        standings=STANDINGS,
        source=outlines()["source"],
        n_elsewhere=answer.n_elsewhere,
        last_day=day(answer.part.as_of),
        csv=address_of("pages.growth_regions_csv", question),
    )


@blueprint.get("/rozwoj/wojewodztwa.csv")
def growth_regions_csv() -> Response:
    """All figures of the voivodeships, one a line, in order of code."""
    answer, _ = _found()
    return spreadsheet("wojewodztwa", COLUMNS, ([getattr(one, name) for name in COLUMNS] for one in answer.regions))


def _found() -> tuple[RegionsAnswer, GrowthQuestion]:
    snapshot = current_ogniwo().snapshot()
    question = asked_question(snapshot)
    return regions_of(part_of(snapshot, question.as_of, question.scope), current_language()), question


def _figure() -> str:
    figure = request.args.get("figure") or FIGURES[0]
    if figure not in FIGURES:
        raise InvalidOption("figure", figure, ", ".join(FIGURES))
    return figure


def _written(figure: str) -> Callable[[float], str]:
    return tenths if figure == "per_10k" else words.count


def _about(answer: RegionsAnswer, figure: str, write: Callable[[float], str]) -> str:
    """The most and the least, for those who cannot see the map."""
    ranked = answer.ranked(figure)
    if not ranked:
        return ""
    first, last = ranked[0], ranked[-1]
    return str(
        gettext(
            "Most: %(first)s (%(most)s). Least: %(last)s (%(least)s). All values stand in the table.",
            first=first.region,
            most=write(first.figure(figure)),
            last=last.region,
            least=write(last.figure(figure)),
        )
    )
