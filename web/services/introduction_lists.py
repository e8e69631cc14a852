"""Lists of introductions, read from the snapshot, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from graph.snapshot import NO_DAY, LinkTable, Snapshot, date_of
from graph.snapshot.columns import UNKNOWN, Mask
from graph.snapshot.nodes import MENTOR, ORGANISATION
from matching.errors import InvalidOption
from matching.questions import actor_row
from matching.results import KINDS_OF_PROFILE, Kind
from web.services.introduction_states import LATEST_FIRST, LINK_TYPE, Introduction, State


@dataclass(frozen=True, slots=True)
class Listed:
    """Some of the introductions that were looked for, and how many there are in all."""

    introductions: tuple[Introduction, ...]
    total: int


def introductions_listed(
    snapshot: Snapshot,
    *,
    actor_id: str | None = None,
    state: str | None = None,
    kind: str | None = None,
    first: int = 0,
    limit: int | None = None,
) -> Listed:
    """The introductions of an actor (on either side), in a state, of a kind; the latest first, ties by ids.

    Raises
    ------
    UnknownActor
    InvalidOption
        There is no such state or kind; the message names the choices.
    """
    links = snapshot.links(LINK_TYPE)
    chosen = np.ones(len(links), dtype=bool)
    if actor_id is not None:
        row = actor_row(snapshot, actor_id)
        chosen &= (links.source == row) | (links.target == row)
    if kind is not None:
        chosen &= links.columns["kind"] == _checked("kind", kind, [*KINDS_OF_PROFILE])
    if state is not None:
        chosen &= _in_state(links, State(_checked("state", state, [*State])))
    # Links stand in order of ids, and a stable sort keeps it among those of one day.
    rows = np.flatnonzero(chosen)
    rows = rows[np.argsort(-links.columns["since"][rows], kind="stable")]
    shown = rows[first : None if limit is None else first + limit]
    return Listed(tuple(_introduction(snapshot, links, int(row)) for row in shown), len(rows))


def natural_kind(snapshot: Snapshot, provider_id: str) -> Kind:
    """What an introduction to this actor is for, if nobody says: an organisation is first of all a peer.

    Raises
    ------
    UnknownActor
    """
    roles = int(snapshot.actors.roles[actor_row(snapshot, provider_id)])
    if roles & ORGANISATION:
        return Kind.PEER
    return Kind.MENTOR if roles & MENTOR else Kind.PARTNER


def _checked(option: str, value: str, allowed: list[Any]) -> str:
    if value not in allowed:
        raise InvalidOption(option, value, ", ".join(allowed))
    return value


def _in_state(links: LinkTable, state: State) -> Mask:
    """Which links are in the state: it has its date, and no state that would hide it has one."""
    found = np.ones(len(links), dtype=bool)
    if state is not State.ASKED:
        found &= links.columns[state] != NO_DAY
    for hiding in LATEST_FIRST:
        if hiding is state:
            break
        found &= links.columns[hiding] == NO_DAY
    return found


def _introduction(snapshot: Snapshot, links: LinkTable, row: int) -> Introduction:
    ids, columns = snapshot.actors.ids, links.columns
    dates: dict[str, date | None] = {
        name: date_of(columns[name][row]) for name in ("since", "accepted", "declined", "expired", "feedback")
    }
    worked = int(columns["worked"][row])
    return Introduction(
        seeker_id=str(ids[links.source[row]]),
        provider_id=str(ids[links.target[row]]),
        kind=str(columns["kind"][row]),
        since_known=bool(columns["since_known"][row] != 0),
        worked=None if worked == UNKNOWN else bool(worked),
        reason=columns["reason"][row],
        **dates,  # type: ignore[arg-type]  # every introduction has the day it was asked for
    )
