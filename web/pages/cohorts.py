"""Cohorts for whoever reads: state, pairs with reasons, who is left and why, load. They are changed by command."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, render_template, request

from web.current import current_ogniwo
from web.language import current_language
from web.pages.blueprint import blueprint
from web.services.cohorts.errors import NoDraft
from web.services.cohorts.exporting import as_csv, rows_of
from web.services.cohorts.reading import read_standing
from web.services.cohorts.report import listed, report
from web.services.cohorts.states import State
from web.services.cohorts.waiting import waiting_list
from web.services.cohorts.words import strongest
from web.services.wording import Scale, WordedReason

N_STRONGEST = 3
MOST_DRAFTS = 2**31 - 1


@blueprint.get("/cykle")
def cohorts() -> str:
    """Every cohort, the latest first, and who waits for a mentor."""
    ogniwo, language = current_ogniwo(), current_language()
    waiting = [{**one, "since": date.fromisoformat(one["since"])} for one in waiting_list(ogniwo, language)]
    return render_template("cohorts.html", cohorts=[_dated(one) for one in listed(ogniwo, language)], waiting=waiting)


@blueprint.get("/cykle/<cohort_id>")
def cohort(cohort_id: str) -> str:
    """One cohort with the plan that holds, or else with its draft; ``?draft=N`` shows another."""
    told = _dated(report(current_ogniwo(), cohort_id, current_language(), draft=_draft_asked_for(cohort_id)))
    draft = told["draft_report"]
    pairs = [_worded(one) for one in draft["pairs"]] if draft else []
    scale = Scale.of([reason.contribution for one in pairs for reason in one["worded"]])
    here = [one for one in told["members"] if not one["withdrawn_at"]]
    return render_template(
        "cohort.html",
        cohort=told,
        draft=draft,
        pairs=pairs,
        scale=scale,
        n_strongest=N_STRONGEST,
        seekers=[one for one in here if one["side"] == "seeker"],
        mentors=[one for one in here if one["side"] == "mentor"],
        names={one["id"]: one["name"] for one in told["members"]},
    )


@blueprint.get("/cykle/<cohort_id>.csv")
def cohort_csv(cohort_id: str) -> Response:
    """What the page shows as a spreadsheet: a row a pair, then who is left and why."""
    language = current_language()
    told = report(current_ogniwo(), cohort_id, language, draft=_draft_asked_for(cohort_id))
    if told["draft_report"] is None:
        raise NoDraft(cohort_id)
    text = as_csv(rows_of(told["draft_report"], language), language)
    response = Response("\N{BYTE ORDER MARK}" + text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={cohort_id}.csv"
    return response


def _draft_asked_for(cohort_id: str) -> int | None:
    """The number that the address names; else that of the plan that holds while another is being looked over."""
    asked = request.args.get("draft", type=int)
    if asked is not None:
        return max(0, min(asked, MOST_DRAFTS))
    cohort = read_standing(current_ogniwo(), cohort_id).cohort
    return cohort.published if cohort.state in {State.DRAFT, State.REVIEWED} else None


def _dated(told: dict[str, Any]) -> dict[str, Any]:
    """The same with dates as dates, which templates put into words."""
    days = {name: date.fromisoformat(told[name]) for name in ("starts", "ends", "closes_on") if told[name]}
    return {**told, **days}


def _worded(pair: dict[str, Any]) -> dict[str, Any]:
    reasons = tuple(
        WordedReason(one["sentence"], one["signal"], one["side"], one["contribution"]) for one in pair["reasons"]
    )
    shown = strongest([reason.contribution for reason in reasons], N_STRONGEST)
    lesser = tuple(reason for reason, first in zip(reasons, shown, strict=True) if not first)
    return {
        **pair,
        "worded": reasons,
        "strongest": tuple(reason for reason, first in zip(reasons, shown, strict=True) if first),
        "lesser": lesser,
        "total_of_lesser": sum(reason.contribution for reason in lesser),
    }
