"""Whom to introduce to whom next: the pairs that would help most, with what each would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from graph.snapshot import Snapshot
from matching.introductions import GOALS, IntroductionQuestion, RankedIntroduction
from matching.introductions.options import MIXED
from web.charts.bars import WIDTH
from web.current import current_growth, current_ogniwo
from web.formatting import day
from web.language import current_language
from web.ogniwo import Ogniwo
from web.pages.actors import whole_number
from web.pages.blueprint import blueprint
from web.pages.growth.asked import asked_question, choices_of, narrowed_to
from web.pages.growth.nothing import Nothing, before_the_first, empty_network
from web.pages.growth.spreadsheets import spreadsheet_of_lines
from web.services.growth.introduction_words import (
    effect_label,
    goal_label,
    introductions_csv,
    note_of,
    sentence_of,
    served_label,
    summary_of,
    why_of,
)
from web.services.growth.introductions import Best
from web.services.growth.question import GrowthQuestion
from web.services.growth.soon import AtWork
from web.services.wording import Wording

N_REASONS = 2
AGAIN = 5  # seconds after which a browser asks again for what is being worked out
WHOM: dict[str, LazyString] = {
    "peer": _l("two organisations"),
    "partner": _l("an organisation and a partner of another sector"),
}
NUMBERS = {10: "10", 20: "20", 50: "50"}


@dataclass(frozen=True, slots=True)
class Point:
    """How much one effect adds; `width` of a bar that is `WIDTH` for the most."""

    label: str
    points: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One introduction in the reader's language."""

    rank: int
    seeker_id: str
    seeker: str
    provider_id: str
    provider: str
    kind: str
    value: float
    served: str | None
    sentence: str
    band: str
    band_code: str
    reasons: tuple[str, ...]
    points: tuple[Point, ...]


@blueprint.get("/rozwoj/kogo-poznac")
def growth_introductions() -> str | Response:
    """The introductions that would help most, narrowed by a form."""
    ogniwo = current_ogniwo()
    asked, question = _asked(ogniwo)
    best = current_growth().introductions.soon(ogniwo, question, asked.as_of)
    form = _form(ogniwo.snapshot(), asked, question)
    if isinstance(best, AtWork):
        return _not_yet(best, form)
    wording = Wording.of(ogniwo, best.snapshot, current_language())
    most = max((each.points for one in best.answer.introductions for each in one.points), default=0.0)
    return render_template(
        "growth_introductions.html",
        **form,
        at_work=None,
        rows=[_row(one, wording, most) for one in best.answer.introductions],
        summary=summary_of(best, wording.language),
        note=note_of(best, wording.language),
        nothing=_nothing(best, ogniwo.snapshot()),
    )


def _nothing(best: Best, snapshot: Snapshot) -> Nothing | None:
    """Why there is no network to look at; None where there is one."""
    if best.snapshot.n_present:
        return None
    return empty_network() if best.is_of_today else before_the_first(snapshot, "pages.growth_introductions")


def _form(snapshot: Snapshot, asked: GrowthQuestion, question: IntroductionQuestion) -> dict[str, Any]:
    """What the form needs, and what the page says it is about."""
    return {
        "question": question,
        "as_of": asked.as_of,
        "last_day": day(asked.as_of or snapshot.as_of),
        "narrowed": narrowed_to(snapshot, asked),
        "choices": choices_of(snapshot),
        "whom": WHOM,
        "goals": {goal: goal_label(goal, current_language()) for goal in GOALS},
        "numbers": NUMBERS,
    }


def _not_yet(at_work: AtWork, form: dict[str, Any]) -> Response:
    """The page while a large network is being weighed: how far it is; browsers ask again by themselves."""
    response = make_response(
        render_template("growth_introductions.html", **form, nothing=None, at_work=at_work, again=AGAIN)
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/rozwoj/kogo-poznac.csv")
def growth_introductions_csv() -> Response:
    """The same introductions, one a line."""
    ogniwo = current_ogniwo()
    asked, question = _asked(ogniwo)
    best = current_growth().introductions.of(ogniwo, question, asked.as_of)
    wording = Wording.of(ogniwo, best.snapshot, current_language())
    return spreadsheet_of_lines("kogo-poznac", introductions_csv(best, wording))


def _asked(ogniwo: Ogniwo) -> tuple[GrowthQuestion, IntroductionQuestion]:
    """The day and the part of the network that are asked about, and what of it."""
    asked = asked_question(ogniwo.snapshot())
    return asked, IntroductionQuestion(
        kind=request.args.get("kind") or "peer",
        k=whole_number("k", default=10),
        goal=request.args.get("goal") or MIXED,
        by_sequence=request.args.get("order") == "sequence",
        scope=asked.scope,
    )


def _row(one: RankedIntroduction, wording: Wording, most: float) -> Row:
    suggestion = one.suggestion
    return Row(
        rank=one.rank,
        seeker_id=suggestion.seeker_id,
        seeker=wording.name(suggestion.seeker_id),
        provider_id=suggestion.provider_id,
        provider=wording.name(suggestion.provider_id),
        kind=suggestion.kind.value,
        value=one.value,
        served=served_label(one.goal, wording.language),
        sentence=sentence_of(one, wording),
        band=wording.band(suggestion.band),
        band_code=suggestion.band.value,
        reasons=why_of(one, wording)[:N_REASONS],
        points=tuple(
            Point(effect_label(each.effect, wording.language), each.points, round(WIDTH * each.points / most, 1))
            for each in one.points
            if each.points > 0
        ),
    )
