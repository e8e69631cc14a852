"""Who holds the network together, and what breaks if one leaves."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request

from web.charts.bars import bars_of
from web.current import current_growth, current_ogniwo
from web.formatting import day
from web.language import current_language
from web.pages.blueprint import blueprint
from web.pages.growth import words
from web.pages.growth.asked import address_of, asked_question, choices_of, narrowed_to
from web.pages.growth.nothing import nothing_on
from web.pages.growth.spreadsheets import spreadsheet
from web.services import browsing
from web.services.growth.breaking import breaking_json, what_breaks
from web.services.growth.brokers import COLUMNS, BrokersAnswer, broker_rows, brokers_json
from web.services.growth.moments import Names
from web.services.growth.question import GrowthQuestion

N_SHOWN = 15
N_SOLE = 8  # contacts that alone join two voivodeships or sectors


@blueprint.get("/rozwoj/kto-spaja")
def growth_brokers() -> str:
    """Brokers, those without whom it falls apart, and what breaks without one who was asked about."""
    answer, question, names = _found()
    language = current_language()
    told = brokers_json(answer, language, names, k=N_SHOWN)
    brokers = [one for one in told["brokers"] if one["betweenness"] > 0]
    return render_template(
        "growth_brokers.html",
        question=question,
        told=told,
        brokers=brokers,
        bars=bars_of([one["betweenness"] for one in brokers]),
        addresses={one["actor_id"]: _address(one, question) for one in [*brokers, *told["indispensable"]]},
        sole=[(name, told["cross_links"][name]["sole"][:N_SOLE]) for name in ("region", "sector")],
        leaving=_leaving(answer, names),
        percent=words.percent,
        narrowed=narrowed_to(answer.part.snapshot, question),
        choices=choices_of(answer.part.snapshot),
        nothing=nothing_on(answer.part, "pages.growth_brokers"),
        last_day=day(answer.part.as_of),
        csv=address_of("pages.growth_brokers_csv", question),
    )


@blueprint.get("/rozwoj/kto-spaja.csv")
def growth_brokers_csv() -> Response:
    """All members by how much goes through them, one a line."""
    answer, _, names = _found()
    return spreadsheet("kto-spaja", COLUMNS, broker_rows(answer, current_language(), names))


def _found() -> tuple[BrokersAnswer, GrowthQuestion, Names]:
    ogniwo = current_ogniwo()
    snapshot = ogniwo.snapshot()
    question = asked_question(snapshot)
    answer = current_growth().brokers.of(snapshot, question.as_of, question.scope)
    return answer, question, browsing.mentor_names(ogniwo, snapshot)


def _address(one: dict[str, Any], question: GrowthQuestion) -> str:
    return address_of("pages.growth_brokers", question, actor=one["actor_id"], _anchor="bez")


def _leaving(answer: BrokersAnswer, names: Names) -> dict[str, Any] | None:
    """What breaks without the one that the address names; None where it names nobody."""
    actor_id = request.args.get("actor")
    if not actor_id:
        return None
    part = answer.part
    return breaking_json(what_breaks(part.snapshot, actor_id, part.as_of, part.scope), current_language(), names)
