"""Cohorts: state, pairs with reasons, who is left and why. They are changed by command."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from web.api import cohort_answers, fields
from web.current import current_ogniwo
from web.language import current_language
from web.services.cohorts.report import listed, report
from web.services.cohorts.waiting import waiting_list

MOST_DRAFTS = 2**31 - 1

blueprint = fields.Operations("cohorts", __name__, description="Mentors matched to the organisations of a cohort")


class Asked(ma.Schema):
    """Which draft of the cohort."""

    draft = ma.fields.Integer(
        load_default=None,
        validate=ma.validate.Range(1, MOST_DRAFTS),
        metadata={"description": "number of a draft; the one that is worked on, if not given"},
    )
    lang = fields.language()


@blueprint.serves("GET", "/cohorts", cohort_answers.Cohorts, query=fields.Language, problems=(422,))
def list_cohorts(asked: dict[str, Any]) -> dict[str, Any]:
    """Every cohort, the latest first, and the organisations that wait for a mentor, who waited most often first."""
    ogniwo, language = current_ogniwo(), current_language()
    return {"cohorts": listed(ogniwo, language), "waiting": waiting_list(ogniwo, language)}


@blueprint.serves("GET", "/cohorts/<cohort_id>", cohort_answers.Cohort, query=Asked, problems=(404, 422))
def get_cohort(asked: dict[str, Any], cohort_id: str) -> dict[str, Any]:
    """One cohort with its draft, sentences included."""
    return report(current_ogniwo(), cohort_id, current_language(), draft=asked["draft"])
