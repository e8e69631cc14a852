"""Needs that nobody within reach can meet, as proposals of trainings."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from graph.schema import COMPONENTS
from matching.gaps import MODES, GapQuestion
from web.api import fields, gap_answers
from web.current import current_gaps, current_ogniwo
from web.language import current_language
from web.services.browsing import MAX_PAGE_SIZE, PAGE_SIZE
from web.services.gaps import gaps_json, page_of

MAX_WHO = 1000

blueprint = fields.Operations("gaps", __name__, description="Needs that nobody within reach can meet")


class Question(ma.Schema):
    """What the gaps are narrowed to."""

    component = fields.choice(COMPONENTS, "only skills of this part of the programme", load_default=None)
    region = fields.line(10, "TERC code: only organisations at home in this voivodeship or powiat", load_default=None)
    sphere = fields.line(20, "code of a sphere: only organisations that work in it", load_default=None)
    skill = fields.line(20, "code of a skill", load_default=None)
    mode = fields.choice(MODES, "only trainings held so", load_default=None)
    who = fields.count(0, MAX_WHO, "how many at most of those who would come, or could help, to list for each", 20)
    page = fields.count(1, 1_000_000, "which page, from 1", 1)
    size = fields.count(1, MAX_PAGE_SIZE, "how many on a page", PAGE_SIZE)
    lang = fields.language()


@blueprint.serves("GET", "/gaps", gap_answers.Gaps, query=Question, problems=(422,))
def list_gaps(asked: dict[str, Any]) -> dict[str, Any]:
    """Trainings that would close gaps, most urgent first, with who would come."""
    narrowed = {name: asked[name] or None for name in ("component", "region", "sphere", "skill", "mode")}
    found = page_of(current_gaps().of(current_ogniwo(), GapQuestion(**narrowed)), asked["page"], asked["size"])
    answer = gaps_json(found.gaps, found.proposals, current_language(), n_who=asked["who"])
    return answer | {"page": found.page, "n_pages": found.n_pages, "size": found.size}
