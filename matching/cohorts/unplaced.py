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
from matching.cohorts.wishes import ContradictoryWishes, Pair, refuse_contradictions
from matching.verification.crowds import crowd_problems

Cause = Literal["rule", "capacity", "competition"]

N_TRIED = 3  # mentors with which a smaller change is tried before a lock is demanded
MOST_WORK = 2_000_000  # pairs that are looked at while changes are tried by solving anew; then a lock makes them sure


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
    trying = _Trying(built, is_stable=is_stable)
    return tuple(_explained(trying, places, row) for row in left)


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
    if not (step.rules_off or step.without_veto) and _of_single_pairs(built.book) and pair in built.index_of:
        return _widened(built, pair, step)
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


def _of_single_pairs(book: RuleBook) -> bool:
    """Whether no rule is about several pairs."""
    return not (book.together or book.apart or book.level("limit_per_mentor") is Level.MUST)


def _widened(built: Built, pair: Pair, step: Step) -> Built:
    """The instance with more places and a lock, where no rule and no other pair has to be looked at for that."""
    index = built.index_of[pair]
    locked = [index] if step.lock else []
    wishes = replace(built.wishes, locked=built.wishes.locked | ({pair} if step.lock else set()))
    weighed = built.weighed.with_places(step.mentor, step.more_places)
    refuse_contradictions(wishes, weighed.members)
    capacity = built.instance.capacity.copy()
    capacity[built.instance.provider[index]] += step.more_places
    return replace(
        built,
        weighed=weighed,
        wishes=wishes,
        instance=replace(built.instance, capacity=capacity),
        rules=replace(
            built.rules, locked=np.union1d(built.rules.locked, locked).astype(np.int64), kept=None, keep_weight=0
        ),
    )


class _Trying:
    """Tries changes by solving anew, as long as the work allowed for all of them together lasts."""

    def __init__(self, built: Built, *, is_stable: bool) -> None:
        self.built = built
        self.is_stable = is_stable
        self._n_left = MOST_WORK // max(1, built.instance.n_pairs)

    def first_that_places(self, seeker: str, steps: Iterator[Step]) -> Step:
        """The first of the changes, and then of larger ones, that places the organisation."""
        tried = list(islice(steps, N_TRIED))
        larger = _larger(tried)
        if limits := tuple(_limits(self.built.book, seeker)):
            freed = [replace(step, rules_off=tuple(dict.fromkeys((*step.rules_off, *limits)))) for step in tried]
            larger += _larger(freed)
        found = next((step for step in larger if self._may_try() and self._places(seeker, step)), None)
        # With a place of its own and a lock on it nobody can take it away.
        return found or next((step for step in larger[-len(tried) :] if self._holds(seeker, step)), larger[-1])

    def _may_try(self) -> bool:
        self._n_left -= 1
        return self._n_left >= 0

    def _places(self, seeker: str, step: Step) -> bool:
        try:
            then = changed(self.built, seeker, step)
            if self.is_stable:
                solved = stable(favouring_locks(then.instance, then.rules))
            else:
                solved = best(then.instance, then.rules)
        except (ContradictoryWishes, ContradictoryRules):
            return False
        return any(then.pair(index)[0] == seeker for index in solved.chosen.tolist())

    def _holds(self, seeker: str, step: Step) -> bool:
        try:
            changed(self.built, seeker, step)
        except (ContradictoryWishes, ContradictoryRules):
            return False
        return True


def _explained(trying: _Trying, places: Places, row: int) -> Unplaced:
    built, first = trying.built, trying.first_that_places
    seeker = built.weighed.members.seekers[row].actor_id
    if not (built.weighed.seeker == row).any():
        return Unplaced(seeker, "capacity", None)
    if not places.mentors_of(row):
        return Unplaced(seeker, "rule", first(seeker, _unruled(built, row)))
    if places.reached([row]).free:
        limits = tuple(_limits(built.book, seeker))
        if limits and not trying.is_stable:
            return Unplaced(seeker, "rule", first(seeker, (Step(one, limits) for one in _preferred(built, row))))
        return Unplaced(seeker, "competition", first(seeker, (Step(one, lock=True) for one in _preferred(built, row))))
    steps = (Step(mentor, more_places=1) for mentor in _preferred(built, row))
    return Unplaced(seeker, "capacity", first(seeker, steps))


def _larger(steps: list[Step]) -> list[Step]:
    """The changes themselves, then each with one more place, then with a lock, then with both."""
    return [
        *steps,
        *(replace(step, more_places=1) for step in steps),
        *(replace(step, lock=True) for step in steps),
        *(replace(step, more_places=1, lock=True) for step in steps),
    ]


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
