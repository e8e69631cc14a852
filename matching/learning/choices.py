"""Choices: for each of many questions the candidates, with the values of their signals, and which were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Candidates of all questions, one question after the other.

    Attributes
    ----------
    values : float64 array, shape (n candidates, n signals)
    chosen : bool array, shape (n candidates,)
        At least one of each question is chosen.
    starts : int64 array, shape (n questions,)
        Where each question's candidates begin.
    stands_for : float64 array, shape (n candidates,)
        How many candidates each stands for; above 1 for those that were drawn from many.
    """

    values: Values
    chosen: NDArray[np.bool_]
    starts: NDArray[np.int64]
    stands_for: Values

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def question_of(self) -> NDArray[np.int64]:
        """The question of each candidate."""
        sizes = np.diff(np.append(self.starts, len(self.chosen)))
        return np.repeat(np.arange(len(self)), sizes)


def one_question(values: Values, chosen: NDArray[np.bool_], n_most: int, rng: np.random.Generator) -> Choices:
    """The choices of one question: all that were chosen, and at most so many of the others, drawn evenly.

    Parameters
    ----------
    values : float64 array, shape (n candidates, n signals)
    chosen : bool array, shape (n candidates,)
    """
    others = np.flatnonzero(~chosen)
    drawn = others if len(others) <= n_most else np.sort(rng.choice(others, n_most, replace=False))
    kept = np.concatenate([np.flatnonzero(chosen), drawn])
    stands_for = np.where(chosen[kept], 1.0, len(others) / max(len(drawn), 1))
    return Choices(values[kept], chosen[kept], np.zeros(1, dtype=np.int64), stands_for)


def joined(parts: Sequence[Choices], n_signals: int) -> Choices:
    """The choices of all parts, one after the other; no parts make no questions."""
    shifts = np.cumsum([0, *(len(part.chosen) for part in parts)])
    return Choices(
        np.concatenate([np.zeros((0, n_signals)), *(part.values for part in parts)]),
        np.concatenate([np.zeros(0, dtype=bool), *(part.chosen for part in parts)]),
        np.concatenate(
            [np.zeros(0, dtype=np.int64), *(part.starts + shift for part, shift in zip(parts, shifts, strict=False))]
        ),
        np.concatenate([np.zeros(0), *(part.stands_for for part in parts)]),
    )
