"""Suggestions as lines of JSON: codes, numbers and facts; sentences only in the languages asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from matching.results import Caveat, Reason, Recommendation, Suggestion
from web.services.wording import Wording


def answer_line(answer: Recommendation, revision: int, wordings: Sequence[Wording] = ()) -> str:
    """The whole answer in one line, with its end; ids and codes, and sentences for each wording."""
    content = {
        "seeker_id": answer.seeker_id,
        "kind": answer.kind.value,
        "component": answer.component,
        "n_eligible": answer.n_eligible,
        "revision": revision,
        "suggestions": [_suggestion(one, wordings) for one in answer.suggestions],
        "note": _caveat(answer.note, wordings) if answer.note else None,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _suggestion(one: Suggestion, wordings: Sequence[Wording]) -> dict[str, Any]:
    return {
        "provider_id": one.provider_id,
        "rank": one.rank,
        "score": one.score,
        "seeker_score": one.seeker_score,
        "provider_score": one.provider_score,
        "weaker_side": one.weaker_side,
        "band": one.band.value,
        "reasons": [_reason(reason, wordings) for reason in one.reasons],
        "caveats": [_caveat(caveat, wordings) for caveat in one.caveats],
    }


def _reason(reason: Reason, wordings: Sequence[Wording]) -> dict[str, Any]:
    content = {
        "signal": reason.signal,
        "side": reason.side,
        "contribution": reason.contribution,
        "facts": dict(reason.facts),
    }
    return content | _sentences(reason, wordings)


def _caveat(caveat: Caveat, wordings: Sequence[Wording]) -> dict[str, Any]:
    return {"code": caveat.code, "facts": dict(caveat.facts)} | _sentences(caveat, wordings)


def _sentences(said: Reason | Caveat, wordings: Sequence[Wording]) -> dict[str, Any]:
    if not wordings:
        return {}
    return {"sentences": {wording.language: wording.sentence(said) for wording in wordings}}
