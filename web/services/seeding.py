"""Filling a network: reference facts, the sample programme, a generated network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeVar

import structlog

from graph.model import Link, Node
from graph.schema import ROLES
from graph.store import BATCH_ROWS, Store
from seeds.streams import Programme
from web.office import audit, persons
from web.office.database import Office
from web.office.errors import OfficeError
from web.office.persons import Person
from web.ogniwo import Ogniwo
from web.services.errors import NotEmpty

log = structlog.get_logger("ogniwo.seeding")

Progress = Callable[[int], None]
HowFar = Literal["nothing", "cut off", "whole", "others"]
T = TypeVar("T")

_STEPS = ("began", "ended", "failed")
_PROGRAMMES = ("seed-sample", "generate")
COMMAND_OF_LOAD = {
    "seed-sample": "ogniwo seed",
    "generate": "ogniwo generate",
    "seed-reference": "ogniwo seed --reference-only",
    "import": "ogniwo network import",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What the network has after it was filled, by label and type; and whether anything was to be written."""

    counts: dict[str, int]
    written: bool = True


def how_far(ogniwo: Ogniwo, action: str, details: Mapping[str, Any]) -> HowFar:
    """How much of the programme that this action and these details name is in the network.

    "nothing" where there are no actors, "others" where they come from elsewhere. The audit
    tells, for people may have changed any record since.
    """
    if not n_actors(ogniwo.store):
        return "nothing"
    with ogniwo.office.reading() as connection:
        newest = audit.latest(connection, [f"{one}-{step}" for one in _PROGRAMMES for step in _STEPS])
    wanted = _with_network(ogniwo, details)
    if newest is None or any(newest.details.get(name) != value for name, value in wanted.items()):
        return "others"
    done, _, step = newest.action.rpartition("-")
    if done != action:
        return "others"
    return "whole" if step == "ended" else "cut off"


def fill_once(
    ogniwo: Ogniwo,
    programme: Programme,
    action: str,
    details: Mapping[str, Any],
    *,
    by: str,
    reason: str,
    progress: Progress,
) -> Filled:
    """Write the programme into a network without actors, or the rest of it where that was cut off.

    Where it is there as a whole, nothing is written: people may have changed it since.

    Raises
    ------
    NotEmpty
        The network has other actors.
    """
    so_far = how_far(ogniwo, action, details)
    if so_far == "others":
        raise NotEmpty(
            f"the network has {n_actors(ogniwo.store):,} actors already, which invented ones would mix with or "
            "replace; nothing was written, name an empty folder by OGNIWO_DATA"
        )
    if so_far == "whole":
        return Filled(ogniwo.store.counts(), written=False)
    with noted(ogniwo, action, _with_network(ogniwo, details), by=by, reason=reason) as outcome:
        invented = [Person(one.actor_id, one.display_name, one.email) for one in programme.persons]
        if so_far == "nothing":
            ogniwo.store.load(programme.nodes, programme.links, progress=progress)
            with ogniwo.office.writing() as connection:
                persons.put(connection, invented)
        else:
            _load_rest(ogniwo, programme, progress)
            _put_unknown(ogniwo, invented)
        outcome["counts"] = ogniwo.store.counts()
    return Filled(outcome["counts"])


def fill_reference(ogniwo: Ogniwo, nodes: Iterable[Node], links: Iterable[Link], *, by: str, reason: str) -> Filled:
    """Write the reference facts; again, it ends with the same ones."""
    with noted(ogniwo, "seed-reference", {}, by=by, reason=reason) as outcome:
        ogniwo.store.load(nodes, links)
        outcome["counts"] = ogniwo.store.counts()
    return Filled(outcome["counts"])


def left_unfinished(office: Office) -> tuple[str, ...]:
    """The loads that began and did not end: under way, or cut off.

    A programme that failed counts too, for its beginning stays in the network. Other loads
    may fail for what they were to read, which nobody has to complete.
    """
    with office.reading() as connection:
        newest = {one: audit.latest(connection, [f"{one}-{step}" for step in _STEPS]) for one in COMMAND_OF_LOAD}
    unfinished = {f"{one}-began" for one in newest} | {f"{one}-failed" for one in _PROGRAMMES}
    return tuple(one for one, entry in newest.items() if entry is not None and entry.action in unfinished)


@contextmanager
def noted(ogniwo: Ogniwo, action: str, details: Mapping[str, Any], *, by: str, reason: str) -> Iterator[dict[str, Any]]:
    """The audit says that the block began, and that it ended (with what the block adds) or failed.

    A load that is cut off leaves whole batches, so its beginning is kept first.
    """
    outcome: dict[str, Any] = {}

    def note(step: str, more: Mapping[str, Any]) -> None:
        entry = audit.Entry(by, reason, f"{action}-{step}", "network", {**details, **more})
        with ogniwo.office.writing() as connection:
            audit.add(connection, entry)

    note("began", {})
    try:
        yield outcome
    except BaseException as error:
        try:
            note("failed", {"error": type(error).__name__})
        except OfficeError as second:  # the first error is what the person needs to see
            log.warning("failure_not_in_audit", action=action, reason=str(second))
        raise
    note("ended", outcome)


def n_actors(store: Store) -> int:
    """How many organisations, partners and mentors there are, whoever has two roles counted twice."""
    counts = store.counts()
    return sum(counts[role] for role in ROLES)


def _with_network(ogniwo: Ogniwo, details: Mapping[str, Any]) -> dict[str, Any]:
    # The office may be asked about another network than the one it saw being filled.
    uri, database = ogniwo.settings.neo4j_uri, ogniwo.settings.neo4j_database
    return {"network": "embedded" if uri is None else f"{uri} {database or ''}".strip(), **details}


def _load_rest(ogniwo: Ogniwo, programme: Programme, progress: Progress) -> None:
    """Write what is absent, except links of actors that somebody changed: they are as people want them."""
    store = ogniwo.store
    for nodes in _batches(programme.nodes):
        known_nodes = store.nodes([node.key for node in nodes])
        store.load([node for node in nodes if node.key not in known_nodes], ())
        progress(len(nodes))
    with ogniwo.office.reading() as connection:
        changed = audit.subjects(connection)
    for links in _batches(programme.links):
        known_links = store.links([link.key for link in links])
        store.load((), [link for link in links if link.key not in known_links and link.source not in changed])
        progress(len(links))


def _put_unknown(ogniwo: Ogniwo, invented: list[Person]) -> None:
    with ogniwo.office.writing() as connection:
        known = persons.display_names(connection, [person.actor_id for person in invented])
        persons.put(connection, [person for person in invented if person.actor_id not in known])


def _batches(records: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(records)
    while batch := list(islice(remaining, BATCH_ROWS)):
        yield batch
