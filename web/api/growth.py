"""How the network grows, who holds it together, who stands alone, and which introductions would help most."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import Response, jsonify

from graph.analysis import CONTACT_KINDS, PERIODS, Scope
from graph.analysis.scope import SECTOR_CHOICES
from graph.analysis.standing_alone import N_MONTHS
from graph.schema import COMPONENTS, ROLES
from matching.introductions import GOALS, KINDS, IntroductionQuestion
from web.api import fields, growth_answers, growth_indicator_answers, growth_introduction_answers
from web.current import current_growth, current_ogniwo
from web.language import current_language
from web.services import browsing
from web.services.growth.answers import growth_json
from web.services.growth.breaking import breaking_json, what_breaks
from web.services.growth.brokers import brokers_json
from web.services.growth.community_changes import communities_and_changes_json
from web.services.growth.indicators import IndicatorQuestion, indicators_of, targets_in
from web.services.growth.indicators.answers import report_json
from web.services.growth.introduction_words import introductions_json
from web.services.growth.moments import Names, part_of
from web.services.growth.question import BY_DEFAULT, GrowthQuestion, check_days
from web.services.growth.regions import regions_answer_json, regions_of
from web.services.growth.scope import SCOPE_NAMES, scope_of
from web.services.growth.soon import AtWork
from web.services.growth.standing_alone import MOST_MONTHS, alone_json
from web.services.wording import Wording

MOST_LISTED = 1000
SECONDS_BETWEEN = 3  # of asking again for what is still worked out

blueprint = fields.Operations("growth", __name__, description="How the network grows, and what to do next")


class Part(ma.Schema):
    """What the network is narrowed to."""

    component = fields.choice(COMPONENTS, "members who need or offer something of this part of the programme")
    region = fields.line(10, "TERC code: members at home in this voivodeship or powiat", load_default=None)
    sphere = fields.line(20, "code of a sphere: members who work in it", load_default=None)
    sector = fields.choice(SECTOR_CHOICES, "ngo, a partner's sector, or mentor")
    role = fields.choice(ROLES, "members who hold this role")
    kind = fields.choice(CONTACT_KINDS, "contacts of this kind only")
    lang = fields.language()


class PartOnDay(Part):
    """The same on a day."""

    as_of = ma.fields.Date(load_default=None, metadata={"description": "the day; today's unless given"})


class Periods(PartOnDay):
    """By which periods growth is told."""

    by = fields.choice(PERIODS, "how long the periods are", load_default=BY_DEFAULT)
    since = ma.fields.Date(load_default=None, metadata={"description": "begin with the period that holds this day"})


class Listed(PartOnDay):
    """How much of each list is answered."""

    k = fields.count(1, MOST_LISTED, "how many of each list at most", 20)


class Alone(Listed):
    """Who counts as waiting."""

    months = fields.count(0, MOST_MONTHS, "after how many a newcomer ought to have a contact", N_MONTHS)


class Introducing(PartOnDay):
    """Whom to introduce to whom."""

    whom = fields.choice([str(kind) for kind in KINDS], "two organisations, or one and a partner", load_default="peer")
    goal = fields.choice(
        GOALS, "alone, bridges or closer for one, mixed for each in turn, points for most points", load_default="mixed"
    )
    k = fields.count(1, fields.MAX_SUGGESTIONS, "how many at most", 10)
    per_actor = fields.count(1, fields.MAX_SUGGESTIONS, "in how many of them one may stand", 2)
    by_sequence = ma.fields.Boolean(
        load_default=False, metadata={"description": "weigh each as if those before it had been made"}
    )


class Reported(Part):
    """Of which days indicators are told."""

    first = ma.fields.Date(
        load_default=None,
        data_key="from",
        metadata={"description": "first day; when the first member joined unless given"},
    )
    last = ma.fields.Date(load_default=None, data_key="to", metadata={"description": "last day; today unless given"})


@blueprint.serves("GET", "/growth", growth_answers.Growth, query=Periods, problems=(422,))
def read_growth(asked: dict[str, Any]) -> dict[str, Any]:
    """Every figure of growth by month, quarter, year or cohort, with its change and why one is missing."""
    snapshot = current_ogniwo().snapshot()
    question = GrowthQuestion(asked["by"], asked["since"], asked["as_of"], _scope(asked))
    return growth_json(current_growth().series.of(snapshot, question), current_language())


@blueprint.serves("GET", "/growth/regions", growth_answers.Regions, query=PartOnDay, problems=(422,))
def read_regions(asked: dict[str, Any]) -> dict[str, Any]:
    """The voivodeships beside each other: who is there, and how they are linked."""
    part = part_of(current_ogniwo().snapshot(), asked["as_of"], _scope(asked))
    return regions_answer_json(regions_of(part, current_language()))


@blueprint.serves("GET", "/growth/brokers", growth_answers.Brokers, query=Listed, problems=(422,))
def read_brokers(asked: dict[str, Any]) -> dict[str, Any]:
    """Who holds the network together: brokers, hubs, the indispensable, and contacts on which parts hang."""
    answer = current_growth().brokers.of(current_ogniwo().snapshot(), asked["as_of"], _scope(asked))
    return brokers_json(answer, current_language(), _names(), asked["k"])


@blueprint.serves("GET", "/growth/brokers/<actor_id>", growth_answers.Breaking, query=Listed, problems=(404, 422))
def read_breaking(asked: dict[str, Any], actor_id: str) -> dict[str, Any]:
    """What breaks if this one leaves."""
    answer = what_breaks(current_ogniwo().snapshot(), actor_id, asked["as_of"], _scope(asked))
    return breaking_json(answer, current_language(), _names(), asked["k"])


@blueprint.serves("GET", "/growth/communities", growth_answers.Communities, query=Listed, problems=(422,))
def read_communities(asked: dict[str, Any]) -> dict[str, Any]:
    """Groups whose members are in contact with each other more than with the rest, and what became of them."""
    answer = current_growth().communities.of(current_ogniwo().snapshot(), asked["as_of"], _scope(asked))
    return communities_and_changes_json(answer, current_language(), _names(), asked["k"], asked["k"])


@blueprint.serves("GET", "/growth/standing-alone", growth_answers.StandingAlone, query=Alone, problems=(422,))
def read_standing_alone(asked: dict[str, Any]) -> dict[str, Any]:
    """Members without contacts, newcomers still waiting, who loses contacts, and regions and spheres apart."""
    snapshot = current_ogniwo().snapshot()
    answer = current_growth().alone.of(snapshot, asked["as_of"], _scope(asked), asked["months"])
    return alone_json(answer, current_language(), _names(), asked["k"])


@blueprint.serves(
    "GET",
    "/growth/introductions",
    growth_introduction_answers.BestIntroductions,
    query=Introducing,
    problems=(422,),
)
def read_best_introductions(asked: dict[str, Any]) -> dict[str, Any] | Response:
    """The introductions that would help most, with what each would change and why the two fit.

    Of a large network the answer may take a minute: then it is 202 with how far it is, and asked for
    again after the seconds of Retry-After.
    """
    ogniwo = current_ogniwo()
    question = IntroductionQuestion(
        kind=asked["whom"],
        k=asked["k"],
        goal=asked["goal"],
        per_actor=asked["per_actor"],
        by_sequence=asked["by_sequence"],
        scope=_scope(asked),
    )
    check_days(ogniwo.snapshot(), GrowthQuestion(as_of=asked["as_of"]))
    best = current_growth().introductions.soon(ogniwo, question, asked["as_of"])
    if isinstance(best, AtWork):
        return _not_yet(best)
    return introductions_json(best, Wording.of(ogniwo, best.snapshot, current_language()))


@blueprint.serves("GET", "/growth/indicators", growth_indicator_answers.Indicators, query=Reported, problems=(422,))
def read_indicators(asked: dict[str, Any]) -> dict[str, Any]:
    """The programme's indicators of some days with their groups; groups of fewer than five are withheld."""
    question = IndicatorQuestion(asked["first"], asked["last"], _scope(asked))
    ogniwo, language = current_ogniwo(), current_language()
    targets, wrong = targets_in(ogniwo.settings.folder)
    told = report_json(indicators_of(ogniwo, question, targets), language)
    return {**told, "targets_problem": None if wrong is None else wrong.told(language)}


def _not_yet(at_work: AtWork) -> Response:
    response = jsonify(done=at_work.done, all_of=at_work.all_of)
    response.status_code = 202
    response.headers.update({"Retry-After": str(SECONDS_BETWEEN), "Cache-Control": "no-store"})
    return response


def _scope(asked: dict[str, Any]) -> Scope:
    return scope_of(current_ogniwo().snapshot(), {name: asked.get(name) for name in SCOPE_NAMES})


def _names() -> Names:
    ogniwo = current_ogniwo()
    return browsing.mentor_names(ogniwo, ogniwo.snapshot())
