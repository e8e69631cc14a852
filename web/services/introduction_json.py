"""Introductions as JSON values: the one form that the API and the terminal share."""

from __future__ import annotations

from datetime import date
from typing import Any

from web.services.introduction_states import Introduction
from web.services.wording import Wording


def introduction_json(introduction: Introduction, wording: Wording) -> dict[str, Any]:
    """An introduction with the names of the two, its state, its days and the steps that a person can take now."""
    days = ("since", "accepted", "declined", "expired", "feedback")
    return {
        "seeker_id": introduction.seeker_id,
        "seeker_name": wording.name(introduction.seeker_id),
        "provider_id": introduction.provider_id,
        "provider_name": wording.name(introduction.provider_id),
        "kind": introduction.kind,
        "state": introduction.state.value,
        **{name: _iso(getattr(introduction, name)) for name in days},
        "since_known": introduction.since_known,
        "worked": introduction.worked,
        "reason": introduction.reason,
        "steps": [step.value for step in introduction.steps],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
