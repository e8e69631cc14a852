"""The best whole numbers of a program, by branch and bound, with a proof that can be counted again.

At each node the prices of the relaxed program bound what whole numbers can reach (`bounding`), and what no better
answer can have, or lack, by these prices is settled. Nodes are taken by their bound, and each is followed down until it
ends (Land and Doig 1960; Crowder, Johnson and Padberg 1983).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from matching.assignment.bounding import Bits, Bounding, Part, unpacked
from matching.assignment.clock import Clock
from matching.assignment.instance import Ints, Mask
from matching.assignment.program import COUNTED, Program
from matching.assignment.relaxing import Floats
from matching.assignment.results import Node, Tree
from matching.exact import exact_dot

_WHOLE = 1e-6
_EVERY = 8  # so often columns are rounded, counted in relaxed programs
MOST_KEPT = 4_000  # nodes of a proof; a longer one is not kept

Rounding = Callable[[Floats], Mask | None]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What was found.

    Attributes
    ----------
    taken : bool array, shape (n_choices,), or None where nothing is better than what was there
    value : int, what it is worth, or what was there
    bound : int, nothing is worth more; the value if the search was completed
    tree : Tree or None, the proof; None where the search was cut short, or was very long
    """

    taken: Mask | None
    value: int
    bound: int
    tree: Tree | None


@dataclass(slots=True, eq=False)
class Search:
    """A search for what is worth more than `value`.

    Parameters
    ----------
    program : Program
    objective : int64 array, shape (n_columns,)
    value : int, what there is already
    clock : Clock
    enough : int or None, the search ends once something is worth so much
    hints : prices of rows, shape (n_rows,) each, that may prove by themselves that nothing is better
    guide : int64 array or None, another objective, by which to look for what misses no level; only if it has to miss
        one, the bound is looked for
    rounding : choices near columns that are no whole numbers, or None where there are none
    """

    program: Program
    objective: Ints
    value: int
    clock: Clock
    enough: int | None = None
    hints: tuple[Ints, ...] = ()
    guide: Ints | None = None
    rounding: Rounding | None = None
    taken: Mask | None = field(init=False, default=None)
    nodes: list[Node] = field(init=False, default_factory=list)
    _by: Bounding = field(init=False)
    _ahead: Bounding | None = field(init=False)
    _waiting: list[tuple[int, int, Part, tuple[Bits, Bits]]] = field(init=False, default_factory=list)
    _unsettled: list[int] = field(init=False, default_factory=list)
    _n_solved: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._by = Bounding(self.program, self.objective)
        self._ahead = None if self.guide is None else Bounding(self.program.strict(), self.guide)

    def run(self) -> Outcome:
        """The best, or the best so far when the time is up."""
        self.nodes.append(Node((), -1, 0))
        self._wait(self._by.everything())
        while self._waiting and not self._is_over():
            part: Part | None = unpacked(*heapq.heappop(self._waiting)[2:], self.program.n_choices)
            while part is not None and part.bound > self.value and not self._is_enough():
                if self._is_over():
                    self._wait(part)
                    break
                part = self._branched(part)
        open_bounds = [-bound for bound, *_ in self._waiting] if self._is_over() and not self._is_enough() else []
        bound = max([self.value, *open_bounds, *self._unsettled])
        is_proof = bound == self.value and len(self.nodes) <= MOST_KEPT
        return Outcome(self.taken, self.value, bound, Tree(self._by.scale, tuple(self.nodes)) if is_proof else None)

    def _wait(self, part: Part) -> None:
        bits = part.packed()
        part.low = part.high = part.prices[:0]
        heapq.heappush(self._waiting, (-part.bound, -part.number, part, bits))

    def _is_over(self) -> bool:
        left = self.clock.left()
        self.clock.is_up |= left is not None and left <= 0
        return self.clock.is_up or self._is_enough()

    def _is_enough(self) -> bool:
        return self.enough is not None and self.value >= self.enough

    def _branched(self, part: Part) -> Part | None:
        """The part with the choice it branches on, the other part waiting; None if this one is settled."""
        duals: list[Ints] = []
        for prices in self._known_prices(part):
            duals.append(prices)
            if self._by.narrow(part, prices, self.value):
                return self._settle(part, duals)
        columns = self._relaxed(part, duals)
        if columns is None:
            if self._is_over():
                self._wait(part)
                return None
            columns = np.full(len(self.objective), 0.5)  # numbers too far apart for the solver: divide all the same
        if self._is_enough() or part.bound <= self.value:
            return self._settle(part, duals)
        column = self._column(part, columns)
        if column < 0:
            self._end(part, duals)
            return self._settle(part, duals)
        return self._halved(part, duals, column)

    def _end(self, part: Part, duals: list[Ints]) -> None:
        """All is settled: keep it, or say what it misses; what cannot be said stays a bound."""
        self._keep(part.low > 0)
        for prices in self._by.at_the_end(part, self.value):
            duals.append(prices)
            if self._by.narrow(part, prices, self.value):
                return
        self._unsettled.append(part.bound)

    def _known_prices(self, part: Part) -> Iterator[Ints]:
        """Prices for which nothing has to be solved, each after the one before was used."""
        if part.number == 0:
            yield from (prices * self._by.scale for prices in self.hints)
        if (against := self._by.against(part, self.value)) is not None:
            yield against

    def _relaxed(self, part: Part, duals: list[Ints]) -> Floats | None:
        """Columns of the relaxed program, by which the part is bounded and something better is looked for."""
        self._n_solved += 1
        solved = None if self._ahead is None else self._ahead.relaxed(part, self.clock)
        if solved is None or solved[0][-len(COUNTED) :].max() > _WHOLE:
            solved = self._by.relaxed(part, self.clock)
            if solved is None:
                return None
            duals.append(solved[1])
            self._by.narrow(part, solved[1], self.value)
        columns = solved[0]
        taken = columns[: self.program.n_choices] > 0.5
        if np.abs(columns[: self.program.n_choices] - taken).max(initial=0.0) <= _WHOLE:
            self._keep(taken)
        elif self.rounding is not None and part.bound > self.value and self._n_solved % _EVERY == 1:
            self._keep(self.rounding(columns))
        return columns

    def _keep(self, taken: Mask | None) -> None:
        """Keep the choices if they are allowed and worth more."""
        if taken is None:
            return
        columns = self.program.completed(taken)
        value = exact_dot(self.objective, columns)
        if value > self.value and self.program.is_kept_by(columns):
            self.value, self.taken = value, taken

    def _halved(self, part: Part, duals: list[Ints], column: int) -> Part:
        first = len(self.nodes)
        self.nodes[part.number] = Node(tuple(duals), column, first)
        self.nodes += [Node((), -1, 0), Node((), -1, 0)]
        taken = Part(first, part.low.copy(), part.high.copy(), part.bound, part.prices)
        taken.low[column], part.high[column] = 1, 0
        self._wait(Part(first + 1, part.low, part.high, part.bound, part.prices))
        return taken

    def _settle(self, part: Part, duals: list[Ints]) -> Part | None:
        self.nodes[part.number] = Node(tuple(duals), -1, 0)
        return None

    def _column(self, part: Part, columns: Floats) -> int:
        """The choice to branch on: of the largest units first, the least decided; -1 if all are settled."""
        open_ones = np.flatnonzero(part.low < part.high)
        if not len(open_ones):
            return -1
        near = np.abs(columns[open_ones] - 0.5)
        broken = near < 0.5 - _WHOLE
        size = self.program.n_members[open_ones]
        return int(open_ones[np.lexsort((near, -size, ~broken))[0]])
