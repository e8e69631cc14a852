"""What a signal is to the scorer: a name, a side, a value for many providers, facts for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Rows
from matching.questions import Question
from matching.results import Fact, Side

Values = NDArray[np.float64]
Facts = Mapping[str, Fact]


def log1p_of_few(values: Values) -> Values:
    """ln(1 + value) of values most of which are 0, and stay so.

    >>> log1p_of_few(np.array([0.0, np.e - 1])).tolist()
    [0.0, 1.0]
    """
    found, some = np.zeros(len(values)), np.flatnonzero(values != 0)  # a mask is looked through much faster
    found[some] = np.log1p(values[some])
    return found


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal.

    Attributes
    ----------
    name : str
        A name of `matching.options.SIGNALS`.
    side : {"seeker", "provider", "both"}
        Whose directional score it belongs to; half to each for ``both``.
    values : callable
        From a question and rows of providers to one value each, before weighting; 0 where
        nothing is known.
    facts : callable
        From a question and the row of one provider to the facts of its sentence.
    """

    name: str
    side: Side
    values: Callable[[Question, Rows], Values]
    facts: Callable[[Question, int], Facts]
