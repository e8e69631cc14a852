"""Filling a network: reference facts, the sample programme, a generated network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from graph.model import Link, Node, NodeKey
from graph.schema import ROLES
from graph.store import Store
from web.office import audit, persons
from web.office.persons import Person
from web.ogniwo import Ogniwo
from web.services.errors import NotEmpty

Progress = Callable[[int], None]


class InventedPerson(Protocol):
    """What a programme says of a person."""

    @property
    def actor_id(self) -> str: ...
    @property
    def display_name(self) -> str: ...
    @property
    def email(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Filled:
    """What the network has after it was filled: nodes and links by label and type."""

    counts: dict[str, int]
    n_persons: int

    @property
    def n_actors(self) -> int:
        """How often an actor plays a role."""
        return sum(self.counts[role] for role in ROLES)


def n_actors(store: Store) -> int:
    """How many roles are played in the network; 0 where there are at most reference facts."""
    counts = store.counts()
    return sum(counts[role] for role in ROLES)


def refuse_actors(store: Store, advice: str) -> None:
    """Refuse to go on where the network has actors already.

    Raises
    ------
    NotEmpty
        With the advice given.
    """
    found = n_actors(store)
    if found:
        raise NotEmpty(f"the network has {found:,} actors already, which invented ones would mix with; {advice}")


def holds(store: Store, actor: Node) -> bool:
    """Whether the network has this very actor, by id and name."""
    there = store.node(NodeKey("Actor", actor.id))
    return there is not None and there.properties.get("name") == actor.properties.get("name")


def fill(
    ogniwo: Ogniwo,
    nodes: Iterable[Node],
    links: Iterable[Link],
    invented: Iterable[InventedPerson] = (),
    *,
    action: str,
    by: str,
    reason: str,
    progress: Progress | None = None,
) -> Filled:
    """Write very many records; again, it ends with the same network.

    The audit says that it began and, with the counts, that it ended, since a load that is
    cut off leaves whole batches.
    """
    note(ogniwo, f"{action}-began", {}, by=by, reason=reason)
    ogniwo.store.load(nodes, links, progress=progress)
    kept = [Person(one.actor_id, one.display_name, one.email) for one in invented]
    with ogniwo.office.writing() as connection:
        persons.put(connection, kept)
    filled = Filled(ogniwo.store.counts(), len(kept))
    note(ogniwo, f"{action}-ended", {"counts": filled.counts}, by=by, reason=reason)
    return filled


def note(ogniwo: Ogniwo, action: str, details: dict[str, object], *, by: str, reason: str) -> None:
    """Keep in the audit that something was done to the whole network."""
    with ogniwo.office.writing() as connection:
        audit.add(connection, audit.Entry(by, reason, action, "network", details))
