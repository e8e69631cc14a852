"""A cohort as a person reads it: state, members, rules, pairs with reasons, who is left and why, load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from matching.cohorts.instance import PER_LOG_ODDS
from matching.cohorts.rule_book import RuleBook
from web.office import audit, cohorts
from web.office.cohorts import MENTOR, SEEKER, Cohort, KeptDraft, Member
from web.ogniwo import Ogniwo
from web.services.cohorts.applying import commands_for
from web.services.cohorts.reading import Standing, cohort_json, draft_of, standing
from web.services.cohorts.states import State
from web.services.cohorts.unplaced_words import (
    amended_sentence,
    cause_sentence,
    crowded_sentence,
    forwarded_sentence,
    freed_sentence,
)
from web.services.cohorts.words import (
    NEXT,
    STATES,
    level_label,
    reason_of,
    reason_sentence,
    rule_label,
    said,
)
from web.services.wording import Wording


def report(ogniwo: Ogniwo, cohort_id: str, language: str, *, draft: int | None = None) -> dict[str, Any]:
    """Everything about a cohort as JSON values, sentences in one language included.

    Parameters
    ----------
    draft : int, optional
        Number of a draft; the one that is worked on, if not given.

    Raises
    ------
    UnknownCohort, UnknownDraft
    """
    with ogniwo.office.reading() as connection:
        now = standing(connection, cohort_id)
        kept, worked_on = draft_of(connection, now.cohort, draft), draft_of(connection, now.cohort)
        history = audit.entries(connection, subject=cohort_id, limit=200)
    wording = Wording.of(ogniwo, ogniwo.snapshot(), language)
    return {
        **cohort_json(now.cohort),
        "state_label": said(STATES[now.cohort.state], wording),
        "next_step": said(NEXT[_coming(now, worked_on)], wording, id=cohort_id),
        "members": [member_json(one, wording) for one in now.members],
        "rules": rules_json(now.book, wording),
        "settled_pairs": [
            {"seeker": one.seeker_id, "mentor": one.mentor_id, "kind": one.kind, "by": one.by, "reason": one.reason}
            for one in now.settled_pairs
        ],
        "draft_report": draft_report(now, kept, wording) if kept else None,
        "history": [
            {
                "at": one.at.isoformat() if one.at else None,
                "action": one.action,
                "by": one.by,
                "reason": one.reason,
                "details": dict(one.details),
            }
            for one in history
        ],
    }


def listed(ogniwo: Ogniwo, language: str) -> list[dict[str, Any]]:
    """Every cohort in a line, the latest first."""
    with ogniwo.office.reading() as connection:
        found = [_line(connection, one) for one in cohorts.all_of_them(connection)]
    wording = Wording.of(ogniwo, ogniwo.snapshot(), language)
    return [
        {
            **cohort_json(cohort),
            "state_label": said(STATES[cohort.state], wording),
            "next_step": said(NEXT[coming], wording, id=cohort.id),
            "seekers": _n_of(there, SEEKER),
            "mentors": _n_of(there, MENTOR),
        }
        for cohort, there, coming in found
    ]


def _line(connection: sa.Connection, cohort: Cohort) -> tuple[Cohort, list[Member], str]:
    """The cohort, its members, and under which name `NEXT` has what comes next."""
    if cohort.state != State.DRAFT:
        return cohort, cohorts.members(connection, cohort.id), cohort.state
    now = standing(connection, cohort.id)
    return cohort, now.members, _coming(now, draft_of(connection, now.cohort))


def _coming(now: Standing, draft: KeptDraft | None) -> str:
    if now.cohort.state != State.DRAFT:
        return now.cohort.state
    return "draft" if draft is not None and now.fits(draft) else "stale"


def member_json(member: Member, wording: Wording) -> dict[str, Any]:
    """One who takes part."""
    return {
        "id": member.actor_id,
        "name": wording.name(member.actor_id),
        "side": member.side,
        "places": member.places,
        "minimum": member.minimum,
        "availability": list(member.availability),
        "affiliation": member.affiliation,
        "waited": member.waited,
        "withdrawn_at": member.withdrawn_at.isoformat() if member.withdrawn_at else None,
    }


def rules_json(book: RuleBook, wording: Wording) -> dict[str, Any]:
    """The rules as set, with their names in words."""
    told = book.as_json()
    for rule, setting in book.settings.items():
        told["rules"][rule] |= {
            "label": rule_label(rule, setting, wording),
            "level_label": level_label(setting, wording),
        }
    return told


def draft_report(now: Standing, draft: KeptDraft, wording: Wording) -> dict[str, Any]:
    """A draft with names and sentences."""
    result = draft.result
    n_seekers = result["reached"]["placed"] + len(result["unplaced"])
    places_of = {one.actor_id: one.places for one in now.members}
    return {
        "number": draft.number,
        "at": draft.at.isoformat(),
        "by": draft.by,
        "reason": draft.reason,
        "up_to_date": now.fits(draft),
        "objective": result["objective"],
        "status": result["status"],
        "seconds": result["seconds"],
        "reached": {
            **result["reached"],
            "total": _log_odds(result["reached"]["total"]),
            "worst": _log_odds(result["reached"]["worst"]),
        },
        "bound": _log_odds(result["bound"]),
        "verified": result["verified"],
        "pairs": [_pair_json(one, wording) for one in result["pairs"]],
        "unplaced": [
            {
                **one,
                "name": wording.name(one["seeker"]),
                "sentence": cause_sentence(one, wording),
                "commands": commands_for(now, one["seeker"], one["change"]) if now.fits(draft) else [],
            }
            for one in result["unplaced"]
        ],
        "crowded": [
            {**one, "sentence": crowded_sentence(one, wording, n_seekers, places_of)} for one in result["crowded"]
        ],
        "amended": _amended_json(result.get("amended"), wording),
        "mentor_loads": _load(now, result["pairs"], wording),
    }


def _pair_json(pair: Mapping[str, Any], wording: Wording) -> dict[str, Any]:
    reasons = [{**one, "sentence": reason_sentence(reason_of(one), wording)} for one in pair["reasons"]]
    return {
        **pair,
        "seeker_name": wording.name(pair["seeker"]),
        "mentor_name": wording.name(pair["mentor"]),
        "reasons": reasons,
    }


def _amended_json(amended: dict[str, Any] | None, wording: Wording) -> dict[str, Any] | None:
    if amended is None:
        return None
    return {
        **amended,
        "sentence": amended_sentence(amended, wording),
        "freed": [{**one, "sentence": freed_sentence(one, wording)} for one in amended["freed"]],
        "forwarded": [{**one, "sentence": forwarded_sentence(one, wording)} for one in amended.get("forwarded", [])],
    }


def _load(now: Standing, pairs: list[dict[str, Any]], wording: Wording) -> list[dict[str, Any]]:
    taken = Counter(one["mentor"] for one in pairs)
    here = [one for one in now.members if one.side == MENTOR and one.withdrawn_at is None]
    return [
        {
            "mentor": one.actor_id,
            "name": wording.name(one.actor_id),
            "n": taken[one.actor_id],
            "capacity": one.places,
            "minimum": one.minimum,
        }
        for one in here
    ]


def _n_of(there: list[Member], side: str) -> int:
    return sum(one.side == side and one.withdrawn_at is None for one in there)


def _log_odds(millionths: int | None) -> float | None:
    return None if millionths is None else millionths / PER_LOG_ODDS
