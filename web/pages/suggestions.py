"""Suggestions for an actor, and why a pair is one."""

from __future__ import annotations

from flask import render_template, request

from graph.schema import COMPONENTS
from matching.errors import InvalidOption
from matching.results import KINDS_OF_PROFILE, Kind
from web.current import current_ogniwo
from web.language import current_language
from web.pages.actors import whole_number
from web.pages.blueprint import blueprint
from web.services import suggesting
from web.services.introduction_errors import NEVER_WAIVED
from web.services.wording import Wording
from web.showing import will_show

N_SHOWN = 10
CANNOT_BE_ASKED = NEVER_WAIVED | {"introduced_already"}


@blueprint.get("/organizacje/<actor_id>/propozycje")
def suggestions(actor_id: str) -> str:
    """The best few of one kind, each with its reasons."""
    ogniwo, (kind, component) = current_ogniwo(), asked()
    snapshot = ogniwo.snapshot()
    k = whole_number("k", default=N_SHOWN)
    made_by = ogniwo.weights.now()
    answer = suggesting.answered(ogniwo, snapshot, actor_id, kind, k=k, component=component, made_by=made_by)
    will_show(answer, channel="page", revision=snapshot.revision, model=made_by.number(kind))
    wording = Wording.of(ogniwo, snapshot, current_language())
    return render_template("suggestions.html", answer=wording.recommendation(answer), components=COMPONENTS)


@blueprint.get("/organizacje/<actor_id>/propozycje/<other_id>")
def pair(actor_id: str, other_id: str) -> str:
    """Why the other is, or is not, suggested to the actor."""
    ogniwo, (kind, component) = current_ogniwo(), asked()
    snapshot = ogniwo.snapshot()
    answer = suggesting.explain(ogniwo, actor_id, other_id, kind, component=component, k=N_SHOWN, snapshot=snapshot)
    wording = Wording.of(ogniwo, snapshot, current_language())
    return render_template(
        "pair.html",
        answer=wording.explanation(answer),
        component=component,
        n_shown=N_SHOWN,
        can_ask=not CANNOT_BE_ASKED & {rule.code for rule in answer.excluded_by},
    )


def asked() -> tuple[Kind, str | None]:
    """The kind and the component that the address asks for; peers of any component by default.

    Raises
    ------
    InvalidOption
    """
    kind, component = request.args.get("kind") or Kind.PEER, request.args.get("component") or None
    if kind not in KINDS_OF_PROFILE:
        raise InvalidOption("kind", kind, ", ".join(KINDS_OF_PROFILE))
    if component is not None and component not in COMPONENTS:
        raise InvalidOption("component", component, ", ".join(COMPONENTS))
    return Kind(kind), component
