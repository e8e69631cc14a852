"""The instance that the solvers are given: eligible pairs with whole-number scores, and what binds them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.assignment import Instance, Rules
from matching.cohorts.rule_book import Level, RuleBook, Setting
from matching.cohorts.weighed import Weighed
from matching.cohorts.wishes import ContradictoryWishes, Pair, Wishes, demanded, refuse_contradictions

PER_LOG_ODDS = 10**6  # the solvers count in millionths of a log-odds unit, exactly


@dataclass(frozen=True)
class Built:
    """An instance and where its pairs come from.

    Attributes
    ----------
    at : int64 array, shape (n pairs of the instance,)
        The position of each pair in `weighed`.
    """

    weighed: Weighed
    book: RuleBook
    wishes: Wishes
    instance: Instance
    rules: Rules
    at: NDArray[np.int64]

    @cached_property
    def index_of(self) -> dict[Pair, int]:
        """The index in the instance of each eligible pair."""
        named = list(self.weighed.pairs())
        return {named[position]: index for index, position in enumerate(self.at.tolist())}

    def pair(self, index: int) -> Pair:
        """(seeker id, mentor id) of a pair of the instance."""
        position, members = self.at[index], self.weighed.members
        seeker, mentor = self.weighed.seeker[position], self.weighed.mentor[position]
        return members.seekers[seeker].actor_id, members.mentors[mentor].actor_id


def build(
    weighed: Weighed,
    book: RuleBook,
    wishes: Wishes,
    *,
    kept: Collection[Pair] = (),
    keep: float = 0.0,
) -> Built:
    """The instance of a cohort under these rules and wishes.

    Parameters
    ----------
    kept : collection of (seeker id, mentor id)
        Pairs of an earlier draft. Of equally good answers the one that keeps more of them is
        taken; with `keep`, each adds that many log-odds instead.

    Raises
    ------
    ContradictoryWishes
        A lock is against a veto, a rule, a capacity or another lock; the message names both.
    """
    named = list(weighed.pairs())
    refuse_contradictory(weighed, book, wishes, named)
    eligible = ~broken_by_musts(weighed, book)
    eligible &= np.array([pair not in wishes.vetoed for pair in named], dtype=bool).reshape(len(named))
    at = np.flatnonzero(eligible)
    index_of = {named[position]: index for index, position in enumerate(at.tolist())}
    instance = _instance(weighed, book, at)
    rules = Rules(
        locked=np.array(sorted(index_of[pair] for pair in wishes.locked), dtype=np.int64),
        kept=np.array([named[position] in kept for position in at.tolist()], dtype=bool),
        keep_weight=round(keep * PER_LOG_ODDS),
        together=_rows(weighed, book.together),
        apart=_rows(weighed, book.apart),
        **_limit(weighed, book.settings["limit_per_mentor"]),
    )
    return Built(weighed, book, wishes, instance, rules, at)


def refuse_contradictory(weighed: Weighed, book: RuleBook, wishes: Wishes, named: list[Pair]) -> None:
    """Refuse what is settled if it cannot all hold; without contradictions some matching keeps all of it.

    Parameters
    ----------
    named : list of (seeker id, mentor id)
        The pairs that were weighed.

    Raises
    ------
    ContradictoryWishes
    """
    here = {one.actor_id for one in weighed.members.seekers}
    # A wish about somebody who has withdrawn is void.
    together, apart = ([pair for pair in pairs if here.issuperset(pair)] for pairs in (book.together, book.apart))
    refuse_contradictions(wishes, weighed.members, together, apart)
    _refuse_locks_against_rules(weighed, replace(book, together=tuple(together)), wishes, named)


def broken(weighed: Weighed, rule: str, setting: Setting) -> NDArray[np.bool_]:
    """Which pairs break a rule; shape (m,). A limit per mentor is broken by no single pair."""
    if rule == "limit_per_mentor":
        return np.zeros(len(weighed), dtype=bool)
    if rule == "experience_gap":
        least = -np.inf if setting.least is None else setting.least
        most = np.inf if setting.most is None else setting.most
        return np.asarray((weighed.experience_gap < least) | (weighed.experience_gap > most))
    if rule == "no_conflict" and weighed.members.excluded:
        named = [pair in weighed.members.excluded for pair in weighed.pairs()]
        return np.asarray(weighed.broken[rule] | np.array(named, dtype=bool))
    return weighed.broken[rule]


def broken_by_musts(weighed: Weighed, book: RuleBook) -> NDArray[np.bool_]:
    """Which pairs break at least one *must*; shape (m,)."""
    found = np.zeros(len(weighed), dtype=bool)
    for rule, setting in book.settings.items():
        if setting.level is Level.MUST:
            found |= broken(weighed, rule, setting)
    return found


def costs(weighed: Weighed, book: RuleBook) -> dict[str, NDArray[np.float64]]:
    """What each *should* takes from each pair, and what waiting adds, in log-odds; shape (m,) each."""
    found: dict[str, NDArray[np.float64]] = {
        rule: np.asarray(-setting.cost * broken(weighed, rule, setting), dtype=np.float64)
        for rule, setting in book.settings.items()
        if setting.level is Level.SHOULD
    }
    waited = np.array([one.waited for one in weighed.members.seekers], dtype=np.float64)
    return {**found, "waited": book.waiting_bonus * waited[weighed.seeker]}


def _instance(weighed: Weighed, book: RuleBook, at: NDArray[np.int64]) -> Instance:
    extra = sum(costs(weighed, book).values(), start=np.zeros(len(weighed))) / 2
    seeker_score = _whole(weighed.seeker_score + extra)[at]
    mentor_score = _whole(weighed.mentor_score + extra)[at]
    members = weighed.members
    return Instance(
        n_seekers=len(members.seekers),
        n_providers=len(members.mentors),
        demand=np.array([one.demand for one in members.seekers], dtype=np.int64),
        capacity=np.array([one.capacity for one in members.mentors], dtype=np.int64),
        minimum=np.array([one.minimum for one in members.mentors], dtype=np.int64),
        seeker=weighed.seeker[at],
        provider=weighed.mentor[at],
        seeker_score=seeker_score,
        provider_score=mentor_score,
        score=seeker_score + mentor_score,
    )


def _whole(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.rint(scores * PER_LOG_ODDS).astype(np.int64)


def _rows(weighed: Weighed, pairs: tuple[Pair, ...]) -> tuple[tuple[int, int], ...]:
    """The rows of two organisations; a wish about one that has withdrawn is void."""
    row_of = {one.actor_id: row for row, one in enumerate(weighed.members.seekers)}
    return tuple((row_of[one], row_of[other]) for one, other in pairs if one in row_of and other in row_of)


def _limit(weighed: Weighed, setting: Setting) -> dict[str, Any]:
    """At most so many organisations of one group for each mentor; those of no known group are not counted together."""
    if setting.level is not Level.MUST:
        return {}
    names = weighed.groups[setting.by or "region"]
    numbers = {name: number for number, name in enumerate(sorted({*names} - {""}))}
    groups = np.array([numbers.get(name, -1) for name in names], dtype=np.int32)
    return {"group_of_seeker": groups, "group_limit": int(setting.most or 1)}


def _refuse_locks_against_rules(weighed: Weighed, book: RuleBook, wishes: Wishes, named: list[Pair]) -> None:
    position_of = {pair: position for position, pair in enumerate(named)}
    musts = {rule: broken(weighed, rule, one) for rule, one in book.settings.items() if one.level is Level.MUST}
    lock_for = demanded(wishes.locked, book.together)
    for pair, lock in sorted(lock_for.items()):
        if pair not in position_of:
            raise ContradictoryWishes("not_weighed", lock=lock, pair=pair)
        for rule, breaking in musts.items():
            if breaking[position_of[pair]]:
                raise ContradictoryWishes("rule", lock=lock, pair=pair, rule=rule)
    _refuse_locks_beyond_limit(weighed, book.settings["limit_per_mentor"], lock_for)


def _refuse_locks_beyond_limit(weighed: Weighed, setting: Setting, lock_for: dict[Pair, Pair]) -> None:
    if setting.level is not Level.MUST:
        return
    names = weighed.groups[setting.by or "region"]
    group_of = {one.actor_id: name for one, name in zip(weighed.members.seekers, names, strict=True)}
    alike: dict[Pair, list[Pair]] = {}
    for pair in sorted(lock_for):
        if group := group_of[pair[0]]:
            alike.setdefault((pair[1], group), []).append(pair)
    for pairs in alike.values():
        if len(pairs) > int(setting.most or 1):
            lock = lock_for[pairs[-1]]
            others = tuple(sorted({lock_for[one] for one in pairs[:-1]} - {lock}))
            raise ContradictoryWishes("limit", lock=lock, pair=pairs[-1], others=others, actor=pairs[-1][1])
