"""What an import would do: row by row, as one unit, and as the unit that would undo it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from graph.model import Link, LinkKey, Node, NodeKey, Unit
from web.office.persons import Person
from web.services.importing.comparing import Change, Difference
from web.services.importing.matching_columns import Columns
from web.services.importing.wanted import Problem, Unsure

State = Literal["new", "changed", "same", "duplicate", "suspected", "failed", "skipped"]
STATES: tuple[State, ...] = ("new", "changed", "same", "duplicate", "suspected", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class Suspect:
    """Somebody of the network whom a row may be about.

    Attributes
    ----------
    actor_id : str
        Empty where it is an earlier row of the file, `of_row`; that row cannot be merged with, since nobody is
        there yet.
    why : str
        What speaks for it, as `known.Found` says.
    """

    actor_id: str
    name: str
    locality: str
    why: str
    of_row: int = 0


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one row.

    Attributes
    ----------
    actor_id : str
        Whom it is about, or who it becomes; empty where nothing is written.
    of_row : int
        The earlier row that a duplicate repeats.
    """

    number: int
    state: State
    title: str
    actor_id: str = ""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    of_row: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a suspected row is somebody who is there (`actor_id`), or apart from all (None)."""

    fingerprint: str
    actor_id: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole file beside the network, at one revision of it.

    Attributes
    ----------
    unit, undo : Unit
        What is written at once, and what would bring back what was.
    persons : tuple of Person
        Who is written into the office.
    """

    columns: Columns
    rows: tuple[RowPlan, ...]
    unit: Unit
    undo: Unit
    persons: tuple[Person, ...]
    decisions: tuple[Decision, ...]
    revision: int

    @property
    def counts(self) -> dict[State, int]:
        """How many rows are in each state, zeros included."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in STATES}

    @property
    def writes(self) -> bool:
        """Whether anything would be written."""
        return self.unit != Unit() or bool(self.persons)


@dataclass(slots=True)
class Gathered:
    """The differences of all rows, gathered into the two units."""

    nodes: list[Node] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    deleted: list[LinkKey] = field(default_factory=list)
    former_nodes: list[Node] = field(default_factory=list)
    former_links: list[Link] = field(default_factory=list)
    added_nodes: list[NodeKey] = field(default_factory=list)
    added_links: list[LinkKey] = field(default_factory=list)

    def take(self, difference: Difference) -> None:
        """Take one row's difference in."""
        if difference.node is not None:
            self.nodes.append(difference.node)
            if difference.former is None:
                self.added_nodes.append(difference.node.key)
            else:
                self.former_nodes.append(difference.former)
        self.links += difference.links
        self.deleted += difference.deleted
        self.former_links += difference.former_links
        self.added_links += difference.added_keys

    def unit(self) -> Unit:
        """What is written."""
        return Unit(tuple(self.nodes), tuple(self.links), tuple(self.deleted))

    def undo(self) -> Unit:
        """What brings back what was: what is given is all there is afterwards."""
        return Unit(
            nodes=tuple(self.former_nodes),
            links=tuple(self.former_links),
            deleted_links=tuple(self.added_links),
            deleted_nodes=tuple(self.added_nodes),
            replace=True,
        )
