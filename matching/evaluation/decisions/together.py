"""What all earlier decisions of a group tell together of how easily each says yes and how sought each is.

The two-way model of `matching.evaluation.decisions.standing`, fitted at once instead of one decision after the other:
the most likely numbers given what was known of everybody before (a Laplace approximation by Newton's method; Rasmussen
and Williams 2006, section 3.4). Taken one by one, early decisions count as if nothing later had told whose surprise
it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from matching.evaluation.decisions.said import Person, Said

MOST_WORK = 1e9  # numbers cubed times moments; above, decisions are taken in one by one
_ENOUGH, _MOST_STEPS = 1e-9, 50

Values = NDArray[np.float64]


class _Made(NamedTuple):
    """Decisions: the numbers that each depends on, what was said, and what was expected of the two."""

    easy: NDArray[np.int64]
    sought: NDArray[np.int64]
    says: Values
    expected: Values

    def log_odds(self, found: Values) -> Values:
        """Of a yes."""
        return np.asarray(self.expected + found[self.easy] + found[self.sought])

    def likelihood(self, found: Values) -> float:
        """Its logarithm."""
        log_odds = self.log_odds(found)
        return float(self.says @ log_odds - np.logaddexp(0, log_odds).sum())


class Together:
    """The people of a group, of whom something was known before.

    Parameters
    ----------
    people : sequence of str
    known_of : callable
        From a person's id to what was known before.
    """

    def __init__(self, people: Sequence[str], known_of: Callable[[str], Person]) -> None:
        self.number_of = {person: number for number, person in enumerate(sorted(set(people)))}
        n = len(self.number_of)
        before = [known_of(person) for person in self.number_of]
        self.known = before
        self.mean = np.array([[one.easy for one in before], [one.sought for one in before]]).ravel()
        easy, sought, both = (
            np.array([getattr(one, name) for one in before])
            for name in ("easy_variance", "sought_variance", "covariance")
        )
        spread = easy * sought - both * both
        self.precision = np.zeros((2 * n, 2 * n))
        at = np.arange(n)
        self.precision[at, at], self.precision[at + n, at + n] = sought / spread, easy / spread
        self.precision[at, at + n] = self.precision[at + n, at] = -both / spread
        self.found = self.mean.copy()

    def learned(self, over: Sequence[Said]) -> Mapping[str, Person]:
        """What is known of everybody once these decisions are made; the search begins where the last one ended.

        >>> from matching.evaluation.decisions.said import STRANGER
        >>> group = Together(["a", "b"], lambda _: STRANGER)
        >>> found = group.learned([Said("a", "b", True, 0.0)])
        >>> round(found["a"].easy, 3), round(found["b"].sought, 3), round(found["b"].easy, 3)
        (0.521, 0.521, -0.156)
        """
        n, known = len(self.number_of), [one for one in over if one.says is not None]
        easy = np.array([self.number_of[one.decider] for one in known], dtype=np.int64)
        sought = np.array([self.number_of[one.other] + n for one in known], dtype=np.int64)
        says, expected = (np.array([getattr(one, name) for one in known], float) for name in ("says", "expected"))
        self._search(_Made(easy, sought, says, expected))
        return {
            person: one._replace(easy=float(self.found[at]), sought=float(self.found[at + n]))
            for (person, at), one in zip(self.number_of.items(), self.known, strict=True)
        }

    def _search(self, made: _Made) -> None:
        best = self._posterior(made, self.found)
        for _ in range(_MOST_STEPS):
            step = self._step(made)
            while (reached := self._posterior(made, self.found + step)) < best - _ENOUGH:
                step = step / 2  # too far: what is sure at both ends is bent in the middle
            self.found, best = self.found + step, reached
            if np.abs(step).max(initial=0.0) < _ENOUGH:
                break

    def _posterior(self, made: _Made, found: Values) -> float:
        off = found - self.mean
        return float(made.likelihood(found) - 0.5 * (off @ self.precision @ off))

    def _step(self, made: _Made) -> Values:
        likely = expit(made.log_odds(self.found))
        surprise, tells = made.says - likely, likely * (1 - likely)
        slope, bend = self.precision @ (self.mean - self.found), self.precision.copy()
        for side, other in ((made.easy, made.sought), (made.sought, made.easy)):
            np.add.at(slope, side, surprise)
            np.add.at(bend, (side, side), tells)
            np.add.at(bend, (side, other), tells)
        return np.asarray(np.linalg.solve(bend, slope))


def is_small(n_people: int, n_moments: int) -> bool:
    """Whether a group is small enough to be fitted at once at each moment.

    >>> is_small(40, 20), is_small(4_000, 20)
    (True, False)
    """
    return (2 * n_people) ** 3 * n_moments <= MOST_WORK
