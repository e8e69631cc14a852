"""Opening a cohort, joining it, closing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import sqlalchemy as sa

from graph.model import Node, NodeKey
from graph.snapshot import today
from matching.cohorts.members import Members
from matching.cohorts.rule_book import RuleBook
from matching.cohorts.weighed import Advance, weigh
from web.office import audit, cohorts
from web.office.audit import Entry
from web.office.cohorts import MENTOR, SEEKER, Cohort, Member
from web.ogniwo import Ogniwo
from web.services.cohorts.changing import Change, Signature, change, change_within, look_up
from web.services.cohorts.errors import CannotJoin, CohortChanged, CohortExists, NobodyToMatch
from web.services.cohorts.holding import refuse_contradictory_wishes
from web.services.cohorts.kept_weighed import as_bytes
from web.services.cohorts.places import refuse_wrong_places
from web.services.cohorts.reading import members_of
from web.services.cohorts.states import State, Step, after
from web.services.cohorts.waiting import with_priority
from web.services.errors import FieldProblem, WrongFields
from web.services.writing import refuse_beside_import

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def open_cohort(
    ogniwo: Ogniwo,
    cohort_id: str,
    name: str,
    *,
    starts: date,
    ends: date | None = None,
    closes_on: date | None = None,
    by: str,
    reason: str,
) -> Cohort:
    """The cohort, open for those who join; the same call again changes nothing.

    Parameters
    ----------
    closes_on : date, optional
        Day from which the timer closes and matches it by itself.

    Raises
    ------
    WrongFields
        Names every field that is wrong.
    CohortExists
        There is one of this id that differs, in the office or in the network.
    """
    signature = Signature.of(by, reason)
    _check(cohort_id, name, starts, ends, closes_on)
    wanted = Cohort(cohort_id, name.strip(), State.OPEN.value, starts, ends, closes_on, RuleBook().as_json())
    with ogniwo.office.writing() as connection:
        if (there := cohorts.find(connection, cohort_id)) is not None:
            return _same(there, wanted)
        if ogniwo.store.node(NodeKey("Cohort", cohort_id)) is not None:
            raise CohortExists(cohort_id, "history")
        kept = cohorts.put(connection, wanted)
        details = {"starts": starts.isoformat(), "closes_on": closes_on.isoformat() if closes_on else None}
        audit.add(connection, Entry(signature.by, signature.reason, "cohort-open", cohort_id, details))
    return kept


@dataclass(frozen=True, slots=True)
class Part:
    """How somebody takes part in a cohort.

    Attributes
    ----------
    places : int or None
        Mentors that an organisation asks for (1 if not given), or organisations that a mentor can take
        (the capacity that the network knows, if not given).
    minimum : int
        Organisations that a mentor wants at least.
    availability : sequence of str
        Times that suit, in words of the coordinator's own.
    affiliation : str or None
        Id of the organisation or partner that the mentor belongs to.
    """

    places: int | None = None
    minimum: int = 0
    availability: Sequence[str] = ()
    affiliation: str | None = None


AS_USUAL = Part()


def join(ogniwo: Ogniwo, cohort_id: str, actor_id: str, part: Part = AS_USUAL, *, by: str, reason: str) -> Member:
    """The organisation or mentor as it takes part, as `join_all` lets it."""
    (member,) = join_all(ogniwo, cohort_id, [actor_id], part, by=by, reason=reason)
    return member


def join_all(
    ogniwo: Ogniwo, cohort_id: str, actor_ids: Sequence[str], part: Part = AS_USUAL, *, by: str, reason: str
) -> list[Member]:
    """The organisations and mentors as they take part, all or none; who joined before is changed to what is said now.

    Raises
    ------
    CannotJoin
        There is no such actor, it has left, or it is a partner only; or the affiliation is unknown.
    ContradictoryWishes
        What was locked for it needs more places.
    WrongFields, UnknownCohort, ForbiddenCohortStep
    """
    signature = Signature.of(by, reason)
    told = [_told(ogniwo, cohort_id, actor_id, part) for actor_id in dict.fromkeys(actor_ids)]
    with ogniwo.office.writing() as connection:
        # No import can come or go now, and they are still there.
        refuse_beside_import(connection)
        there = {one.actor_id: one for one in cohorts.members(connection, cohort_id)}
        known = [_as_before(one, there.get(one.actor_id)) for one in told]
        wanted = with_priority(connection, cohort_id, known)
        for one in wanted:
            _take_in(ogniwo, connection, one, there.get(one.actor_id), signature)
        return wanted


def _told(ogniwo: Ogniwo, cohort_id: str, actor_id: str, part: Part) -> Member:
    node = _actor(ogniwo, actor_id)
    side = MENTOR if "Mentor" in node.labels else SEEKER
    places, affiliation = _places(node, side, part), part.affiliation
    if affiliation is not None and side == SEEKER:
        raise CannotJoin(actor_id, "no_mentor")
    if affiliation is not None and ogniwo.store.node(NodeKey("Actor", affiliation)) is None:
        raise CannotJoin(actor_id, "affiliation", affiliation=affiliation)
    said = sorted({one.strip().lower() for one in part.availability if one.strip()})
    return Member(cohort_id, actor_id, side, places, part.minimum, said, affiliation, 0, datetime.now(UTC))


def _as_before(told: Member, before: Member | None) -> Member:
    return told if before is None else replace(told, joined_at=before.joined_at)


def _take_in(
    ogniwo: Ogniwo, connection: sa.Connection, member: Member, before: Member | None, signature: Signature
) -> None:
    _actor(ogniwo, member.actor_id)

    def take_in(made: Change) -> None:
        made.nothing_new = before == member
        cohorts.put_members(connection, [member])
        if before is not None:
            refuse_contradictory_wishes(made)  # fewer places may be too few for what is locked
        made.details |= {"actor": member.actor_id, "side": member.side, "places": member.places}

    change_within(connection, member.cohort_id, Step.JOIN, "join", signature, take_in)


def close(ogniwo: Ogniwo, cohort_id: str, *, by: str, reason: str, advance: Advance = lambda _: None) -> Cohort:
    """The cohort, closed: all its pairs are weighed in the network as it is now, and kept.

    Closed already, it stays as it is.

    Raises
    ------
    NobodyToMatch
        It has no seekers or no mentors.
    CohortChanged
        Somebody joined or withdrew while the pairs were weighed.
    CannotJoin
        A member has left the network since it joined.
    UnknownCohort, ForbiddenCohortStep
    """
    signature = Signature.of(by, reason)
    with ogniwo.office.reading() as connection:
        cohort = look_up(connection, cohort_id)
        if cohort.state == State.CLOSED:
            return cohort
        after(cohort_id, cohort.state, Step.CLOSE)
        there = cohorts.members(connection, cohort_id)
        now = with_priority(connection, cohort_id, there)
    members = members_of(now)
    _refuse_empty(cohort_id, members)
    snapshot = ogniwo.snapshot()
    for actor_id in (one.actor_id for one in there if one.withdrawn_at is None):
        row = snapshot.actors.row_of.get(actor_id)
        if row is None or not snapshot.present[row]:
            raise CannotJoin(actor_id, "left_since")
    weighed = weigh(snapshot, members, options=ogniwo.weights.now().options, advance=advance)

    def shut(made: Change) -> None:
        if with_priority(made.connection, cohort_id, cohorts.members(made.connection, cohort_id)) != now:
            raise CohortChanged(cohort_id)
        cohorts.put_members(made.connection, now)
        made.cohort = replace(made.cohort, weighed=as_bytes(weighed))
        made.details |= {
            "seekers": len(members.seekers),
            "mentors": len(members.mentors),
            "pairs": len(weighed),
            "revision": weighed.revision,
        }

    return change(ogniwo, cohort_id, Step.CLOSE, "close", signature, shut)


def _same(there: Cohort, wanted: Cohort) -> Cohort:
    for name in ("name", "starts", "ends", "closes_on"):
        if getattr(there, name) != getattr(wanted, name):
            raise CohortExists(there.id, name)
    return there


def _check(cohort_id: str, name: str, starts: date, ends: date | None, closes_on: date | None) -> None:
    problems = []
    if not _ID.fullmatch(cohort_id):
        allowed = "small letters without accents, digits, - and _, at most 40"
        value = f"{cohort_id!r:.60}"
        problems.append(FieldProblem("cohort", "form", f"{value} is no id; allowed: {allowed}", {"value": value}))
    if not name.strip():
        problems.append(FieldProblem("name", "missing", "is missing"))
    if ends is not None and ends < starts:
        facts = {"day": ends, "first": starts}
        problems.append(FieldProblem("ends", "order", f"{ends} is before the first day, {starts}", facts))
    if closes_on is not None and closes_on > starts:
        facts = {"day": closes_on, "first": starts}
        problems.append(FieldProblem("closes_on", "order", f"{closes_on} is after the first day, {starts}", facts))
    if problems:
        raise WrongFields(problems)


def _actor(ogniwo: Ogniwo, actor_id: str) -> Node:
    node = ogniwo.store.node(NodeKey("Actor", actor_id))
    if node is None:
        raise CannotJoin(actor_id, "unknown")
    left = node.properties.get("left")
    if isinstance(left, date) and left <= today():
        raise CannotJoin(actor_id, "left", day=left.isoformat())
    if not node.labels & {"Organisation", "Mentor"}:
        raise CannotJoin(actor_id, "partner")
    return node


def _places(node: Node, side: str, part: Part) -> int:
    known = node.properties.get("capacity") if side == MENTOR else 1
    wanted = part.places if part.places is not None else known
    if not isinstance(wanted, int):
        raise WrongFields(
            [FieldProblem("places", "missing", f"is missing: the network does not say how many {node.id} can take")]
        )
    refuse_wrong_places(side, wanted, part.minimum)
    return wanted


def _refuse_empty(cohort_id: str, members: Members) -> None:
    if not members.seekers:
        raise NobodyToMatch(cohort_id, "organisations")
    if not members.mentors:
        raise NobodyToMatch(cohort_id, "mentors")
