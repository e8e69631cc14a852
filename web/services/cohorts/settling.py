"""What a coordinator settles: rules, locks, vetoes, conflicts of interest, and who withdraws."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from matching.cohorts.errors import InvalidRule
from matching.cohorts.rule_book import MOST_COST, RuleBook, read_setting
from matching.cohorts.wishes import ContradictoryWishes, Pair
from web.office import cohorts
from web.office.cohorts import MENTOR, SEEKER, Cohort, Member, Wish
from web.ogniwo import Ogniwo
from web.services.cohorts.changing import Change, Signature, change, look_up
from web.services.cohorts.errors import AlreadySettled, NotAMember
from web.services.cohorts.holding import refuse_contradictory_wishes
from web.services.cohorts.states import State, Step


@dataclass(frozen=True, slots=True)
class NewRules:
    """What is set otherwise.

    Attributes
    ----------
    settings : mapping of rule to text
        As `matching.cohorts.rule_book.read_setting` reads them.
    together, apart, free : collections of (organisation id, organisation id)
        Two that must share a mentor, must not, or may do as they like again.
    waiting_bonus : float or None
        What each cohort waited adds, in log-odds, from 0 to 20.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    together: Collection[Pair] = ()
    apart: Collection[Pair] = ()
    free: Collection[Pair] = ()
    waiting_bonus: float | None = None


def set_rules(ogniwo: Ogniwo, cohort_id: str, new: NewRules, *, by: str, reason: str) -> Cohort:
    """The cohort with some rules set otherwise.

    Raises
    ------
    InvalidRule
        A rule or its setting is not understood.
    NotAMember
        One of two organisations does not take part.
    ContradictoryWishes
        What is settled cannot all hold.
    UnknownCohort, ForbiddenCohortStep, WrongFields
    """
    signature = Signature.of(by, reason)
    if new.waiting_bonus is not None and not 0 <= new.waiting_bonus <= MOST_COST:
        raise InvalidRule("bonus", "waiting bonus", new.waiting_bonus, f"from 0 to {MOST_COST:g}")

    def settle(made: Change) -> None:
        there = cohorts.members(made.connection, cohort_id)
        for pair in (*new.together, *new.apart):
            for actor_id in pair:
                _refuse_stranger(there, cohort_id, actor_id, SEEKER)
        book = RuleBook.from_json(made.cohort.rules)
        for rule, text in new.settings.items():
            book = book.switched(rule, read_setting(rule, text))
        book = _with_pairs(book, new.together, new.apart, new.free)
        if new.waiting_bonus is not None:
            book = replace(book, waiting_bonus=float(new.waiting_bonus))
        wanted = book.as_json()
        made.nothing_new = wanted == made.cohort.rules
        made.cohort = replace(made.cohort, rules=wanted)
        made.details |= {"rules": sorted(new.settings), "pairs": len(new.together) + len(new.apart) + len(new.free)}
        refuse_contradictory_wishes(made)

    return change(ogniwo, cohort_id, Step.SETTLE, "rules", signature, settle)


def settle_pair(
    ogniwo: Ogniwo,
    cohort_id: str,
    seeker_id: str,
    mentor_id: str,
    kind: str,
    *,
    undo: bool = False,
    by: str,
    reason: str,
) -> Cohort:
    """The cohort after a pair was locked, vetoed or named a conflict of interest, or that was taken back.

    Raises
    ------
    NotAMember
        One of the two does not take part on that side.
    AlreadySettled
        The pair is settled in another way.
    ContradictoryWishes
        The lock, or the conflict, is against another lock, a capacity, a rule, or two kept apart or together; the
        message names both.
    UnknownCohort, ForbiddenCohortStep, WrongFields
    """
    signature = Signature.of(by, reason)

    def settle(made: Change) -> None:
        there = cohorts.members(made.connection, cohort_id)
        found = {(one.seeker_id, one.mentor_id): one for one in cohorts.wishes(made.connection, cohort_id)}
        present = found.get((seeker_id, mentor_id))
        made.details |= {"seeker": seeker_id, "mentor": mentor_id, "undo": undo}
        if present is not None and present.kind != kind:
            raise AlreadySettled(cohort_id, (seeker_id, mentor_id), kind, present.kind, present.by)
        if undo:
            made.nothing_new = present is None
            if present is not None:
                cohorts.remove_wish(made.connection, present)
            return
        _refuse_stranger(there, cohort_id, seeker_id, SEEKER)
        _refuse_stranger(there, cohort_id, mentor_id, MENTOR)
        made.nothing_new = present is not None
        if present is None:
            wish = Wish(cohort_id, seeker_id, mentor_id, kind, datetime.now(UTC), signature.by, signature.reason)
            cohorts.put_wish(made.connection, wish)
            refuse_contradictory_wishes(made)

    return change(ogniwo, cohort_id, Step.SETTLE, f"{'undo-' if undo else ''}{kind}", signature, settle)


def withdraw(ogniwo: Ogniwo, cohort_id: str, actor_id: str, *, by: str, reason: str) -> Cohort:
    """The cohort without the organisation or mentor; its locks go with it.

    A published plan stays as readers see it until the next draft, which changes as little as can
    be, is reviewed and published. Who has withdrawn already stays so.

    Raises
    ------
    NotAMember
        It never took part.
    UnknownCohort, ForbiddenCohortStep, WrongFields
    """
    signature = Signature.of(by, reason)

    def leave(made: Change) -> None:
        member = {one.actor_id: one for one in cohorts.members(made.connection, cohort_id)}.get(actor_id)
        if member is None:
            raise NotAMember(cohort_id, actor_id)
        made.nothing_new = member.withdrawn_at is not None
        if made.nothing_new:
            return
        cohorts.put_members(made.connection, [replace(member, withdrawn_at=datetime.now(UTC))])
        own = [one for one in cohorts.wishes(made.connection, cohort_id) if actor_id in (one.seeker_id, one.mentor_id)]
        for wish in own:
            cohorts.remove_wish(made.connection, wish)
        book = RuleBook.from_json(made.cohort.rules)
        kept = _with_pairs(book, (), (), [pair for pair in (*book.together, *book.apart) if actor_id in pair])
        made.cohort = replace(made.cohort, rules=kept.as_json())
        made.details |= {"actor": actor_id, "side": member.side, "wishes": len(own)}

    with ogniwo.office.reading() as connection:
        cohort = look_up(connection, cohort_id)
        there = {one.actor_id: one for one in cohorts.members(connection, cohort_id)}
    gone = there.get(actor_id)
    if cohort.state != State.ENDED and gone is not None and gone.withdrawn_at is not None:
        return cohort
    return change(ogniwo, cohort_id, Step.WITHDRAW, "withdraw", signature, leave)


def _refuse_stranger(there: list[Member], cohort_id: str, actor_id: str, side: str) -> None:
    here = {one.actor_id for one in there if one.withdrawn_at is None and one.side == side}
    if actor_id not in here:
        raise NotAMember(cohort_id, actor_id, side)


def _with_pairs(
    book: RuleBook, together: Collection[Pair], apart: Collection[Pair], free: Collection[Pair]
) -> RuleBook:
    """The book after two organisations were put together, apart, or set free; each two once, in order of id."""
    moved = {_ordered(pair) for pair in (*together, *apart, *free)}
    for name, pairs in (("together", together), ("apart", apart)):
        for one, other in pairs:
            if one == other:
                raise InvalidRule("same", name, one, "two different organisations")
    if both := {_ordered(pair) for pair in together} & {_ordered(pair) for pair in apart}:
        one, other = sorted(both)[0]
        raise ContradictoryWishes("both", first=one, second=other)
    return replace(
        book,
        together=_merged(book.together, moved, together),
        apart=_merged(book.apart, moved, apart),
    )


def _merged(before: Collection[Pair], moved: set[Pair], added: Collection[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted({*(pair for pair in before if pair not in moved), *map(_ordered, added)}))


def _ordered(pair: Pair) -> Pair:
    one, other = sorted(pair)
    return one, other
