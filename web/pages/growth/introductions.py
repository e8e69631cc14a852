"""Whom to introduce to whom next: the pairs that would help most, with what each would change."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from matching.introductions import IntroductionQuestion, RankedIntroduction
from web.charts.bars import WIDTH
from web.current import current_growth, current_ogniwo
from web.language import current_language
from web.pages.actors import whole_number
from web.pages.blueprint import blueprint
from web.pages.growth.asked import choices_of
from web.pages.growth.spreadsheets import spreadsheet_of_lines
from web.services.growth.introduction_words import (
    effect_label,
    introductions_csv,
    note_of,
    sentence_of,
    summary_of,
    why_of,
)
from web.services.growth.introductions import Best
from web.services.growth.scope import scope_of
from web.services.wording import Wording

N_REASONS = 2
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
    sentence: str
    band: str
    band_code: str
    reasons: tuple[str, ...]
    points: tuple[Point, ...]


@blueprint.get("/rozwoj/kogo-poznac")
def growth_introductions() -> str:
    """The introductions that would help most, narrowed by a form."""
    best, wording = _found()
    question = best.answer.question
    most = max((each.points for one in best.answer.introductions for each in one.points), default=0.0)
    return render_template(
        "growth_introductions.html",
        question=question,
        rows=[_row(one, wording, most) for one in best.answer.introductions],
        summary=summary_of(best, wording.language),
        note=note_of(best, wording.language),
        choices=choices_of(best.snapshot),
        whom=WHOM,
        numbers=NUMBERS,
    )


@blueprint.get("/rozwoj/kogo-poznac.csv")
def growth_introductions_csv() -> Response:
    """The same introductions, one a line."""
    return spreadsheet_of_lines("kogo-poznac", introductions_csv(*_found()))


def _found() -> tuple[Best, Wording]:
    ogniwo = current_ogniwo()
    question = IntroductionQuestion(
        kind=request.args.get("kind") or "peer",
        k=whole_number("k", default=10),
        by_sequence=request.args.get("order") == "sequence",
        scope=scope_of(ogniwo.snapshot(), {name: request.args.get(name) for name in _SCOPE}),
    )
    best = current_growth().introductions.of(ogniwo, question)
    return best, Wording.of(ogniwo, best.snapshot, current_language())


_SCOPE = ("component", "region", "sphere", "sector")


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
