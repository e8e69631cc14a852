"""What an import would do: row by row, as one unit, and as the unit that would undo it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.model import Link, LinkKey, Node, NodeKey, Unit
from web.office.persons import Person
from web.services.importing.comparing import Change, Difference
from web.services.importing.matching_columns import Columns
from web.services.importing.meanings import Labels
from web.services.importing.wanted import Problem, Understood, Unsure

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
    changes : tuple of Change
        What the two say otherwise, and so what a merge would change.
    """

    actor_id: str
    name: str
    locality: str
    why: str
    of_row: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one row.

    Attributes
    ----------
    actor_id : str
        Whom it is about, or who it becomes; empty where nothing is written.
    of_row : int
        The earlier row that a duplicate repeats.
    understood : tuple of Understood
        What its words were taken for.
    aside : str
        Why it is left out without being asked, as a line of totals is; see `asides.aside`.
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
    understood: tuple[Understood, ...] = ()
    aside: str = ""


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
    named : dict
        By property or link type whose values are codes, the labels of the codes.
    """

    columns: Columns
    rows: tuple[RowPlan, ...]
    unit: Unit
    undo: Unit
    persons: tuple[Person, ...]
    decisions: tuple[Decision, ...]
    revision: int
    named: Mapping[str, Mapping[str, Labels]] = field(default_factory=dict)

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
