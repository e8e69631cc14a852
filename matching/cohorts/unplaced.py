"""Who is left without a mentor, by what cause, and the smallest change that would place each.

rule         no mentor is eligible, or a rule about several organisations keeps it from a free place
capacity     all mentors that it, and those it competes with, may have are full
competition  a place could be made by moving others, but what is matched for puts others first
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

import numpy as np

from matching.assignment import Assignment, ContradictoryRules
from matching.assignment.proposing import stable
from matching.assignment.solving import best
from matching.cohorts.errors import Unverified
from matching.cohorts.favouring import favouring_locks
from matching.cohorts.instance import Built, broken, build
from matching.cohorts.reach import Places
from matching.cohorts.rule_book import Level, RuleBook
from matching.cohorts.wishes import ContradictoryWishes, Pair
from matching.verification.crowds import crowd_problems

Cause = Literal["rule", "capacity", "competition"]

N_TRIED = 3  # mentors with which a smaller change is tried before a lock is demanded
MOST_TRIED_ON = 2_000  # pairs up to which changes are tried by solving anew; beyond, a lock makes them sure


@dataclass(frozen=True, slots=True)
class Step:
    """A change of what is settled, all of it needed.

    Attributes
    ----------
    mentor : str
        The mentor that the organisation would have.
    rules_off : tuple of str
        Rules to switch off.
    without_veto : bool
        The veto of the two is taken back.
    more_places : int
        Places that the mentor has more.
    lock : bool
        The two are locked.
    """

    mentor: str
    rules_off: tuple[str, ...] = ()
    without_veto: bool = False
    more_places: int = 0
    lock: bool = False


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An organisation without a mentor; `change` is None where no mentor takes part whom it was weighed with."""

    seeker: str
    cause: Cause
    change: Step | None


@dataclass(frozen=True, slots=True)
class Crowded:
    """Organisations that can be helped by these mentors and by nobody else, more than there are places beside locks.

    Before it is told, `matching.verification.crowds` counts it anew.
    """

    seekers: tuple[str, ...]
    mentors: tuple[str, ...]
    places: int


def unplaced(built: Built, solved: Assignment, *, is_stable: bool) -> tuple[Unplaced, ...]:
    """Every organisation without a mentor, in order of id."""
    places = Places(built.instance, solved.chosen, built.rules.locked)
    placed = set(built.instance.seeker[solved.chosen].tolist())
    left = [row for row in range(built.instance.n_seekers) if row not in placed]
    return tuple(_explained(built, places, row, is_stable=is_stable) for row in left)


def crowded_groups(built: Built, solved: Assignment) -> tuple[Crowded, ...]:
    """The groups of organisations that compete for too few places, the largest first, ties by id.

    Raises
    ------
    Unverified
        A group did not pass the recount.
    """
    places = Places(built.instance, solved.chosen, built.rules.locked)
    placed = set(built.instance.seeker[solved.chosen].tolist())
    members = built.weighed.members
    helped = set(built.instance.seeker[built.rules.locked].tolist())  # they have a mentor whoever moves
    groups: dict[tuple[int, ...], set[int]] = {}
    for row in range(built.instance.n_seekers):
        if row in placed or not places.mentors_of(row):
            continue
        found = places.reached([row])
        if not found.free:
            groups[found.mentors] = groups.get(found.mentors, set()) | set(found.seekers) - helped
    crowded = []
    for mentors, rows in groups.items():
        n_places = places.without_locks(mentors)
        if len(rows) <= n_places:
            continue  # else Hall's condition fails, so no moving about helps them all
        if problems := crowd_problems(built.instance, built.rules, sorted(rows), mentors, n_places):
            raise Unverified(tuple(problems))
        seekers = tuple(members.seekers[row].actor_id for row in sorted(rows))
        crowded.append(Crowded(seekers, tuple(members.mentors[row].actor_id for row in mentors), n_places))
    return tuple(sorted(crowded, key=lambda one: (-len(one.seekers), one.seekers)))


def changed(built: Built, seeker: str, step: Step) -> Built:
    """The instance after the change.

    Raises
    ------
    ContradictoryWishes
        It contradicts what is settled.
    """
    pair = seeker, step.mentor
    book = built.book
    for rule in step.rules_off:
        book = _without_rule(book, rule, seeker)
    wishes = built.wishes
    if step.without_veto:
        wishes = replace(wishes, vetoed=wishes.vetoed - {pair})
    if step.lock:
        wishes = replace(wishes, locked=wishes.locked | {pair})
    weighed = built.weighed
    if step.more_places:
        weighed = weighed.with_places(step.mentor, step.more_places)
    return build(weighed, book, wishes)


def _explained(built: Built, places: Places, row: int, *, is_stable: bool) -> Unplaced:
    seeker = built.weighed.members.seekers[row].actor_id
    if not (built.weighed.seeker == row).any():
        return Unplaced(seeker, "capacity", None)
    if not places.mentors_of(row):
        return Unplaced(seeker, "rule", _first_that_places(built, seeker, _unruled(built, row), is_stable=is_stable))
    if places.reached([row]).free:
        limits = tuple(_limits(built.book, seeker))
        if limits and not is_stable:
            steps = (Step(mentor, limits) for mentor in _preferred(built, row))
            return Unplaced(seeker, "rule", _first_that_places(built, seeker, steps, is_stable=is_stable))
        steps = (Step(mentor, lock=True) for mentor in _preferred(built, row))
        return Unplaced(seeker, "competition", _first_that_places(built, seeker, steps, is_stable=is_stable))
    steps = (Step(mentor, more_places=1) for mentor in _preferred(built, row))
    return Unplaced(seeker, "capacity", _first_that_places(built, seeker, steps, is_stable=is_stable))


def _first_that_places(built: Built, seeker: str, steps: Iterator[Step], *, is_stable: bool) -> Step:
    """The first of the changes, and then of larger ones, that places the organisation."""
    tried = list(islice(steps, N_TRIED))
    larger = _larger(tried)
    if limits := tuple(_limits(built.book, seeker)):
        freed = [replace(step, rules_off=tuple(dict.fromkeys((*step.rules_off, *limits)))) for step in tried]
        larger += _larger(freed)
    if built.instance.n_pairs > MOST_TRIED_ON:
        larger = larger[-len(tried) :]
    return next((step for step in larger if _places(built, seeker, step, is_stable=is_stable)), larger[-1])


def _larger(steps: list[Step]) -> list[Step]:
    """The changes themselves, then each with one more place, then with a lock, then with both."""
    return [
        *steps,
        *(replace(step, more_places=1) for step in steps),
        *(replace(step, lock=True) for step in steps),
        *(replace(step, more_places=1, lock=True) for step in steps),
    ]


def _places(built: Built, seeker: str, step: Step, *, is_stable: bool) -> bool:
    try:
        then = changed(built, seeker, step)
        solved = stable(favouring_locks(then.instance, then.rules)) if is_stable else best(then.instance, then.rules)
    except (ContradictoryWishes, ContradictoryRules):
        return False
    return any(then.pair(index)[0] == seeker for index in solved.chosen.tolist())


def _unruled(built: Built, row: int) -> Iterator[Step]:
    """What would make each mentor eligible for the organisation, the fewest rules first, then by score."""
    weighed, seeker = built.weighed, built.weighed.members.seekers[row].actor_id
    musts = {rule: broken(weighed, rule, one) for rule, one in built.book.settings.items() if one.level is Level.MUST}
    scores = weighed.seeker_score + weighed.mentor_score
    steps = []
    for position in np.flatnonzero(weighed.seeker == row).tolist():
        mentor = weighed.members.mentors[weighed.mentor[position]]
        rules = tuple(rule for rule, mask in musts.items() if mask[position])
        vetoed = (seeker, mentor.actor_id) in built.wishes.vetoed
        step = Step(mentor.actor_id, rules, vetoed, more_places=int(not mentor.capacity))
        steps.append((len(rules) + vetoed + step.more_places, -scores[position], mentor.actor_id, step))
    return (step for *_, step in sorted(steps, key=lambda one: one[:3]))


def _preferred(built: Built, row: int) -> Iterator[str]:
    """The mentors that the organisation may have, by the pair's score, ties by id."""
    instance, members = built.instance, built.weighed.members
    own = np.flatnonzero(instance.seeker == row)
    order = own[np.lexsort((instance.provider[own], -instance.score[own]))]
    return (members.mentors[mentor].actor_id for mentor in instance.provider[order].tolist())


def _limits(book: RuleBook, seeker: str) -> Iterator[str]:
    """Rules about several organisations that touch this one."""
    if book.level("limit_per_mentor") is Level.MUST:
        yield "limit_per_mentor"
    for name in ("together", "apart"):
        if any(seeker in pair for pair in getattr(book, name)):
            yield name


def _without_rule(book: RuleBook, rule: str, seeker: str) -> RuleBook:
    if rule in {"together", "apart"}:
        kept: tuple[Pair, ...] = tuple(pair for pair in getattr(book, rule) if seeker not in pair)
        return replace(book, together=kept) if rule == "together" else replace(book, apart=kept)
    return book.switched(rule, replace(book.settings[rule], level=Level.OFF, cost=0.0))
