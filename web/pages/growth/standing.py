"""Who stands alone: members without contacts, newcomers still waiting, who loses contacts, what has no links."""

from __future__ import annotations

from flask import Response, render_template
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from graph.analysis.standing_alone import N_MONTHS
from web.current import current_growth, current_ogniwo
from web.formatting import day
from web.language import current_language
from web.pages.actors import whole_number
from web.pages.blueprint import blueprint
from web.pages.growth.asked import address_of, asked_question, choices_of, narrowed_to
from web.pages.growth.nothing import nothing_on
from web.pages.growth.spreadsheets import spreadsheet
from web.services import browsing
from web.services.growth.moments import Names
from web.services.growth.question import GrowthQuestion
from web.services.growth.standing_alone import COLUMNS, AloneAnswer, alone_json, alone_rows

N_SHOWN = 20
STANDINGS: dict[str, LazyString] = {
    "unlinked": _l("nobody has a contact"),
    "closed": _l("no contacts outside"),
}


@blueprint.get("/rozwoj/na-uboczu")
def growth_standing() -> str:
    """Lists of who stands alone, the most urgent first, each with the way to somebody to meet."""
    answer, question, names = _found()
    told = alone_json(answer, current_language(), names, k=N_SHOWN)
    apart = [(kind, [one for one in told[kind] if one["standing"] in STANDINGS]) for kind in ("regions", "spheres")]
    return render_template(
        "growth_standing.html",
        question=question,
        told=told,
        apart=apart,
        standings=STANDINGS,
        narrowed=narrowed_to(answer.part.snapshot, question),
        choices=choices_of(answer.part.snapshot),
        nothing=nothing_on(answer.part, "pages.growth_standing"),
        last_day=day(answer.part.as_of),
        csv=address_of("pages.growth_standing_csv", question, months=str(answer.n_months)),
    )


@blueprint.get("/rozwoj/na-uboczu.csv")
def growth_standing_csv() -> Response:
    """All of them, one a line, with why each stands alone."""
    answer, _, names = _found()
    return spreadsheet("na-uboczu", COLUMNS, alone_rows(answer, current_language(), names))


def _found() -> tuple[AloneAnswer, GrowthQuestion, Names]:
    ogniwo = current_ogniwo()
    snapshot = ogniwo.snapshot()
    question = asked_question(snapshot)
    months = whole_number("months", default=N_MONTHS)
    answer = current_growth().alone.of(snapshot, question.as_of, question.scope, months)
    return answer, question, browsing.mentor_names(ogniwo, snapshot)
