"""Who an actor should work with, and why."""

from __future__ import annotations

from typing import Any

from matching.results import Kind
from web.api import answers, fields
from web.current import current_ogniwo
from web.language import current_language
from web.services import suggesting
from web.services.suggestion_json import explanation_json, recommendation_json
from web.services.wording import Wording
from web.showing import will_show

blueprint = fields.Operations("suggestions", __name__, description="Who should work with whom, and why")


@blueprint.serves(
    "GET", "/actors/<actor_id>/suggestions", answers.Recommendation, query=fields.Question, problems=(404, 422)
)
def suggest(asked: dict[str, Any], actor_id: str) -> dict[str, Any]:
    """Suggestions of one kind, best first, with reasons that add up to the score."""
    ogniwo = current_ogniwo()
    snapshot = ogniwo.snapshot()
    kind, component = Kind(asked["kind"]), asked["component"]
    made_by = ogniwo.weights.now()
    answer = suggesting.answered(ogniwo, snapshot, actor_id, kind, k=asked["k"], component=component, made_by=made_by)
    will_show(answer, channel="api", revision=snapshot.revision, model=made_by.number(kind))
    wording = Wording.of(ogniwo, snapshot, current_language())
    return recommendation_json(answer, wording)


@blueprint.serves(
    "GET", "/actors/<actor_id>/suggestions/<other_id>", answers.Explanation, query=fields.Question, problems=(404, 422)
)
def explain(asked: dict[str, Any], actor_id: str, other_id: str) -> dict[str, Any]:
    """Why the other is, or is not, among the first k suggestions for the actor."""
    ogniwo = current_ogniwo()
    snapshot = ogniwo.snapshot()
    answer = suggesting.explain(
        ogniwo, actor_id, other_id, Kind(asked["kind"]), component=asked["component"], k=asked["k"], snapshot=snapshot
    )
    wording = Wording.of(ogniwo, snapshot, current_language())
    return explanation_json(answer, wording, asked["component"])
