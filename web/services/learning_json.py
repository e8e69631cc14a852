"""What was learned and what is in force, as JSON values."""

from __future__ import annotations

from typing import Any

from web.office.models import Model
from web.services.learning import Attempt


def in_force_json(kind: str, model: Model | None) -> dict[str, Any]:
    """Which weights are in force for the kind; `in_force` is null for the published ones."""
    return {"kind": str(kind), "in_force": _model_json(model)}


def attempt_json(attempt: Attempt) -> dict[str, Any]:
    """What was learned of one kind, what became of it, and what is in force afterwards."""
    learned = attempt.found.learned.as_json()
    return learned | in_force_json(learned["kind"], attempt.model) | {"verdict": attempt.verdict.value}


def _model_json(model: Model | None) -> dict[str, Any] | None:
    if model is None:
        return None
    return {
        "model": model.number,
        "since": model.active_since.isoformat() if model.active_since else None,
        "by": model.active_by,
        "made_at": model.made_at.isoformat(),
        "made_by": model.by,
        "reason": model.reason,
        "n_decided": model.n_decided,
        "follows": model.follows,
        "weights": dict(model.weights),
    }
