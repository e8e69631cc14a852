"""A published plan mended after somebody withdrew or declined: as few of its pairs as can be are changed.

First each published pair is worth one and every other nothing, so the best matching of those that place as many
as can be placed keeps the most pairs, and its certificate proves that no other keeps more. These
pairs are then locked, and the rest is matched around them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from matching.assignment import Assignment
from matching.assignment.solving import Progress, best
from matching.cohorts.errors import Unverified
from matching.cohorts.instance import PER_LOG_ODDS, Built
from matching.cohorts.wishes import Pair, Wishes
from matching.verify import verify


@dataclass(frozen=True, slots=True)
class Freed:
    """A place that somebody left, and who may have it: who has waited longest first, then by score, then by id."""

    mentor: str
    left_by: str
    alternates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forwarded:
    """An organisation whose published mentor is no longer its own: who is instead, or None for nobody."""

    seeker: str
    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class Amended:
    """What a mended plan changes.

    Attributes
    ----------
    n_published, n_kept : int
        Pairs of the published plan, and those that stay.
    most_kept : int or None
        No plan that places as many keeps more; None where the rules allow no such proof.
    freed : tuple of Freed
        Places of those who have withdrawn or whose pair is no longer possible, in order of mentor.
    forwarded : tuple of Forwarded
        Organisations that take part on and lose a published mentor, in order of id.
    loss : float
        Log-odds that the total lacks to that of the best plan without regard to the published one (`loss_of`). Below 0
        where that plan has a better worst pair at the price of its total.
    """

    n_published: int
    n_kept: int
    most_kept: int | None
    freed: tuple[Freed, ...]
    loss: float = 0.0
    forwarded: tuple[Forwarded, ...] = ()


def amend(
    built: Built, published: Collection[Pair], *, time_limit: float | None = None, progress: Progress | None = None
) -> tuple[Built, Amended]:
    """The instance with the pairs that stay locked, and what changes.

    Parameters
    ----------
    time_limit : float, optional
        Seconds; the pairs kept by then stay, and nothing is said of how many could.

    Raises
    ------
    Unverified
        That no more can stay did not pass the checks.
    """
    instance = built.instance
    was_there = np.array([built.pair(index) in published for index in range(instance.n_pairs)], dtype=bool)
    counting = replace(instance, score=was_there.astype(np.int64))
    rules = replace(built.rules, kept=None, keep_weight=0)
    solved = best(counting, rules, time_limit=time_limit, progress=progress)
    checked = verify(counting, rules, solved)
    if checked.problems:
        raise Unverified(checked.problems)
    staying = solved.chosen[was_there[solved.chosen]]
    locked = np.union1d(built.rules.locked, staying).astype(np.int64)
    wishes = Wishes.of({*built.wishes.locked, *map(built.pair, staying.tolist())}, built.wishes.vetoed)
    around = replace(built, wishes=wishes, rules=replace(rules, locked=locked))
    proved = len(staying) if checked.gap == 0 else None
    return around, Amended(len(published), len(staying), proved, _freed(built, published))


def forwarded(published: Collection[Pair], now: Collection[Pair], here: Collection[str]) -> tuple[Forwarded, ...]:
    """Who has lost a published mentor, and whom they have instead.

    Parameters
    ----------
    published, now : collections of (seeker id, mentor id)
    here : collection of ids of the organisations that still take part

    Examples
    --------
    >>> forwarded([("a", "m"), ("b", "m")], [("a", "n")], ["a", "b"])
    (Forwarded(seeker='a', before='m', after='n'), Forwarded(seeker='b', before='m', after=None))
    """
    found = []
    for seeker in sorted(here):
        lost = sorted(mentor for one, mentor in set(published) - set(now) if one == seeker)
        instead = sorted(mentor for one, mentor in set(now) - set(published) if one == seeker)
        found += [Forwarded(seeker, before, after) for before, after in zip_longest(lost, instead) if before]
    return tuple(found)


def loss_of(built: Built, solved: Assignment, *, time_limit: float | None = None) -> float:
    """What the total of an answer lacks to that of the best answer to this instance, in log-odds."""
    anew = best(built.instance, replace(built.rules, kept=None, keep_weight=0), time_limit=time_limit)
    return (anew.levels.total - int(built.instance.score[solved.chosen].sum())) / PER_LOG_ODDS


def _freed(built: Built, published: Collection[Pair]) -> tuple[Freed, ...]:
    mentors = {one.actor_id for one in built.weighed.members.mentors}
    had = {seeker for seeker, _ in published}
    left = sorted((pair[1], pair[0]) for pair in published if pair not in built.index_of and pair[1] in mentors)
    return tuple(Freed(mentor, seeker, _alternates(built, mentor, had)) for mentor, seeker in left)


def _alternates(built: Built, mentor: str, had: Collection[str]) -> tuple[str, ...]:
    waited = {one.actor_id: one.waited for one in built.weighed.members.seekers}
    able = [
        (-waited[seeker], -int(built.instance.score[index]), seeker)
        for (seeker, of), index in built.index_of.items()
        if of == mentor and seeker not in had
    ]
    return tuple(seeker for *_, seeker in sorted(able))
