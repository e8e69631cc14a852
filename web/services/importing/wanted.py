"""What one row wants the network to have, before anybody looked what is there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.model import Value
from web.services.importing.meanings import Doubt, Meaning

Rated = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken.

    Attributes
    ----------
    column : str
        The header, as the file has it.
    code : str
        One word for what is wrong; `row_words.problem_in` has the sentence.
    """

    column: str
    code: str
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unsure:
    """A cell whose words may mean several things or none: it is shown, and nothing is taken of it."""

    column: str
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Understood:
    """Words of a cell that were taken for an entry of the reference.

    Attributes
    ----------
    field : str
        A property, or the link type of a list or a place.
    """

    column: str
    field: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class GivenPerson:
    """Who a row is about; this goes to the office alone."""

    display_name: str
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row, read.

    Attributes
    ----------
    row : int
        Its number in the file.
    title : str
        How a person would call it.
    given_id : str
        The id that the row says it has.
    properties :
        Values of the node; None for one that the row wants to be removed.
    links :
        By link type, targets with their rating (None where none is given).
    whole : frozenset of str
        Link types of which the row names all there are, so that others go.
    aside : str
        Why the row is nobody, as a line of totals; empty for all others.
    """

    row: int
    title: str
    label: str
    given_id: str = ""
    properties: Mapping[str, Value | None] = dataclasses.field(default_factory=dict)
    links: Mapping[str, Rated] = dataclasses.field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    person: GivenPerson | None = None
    problems: tuple[Problem, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    understood: tuple[Understood, ...] = ()
    aside: str = ""
