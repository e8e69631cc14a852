"""Decided introductions with what their seekers had been shown: what there is to learn from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa

from matching.results import Kind
from web.office import shown
from web.office.shown import ShownAt
from web.ogniwo import Ogniwo
from web.services.introduction_lists import introductions_listed
from web.services.introduction_states import Introduction, State

Pair = tuple[str, str]  # ids of seeker and provider


class Outcome(StrEnum):
    """What became of an introduction that was decided; the later answer counts."""

    DECLINED = "declined"
    UNANSWERED = "unanswered"
    ACCEPTED = "accepted"
    WORKED = "worked"
    DID_NOT_WORK = "did not work"


@dataclass(frozen=True, slots=True)
class DecidedPair:
    """One decided introduction.

    Attributes
    ----------
    asked : date
        The day it was asked for; `matching` should look at the network as at that day, since
        what came later may be due to the introduction.
    decided : date
        The day of the outcome.
    shown : ShownAt or None
        The last time by that day that the seeker was shown the provider as a suggestion of
        this kind, or in answer to a call: when, in which request, at which rank. None where
        the two found each other without it.
    """

    seeker_id: str
    provider_id: str
    kind: str
    asked: date
    decided: date
    outcome: Outcome
    shown: ShownAt | None


def decided_pairs(ogniwo: Ogniwo) -> list[DecidedPair]:
    """Every introduction that was accepted, declined or lapsed, in order of (day asked, seeker, provider, kind).

    Feedback that does not say whether it worked is left aside: then the introduction counts as accepted.

    Raises
    ------
    StoreUnavailable, OfficeUnavailable
    """
    everything = introductions_listed(ogniwo.snapshot()).introductions
    decided = [one for one in everything if one.state is not State.ASKED]
    decided.sort(key=lambda one: (one.since, one.seeker_id, one.provider_id, one.kind))
    with ogniwo.office.reading() as connection:
        showings = _showings(connection, {(one.seeker_id, one.provider_id) for one in decided})
    return [_decided(one, showings.get((one.seeker_id, one.provider_id), [])) for one in decided]


def _showings(connection: sa.Connection, pairs: set[Pair]) -> dict[Pair, list[ShownAt]]:
    """When each of the pairs was shown, in the order in which it was."""
    found: dict[Pair, list[ShownAt]] = {}
    for one in shown.to_seekers(connection, {seeker_id for seeker_id, _ in pairs}):
        pair = one.seeker_id, one.provider_id
        if pair in pairs:
            found.setdefault(pair, []).append(one)
    return found


def _decided(one: Introduction, showings: Iterable[ShownAt]) -> DecidedPair:
    before = [s for s in showings if s.kind in {one.kind, Kind.CALL} and _day(s.at) <= one.since]
    return DecidedPair(
        seeker_id=one.seeker_id,
        provider_id=one.provider_id,
        kind=one.kind,
        asked=one.since,
        decided=one.state_since,
        outcome=_outcome(one),
        shown=before[-1] if before else None,
    )


def _outcome(one: Introduction) -> Outcome:
    if one.state is State.DECLINED:
        return Outcome.DECLINED
    if one.state is State.EXPIRED:
        return Outcome.UNANSWERED
    if one.state is State.ACCEPTED or one.worked is None:
        return Outcome.ACCEPTED
    return Outcome.WORKED if one.worked else Outcome.DID_NOT_WORK


def _day(moment: datetime) -> date:
    """The day where this machine is, as introductions are dated."""
    return moment.astimezone().date()
