"""A need in somebody's own words, and who could answer it."""

from __future__ import annotations

from flask import render_template, request

from graph.schema import COMPONENTS
from web.current import current_ogniwo
from web.language import current_language
from web.pages.blueprint import blueprint
from web.services import browsing, calling
from web.services.wording import Wording
from web.showing import will_show

N_SHOWN = 10
MAX_CHARACTERS = 2_000


@blueprint.get("/zapytanie")
def call() -> str:
    """The form, and below it who could answer what it says."""
    ogniwo, language = current_ogniwo(), current_language()
    snapshot = ogniwo.snapshot()
    text, caller_id = request.args.get("text", "").strip(), request.args.get("organisation", "").strip() or None
    region, component = request.args.get("region", ""), request.args.get("component") or None
    wording = Wording.of(ogniwo, snapshot, language)
    form = {"text": text, "caller_id": caller_id, "region": region, "component": component}
    caller = wording.card(caller_id) if caller_id and caller_id in snapshot.actors.row_of else None
    shown = {
        "form": form,
        "caller": caller,
        "choices": browsing.choices(snapshot, language),
        "components": COMPONENTS,
        "n_most": MAX_CHARACTERS,
    }
    if not text:
        return render_template("call.html", answer=None, **shown)
    found = calling.answered(
        ogniwo,
        snapshot,
        text,
        caller_id=caller_id,
        region_ids=(region,) if region else (),
        component=component,
        k=N_SHOWN,
    )
    will_show(found.answer, channel="page", revision=snapshot.revision, model=found.model)
    return render_template(
        "call.html", answer=wording.recommendation(found.answer), called=wording.called(found), **shown
    )
