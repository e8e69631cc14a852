"""What a generated programme is: streams of records that can be read again, and its persons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.model import Link, Node

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Stream(Generic[Record]):
    """Records made anew, and in the same order, each time they are read.

    >>> numbers = Stream(lambda: iter([1, 2]), 2)
    >>> list(numbers), list(numbers), len(numbers)
    ([1, 2], [1, 2], 2)
    """

    start: Callable[[], Iterable[Record]]
    n_records: int

    def __iter__(self) -> Iterator[Record]:
        return iter(self.start())

    def __len__(self) -> int:
        return self.n_records


@dataclass(frozen=True, slots=True)
class Person:
    """An invented mentor, for the office alone; the network knows only `actor_id`.

    The address ends in example.org, which no mailbox can have.
    """

    actor_id: str
    display_name: str
    email: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A whole network, reference records included; its streams may be read more than once."""

    nodes: Stream[Node]
    links: Stream[Link]
    persons: Stream[Person]

    @property
    def n_nodes(self) -> int:
        """How many nodes there are."""
        return len(self.nodes)

    @property
    def n_links(self) -> int:
        """How many links there are."""
        return len(self.links)
