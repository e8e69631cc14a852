"""The values of all signals at rolling cuts, each question looked at once.

Learning asks the same questions again and again: from cuts before each cut that is judged, and from all of them at
last, each time with the answers that were known by then. What is looked up does not depend on the answers, so it is
kept: of each question at most so many candidates, drawn whoever was chosen, and those that ever were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.candidates import candidates
from matching.eligibility import eligible
from matching.evaluation.cases import Case, future_of
from matching.evaluation.formats import Folder, Project
from matching.evaluation.metrics import K
from matching.evaluation.world import World, world_before
from matching.learning.choices import Choices
from matching.options import Options
from matching.scoring import score

MOST_QUESTIONS = 300  # of one cut
MOST_OTHERS = 1_000  # candidates drawn of those that were not chosen

Cases = Callable[[World, tuple[Project, ...]], tuple[Case, ...]]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LookedUp:
    """Candidates of one question.

    Attributes
    ----------
    values : float64 array, shape (n, n signals)
    rows : int32 array, shape (n,)
        Their rows among the actors.
    drawn : bool array, shape (n,)
        Whether each was drawn; the others are kept because they were chosen at some time.
    share_drawn : float
        Which share of all candidates was drawn.
    """

    values: Values
    rows: NDArray[np.int32]
    drawn: NDArray[np.bool_]
    share_drawn: float

    def choice(self, chosen: NDArray[np.bool_]) -> Choices:
        """The question with these chosen; others count if they were drawn, each for as many as it stands for."""
        kept = np.flatnonzero(chosen | self.drawn)
        stands_for = np.where(chosen[kept], 1.0, 1.0 / self.share_drawn)
        return Choices(self.values[kept], chosen[kept], np.zeros(1, dtype=np.int64), stands_for)


class CutsLookedUp:
    """Questions and values at the cuts of one folder; worlds are built once, and each question is looked at once.

    Parameters
    ----------
    end : date
        Nothing that begins from it on is read.
    options : Options
        Under which no signal is left out.
    """

    def __init__(self, folder: Folder, end: date, cases_of: Cases, options: Options, rng: np.random.Generator) -> None:
        before = tuple(project for project in folder.projects if project.day < end)
        self.folder, self.end, self.cases_of = replace(folder, projects=before), end, cases_of
        self.options, self.rng = options, rng
        self.worlds: dict[date, World] = {}
        self._order: dict[date, dict[str, float]] = {}
        self._truths: dict[date, Mapping[str, frozenset[str]]] = {}
        self._kept: dict[tuple[date, str], LookedUp] = {}

    def world(self, cut: date) -> World:
        """What was known before the cut."""
        if cut not in self.worlds:
            self.worlds[cut] = world_before(self.folder, cut)
            self._order[cut] = {}
            self._truths[cut] = {case.query: case.truth for case in self._cases(cut, self.end)}
        return self.worlds[cut]

    def cases(self, cut: date, end: date) -> tuple[Case, ...]:
        """Questions of a cut whose answers come before the end, at most so many, drawn evenly.

        The order in which they are drawn stays the same, so that questions of an earlier end are mostly asked again.
        """
        self.world(cut)
        cases, order = self._cases(cut, end), self._order[cut]
        if len(cases) <= MOST_QUESTIONS:
            return cases
        for case in cases:
            order.setdefault(case.query, float(self.rng.random()))
        first = {
            case.query for case in sorted(cases, key=lambda case: (order[case.query], case.query))[:MOST_QUESTIONS]
        }
        return tuple(case for case in cases if case.query in first)

    def choices(self, cut: date, end: date) -> list[Choices]:
        """The questions of a cut as choices, with the answers before the end; those without any are left out."""
        found = []
        for case in self.cases(cut, end):
            kept = self._kept.get((cut, case.query)) or self._keep(cut, case, *self.values_of(cut, case))
            chosen = self._chosen(cut, case.truth, kept.rows)
            if chosen.any():
                found.append(kept.choice(chosen))
        return found

    def judged(self, cut: date, case: Case) -> tuple[Values, NDArray[np.bool_]]:
        """Values of all signals of all candidates, and which of them are in the truth."""
        values, rows = self.values_of(cut, case)
        if (cut, case.query) not in self._kept:
            self._keep(cut, case, values, rows)
        return values, self._chosen(cut, case.truth, rows)

    def values_of(self, cut: date, case: Case) -> tuple[Values, NDArray[np.int32]]:
        """Values of all signals of all candidates, shape (n candidates, n signals), and the rows of these."""
        question = case.ask(self.world(cut), K, self.options)
        scored = score(question, candidates(question))
        allowed = np.flatnonzero(eligible(question, scored))
        return scored.values[:, allowed].T, scored.rows[allowed]

    def _cases(self, cut: date, end: date) -> tuple[Case, ...]:
        world = self.worlds[cut]
        return self.cases_of(world, future_of(self.folder, world, end))

    def _keep(self, cut: date, case: Case, values: Values, rows: NDArray[np.int32]) -> LookedUp:
        n_drawn = min(len(rows), MOST_OTHERS)
        drawn = np.zeros(len(rows), dtype=bool)
        drawn[self.rng.choice(len(rows), n_drawn, replace=False) if n_drawn < len(rows) else slice(None)] = True
        at = np.flatnonzero(drawn | self._chosen(cut, self._truths[cut].get(case.query, case.truth), rows))
        kept = LookedUp(values[at], rows[at], drawn[at], n_drawn / max(len(rows), 1))
        self._kept[cut, case.query] = kept
        return kept

    def _chosen(self, cut: date, truth: frozenset[str], rows: NDArray[np.int32]) -> NDArray[np.bool_]:
        world = self.worlds[cut]
        return np.isin(rows, [world.snapshot.actors.row_of[world.actor_of[org]] for org in truth])
