"""What a coordinator has settled about single pairs: locks, which must be, and vetoes, which must not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matching.cohorts.members import Members
from matching.errors import MatchingError

Pair = tuple[str, str]  # seeker id, mentor id


@dataclass(frozen=True, slots=True)
class Wishes:
    """Locks and vetoes of a cohort; they hold in every re-run.

    Attributes
    ----------
    locked, vetoed : frozenset of (seeker id, mentor id)
    """

    locked: frozenset[Pair] = frozenset()
    vetoed: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, locked: Iterable[Pair] = (), vetoed: Iterable[Pair] = ()) -> Wishes:
        """The wishes, from any collections of pairs."""
        return cls(frozenset(locked), frozenset(vetoed))


class ContradictoryWishes(MatchingError):
    """Two of the things settled about a cohort cannot both hold.

    Attributes
    ----------
    code : str
        ``vetoed``, ``rule``, ``unknown``, ``demand``, ``capacity``, ``together`` or ``apart``.
    one, other : str
        The two, each named so that a person finds it.
    """

    def __init__(self, code: str, one: str, other: str) -> None:
        super().__init__(f"{one} contradicts {other}; take one of them back")
        self.code = code
        self.one = one
        self.other = other


def refuse_contradictions(
    wishes: Wishes, members: Members, together: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> None:
    """Refuse wishes that cannot all hold, naming two of them.

    Raises
    ------
    ContradictoryWishes
    """
    for contradiction in _contradictions(wishes, members, tuple(together), tuple(apart)):
        raise contradiction


def _contradictions(
    wishes: Wishes, members: Members, together: tuple[Pair, ...], apart: tuple[Pair, ...]
) -> Iterator[ContradictoryWishes]:
    locked = sorted(wishes.locked)
    for pair in locked:
        if pair in wishes.vetoed:
            yield ContradictoryWishes("vetoed", lock_of(pair), f"the veto of {' – '.join(pair)}")
    seekers = {one.actor_id: one.demand for one in members.seekers}
    mentors = {one.actor_id: one.capacity for one in members.mentors}
    yield from _too_many(locked, 0, seekers, "demand", "asks for {n}")
    yield from _too_many(locked, 1, mentors, "capacity", "has {n} places")
    yield from _of_two(locked, seekers, together, apart)


def _too_many(
    locked: list[Pair], side: int, most: dict[str, int], code: str, said: str
) -> Iterator[ContradictoryWishes]:
    for actor_id, n in sorted(Counter(pair[side] for pair in locked).items()):
        own = [pair for pair in locked if pair[side] == actor_id]
        if actor_id not in most:
            yield ContradictoryWishes("unknown", lock_of(own[0]), f"{actor_id}, who does not take part")
        elif n > most[actor_id]:
            others = ", ".join(lock_of(pair) for pair in own[:-1]) or f"{actor_id} itself"
            yield ContradictoryWishes(code, lock_of(own[-1]), f"{others}: {actor_id} {said.format(n=most[actor_id])}")


def _of_two(
    locked: list[Pair], demand: dict[str, int], together: tuple[Pair, ...], apart: tuple[Pair, ...]
) -> Iterator[ContradictoryWishes]:
    mentors_of = {seeker: {m for s, m in locked if s == seeker} for seeker in demand}
    for one, other in apart:
        if (one, other) in together or (other, one) in together:
            yield ContradictoryWishes(
                "together", f"keeping {one} and {other} apart", f"keeping {one} and {other} together"
            )
        for shared in sorted(mentors_of.get(one, set()) & mentors_of.get(other, set())):
            yield ContradictoryWishes("apart", lock_of((one, shared)), f"keeping {one} and {other} apart")
    for one, other in together:
        mine, theirs = mentors_of.get(one, set()), mentors_of.get(other, set())
        if len(mine | theirs) > min(demand.get(one, 0), demand.get(other, 0)):
            first, second = (one, sorted(mine or theirs)[0]), (other, sorted(theirs or mine)[-1])
            yield ContradictoryWishes("together", lock_of(first), f"{lock_of(second)} and keeping the two together")


def lock_of(pair: Pair) -> str:
    """How a lock is named.

    >>> lock_of(("org-1", "men-2"))
    'the lock of org-1 – men-2'
    """
    return f"the lock of {pair[0]} – {pair[1]}"
