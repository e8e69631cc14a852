"""What a coordinator has settled about single pairs: locks, which must be, and vetoes, which must not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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


# By code; what stands in braces are facts, which other languages put into their own words.
_SAID = MappingProxyType(
    {
        "vetoed": "{lock} contradicts the veto of {pair}",
        "rule": "{lock} contradicts the rule {rule}",
        "limit": "{lock} contradicts {others} and the rule limit_per_mentor",
        "not_weighed": "{lock} contradicts the closing, which did not weigh {pair}",
        "unknown": "{lock} contradicts that {actor} does not take part",
        "demand": "{lock} contradicts {others}: {actor} asks for {n}",
        "capacity": "{lock} contradicts {others}: {actor} has {n} places",
        "apart": "{lock} contradicts {others} and keeping {first} and {second} apart",
        "both": "keeping {first} and {second} apart contradicts keeping {first} and {second} together",
    }
)


class ContradictoryWishes(MatchingError):
    """Two of the things settled about a cohort cannot both hold.

    Attributes
    ----------
    code : str
        ``vetoed``, ``rule``, ``limit``, ``not_weighed``, ``unknown``, ``demand``, ``capacity``, ``apart`` or ``both``.
    facts : mapping of str to object
        Pairs, ids and numbers of the two. ``pair`` is what ``lock`` demands: another pair where organisations are kept
        together.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(f"{_SAID[code].format(**_in_words(facts))}; take one of them back")
        self.code = code
        self.facts: Mapping[str, object] = MappingProxyType(facts)


def _in_words(facts: Mapping[str, object]) -> dict[str, object]:
    told = dict(facts)
    if isinstance(lock := facts.get("lock"), tuple):
        told["lock"] = lock_of(lock)
        if isinstance(pair := facts.get("pair"), tuple) and pair[0] != lock[0]:
            told["lock"] = f"{told['lock']} together with keeping {lock[0]} and {pair[0]} together"
    if isinstance(pair := facts.get("pair"), tuple):
        told["pair"] = " – ".join(pair)
    if isinstance(others := facts.get("others"), tuple):
        told["others"] = ", ".join(lock_of(one) for one in others) or f"{facts.get('actor')} itself"
    return told


def lock_of(pair: Pair) -> str:
    """How a lock is named.

    >>> lock_of(("org-1", "men-2"))
    'the lock of org-1 – men-2'
    """
    return f"the lock of {pair[0]} – {pair[1]}"


def demanded(locked: Iterable[Pair], together: Iterable[Pair]) -> dict[Pair, Pair]:
    """Every pair that locks demand, with the lock that does: who is kept together gets the same mentors.

    Examples
    --------
    >>> demanded([("a", "m")], [("a", "b"), ("b", "c")])
    {('a', 'm'): ('a', 'm'), ('b', 'm'): ('a', 'm'), ('c', 'm'): ('a', 'm')}
    """
    locks = sorted(locked)
    found = {pair: pair for pair in locks}
    with_whom = groups_together(together)
    for lock in locks:
        for seeker in sorted(with_whom.get(lock[0], ())):
            found.setdefault((seeker, lock[1]), lock)
    return found


def groups_together(together: Iterable[Pair]) -> dict[str, frozenset[str]]:
    """For each organisation that is kept together with another: all that get the same mentors, itself included."""
    group_of: dict[str, set[str]] = {}
    for one, other in together:
        merged = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(merged, merged)
    return {one: frozenset(group) for one, group in group_of.items()}


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
    for one, other in sorted(apart):
        if (one, other) in together or (other, one) in together:
            yield ContradictoryWishes("both", first=one, second=other)
    lock_for = demanded(wishes.locked, together)
    for pair, lock in sorted(lock_for.items()):
        if pair in wishes.vetoed:
            yield ContradictoryWishes("vetoed", lock=lock, pair=pair)
    seekers = {one.actor_id: one.demand for one in members.seekers}
    mentors = {one.actor_id: one.capacity for one in members.mentors}
    yield from _too_many(lock_for, 0, seekers, "demand")
    yield from _too_many(lock_for, 1, mentors, "capacity")
    yield from _apart(lock_for, apart)


def _too_many(lock_for: dict[Pair, Pair], side: int, most: dict[str, int], code: str) -> Iterator[ContradictoryWishes]:
    for actor_id, n in sorted(Counter(pair[side] for pair in lock_for).items()):
        own = sorted(pair for pair in lock_for if pair[side] == actor_id)
        pair, lock = own[-1], lock_for[own[-1]]
        if actor_id not in most:
            yield ContradictoryWishes("unknown", lock=lock, pair=pair, actor=actor_id)
        elif n > most[actor_id]:
            others = tuple(sorted({lock_for[one] for one in own[:-1]} - {lock}))
            yield ContradictoryWishes(code, lock=lock, pair=pair, others=others, actor=actor_id, n=most[actor_id])


def _apart(lock_for: dict[Pair, Pair], apart: tuple[Pair, ...]) -> Iterator[ContradictoryWishes]:
    mentors_of: dict[str, set[str]] = defaultdict(set)
    for seeker, mentor in lock_for:
        mentors_of[seeker].add(mentor)
    for one, other in sorted(apart):
        for mentor in sorted(mentors_of[one] & mentors_of[other]):
            pair, others = (one, mentor), (lock_for[other, mentor],)
            yield ContradictoryWishes("apart", lock=lock_for[pair], pair=pair, others=others, first=one, second=other)
