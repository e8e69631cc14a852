"""The rules of a cohort with what each excludes and what switching it would change, once the cohort is closed."""

from __future__ import annotations

from typing import Any

from matching.cohorts.instance import PER_LOG_ODDS
from matching.cohorts.rule_effects import Effect, Outcome, effects
from web.ogniwo import Ogniwo
from web.services.cohorts.reading import read_standing
from web.services.cohorts.words import level_label, rule_label
from web.services.wording import Wording


def rules_report(ogniwo: Ogniwo, cohort_id: str, language: str) -> dict[str, Any]:
    """The rules as JSON values; ``now`` and the effects are None while the cohort is open.

    Raises
    ------
    UnknownCohort, ContradictoryWishes
    """
    now = read_standing(ogniwo, cohort_id)
    wording = Wording.of(ogniwo, ogniwo.snapshot(), language)
    found = effects(now.weighed, now.book, now.wishes) if now.cohort.weighed is not None else None
    told = {
        "cohort": cohort_id,
        "now": _outcome_json(found[0]) if found else None,
        "waiting_bonus": now.book.waiting_bonus,
        "together": [[wording.name(one) for one in pair] for pair in now.book.together],
        "apart": [[wording.name(one) for one in pair] for pair in now.book.apart],
    }
    by_rule = {one.rule: one for one in found[1]} if found else {}
    return {
        **told,
        "rules": [_rule_json(rule, now.book.settings[rule], by_rule.get(rule), wording) for rule in now.book.settings],
    }


def _rule_json(rule: str, setting: Any, effect: Effect | None, wording: Wording) -> dict[str, Any]:
    told = {
        "rule": rule,
        "label": rule_label(rule, setting, wording),
        "level": setting.level.value,
        "level_label": level_label(setting, wording),
        "cost": setting.cost,
        "n_broken": None,
    }
    if effect is None:
        return told
    return told | {
        "n_broken": effect.n_broken,
        "n_alone_excluded": effect.n_alone_excluded,
        "without_mentor": [{"id": one, "name": wording.name(one)} for one in effect.without_mentor],
        "switched": effect.switched.level.value,
        "switched_label": level_label(effect.switched, wording),
        "outcome": _outcome_json(effect.outcome) if effect.outcome else None,
    }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    return {"placed": outcome.placed, "pairs": outcome.pairs, "total": outcome.total / PER_LOG_ODDS}
