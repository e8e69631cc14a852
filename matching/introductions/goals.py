"""What an introduction is to reach first: somebody who stands alone, a bridge, or a shorter way.

Points add everything up, so that what few pairs have, a first contact above all, may be outweighed
by how well many others fit. A goal asks for pairs that have one effect; in the mixed list the
three take turns, so that each gets a fair share of it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.snapshot.columns import Column, Mask
from matching.introductions.options import EFFECTS, MIXED, MOST_POINTS, STEPS_APART, TAKING_TURNS
from matching.introductions.points import Amounts


def serving(goal: str, amounts: Amounts, hops: Column) -> Mask:
    """Which pairs serve the goal; bool, shape (n pairs,).

    ``alone``: one of the two has no contact yet; ``bridges``: they belong to different
    communities; ``closer``: a chain of contacts leads from the one to the other, of at least three
    steps; ``points``: all.

    Parameters
    ----------
    goal : str
        One of the three that take turns, or ``points``.
    amounts : float64 array, shape (n effects, n pairs)
    hops : int array, shape (n pairs,)
        Steps between the two, -1 where they are not connected.

    Examples
    --------
    >>> amounts = np.zeros((len(EFFECTS), 3))
    >>> amounts[EFFECTS.index("isolates")] = [1, 0, 0]
    >>> hops = np.array([-1, 2, 3])
    >>> [serving(goal, amounts, hops).tolist() for goal in ("alone", "closer")]
    [[True, False, False], [False, False, True]]
    """
    if goal == "alone":
        return np.asarray(amounts[EFFECTS.index("isolates")] > 0)
    if goal == "bridges":
        return np.asarray(amounts[EFFECTS.index("communities")] > 0)
    if goal == "closer":
        return np.asarray(hops >= STEPS_APART)
    return np.ones(len(hops), dtype=bool)


class Turns:
    """Whose turn it is: the goals one after another, passing over one that nothing serves just now.

    Once nothing serves any of them, the most points decide.
    """

    def __init__(self, goal: str) -> None:
        self._waiting = list(TAKING_TURNS) if goal == MIXED else [goal]
        self._falls_back = goal == MIXED

    def next(self, best_of: Callable[[str], int | None]) -> tuple[str, int] | None:
        """The goal served next and where in the pool the pair for it is; None where there is no pair left.

        Parameters
        ----------
        best_of : callable
            Position of the best open pair that serves a goal; None where there is none.
        """
        for at, goal in enumerate(self._waiting):
            if (position := best_of(goal)) is not None:
                self._waiting.append(self._waiting.pop(at))
                return goal, position
        position = best_of(MOST_POINTS) if self._falls_back else None
        return None if position is None else (MOST_POINTS, position)
