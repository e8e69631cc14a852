"""An instance with rules as an integer program, for what no flow can say: seekers kept together, or apart.

Solved by HiGHS through scipy. It computes in floating point, so what it finds is rounded to whole pairs and counted
anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from matching.assignment.errors import CannotSolve, ContradictoryRules
from matching.assignment.instance import Instance, Ints
from matching.assignment.network import Network, locked_pairs, network_of
from matching.assignment.rules import Rules

_FOUND, _LIMIT, _INFEASIBLE = 0, 1, 2
_SLACK = 1e-9  # of the size of a bound, by which floating point may have lowered it


@dataclass(frozen=True, slots=True)
class Optimum:
    """What maximising found: a whole number, the bound that nothing passes, and whether the search was completed.

    Attributes
    ----------
    chosen : int64 array or None, indices of pairs; None where the time was up before anything was found
    """

    chosen: Ints | None
    bound: int
    is_complete: bool


@dataclass(slots=True)
class _Row:
    """Least and most that a sum of variables may be."""

    columns: Ints
    weights: Ints
    least: float
    most: float


@dataclass(slots=True)
class Program:
    """Variables: one a pair, one a provider (what its minimum load lacks), one a seeker (whether it is placed).

    Attributes
    ----------
    usable : bool array, shape (n_pairs,), pairs that are not left out
    forced : bool array, shape (n_pairs,), pairs that must be in beside the locked ones
    rows : list of conditions, to which each level adds one
    """

    instance: Instance
    rules: Rules
    locked: Ints = field(init=False)
    usable: NDArray[np.bool_] = field(init=False)
    forced: NDArray[np.bool_] = field(init=False)
    rows: list[_Row] = field(init=False)

    def __post_init__(self) -> None:
        self.locked = locked_pairs(self.instance, self.rules)
        self.usable = np.ones(self.instance.n_pairs, np.bool_)
        self.forced = np.zeros(self.instance.n_pairs, np.bool_)
        network = network_of(self.instance, self.rules)
        self.rows = [*self._loads(network), *self._seats(), *self._lacking(), *self._placing()]

    @property
    def n_variables(self) -> int:
        """How many variables there are."""
        return self.instance.n_pairs + self.instance.n_providers + self.instance.n_seekers

    def of_pairs(self, weights: Ints) -> Ints:
        """An objective that weighs pairs."""
        objective = np.zeros(self.n_variables, np.int64)
        objective[: self.instance.n_pairs] = weights
        return objective

    def shortfall(self) -> Ints:
        """An objective: places that minimum loads lack, as few as can be."""
        objective = np.zeros(self.n_variables, np.int64)
        begin = self.instance.n_pairs
        objective[begin : begin + self.instance.n_providers] = -(self.instance.minimum > 0).astype(np.int64)
        return objective

    def placed(self) -> Ints:
        """An objective: how many seekers have a provider."""
        objective = np.zeros(self.n_variables, np.int64)
        objective[self.n_variables - self.instance.n_seekers :] = 1
        return objective

    def demand(self, objective: Ints, least: int) -> None:
        """Whatever is found from now on reaches this much of an objective."""
        columns = np.flatnonzero(objective)
        self.rows.append(_Row(columns, objective[columns], least, np.inf))

    def maximise(self, objective: Ints, seconds: float | None) -> Optimum:
        """The most that can be reached, or the most that was found within the time.

        Raises
        ------
        ContradictoryRules
            Nothing keeps all rules.
        CannotSolve
            The solver broke down.
        """
        limit = {} if seconds is None else {"time_limit": max(seconds, 0.01)}
        found = milp(
            -objective.astype(np.float64),
            constraints=self._constraints(),
            bounds=self._bounds(),
            integrality=self.of_pairs(np.ones(self.instance.n_pairs, np.int64)),
            options={"mip_rel_gap": 0.0, **limit},
        )
        if found.status == _INFEASIBLE:
            raise ContradictoryRules(
                "no assignment keeps all rules: a locked pair goes against seekers kept together or apart; unlock one"
            )
        if found.status not in {_FOUND, _LIMIT}:
            raise CannotSolve(f"the search ended with: {found.message}")
        above = -found.mip_dual_bound if found.mip_dual_bound is not None else np.inf
        bound = int(above + _SLACK * (1 + abs(above))) if np.isfinite(above) else int(np.maximum(objective, 0).sum())
        chosen = None if found.x is None else np.flatnonzero(found.x[: self.instance.n_pairs] > 0.5).astype(np.int64)
        return Optimum(chosen, bound, found.status == _FOUND)

    def _constraints(self) -> LinearConstraint:
        lengths = [len(row.columns) for row in self.rows]
        columns = np.concatenate([row.columns for row in self.rows])
        weights = np.concatenate([row.weights for row in self.rows]).astype(np.float64)
        of_row = np.repeat(np.arange(len(self.rows)), lengths)
        matrix = csr_matrix((weights, (of_row, columns)), (len(self.rows), self.n_variables))
        return LinearConstraint(matrix, [row.least for row in self.rows], [row.most for row in self.rows])

    def _bounds(self) -> Bounds:
        least = np.zeros(self.n_variables)
        least[: self.instance.n_pairs][self.forced] = 1
        least[self.locked] = 1
        most = np.concatenate([self.usable.astype(np.float64), self.instance.minimum, np.ones(self.instance.n_seekers)])
        most[self.locked] = 1
        return Bounds(least, most)

    def _loads(self, network: Network) -> Iterator[_Row]:
        """What the nodes of the network let through, beside the locked pairs."""
        free = np.setdiff1d(np.arange(self.instance.n_pairs), self.locked)
        ends = [(self.instance.seeker, network.room[network.of_seekers])]
        ends.append((self.instance.provider, network.room[network.of_providers]))
        if network.n_cells:
            first = network.n_nodes - self.instance.n_providers - network.n_cells
            cells = network.head[: self.instance.n_pairs] - first
            begin = network.n_pairs + self.instance.n_seekers
            ends.append((np.where(cells < network.n_cells, cells, -1), network.room[begin : begin + network.n_cells]))
        for nodes, room in ends:
            for node, columns in _by_node(nodes[free], free):
                yield _Row(columns, np.ones_like(columns), -np.inf, float(room[node]))

    def _seats(self) -> Iterator[_Row]:
        for one, other in self.rules.together:
            for columns, weights in self._side_by_side(one, other):
                yield _Row(columns, weights, 0, 0)
        for one, other in self.rules.apart:
            for columns, weights in self._side_by_side(one, other):
                yield _Row(columns, np.abs(weights), -np.inf, 1)

    def _side_by_side(self, one: int, other: int) -> Iterator[tuple[Ints, Ints]]:
        """For each provider of either seeker its pairs with the two, weighed 1 and -1."""
        own = np.flatnonzero((self.instance.seeker == one) | (self.instance.seeker == other))
        for _, columns in _by_node(self.instance.provider[own], own):
            yield columns, np.where(self.instance.seeker[columns] == one, 1, -1)

    def _lacking(self) -> Iterator[_Row]:
        for provider, columns in _by_node(self.instance.provider, np.arange(self.instance.n_pairs)):
            if self.instance.minimum[provider]:
                lacks = np.append(columns, self.instance.n_pairs + provider)
                yield _Row(lacks, np.ones_like(lacks), float(self.instance.minimum[provider]), np.inf)
        for provider in np.flatnonzero(self.instance.minimum).tolist():
            if not (self.instance.provider == provider).any():
                lacks = np.array([self.instance.n_pairs + provider])
                yield _Row(lacks, np.ones_like(lacks), float(self.instance.minimum[provider]), np.inf)

    def _placing(self) -> Iterator[_Row]:
        first = self.instance.n_pairs + self.instance.n_providers
        listed = np.zeros(self.instance.n_seekers, np.bool_)
        for seeker, columns in _by_node(self.instance.seeker, np.arange(self.instance.n_pairs)):
            listed[seeker] = True
            yield _Row(np.append(columns, first + seeker), np.append(np.ones_like(columns), -1), 0, np.inf)
        without = first + np.flatnonzero(~listed)
        yield _Row(without, np.ones_like(without), 0, 0)


def _by_node(nodes: NDArray[np.integer], columns: NDArray[np.integer]) -> Iterator[tuple[int, Ints]]:
    """The columns of each node from 0 up, those without columns left out."""
    order = np.argsort(nodes, kind="stable")
    begins = np.flatnonzero(np.diff(nodes[order], prepend=-2))
    for part in np.split(order, begins[1:]) if len(begins) else []:
        if nodes[part[0]] >= 0:
            yield int(nodes[part[0]]), columns[part].astype(np.int64)
