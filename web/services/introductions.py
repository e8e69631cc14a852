"""Introductions: asking for one, and recording what became of it.

Each is one change of the network with its line in the audit. What is checked here against
the network is checked while no other change can begin, so of many who decide about one
introduction at the same moment one succeeds, and the others are told what was decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from graph.model import Link, LinkKey, NodeKey, make_link
from graph.snapshot import Snapshot, today
from graph.store import Store
from matching import explain
from matching.errors import InvalidOption
from matching.pair_profile import pair_profile
from matching.results import KINDS_OF_PROFILE, Kind
from web.ogniwo import Ogniwo
from web.services.errors import BeingChanged
from web.services.introduction_errors import (
    AlreadyIntroduced,
    IntroductionForbidden,
    SeveralIntroductions,
    UnknownIntroduction,
)
from web.services.introduction_requests import Request
from web.services.introduction_states import (
    LINK_TYPE,
    TRANSITIONS,
    ForbiddenStep,
    Introduction,
    State,
    Step,
    introduction_key,
)
from web.services.mentor_places import refuse_full


def introduce(
    ogniwo: Ogniwo,
    seeker_id: str,
    provider_id: str,
    kind: Kind | str,
    *,
    by: str,
    reason: str,
    anyway: bool = False,
    request_key: str | None = None,
) -> Introduction:
    """The introduction of the seeker to the provider, asked for today.

    Parameters
    ----------
    anyway : bool
        Ask also where a rule of the recommender forbids it, for the reason given. Who somebody
        is and whether they are in the network cannot be set aside.
    request_key : str, optional
        Where the same request comes again under one key, it is the same introduction.

    Raises
    ------
    UnknownActor, InvalidOption
        There is no such actor or kind.
    WrongFields
        `by` or `reason` is blank.
    IntroductionForbidden
        Rules speak against it.
    AlreadyIntroduced
        One of this kind waits for an answer, or the two had one today.
    RequestKeyTaken
        Another request, or one that was refused, came under the key.
    BeingChanged, KeptForLater
        As `services.writing.carry_out` raises them.
    """
    if kind not in KINDS_OF_PROFILE:
        raise InvalidOption("kind", kind, ", ".join(KINDS_OF_PROFILE))
    details = {"kind": str(kind), "seeker": seeker_id, "provider": provider_id, "anyway": anyway}
    request = Request.signed("introduce", provider_id, details, by=by, reason=reason, key=request_key)

    def asked() -> Link:
        _refuse_undecided(ogniwo.store, seeker_id, provider_id, str(kind))
        _refuse_by_rules(ogniwo, seeker_id, provider_id, kind, anyway=anyway)
        return make_link(LINK_TYPE, seeker_id, provider_id, since=today(), kind=str(kind))

    ogniwo.snapshot()  # made beforehand, so that nobody waits while it is built
    return Introduction.of(request.carry_out(ogniwo, asked))


def accept(ogniwo: Ogniwo, key: LinkKey, *, by: str, reason: str, request_key: str | None = None) -> Introduction:
    """The introduction, accepted today by both sides.

    An accepted introduction to a mentor takes one of the mentor's places, until a mentoring of
    the two begins or feedback is given (`graph.snapshot.mentoring`).

    Raises
    ------
    UnknownIntroduction, ForbiddenStep
        There is no such introduction, or it does not wait for an answer.
    MentorFull
        The mentor has no free place.
    WrongFields, RequestKeyTaken, BeingChanged, KeptForLater
        As in `introduce`.
    """
    return _take(ogniwo, key, Step.ACCEPT, {}, by=by, reason=reason, request_key=request_key)


def decline(ogniwo: Ogniwo, key: LinkKey, *, by: str, reason: str, request_key: str | None = None) -> Introduction:
    """The introduction, declined today by either side; the network keeps the reason.

    It keeps too what the two look like today, so that the pair is suggested again once
    something about them has changed (`matching.pair_profile`).

    Raises
    ------
    UnknownIntroduction, ForbiddenStep, WrongFields, RequestKeyTaken, BeingChanged, KeptForLater
        As in `accept`.
    """
    snapshot = newest(ogniwo)
    rows = snapshot.actors.row_of
    here = key.source in rows and key.target in rows
    profile = {"profile": pair_profile(snapshot, rows[key.source], rows[key.target])} if here else {}
    return _take(
        ogniwo, key, Step.DECLINE, {"reason": reason.strip(), **profile}, by=by, reason=reason, request_key=request_key
    )


def give_feedback(
    ogniwo: Ogniwo, key: LinkKey, *, worked: bool, by: str, reason: str, request_key: str | None = None
) -> Introduction:
    """The accepted introduction, with what the two say of it: whether it worked.

    Raises
    ------
    UnknownIntroduction, ForbiddenStep, WrongFields, RequestKeyTaken, BeingChanged, KeptForLater
        As in `accept`.
    """
    said = {"worked": worked}
    return _take(ogniwo, key, Step.FEEDBACK, said, by=by, reason=reason, request_key=request_key)


def expire_unanswered(ogniwo: Ogniwo, *, after_days: int, by: str, reason: str) -> list[Introduction]:
    """The introductions that lapsed now: asked for that many days ago or earlier, and never answered.

    Each is a change of its own; one that is answered at the same moment stays answered.

    Raises
    ------
    WrongFields, KeptForLater
    """
    links, last_day = ogniwo.store.stream_links(LINK_TYPE), today() - timedelta(days=after_days)
    waiting = [one for link in links if (one := Introduction.of(link)).state is State.ASKED and one.since <= last_day]
    lapsed = []
    for introduction in waiting:
        try:
            lapsed.append(_take(ogniwo, introduction.key, Step.EXPIRE, {}, by=by, reason=reason))
        except (ForbiddenStep, UnknownIntroduction, BeingChanged):
            continue  # somebody was quicker
    return lapsed


def find(store: Store, key: LinkKey) -> Introduction:
    """The introduction as the network has it now.

    Raises
    ------
    UnknownIntroduction
    """
    return Introduction.of(_link(store, key))


def between(store: Store, one_id: str, other_id: str) -> list[Introduction]:
    """All introductions of the two, whoever asked, the latest first; ties by kind."""
    found = map(Introduction.of, store.neighbours(NodeKey("Actor", one_id), LINK_TYPE))
    of_two = [one for one in found if {one.seeker_id, one.provider_id} == {one_id, other_id}]
    return sorted(of_two, key=lambda one: (-one.since.toordinal(), one.kind, one.seeker_id))


def meant(store: Store, one_id: str, other_id: str, step: Step, kind: str | None = None) -> Introduction:
    """The introduction of the two that a step is meant for, whoever asked.

    It is the latest that waits for this step; where none does, the latest of all, of which
    the step then says why it cannot follow.

    Raises
    ------
    UnknownIntroduction
        The two have none (of the kind).
    SeveralIntroductions
        They have some of several kinds that wait for the step.
    """
    found = [one for one in between(store, one_id, other_id) if kind in {None, one.kind}]
    if not found:
        raise UnknownIntroduction(one_id, other_id, kind)
    waiting = [one for one in found if one.state is TRANSITIONS[step][0]]
    if len({one.kind for one in waiting}) > 1:
        raise SeveralIntroductions(waiting)
    return (waiting or found)[0]


def newest(ogniwo: Ogniwo) -> Snapshot:
    """The snapshot of what the network says now, whoever wrote it."""
    return ogniwo.network.current(at_least=ogniwo.store.revision())


def _take(
    ogniwo: Ogniwo,
    key: LinkKey,
    step: Step,
    said: Mapping[str, Any],
    *,
    by: str,
    reason: str,
    request_key: str | None = None,
) -> Introduction:
    """The introduction after the step, with what was said on it."""
    since, kind = key.key
    details = {"kind": kind, "seeker": key.source, "provider": key.target, "since": since}
    details |= {name: said[name] for name in said if name == "worked"}
    request = Request.signed(step, key.target, details, by=by, reason=reason, key=request_key)

    def taken() -> Link:
        before = _link(ogniwo.store, key)
        changes = Introduction.of(before).after(step, today()) | dict(said)
        link = replace(before, properties={**before.properties, **changes})
        if step is Step.ACCEPT and kind == Kind.MENTOR:
            refuse_full(ogniwo.store, link)
        return link

    return Introduction.of(request.carry_out(ogniwo, taken))


def _link(store: Store, key: LinkKey) -> Link:
    found = store.links([key]).get(key)
    if found is None:
        raise UnknownIntroduction.of(key)
    return found


def _refuse_undecided(store: Store, seeker_id: str, provider_id: str, kind: str) -> None:
    """Refuse a second introduction beside one that waits, or on the day of another, whose link it would be."""
    for former in between(store, seeker_id, provider_id):
        same_link = former.key == introduction_key(seeker_id, provider_id, kind, today())
        if former.kind == kind and (former.state is State.ASKED or same_link):
            raise AlreadyIntroduced(former)


def _refuse_by_rules(ogniwo: Ogniwo, seeker_id: str, provider_id: str, kind: Kind | str, *, anyway: bool) -> None:
    options = ogniwo.weights.now().options
    rules = explain(newest(ogniwo), seeker_id, provider_id, kind, options=options).excluded_by
    refused = IntroductionForbidden(seeker_id, provider_id, rules)
    if rules and not (anyway and refused.can_be_waived):
        raise refused
