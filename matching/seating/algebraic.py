"""Plans without any repeat that can be written down at once, for as many rounds as algebra gives.

A plan is an array of numbers of participants, shape (rounds, tables, seats). Everybody stands in one of as many columns
as a table has seats, and each table takes one of every column; in round r, table t takes from column c the one at
t + c · r. Two of different columns then meet where r = (their distance) ÷ (c − c′), so once at most, if only one may
divide: in a field always [1]_, in a product of fields where the columns, or else the rounds, are few enough, and on a
ring of whole numbers where both are. Where that ends, some numbers of tables and seats have a plan in which everybody
meets everybody (`unitals`).

References
----------
.. [1] R. C. Bose, "On the construction of balanced incomplete block designs", Annals of Eugenics 9 (1939).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.seating.fields import ring
from matching.seating.unitals import unital_plan

Seats = NDArray[np.int64]
LARGEST_RING = 256


def written_down(n_tables: int, size: int, n_rounds: int) -> Seats:
    """As many rounds as can be written down, at most those asked for; at least one.

    Examples
    --------
    >>> written_down(2, 2, 9).tolist()
    [[[0, 3], [1, 2]], [[1, 3], [0, 2]], [[2, 3], [0, 1]]]
    """
    if size == 1:
        return np.tile(np.arange(n_tables)[:, None], (n_rounds, 1, 1))
    if size == 2:
        return _everybody_with_everybody(2 * n_tables)[:n_rounds]
    columns = np.arange(n_tables * size).reshape(size, n_tables)
    plan = _lines(columns, n_rounds)
    if len(plan) < n_rounds and n_tables % size == 0:
        inside = written_down(n_tables // size, size, n_rounds - len(plan))
        of_columns = columns[:, inside].swapaxes(0, 1)  # rounds, columns, tables, seats
        plan = np.concatenate([plan, of_columns.reshape(len(inside), n_tables, size)])
    if len(plan) < n_rounds and len(whole := unital_plan(n_tables, size)) > len(plan):
        return whole[:n_rounds]
    return plan


def _lines(columns: Seats, n_rounds: int) -> Seats:
    """Rounds in which each table takes one of every column; one round where there are more columns than tables."""
    size, n_tables = columns.shape
    if size > n_tables:
        return columns.T[None]
    simple = min(n_rounds, (n_tables - 1) // (size - 1) + 1)
    step, turn = np.arange(size), np.arange(simple)
    # Counted on a ring of all tables: no product of two differences gets all the way round.
    at = (np.arange(n_tables)[:, None, None] + step[:, None] * turn) % n_tables
    if simple < n_rounds and n_tables <= LARGEST_RING:
        sums, products, smallest = ring(n_tables)
        turn = np.arange(min(n_rounds, n_tables if size <= smallest else smallest))
        if len(turn) > simple:
            at = sums[:, products[:size, turn]]
    return np.transpose(columns[step[None, :, None], at], (2, 0, 1))  # from tables, columns, rounds


def _everybody_with_everybody(n: int) -> Seats:
    """All rounds of pairs in which each two meet once: one stays, the others walk round a table (circle method)."""
    rounds = []
    for turn in range(n - 1):
        others = [(turn + step) % (n - 1) for step in range(n - 1)]
        rounds.append([(n - 1, others[0]), *((others[k], others[-k]) for k in range(1, n // 2))])
    return np.sort(np.array(rounds, dtype=np.int64), axis=2)
