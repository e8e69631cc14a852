"""Suggestions and explanations as JSON values: the one form that the API and the terminal share.

Everything is in the recommender's own order and unrounded, so that contributions add up.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from matching.results import Caveat, Explanation, Reason, Recommendation, Suggestion
from web.services.calling import Answered
from web.services.wording import Wording


def recommendation_json(answer: Recommendation, wording: Wording) -> dict[str, Any]:
    """The answer to a question, sentences included."""
    return {
        "seeker_id": answer.seeker_id,
        "seeker_name": wording.card(answer.seeker_id).name if answer.seeker_id else "",
        "kind": answer.kind.value,
        "component": answer.component,
        "n_eligible": answer.n_eligible,
        "revision": wording.snapshot.revision,
        "suggestions": [suggestion_json(one, wording) for one in answer.suggestions],
        "note": _caveat(answer.note, wording) if answer.note else None,
    }


def called_json(found: Answered, wording: Wording) -> dict[str, Any]:
    """The answer to a call, with the skills that were recognised in it and the places that it names."""
    called = asdict(wording.called(found))
    return {
        "recognised": list(called["recognised"]),
        "places": list(called["places"]),
        **recommendation_json(found.answer, wording),
    }


def explanation_json(explanation: Explanation, wording: Wording, component: str | None) -> dict[str, Any]:
    """Why a pair is, or is not, suggested when that component is asked for, sentences included."""
    pair = explanation.suggestion
    return {
        "seeker_id": pair.seeker_id,
        "seeker_name": wording.card(pair.seeker_id).name,
        "kind": pair.kind.value,
        "component": component,
        "n_eligible": explanation.n_eligible,
        "revision": wording.snapshot.revision,
        "rank": explanation.rank,
        "gap": explanation.gap,
        "held_back": _caveat(explanation.held_back, wording) if explanation.held_back else None,
        "changes": [_caveat(change, wording) for change in explanation.changes],
        "changes_tried": explanation.changes_tried,
        "excluded_by": [_caveat(rule, wording) for rule in explanation.excluded_by],
        "suggestion": suggestion_json(pair, wording),
    }


def suggestion_json(one: Suggestion, wording: Wording) -> dict[str, Any]:
    """One provider suggested, with its reasons and caveats."""
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
        "reasons": [_reason(reason, wording) for reason in one.reasons],
        "caveats": [_caveat(caveat, wording) for caveat in one.caveats],
    }


def _reason(reason: Reason, wording: Wording) -> dict[str, Any]:
    return {
        "signal": reason.signal,
        "side": reason.side,
        "contribution": reason.contribution,
        "sentence": wording.sentence(reason),
        "facts": dict(reason.facts),
    }


def _caveat(caveat: Caveat, wording: Wording) -> dict[str, Any]:
    return {"code": caveat.code, "sentence": wording.sentence(caveat), "facts": dict(caveat.facts)}
