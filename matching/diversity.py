"""Diversity: somebody just like one who is listed already adds less.

Two providers are alike by the mean of two Jaccard indices, from 0 to 1: of the skills that they
meet the seeker's needs with, and of their spheres. One that is known of neither is left
out. Being near is no likeness: everybody a seeker can meet is. The contribution is −diversity
times the likeness to the most alike of those above (maximal marginal relevance,
Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Rows
from graph.snapshot.matrices import Matrix, entries_of_rows
from matching.questions import Question

Likeness = NDArray[np.float64]


def likeness(question: Question, rows: Rows) -> Likeness:
    """How alike each two of these providers are, from 0 to 1; shape (n, n)."""
    snapshot = question.snapshot
    met = _members(snapshot.offers, rows)[:, question.profile.needs.skills]
    spheres = _members(snapshot.active_in, rows)
    shares = [_jaccard(met), _jaccard(spheres)]
    known = [~np.isnan(share) for share in shares]
    total = sum(np.nan_to_num(share) for share in shares)
    return np.asarray(total / np.maximum(sum(part.astype(np.int64) for part in known), 1))


def _members(matrix: Matrix, rows: Rows) -> NDArray[np.float64]:
    """1 where a row has the column, else 0."""
    entries, owners = entries_of_rows(matrix.indptr, rows)
    members = np.zeros((len(rows), matrix.shape[1]))
    members[owners, matrix.indices[entries]] = matrix.data[entries] != 0
    return members


def _jaccard(sets: NDArray[np.float64]) -> Likeness:
    """Jaccard index of each two rows; NaN where both are empty."""
    shared, sizes = sets @ sets.T, sets.sum(axis=1)
    either = sizes[:, None] + sizes - shared
    return np.asarray(np.divide(shared, either, out=np.full_like(shared, np.nan), where=either > 0))
