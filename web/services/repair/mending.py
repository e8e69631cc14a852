"""Mending what was found: in the folder, in the network, in the office, in this order.

Each step happens whole or not at all and leaves a state from which the next call goes on, so
it may be interrupted and repeated. What somebody wrote is never removed, only named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from graph import schema
from graph.errors import InvalidRecord
from graph.model import LinkKey, Node, NodeKey, Unit
from graph.store import Store
from web.office import audit, intents, leftovers
from web.office.database import Office
from web.office.intents import Intent
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.errors import BeingChanged
from web.services.repair.found import Found
from web.services.repair.leftover_files import leftover_files, remove_leftovers
from web.services.repair.network import NetworkDamage, link_title, look_at_network
from web.services.repair.office import look_at_office, rows_of
from web.services.repair.removed import Removed

_SUBJECT = writing.WHOLE_NETWORK
_AT_ONCE = 1000  # links removed in one unit


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did.

    Attributes
    ----------
    kept_in : Path or None
        Where a copy of what it removed is.
    """

    mended: tuple[Found, ...]
    kept_in: Path | None


@dataclass(frozen=True, slots=True)
class _Signed:
    by: str
    reason: str


def examine(store: Store, office: Office, folder: Path) -> tuple[Found, ...]:
    """What is not as it must be; nothing is changed."""
    files = Found("leftover-file", tuple(map(str, leftover_files(folder))))
    rows = look_at_office(office)
    network = look_at_network(store)
    everything = (files, *network.found(), *rows.found(network.actors))
    return tuple(one for one in everything if one.what)


def repair(ogniwo: Ogniwo, *, by: str, reason: str) -> Repaired:
    """What was mended, and what was completed when Ogniwo was opened; the rest is left for `examine` to name.

    Raises
    ------
    BeingChanged
        Others change the network all the time.
    StoreUnavailable, OfficeUnavailable, KeptForLater
        A database stopped answering; what was done until then stays, and the next call does the rest.
    OSError
        The folder cannot be written.
    """
    signed, removed = _Signed(by, reason), Removed(ogniwo.settings.folder)
    completed = tuple(f"{one.action} {one.subject}" for one in ogniwo.completed)
    files = remove_leftovers(leftover_files(ogniwo.settings.folder))
    rows = look_at_office(ogniwo.office)
    damage = look_at_network(ogniwo.store)
    mended = [
        Found("open-change", completed),
        Found("leftover-file", tuple(map(str, files))),
        _remove_links(ogniwo, damage, removed, signed),
        _give_roles_back(ogniwo, damage, signed),
    ]
    actors = damage.actors | rows.coming
    if not rows.is_of_another_network(actors):
        mended += _remove_rows(ogniwo, rows.known_before(damage.actors), removed, signed)
    done = tuple(one for one in mended if one.what)
    if done:
        counts = {one.kind: len(one.what) for one in done}
        with ogniwo.office.writing() as connection:
            audit.add(connection, audit.Entry(by, reason, "repair", _SUBJECT, counts))
    return Repaired(done, removed.path)


def _remove_links(ogniwo: Ogniwo, damage: NetworkDamage, removed: Removed, signed: _Signed) -> Found:
    gone: list[str] = []
    endless = sorted(damage.endless)
    for start in range(0, len(endless), _AT_ONCE):
        # Somebody may have brought the end back since it was looked for.
        keys = tuple(_without_end(ogniwo.store, endless[start : start + _AT_ONCE]))
        links = ogniwo.store.links(keys)
        if links:
            removed.keep_links(links.values())
            _write(ogniwo, Unit(deleted_links=tuple(links)), "repair-links", signed)
            gone += map(link_title, links)
    return Found("link-without-end", tuple(gone))


def _without_end(store: Store, keys: Sequence[LinkKey]) -> Iterator[LinkKey]:
    ends = {key: _ends(key) for key in keys}
    there = store.nodes(sorted({end for both in ends.values() for end in both}))
    return (key for key, both in ends.items() if not there.keys() >= set(both))


def _ends(key: LinkKey) -> tuple[NodeKey, NodeKey]:
    kind = schema.link_type(key.type)
    return NodeKey(schema.base_of(kind.source), key.source), NodeKey(schema.base_of(kind.target), key.target)


def _give_roles_back(ogniwo: Ogniwo, damage: NetworkDamage, signed: _Signed) -> Found:
    """What happened in a role stays; so whoever lost the role without losing the links has it again."""
    given: list[str] = []
    for actor_id, roles in sorted(damage.lost_roles.items()):
        node = ogniwo.store.node(NodeKey(schema.ACTOR, actor_id))
        if node is None or roles <= node.labels:
            continue
        try:
            _write(ogniwo, Unit(nodes=(Node(actor_id, node.labels | roles),)), "repair-role", signed, actor_id)
        except InvalidRecord:
            continue  # it lacks more than the role; `examine` goes on to name it
        given.append(f"{actor_id} {'/'.join(sorted(roles))}")
    return Found("lost-role", tuple(given))


def _write(ogniwo: Ogniwo, unit: Unit, action: str, signed: _Signed, subject: str = _SUBJECT) -> None:
    def prepare(_: sa.Connection) -> Intent:
        return writing.make_intent(action, subject, unit, by=signed.by, reason=signed.reason)

    ogniwo.write(prepare)


def _remove_rows(ogniwo: Ogniwo, absent: Set[str], removed: Removed, signed: _Signed) -> list[Found]:
    with ogniwo.office.writing() as connection:
        for earlier in intents.open_ones(connection):
            raise BeingChanged(earlier)
        # No change of the network can begin now, so whoever is absent stays so.
        there = ogniwo.store.nodes([NodeKey(schema.ACTOR, one) for one in sorted(absent)])
        gone = absent - {key.id for key in there}
        rows = rows_of(connection)
        found = [
            Found("lost-person", tuple(sorted(rows.persons & gone))),
            Found("lost-suggestion", tuple(sorted(rows.shown & gone))),
        ]
        removed.keep_rows(leftovers.rows_about(connection, gone))
        counts = leftovers.remove_about(connection, gone)
        if any(counts.values()):
            audit.add(connection, audit.Entry(signed.by, signed.reason, "repair-office", _SUBJECT, counts))
    return found
