"""What-if: two drafts of a cohort, or the last one and what other rules would give; nothing is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from matching.cohorts.comparing import Comparison, Plan, compare
from matching.cohorts.drafting import Objective, Wanted
from web.office.cohorts import KeptDraft
from web.ogniwo import Ogniwo
from web.services.cohorts.drafting import draft_json, solve, with_rules
from web.services.cohorts.errors import NoDraft
from web.services.cohorts.reading import Standing, draft_of, standing

_GROUPS = ("region", "size")


def compared(
    ogniwo: Ogniwo,
    cohort_id: str,
    drafts: Sequence[int],
    settings: Collection[str],
    objective: str,
    *,
    against: Collection[str] = (),
) -> dict[str, Any]:
    """The two side by side as JSON values: ``before``, ``after`` and what changed from one to the other.

    Parameters
    ----------
    drafts : sequence of int
        Numbers of one or two drafts; without any, the one that is worked on.
    settings : collection of str
        ``RULE=SETTING`` each; with these, or with one draft only, the other side is worked out now.
    against : collection of str
        The same, for the first side: then it is worked out under these rules instead of being a draft.

    Raises
    ------
    NoDraft
        There is no draft to compare with.
    UnknownCohort, UnknownDraft, InvalidOption, ContradictoryWishes
    """
    with ogniwo.office.reading() as connection:
        now = standing(connection, cohort_id)
        found = [draft_of(connection, now.cohort, number) for number in drafts] or [draft_of(connection, now.cohort)]
    kept = [one for one in found if one is not None]
    if not kept:
        raise NoDraft(cohort_id)

    def worked_out(rules: Collection[str]) -> dict[str, Any]:
        wanted = Wanted(Objective(objective))
        result = draft_json(solve(ogniwo, now, wanted, kept[0], book=with_rules(now.book, rules)))
        return {"name": "what-if", "draft": None, "rules": sorted(rules), **result}

    before = worked_out(against) if against else _told(kept[0])
    after = _told(kept[1]) if len(kept) == 2 else worked_out(settings)
    return {"cohort": cohort_id, **_sides(now, before, after)}


def _told(draft: KeptDraft) -> dict[str, Any]:
    return {"name": f"draft {draft.number}", "draft": draft.number, "rules": [], **draft.result}


def _sides(now: Standing, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    before_plan, after_plan = _plan(before), _plan(after)
    weighed = now.weighed
    ids = [one.actor_id for one in weighed.members.seekers]
    groups = {name: dict(zip(ids, weighed.groups[name], strict=True)) for name in _GROUPS}
    found = compare(before_plan, after_plan, groups)
    return {
        "before": _side_json(before, before_plan),
        "after": _side_json(after, after_plan),
        "changes": _changes_json(found, before_plan, after_plan),
        "shares": {name: [_share_json(one) for one in found.shares[name]] for name in _GROUPS},
    }


def _plan(side: dict[str, Any]) -> Plan:
    scores = {(one["seeker"], one["mentor"]): one["score"] for one in side["pairs"]}
    return Plan(scores, side["verified"]["blocking_pairs"])


def _side_json(side: dict[str, Any], plan: Plan) -> dict[str, Any]:
    return {
        "name": side["name"],
        "draft": side["draft"],
        "rules": side["rules"],
        "objective": side["objective"],
        "pairs": len(plan.scores),
        "placed": len(plan.placed),
        "total": plan.total,
        "worst": plan.worst,
        "blocking_pairs": plan.blocking_pairs,
        "load": dict(sorted(plan.load.items())),
    }


def _changes_json(found: Comparison, before: Plan, after: Plan) -> dict[str, Any]:
    return {
        "same": len(found.same),
        "removed": [{"seeker": s, "mentor": m, "score": before.scores[s, m]} for s, m in found.removed],
        "added": [{"seeker": s, "mentor": m, "score": after.scores[s, m]} for s, m in found.added],
        "newly_placed": list(found.newly_placed),
        "no_longer_placed": list(found.no_longer_placed),
    }


def _share_json(one: Any) -> dict[str, Any]:
    return {"group": one.group, "n": one.n, "placed_before": one.placed_before, "placed_after": one.placed_after}
