"""Skills of one side with their grades, as shares of the highest grade."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Mask, Rows
from graph.snapshot.matrices import Matrix, row_of_matrix

# Share of the highest grade for grades 1, 2, 3; the last, -1, stands for a grade not given.
SHARE_OF_GRADE = np.array([0.0, 1 / 3, 2 / 3, 1.0, 2 / 3])


class Graded(NamedTuple):
    """Rows of skills, ascending, and for each the share of the highest grade, from 0 to 1."""

    skills: Rows
    shares: NDArray[np.float64]

    @staticmethod
    def none() -> Graded:
        """No skills at all."""
        return Graded(np.zeros(0, dtype=np.int32), np.zeros(0))


def graded(matrix: Matrix, actor: int, asked: Mask) -> Graded:
    """Skills of an actor that are asked about, from its row of needs or offers."""
    skills, grades = row_of_matrix(matrix, actor)
    kept = asked[skills]
    return Graded(skills[kept], SHARE_OF_GRADE[grades[kept]])
