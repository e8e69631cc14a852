"""What people browse: the network at a glance, lists of actors, an actor's profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from graph.folding import fold
from graph.schema import COMPONENTS, ROLES
from graph.snapshot import Snapshot
from graph.snapshot.nodes import MENTOR, ROLE_BITS
from matching.errors import InvalidOption
from web.office import persons
from web.services.cards import Card, cards, label_of
from web.services.directory import Criteria, Directory, LiveDirectory, is_identifier

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
MAX_TEXT_CHARACTERS = 200
N_NEWEST = 4
N_IDENTIFIED = 50


@dataclass(frozen=True, slots=True)
class Overview:
    """The network at a glance.

    Attributes
    ----------
    n_in_role : dict of str to int
        Actors present, by role; one with two roles counts in both.
    n_cooperating : int
        Links of cooperation of all times.
    n_needing : dict of str to int
        Actors present that need something, by component.
    """

    as_of: date
    revision: int
    n_actors: int
    n_in_role: dict[str, int]
    n_cooperating: int
    n_cohorts: int
    n_events: int
    n_needing: dict[str, int]
    newest: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of actors."""

    criteria: Criteria
    cards: tuple[Card, ...]
    total: int
    page: int
    size: int

    @property
    def n_pages(self) -> int:
        """At least 1, also for an empty list."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list may be narrowed to: codes and labels, in the order to show them."""

    regions: tuple[tuple[str, str], ...]
    spheres: tuple[tuple[str, str], ...]


def overview(ogniwo: Ogniwo, directories: LiveDirectory, language: str) -> Overview:
    """The network at a glance, with the organisations that joined last."""
    directory = current_directory(ogniwo, directories)
    snapshot = directory.snapshot
    newest = directory.rows(Criteria(role="Organisation", order="newest"))[:N_NEWEST]
    return Overview(
        as_of=snapshot.as_of,
        revision=snapshot.revision,
        n_actors=int(snapshot.present.sum()),
        n_in_role={
            role: int(((snapshot.actors.roles & ROLE_BITS[role]) > 0)[snapshot.present].sum()) for role in ROLES
        },
        n_cooperating=len(snapshot.links("COOPERATES_WITH")),
        n_cohorts=len(snapshot.cohorts),
        n_events=len(snapshot.events),
        n_needing={name: len(directory.rows(Criteria(component=name))) for name in COMPONENTS},
        newest=cards(snapshot, newest, directory.mentor_names, language),
    )


def listing(
    ogniwo: Ogniwo,
    directories: LiveDirectory,
    criteria: Criteria,
    language: str,
    *,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Listing:
    """One page of the actors that fit the criteria.

    Raises
    ------
    InvalidOption
        A criterion is not one there is, or the page lies outside the list.
    """
    _check_listing(criteria, page, size)
    directory = current_directory(ogniwo, directories)
    rows = directory.rows(criteria, _identified(ogniwo, criteria.text))
    found = Listing(criteria, (), len(rows), page, size)
    if page > found.n_pages:
        raise InvalidOption("page", page, f"1–{found.n_pages}")
    shown = rows[(page - 1) * size : page * size]
    return Listing(criteria, cards(directory.snapshot, shown, directory.mentor_names, language), len(rows), page, size)


def choices(snapshot: Snapshot, language: str) -> Choices:
    """Voivodeships by label and spheres in the order of their act."""
    regions, spheres = snapshot.regions, snapshot.spheres
    voivodeships = np.flatnonzero(regions.level == "voivodeship")
    named = [(str(regions.ids[row]), label_of(regions, int(row), language)) for row in voivodeships]
    return Choices(
        regions=tuple(sorted(named, key=lambda pair: fold(pair[1]))),
        spheres=tuple((str(spheres.ids[row]), label_of(spheres, row, language)) for row in range(len(spheres))),
    )


def current_directory(ogniwo: Ogniwo, directories: LiveDirectory) -> Directory:
    """The directory of the network as it is now, mentors by their names."""
    snapshot = ogniwo.snapshot()
    return directories.of(snapshot, mentor_names(ogniwo, snapshot))


def mentor_names(ogniwo: Ogniwo, snapshot: Snapshot) -> dict[str, str]:
    """Display names of all mentors, by actor id: one reading of the office."""
    is_mentor = (snapshot.actors.roles & MENTOR) > 0
    if not is_mentor.any():
        return {}
    with ogniwo.office.reading() as connection:
        return persons.display_names(connection, snapshot.actors.ids[is_mentor])


def _check_listing(criteria: Criteria, page: int, size: int) -> None:
    if len(criteria.text) > MAX_TEXT_CHARACTERS:
        raise InvalidOption("text", criteria.text, f"at most {MAX_TEXT_CHARACTERS} characters")
    if page < 1:
        raise InvalidOption("page", page, "1, 2, 3, …")
    if not 1 <= size <= MAX_PAGE_SIZE:
        raise InvalidOption("size", size, f"1–{MAX_PAGE_SIZE}")


def _identified(ogniwo: Ogniwo, text: str) -> frozenset[str]:
    # Register numbers are not in the snapshot; the store searches them.
    if not is_identifier(text):
        return frozenset()
    digits = text.replace(" ", "").replace("-", "")
    return frozenset(node.id for node in ogniwo.store.search("Actor", digits, limit=N_IDENTIFIED))
