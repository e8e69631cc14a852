"""The network, or a part of it, on a day: what brokers, communities and isolates are told of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.analysis import CONTACT_KINDS, History, Moment, Scope, history_of, moment_of, scoped
from graph.snapshot import Snapshot, day_number
from web.services.cards import name_of, place_of, roles_of
from web.services.growth.question import EVERYTHING, GrowthQuestion, check_days
from web.services.growth.scope import scope_given

Names = Mapping[str, str]  # display names of mentors by actor id, which the office has
NO_NAMES: Names = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of the network on a day.

    Attributes
    ----------
    snapshot : Snapshot
    as_of : date
    scope : Scope
    history : History
        That of the part; contacts count where both ends are within.
    moment : Moment
        The part on the day.
    """

    snapshot: Snapshot
    as_of: date
    scope: Scope
    history: History
    moment: Moment

    @property
    def day(self) -> int:
        """`as_of` as a day number."""
        return self.moment.day

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of the contacts that count."""
        return CONTACT_KINDS if self.scope.kind is None else (self.scope.kind,)

    def contacts_outside(self) -> NDArray[np.int64]:
        """With how many others outside the part each actor is in contact; shape (n actors,)."""
        if self.scope.is_everything:
            return np.zeros(len(self.moment.present), dtype=np.int64)
        whole = history_of(self.snapshot)
        if self.scope.kind is not None:
            whole = whole.only(kinds=self.kinds)
        return moment_of(whole, self.day).degree - self.moment.degree


def part_of(snapshot: Snapshot, as_of: date | None = None, scope: Scope = EVERYTHING) -> Part:
    """The part of the network on a day, by default the snapshot's.

    Raises
    ------
    InvalidOption
        The day is after the snapshot's.
    UnknownName
        There is no such scope.
    """
    check_days(snapshot, GrowthQuestion(as_of=as_of, scope=scope))
    day = as_of or snapshot.as_of
    history = scoped(snapshot, scope)
    return Part(snapshot, day, scope, history, moment_of(history, day_number(day)))


def fingerprint(*arrays: NDArray[Any]) -> bytes:
    """What tells arrays apart by what they hold, so that an answer about them can be kept."""
    found = blake2b(digest_size=16)
    for array in arrays:
        found.update(f"{array.dtype}{array.shape}".encode())
        found.update(np.ascontiguousarray(array).data)
    return found.digest()


def part_json(part: Part) -> dict[str, Any]:
    """What an answer is about, for programs."""
    return {
        "as_of": part.as_of,
        "revision": part.snapshot.revision,
        "scope": scope_given(part.scope),
        "n_actors": part.moment.n_present,
        "n_contacts": part.moment.n_edges,
    }


def actor_json(snapshot: Snapshot, row: int, names: Names, language: str) -> dict[str, Any]:
    """An actor as lists for programs name them."""
    return {
        "actor_id": str(snapshot.actors.ids[row]),
        "name": name_of(snapshot, row, names, language),
        "roles": list(roles_of(snapshot, row)),
        "region": place_of(snapshot, row, language),
    }
