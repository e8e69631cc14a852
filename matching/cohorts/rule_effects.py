"""What each rule of a cohort excludes, and what switching it would change."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.assignment.solving import best
from matching.cohorts.instance import Built, broken, build
from matching.cohorts.rule_book import SHAPES, Level, RuleBook, Setting
from matching.cohorts.weighed import Weighed
from matching.cohorts.wishes import ContradictoryWishes, Wishes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the best answer reaches: organisations with a mentor, pairs, total in millionths of log-odds."""

    placed: int
    pairs: int
    total: int


@dataclass(frozen=True, slots=True)
class Effect:
    """One rule of a cohort.

    Attributes
    ----------
    n_broken : int
        Pairs that break it.
    n_alone_excluded : int
        Those among them that no other *must* excludes.
    without_mentor : tuple of str
        Organisations that every mentor breaks this rule with.
    switched : Setting
        Off where the rule is on, else a must.
    outcome : Outcome or None
        What the best answer would reach then; None where the locks would contradict the rule.
    """

    rule: str
    setting: Setting
    n_broken: int
    n_alone_excluded: int
    without_mentor: tuple[str, ...]
    switched: Setting
    outcome: Outcome | None


def effects(weighed: Weighed, book: RuleBook, wishes: Wishes) -> tuple[Outcome, list[Effect]]:
    """What the rules as set reach, and for each rule what it excludes and what switching it would reach.

    Raises
    ------
    ContradictoryWishes
        What is settled now cannot all hold.
    """
    now = _outcome(build(weighed, book, wishes))
    return now, [_effect(weighed, book, wishes, rule) for rule in book.settings]


def _effect(weighed: Weighed, book: RuleBook, wishes: Wishes, rule: str) -> Effect:
    setting = book.settings[rule]
    breaking = broken(weighed, rule, setting)
    others = np.zeros(len(weighed), dtype=bool)
    for other, one in book.settings.items():
        if other != rule and one.level is Level.MUST:
            others |= broken(weighed, other, one)
    switched = _switched(rule, setting)
    return Effect(
        rule,
        setting,
        int(breaking.sum()),
        int((breaking & ~others).sum()),
        _without_mentor(weighed, breaking),
        switched,
        _reached(weighed, book.switched(rule, switched), wishes),
    )


def _switched(rule: str, setting: Setting) -> Setting:
    if setting.level is not Level.OFF:
        return replace(setting, level=Level.OFF, cost=0.0)
    level = SHAPES[rule].levels[-1]
    return replace(setting, level=level, cost=1.0 if level is Level.SHOULD else 0.0)


def _without_mentor(weighed: Weighed, breaking: np.ndarray) -> tuple[str, ...]:
    n = len(weighed.members.seekers)
    left = np.bincount(weighed.seeker[~breaking], minlength=n)
    return tuple(one.actor_id for one, others in zip(weighed.members.seekers, left.tolist(), strict=True) if not others)


def _reached(weighed: Weighed, book: RuleBook, wishes: Wishes) -> Outcome | None:
    try:
        return _outcome(build(weighed, book, wishes))
    except ContradictoryWishes:
        return None


def _outcome(built: Built) -> Outcome:
    chosen = best(built.instance, built.rules).chosen
    placed = len(np.unique(built.instance.seeker[chosen]))
    return Outcome(placed, len(chosen), int(built.instance.score[chosen].sum()))
