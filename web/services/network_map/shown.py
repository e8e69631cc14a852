"""What of the map is shown for a question: who, which contacts, and the same as a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.analysis.moment import Moment, moment_of
from graph.analysis.scope import scoped
from graph.folding import fold
from graph.snapshot import date_of, day_number
from graph.snapshot.columns import Mask
from matching.errors import InvalidOption
from web.services.cards import Card, card
from web.services.network_map.asked import MapQuestion
from web.services.network_map.drawn import NetworkMap

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The part of the map that a question asks for.

    Attributes
    ----------
    moment : Moment
        The network at the end of the year, narrowed; `present` are those shown.
    found : bool array, shape (n actors,)
        Those shown whose name holds the words; all of them where no words are asked for.
    """

    network: NetworkMap
    question: MapQuestion
    moment: Moment
    found: Mask

    @property
    def day(self) -> date:
        """The day that is shown."""
        return date_of(self.moment.day) or self.network.snapshot.as_of

    @property
    def n_actors(self) -> int:
        """How many are shown."""
        return self.moment.n_present

    @property
    def n_found(self) -> int:
        """How many of them the words are about."""
        return int(self.found.sum())

    @property
    def n_pairs(self) -> int:
        """How many pairs are in contact."""
        return self.moment.n_edges

    @property
    def n_alone(self) -> int:
        """How many of those shown are in contact with nobody shown."""
        return int((self.moment.degree[self.moment.rows] == 0).sum())

    def ordered(self) -> NDArray[np.intp]:
        """Rows of those found: those with the most contacts first, then by name and id."""
        rows = np.flatnonzero(self.found)
        names = self.network.snapshot.actors.names
        degree = self.moment.degree
        keys = [(-int(degree[row]), fold(names[row] or "\uffff"), int(row)) for row in rows]
        return np.array([row for *_, row in sorted(keys)], dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Line:
    """One of the list: its card, with how many it is in contact, the label of its community (0 for none)."""

    card: Card
    n_contacts: int
    community: int
    is_on_map: bool


@dataclass(frozen=True, slots=True)
class MapList:
    """A page of the list."""

    lines: tuple[Line, ...]
    page: int
    n_pages: int


def shown_for(network: NetworkMap, question: MapQuestion) -> Shown:
    """What the question asks for."""
    day = question.year_ends.get(question.year, day_number(question.as_of or network.snapshot.as_of))
    moment = moment_of(scoped(network.snapshot, question.scope), day)
    return Shown(network, question, moment, moment.present & _named(network, question.text))


def listed(shown: Shown, page: int, language: str) -> MapList:
    """A page of the list, from 1.

    Raises
    ------
    InvalidOption
        The page lies outside the list.
    """
    rows = shown.ordered()
    n_pages = max(1, -(-len(rows) // PAGE_SIZE))
    if not 1 <= page <= n_pages:
        raise InvalidOption("page", page, f"1–{n_pages}")
    network = shown.network
    community = np.zeros(network.history.n_actors, dtype=np.int64)
    community[network.rows] = network.community
    on_map = np.isin(rows, network.rows)
    first = (page - 1) * PAGE_SIZE
    degree = shown.moment.degree
    lines = tuple(
        Line(card(network.snapshot, row, {}, language), int(degree[row]), int(community[row]), bool(on_map[at]))
        for at, row in enumerate(rows[first : first + PAGE_SIZE].tolist(), start=first)
    )
    return MapList(lines, page, n_pages)


def _named(network: NetworkMap, text: str) -> Mask:
    words = fold(text).split()
    actors = network.snapshot.actors
    if not words:
        return np.ones(len(actors), dtype=bool)
    texts = (fold(name or actor_id) for name, actor_id in zip(actors.names, actors.ids, strict=True))
    return np.fromiter((all(word in one for word in words) for one in texts), bool, len(actors))
