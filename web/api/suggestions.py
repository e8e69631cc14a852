"""Who an actor should work with, and why."""

from __future__ import annotations

from typing import Any

from matching.results import Caveat, Kind, Suggestion
from web.api import answers, fields
from web.current import current_ogniwo
from web.language import current_language
from web.requests import request_id
from web.services import suggesting
from web.services.wording import Wording

blueprint = fields.Operations("suggestions", __name__, description="Who should work with whom, and why")

ANONYMOUS = "api"


@blueprint.serves(
    "GET", "/actors/<actor_id>/suggestions", answers.Recommendation, query=fields.Question, problems=(404, 422)
)
def suggest(asked: dict[str, Any], actor_id: str) -> dict[str, Any]:
    """Suggestions of one kind, best first, with reasons that add up to the score."""
    ogniwo = current_ogniwo()
    snapshot = ogniwo.snapshot()
    answer = suggesting.suggest(
        ogniwo,
        actor_id,
        Kind(asked["kind"]),
        k=asked["k"],
        component=asked["component"],
        by=ANONYMOUS,
        channel="api",
        request_id=request_id(),
        snapshot=snapshot,
    )
    wording = Wording.of(ogniwo, snapshot, current_language())
    return {
        "seeker_id": answer.seeker_id,
        "kind": answer.kind.value,
        "component": answer.component,
        "n_eligible": answer.n_eligible,
        "revision": snapshot.revision,
        "suggestions": [_suggestion(one, wording) for one in answer.suggestions],
        "note": _caveat(answer.note, wording) if answer.note else None,
    }


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
    return {
        "seeker_id": answer.suggestion.seeker_id,
        "kind": answer.suggestion.kind.value,
        "component": asked["component"],
        "n_eligible": answer.n_eligible,
        "revision": snapshot.revision,
        "rank": answer.rank,
        "gap": answer.gap,
        "excluded_by": [_caveat(rule, wording) for rule in answer.excluded_by],
        "suggestion": _suggestion(answer.suggestion, wording),
    }


def _suggestion(one: Suggestion, wording: Wording) -> dict[str, Any]:
    # In the recommender's own order and unrounded, so that the contributions add up.
    return {
        "provider_id": one.provider_id,
        "provider_name": wording.card(one.provider_id).name,
        "rank": one.rank,
        "score": one.score,
        "seeker_score": one.seeker_score,
        "provider_score": one.provider_score,
        "weaker_side": one.weaker_side,
        "band": one.band.value,
        "band_label": wording.band(one.band),
        "reasons": [
            {
                "signal": reason.signal,
                "side": reason.side,
                "contribution": reason.contribution,
                "sentence": wording.sentence(reason),
                "facts": dict(reason.facts),
            }
            for reason in one.reasons
        ],
        "caveats": [_caveat(caveat, wording) for caveat in one.caveats],
    }


def _caveat(caveat: Caveat, wording: Wording) -> dict[str, Any]:
    return {"code": caveat.code, "sentence": wording.sentence(caveat), "facts": dict(caveat.facts)}
