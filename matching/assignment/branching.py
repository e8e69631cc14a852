"""The best whole numbers of a program, by branch and bound, with a proof that can be counted again.

At each node the prices of the relaxed program bound what whole numbers can reach; the bound is worked out in whole
numbers, so that nothing hangs on rounding. What no better answer can have, or lack, by these prices is fixed. Nodes
are taken by their bound, and each is followed down until it ends (Land and Doig 1960; Crowder, Johnson and Padberg
1983).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

import numpy as np

from matching.assignment.clock import Clock
from matching.assignment.instance import Ints, Mask
from matching.assignment.program import COUNTED, UNBOUNDED, Program
from matching.assignment.relaxing import Floats, relaxed
from matching.assignment.results import Node, Tree
from matching.exact import exact_dot

_FINEST, _LARGEST = 2**12, 2**42  # the scale of prices, and the largest objective times it
_PENALTY = 2**8  # times the largest objective: what the relaxed program pays for missing a level by one
_HIGHEST = 2**52  # of a price
_WHOLE = 1e-6
_EXACT = 2.0**30  # larger objectives are divided for the relaxed program, which computes in floating point
MOST_KEPT = 4_000  # nodes of a proof; a longer one is not kept


@dataclass(slots=True, eq=False)
class _Open:
    """A node that is not settled: what columns may still be, and a bound and its prices from the node above it."""

    number: int
    low: Ints
    high: Ints
    bound: int
    prices: Ints


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
    """

    program: Program
    objective: Ints
    value: int
    clock: Clock
    enough: int | None = None
    hints: tuple[Ints, ...] = ()
    taken: Mask | None = field(init=False, default=None)
    nodes: list[Node] = field(init=False, default_factory=list)
    scale: int = field(init=False)
    unit: float = field(init=False)
    penalized: Ints = field(init=False)
    loosened: Ints = field(init=False)
    _given_up: int | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        largest = int(np.abs(self.objective).max(initial=1))
        self.scale = max(1, min(_FINEST, _LARGEST // max(largest, 1)))
        self.unit = max(1.0, largest / _EXACT)
        self.penalized, self.loosened = self.objective.copy(), self.program.high.copy()
        missing = slice(len(self.objective) - len(COUNTED), None)
        if not self.loosened[missing].any():
            self.penalized[missing] = -largest * _PENALTY
            self.loosened[missing] = UNBOUNDED

    def run(self) -> Outcome:
        """The best, or the best so far when the time is up."""
        program = self.program
        start = exact_dot(self.objective, np.where(self.objective > 0, program.high, program.low))
        waiting = [(-start, 0, _Open(0, program.low.copy(), program.high.copy(), start, 0 * program.most))]
        self.nodes.append(Node((), -1, 0))
        while waiting and not self._is_enough():
            one: _Open | None = heapq.heappop(waiting)[-1]
            while one is not None and one.bound > self.value and not self._is_enough():
                if self._is_late():
                    heapq.heappush(waiting, (-one.bound, -one.number, one))
                    return self._cut_short(waiting)
                one, other = self._branched(one)
                if other is not None:
                    heapq.heappush(waiting, (-other.bound, -other.number, other))
        is_whole = self._given_up is None or self._given_up <= self.value
        tree = Tree(self.scale, tuple(self.nodes)) if is_whole and len(self.nodes) <= MOST_KEPT else None
        bound = self.value if self._given_up is None else max(self._given_up, self.value)
        return Outcome(self.taken, self.value, bound, tree)

    def _cut_short(self, waiting: list[tuple[int, int, _Open]]) -> Outcome:
        self.clock.is_up = True
        bound = max(self.value, self._given_up or self.value, *(one.bound for *_, one in waiting))
        return Outcome(self.taken, self.value, bound, None)

    def _is_late(self) -> bool:
        left = self.clock.left()
        return left is not None and left <= 0

    def _is_enough(self) -> bool:
        return self.enough is not None and self.value >= self.enough

    def _branched(self, one: _Open) -> tuple[_Open | None, _Open | None]:
        """The two nodes below a node: with the column it branches on, and without; none if it is settled."""
        duals: list[Ints] = []
        hints = self.hints if one.number == 0 else ()
        for prices in hints:
            if self._bounded(one, prices * self.scale, duals):
                return self._settled(one, duals)
        if (row := self._overfull(one)) >= 0:
            prices = one.prices.copy()
            prices[row] += (one.bound - self.value + 1) * self.scale
            self._bounded(one, prices, duals)
            return self._settled(one, duals)
        solved = self._relaxed(one)
        if solved is None:
            if not self._is_late():
                self._give_up(one)
            return (one, None) if self._is_late() else self._settled(one, duals)
        columns, prices = solved
        self._try(columns)
        if self._is_enough() or self._bounded(one, prices, duals):
            return self._settled(one, duals)
        column = self._column(one, columns)
        if column < 0:
            self._give_up(one)
            return self._settled(one, duals)
        return self._halves(one, duals, column)

    def _overfull(self, one: _Open) -> int:
        """A row that what is settled fills too much, or -1."""
        n = self.program.n_choices
        used = self.program.matrix[: self.program.n_full, :n] @ one.low[:n]
        over = np.flatnonzero(used > self.program.most[: self.program.n_full])
        return int(over[0]) if len(over) else -1

    def _halves(self, one: _Open, duals: list[Ints], column: int) -> tuple[_Open, _Open]:
        first = len(self.nodes)
        self.nodes[one.number] = Node(tuple(duals), column, first)
        self.nodes += [Node((), -1, 0), Node((), -1, 0)]
        with_it = _Open(first, one.low.copy(), one.high.copy(), one.bound, one.prices)
        without = _Open(first + 1, one.low, one.high, one.bound, one.prices)
        with_it.low[column] = 1
        without.high[column] = 0
        return with_it, without

    def _settled(self, one: _Open, duals: list[Ints]) -> tuple[None, None]:
        self.nodes[one.number] = Node(tuple(duals), -1, 0)
        return None, None

    def _give_up(self, one: _Open) -> None:
        """A node that can neither be bounded nor divided stays a bound."""
        self._given_up = max(one.bound, self._given_up if self._given_up is not None else one.bound)

    def _relaxed(self, one: _Open) -> tuple[Floats, Ints] | None:
        """Columns and prices of the relaxed program, in which levels may be missed at a price."""
        high = np.concatenate([one.high[: -len(COUNTED)], self.loosened[-len(COUNTED) :]])
        free = np.flatnonzero(one.low < high)
        fixed = np.where(one.low < high, 0, one.low)
        most = self.program.most
        solved = relaxed(
            self.program.matrix[:, free],
            np.where(most < UNBOUNDED, most - self.program.matrix @ fixed, np.inf),
            one.low[free].astype(np.float64),
            np.where(high < UNBOUNDED, high, np.inf)[free],
            self.penalized[free] / self.unit,
            self.clock.left(),
        )
        if solved is None:
            return None
        columns = fixed.astype(np.float64)
        columns[free] = solved.columns
        return columns, np.rint(np.minimum(solved.prices * self.unit * self.scale, _HIGHEST)).astype(np.int64)

    def _bounded(self, one: _Open, prices: Ints, duals: list[Ints]) -> bool:
        """Whether nothing in a node is better, by these prices; what they decide is fixed, in place."""
        worth = self.objective * self.scale - self.program.matrix.T @ prices
        total = exact_dot(prices, self.program.most) + exact_dot(worth, np.where(worth > 0, one.high, one.low))
        one.bound = min(one.bound, total // self.scale)
        one.prices = prices
        duals.append(prices)
        beyond = min(total - (self.value + 1) * self.scale, 2**62)  # what may be lost and still be better
        if beyond < 0:
            return True
        n = self.program.n_choices
        fixed = (one.low[:n] < one.high[:n]) & (np.abs(worth[:n]) > beyond)
        one.low[:n][fixed] = one.high[:n][fixed] = worth[:n][fixed] > 0
        return False

    def _try(self, columns: Floats) -> None:
        """Keep the choices if they are whole, allowed, and worth more."""
        taken = columns[: self.program.n_choices] > 0.5
        if np.abs(columns[: self.program.n_choices] - taken).max(initial=0.0) > _WHOLE:
            return
        whole = self.program.completed(taken)
        value = exact_dot(self.objective, whole)
        if value > self.value and self.program.is_kept_by(whole):
            self.value, self.taken = value, taken

    def _column(self, one: _Open, columns: Floats) -> int:
        """The choice to branch on: of the largest units first, the least decided; -1 if all are settled."""
        n = self.program.n_choices
        open_ones = np.flatnonzero(one.low[:n] < one.high[:n])
        if not len(open_ones):
            return -1
        near = np.abs(columns[open_ones] - 0.5)
        broken = near < 0.5 - _WHOLE
        size = self.program.n_members[open_ones]
        return int(open_ones[np.lexsort((near, -size, ~broken))[0]])
