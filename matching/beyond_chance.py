"""How much more often something happens than by chance, steadied so that few cases say little."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.snapshot.columns import Rows
from graph.snapshot.projects import Projects

STEADY = 5.0  # cases added to both sides of a ratio

Counts = NDArray[np.float64]


def beyond_chance(found: Counts, product: Counts, total: float) -> Counts:
    """ln((found + 5) / (expected + 5)), where product ÷ total is what is expected.

    >>> beyond_chance(np.array([15.0, 5.0]), np.array([20.0, 20.0]), 4.0).round(3).tolist()
    [0.693, 0.0]
    """
    expected = product / total if total else product
    return np.asarray(np.log((found + STEADY) / (expected + STEADY)))


def members_of_groups(group_of: Rows, n_groups: int) -> csr_array:
    """Which actors are in which group, −1 standing for none: a 1 each; shape (n actors, n groups)."""
    known = np.flatnonzero(group_of >= 0)
    shape = (len(group_of), n_groups)
    return csr_array((np.ones(len(known)), (known, group_of[known])), shape=shape)


def pairs_beyond_chance(projects: Projects, members: csr_array) -> Counts:
    """How much more often than by chance members of two groups were in a project together; shape (n groups, n groups).

    Counted are pairs of members of past projects, in either order.
    """
    counts = np.asarray((projects.members.astype(np.float64) @ members).toarray())
    pairs = counts.T @ counts - np.diag(counts.sum(axis=0))
    return beyond_chance(pairs, np.outer(pairs.sum(axis=1), pairs.sum(axis=0)), float(pairs.sum()))
