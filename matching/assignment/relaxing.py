"""The best of a program whose columns need not be whole numbers, and the prices of its rows, by GLOP of OR-tools.

It computes in floating point. Nothing is trusted that comes from here: prices bound what whole numbers can reach
whatever they are, and `branching` works that bound out in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, ModelSolverHelper, SolveStatus
from scipy.sparse import csc_matrix

Floats = NDArray[np.float64]
_HOW = "use_dual_simplex:true"


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """Columns, and prices of rows, 0 upwards."""

    columns: Floats
    prices: Floats


def relaxed(
    matrix: csc_matrix, most: Floats, low: Floats, high: Floats, objective: Floats, seconds: float | None
) -> Relaxed | None:
    """The columns of highest worth within their bounds whose rows are at most so much; None without time or solution.

    Parameters
    ----------
    matrix : sparse array, shape (n_rows, n_columns)
    most : array, shape (n_rows,)
    low, high, objective : arrays, shape (n_columns,)
    seconds : for the solver, or None for no limit

    Examples
    --------
    >>> found = relaxed(csc_matrix([[1.0, 2.0]]), np.ones(1), np.zeros(2), np.ones(2), np.array([1.0, 3.0]), None)
    >>> found.columns.tolist(), found.prices.tolist()
    ([0.0, 0.5], [1.5])
    """
    model: Any = ModelBuilderHelper()  # its stub knows no arrays of this numpy
    nothing = np.full(len(most), -np.inf)
    model.fill_model_from_sparse_data(low, high, objective, nothing, most, matrix.tocsr().astype(np.float64))
    model.set_maximize(True)
    solver = ModelSolverHelper("glop")
    solver.set_solver_specific_parameters(_HOW)
    if seconds is not None:
        solver.set_time_limit_in_seconds(max(seconds, 0.001))
    _solve_until_stopped(solver, model)
    if solver.status() != SolveStatus.OPTIMAL:
        return None
    return Relaxed(np.array(solver.variable_values()), np.maximum(solver.dual_values(), 0.0))


def _solve_until_stopped(solver: ModelSolverHelper, model: ModelBuilderHelper) -> None:
    """Solve in a thread of its own, so that Ctrl-C is heard meanwhile."""
    working = Thread(target=solver.solve, args=(model,), daemon=True)
    working.start()
    try:
        working.join()
    except BaseException:
        solver.interrupt_solve()
        working.join()
        raise
