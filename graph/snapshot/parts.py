"""What a snapshot derives from its tables, part by part.

A part keeps the objects it was made from, so that a refresh makes anew only the parts
whose tables changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import is_
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Column, Days, Mask, Rows, frozen
from graph.snapshot.links import LinkTable
from graph.snapshot.matrices import Matrix, column_sizes, matrix_of, transposed
from graph.snapshot.nodes import Actors, NodeTable


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Something derived, with what it was made from."""

    made_from: tuple[object, ...] = field(repr=False)


P = TypeVar("P", bound=Part)


def remade(make: Callable[..., P], former: P | None, *inputs: Any) -> P:
    """The part made from the inputs, or the former one if it was made from the very same."""
    if former is not None and _made_from(former, inputs):
        return former
    return make(*inputs)


class DerivedParts:
    """Parts that others derive from a snapshot when they first need them, one of each kind.

    The next snapshot begins with those of the former one, so that a part whose inputs did
    not change is made once, and one whose inputs changed a little can be edited.
    """

    def __init__(self, former: DerivedParts | None = None) -> None:
        self._lock = threading.RLock()  # a part may be made from another one
        self._parts: dict[Callable[..., Part], Part] = {} if former is None else dict(former._parts)

    def get(self, make: Callable[..., P], *inputs: Any) -> P:
        """The part that `make(former, *inputs)` returns; threads that need the same one wait for it.

        `former` is the one made last, or None: it is given back where it was made from the
        very same inputs, and is there to be edited where it was not.
        """
        former: Any = self._parts.get(make)
        if former is not None and _made_from(former, inputs):
            return former  # type: ignore[no-any-return]  # each function makes parts of one type
        with self._lock:
            former = self._parts.get(make)
            if former is None or not _made_from(former, inputs):
                self._parts[make] = former = make(former, *inputs)
            return former  # type: ignore[no-any-return]


def _made_from(part: Part, inputs: tuple[Any, ...]) -> bool:
    return len(part.made_from) == len(inputs) and all(map(is_, part.made_from, inputs))


@dataclass(frozen=True, slots=True, eq=False)
class Membership(Part):
    """Who belongs to the network on the day."""

    present: Mask
    n_present: int


def membership(actors: Actors, day: int) -> Membership:
    """Present from the day of joining to the day before leaving."""
    present = frozen((actors.joined <= day) & (actors.left > day))
    return Membership((actors, day), present, int(present.sum()))


@dataclass(frozen=True, slots=True, eq=False)
class SkillLists(Part):
    """Who needs and offers what.

    `needs` and `offers` are actor × skill with priority and level (-1 where not given),
    `needed_by` and `offered_by` the same as skill × actor. All list also actors that are not
    present; `n_offering` counts, for each skill, only those that are.
    """

    needs: Matrix
    offers: Matrix
    needed_by: Matrix
    offered_by: Matrix
    n_offering: NDArray[np.int64]


def skill_lists(ids: Column, skills: NodeTable, present: Mask, needs: LinkTable, offers: LinkTable) -> SkillLists:
    """Needs and offers by actor and by skill."""
    shape = (len(ids), len(skills))
    needed = matrix_of(needs, shape, needs.columns["priority"].astype(np.int8))
    offered = matrix_of(offers, shape, offers.columns["level"].astype(np.int8))
    return SkillLists(
        (ids, skills, present, needs, offers),
        needed,
        offered,
        transposed(needed),
        transposed(offered),
        column_sizes(offered, present),
    )


@dataclass(frozen=True, slots=True, eq=False)
class SphereLists(Part):
    """Who works in which sphere, as actor × sphere and sphere × actor.

    Both list also actors that are not present; `n_active` counts only those that are.
    """

    active_in: Matrix
    active_by: Matrix
    n_active: NDArray[np.int64]


def sphere_lists(ids: Column, spheres: NodeTable, present: Mask, active: LinkTable) -> SphereLists:
    """Spheres by actor and actors by sphere."""
    matrix = matrix_of(active, (len(ids), len(spheres)))
    return SphereLists((ids, spheres, present, active), matrix, transposed(matrix), column_sizes(matrix, present))


@dataclass(frozen=True, slots=True, eq=False)
class Attendance(Part):
    """Who came to which event: actor × event."""

    attended: Matrix


def attendance(ids: Column, events: NodeTable, came: LinkTable) -> Attendance:
    """Events by actor."""
    return Attendance((ids, events, came), matrix_of(came, (len(ids), len(events))))


@dataclass(frozen=True, slots=True, eq=False)
class LanguageSets(Part):
    """Which languages actors work in.

    `sets` are the distinct lists of languages, in order; `set_of` the number of each
    actor's, so that a question looks at a handful of lists instead of at every actor.
    """

    sets: tuple[tuple[str, ...], ...]
    set_of: Rows


def language_sets(languages: Column) -> LanguageSets:
    """The distinct lists of languages and which actor has which."""
    listed = languages.tolist()
    sets = tuple(sorted(set(listed)))
    number_of = {each: number for number, each in enumerate(sets)}
    set_of = np.fromiter((number_of[each] for each in listed), np.int32, len(listed))
    return LanguageSets((languages,), sets, frozen(set_of))


def begun(links: LinkTable, day: int) -> Mask:
    """Which dated links had begun by the day."""
    since: Days = links.columns["since"]
    return since <= day


def ongoing(links: LinkTable, day: int) -> Mask:
    """Which dated links had begun and were not over; the last day still counts."""
    until: Days = links.columns["until"]
    return begun(links, day) & (until >= day)
