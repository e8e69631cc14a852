"""What a peer may learn from, and its scores made into the same rankings as the product's."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.evaluation.cases import Case
from matching.evaluation.formats import Folder, Project
from matching.evaluation.metrics import K
from matching.evaluation.rankings import Ranked
from matching.evaluation.world import World, world_before
from matching.results import Kind
from matching.scoring import TIE_DECIMALS

Scores = NDArray[np.float64]
Scorer = Callable[[Case], Scores]


@dataclass(frozen=True, eq=False)
class Past:
    """The projects before a day, and the organisations known from them.

    Attributes
    ----------
    folder : Folder
        Projects of the past alone, so that no peer can reach later ones.
    world : World
        The product's network of the same projects.
    kind : Kind
        What is asked for: new partners, or answers to calls.
    column_of : dict of organisation id to its place among `world.known`
    members : sparse array, shape (n projects, n known)
        1 where an organisation took part.
    """

    folder: Folder
    world: World
    kind: Kind
    column_of: dict[str, int]
    members: Any
    _found: dict[Hashable, Any] = field(init=False, repr=False, default_factory=dict)

    @classmethod
    def before(cls, folder: Folder, cut: date, kind: Kind) -> Past:
        """What was known on the day before the cut."""
        world = world_before(folder, cut)
        column_of = {org: column for column, org in enumerate(world.known)}
        pairs = [(row, column_of[org]) for row, project in enumerate(world.past) for org in project.members]
        rows, columns = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
        shape = (len(world.past), len(world.known))
        members = csr_array((np.ones(len(pairs)), (rows, columns)), shape=shape)
        return cls(replace(folder, projects=world.past), world, kind, column_of, members)

    @cached_property
    def n_projects(self) -> Scores:
        """How many past projects each known organisation has."""
        return np.asarray(self.members.sum(axis=0)).ravel()

    @cached_property
    def shared(self) -> Scores:
        """How many past projects each two share, 0 with oneself; shape (n known, n known)."""
        shared = (self.members.T @ self.members).toarray()
        np.fill_diagonal(shared, 0)
        return shared

    def seeker(self, case: Case) -> int | None:
        """The column of who asks or calls; None for a caller who is not known."""
        return self.column_of.get(case.seeker)

    def nothing(self) -> Scores:
        """A score of 0 for everybody: what a peer says of a caller whom it does not know."""
        return np.zeros(len(self.world.known))

    def once(self, key: Hashable, find: Callable[[], Any]) -> Any:
        """What `find` returns, found once for all settings."""
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]

    def candidates(self, case: Case) -> NDArray[np.bool_]:
        """Everybody known but the seeker and, when new partners are asked for, its past ones."""
        allowed = np.ones(len(self.world.known), dtype=bool)
        seeker = self.seeker(case)
        if seeker is not None:
            allowed[seeker] = False
            if case.call is None:
                allowed &= self.shared[seeker] == 0
        return allowed

    def first(self, case: Case, scores: Scores, k: int = K) -> Ranked:
        """The first k candidates; among equal ones those with more past projects, then by id."""
        rounded = scores.round(TIE_DECIMALS)
        order = np.lexsort((np.arange(len(rounded)), -self.n_projects, -rounded))
        chosen = order[self.candidates(case)[order]][:k]
        return tuple((self.world.known[column], float(rounded[column])) for column in chosen.tolist())

    def rank(self, scorer: Scorer, cases: Sequence[Case]) -> dict[str, Ranked]:
        """The ranking of each question, in the order of the questions."""
        return {case.query: self.first(case, scorer(case)) for case in cases}


def words_of(project: Project) -> str:
    """All that a project says of itself."""
    return "\n".join((project.title, project.text, *project.themes, *project.places))
