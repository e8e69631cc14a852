"""Why an answer is empty or short, and what to do next."""

from __future__ import annotations

from collections import Counter

import numpy as np

from graph.snapshot.nodes import ORGANISATION
from matching.eligibility import rules_for
from matching.profiles import NOBODY
from matching.questions import PROVIDER_ROLE, Question
from matching.results import Caveat, Fact, Kind
from matching.scoring import Scored


def note_on_seeker(question: Question) -> Caveat | None:
    """Why nothing at all can be suggested to this seeker, or None."""
    snapshot, seeker = question.snapshot, question.seeker
    if seeker == NOBODY:
        return None
    named: dict[str, Fact] = {"seeker_id": question.seeker_id}
    if not snapshot.actors.roles[seeker] & ORGANISATION:
        return Caveat("seeker_is_no_organisation", named)
    if not snapshot.present[seeker]:
        return Caveat("seeker_not_in_network", named)
    return None


def note_on_answer(question: Question, scored: Scored, n_eligible: int) -> Caveat | None:
    """Why the answer is empty or short and which step helps most; None if it is neither."""
    if question.kind is Kind.CALL:
        return _note_on_call(question, n_eligible)
    if n_eligible == 0:
        return _why_empty(question, scored)
    field = missing_field(question)
    if field == "needs":
        return Caveat("needs_missing", {"seeker_id": question.seeker_id, "component": question.component or ""})
    if n_eligible < question.k:
        return Caveat("few", {"n_eligible": n_eligible, "k": question.k, "field": field or ""})
    return Caveat("region_missing", {"seeker_id": question.seeker_id}) if field == "region" else None


def _note_on_call(question: Question, n_eligible: int) -> Caveat | None:
    if n_eligible == 0:
        return Caveat("call_unanswered", {})
    if not len(question.profile.needs.skills):
        return Caveat("call_not_understood", {})
    return None if len(question.profile.regions) else Caveat("call_without_place", {})


def missing_field(question: Question) -> str | None:
    """The empty field of the seeker's profile that would help most: needs, region, offers, spheres."""
    profile = question.profile
    if not len(profile.needs.skills):
        return "needs"
    if not len(profile.regions):
        return "region"
    if question.kind is not Kind.MENTOR and not question.profile.offers_known:
        return "offers"
    if not len(profile.spheres):
        return "spheres"
    return None


def _why_empty(question: Question, scored: Scored) -> Caveat:
    snapshot = question.snapshot
    kind: dict[str, Fact] = {"kind": str(question.kind), "component": question.component or ""}
    in_role = snapshot.present & ((snapshot.actors.roles & PROVIDER_ROLE[question.kind]) > 0)
    if question.seeker != NOBODY:
        in_role[question.seeker] = False
    if not in_role.any():
        return Caveat("nobody_in_role", kind)
    field = missing_field(question)
    if field == "needs":
        return Caveat("profile_empty", {**kind, "field": field})
    others = scored.rows != question.seeker
    if not others.any():
        return Caveat("nobody_related", {**kind, "field": field or ""})
    rule, n_excluded = _commonest_rule(question, scored, others)
    return Caveat("everybody_excluded", {**kind, "rule": rule, "n_excluded": n_excluded})


def _commonest_rule(question: Question, scored: Scored, others: np.ndarray) -> tuple[str, int]:
    """The rule that excludes most of the others, ties by the order of the rules."""
    excluded = Counter(
        {rule.name: int((rule.excluded(question, scored) & others).sum()) for rule in rules_for(question)}
    )
    return excluded.most_common(1)[0]
