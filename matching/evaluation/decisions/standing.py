"""What was decided before: how easily somebody says yes, and how sought they are.

Two numbers for each person: the log-odds of a decision are what was expected of the two plus how
easily the decider says yes plus how sought the other is (a two-way random-effects model, as Rasch
1960 for answers). Both begin at 0 with the variance `VARIANCE`, slightly opposed, since who is
sought can choose; each decision moves them by how surprising it was and how little was known
(assumed-density filtering, as Glickman 1999 for players), so what is known at any moment is at
hand at once.
"""

from __future__ import annotations

import math
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

VARIANCE = 2.0
CORRELATION = -0.3

Values = NDArray[np.float64]
NAMES = (
    "how easily the decider says yes",
    "how sought the other is",
    "how easily the other says yes",
    "how sought the decider is",
    "what the decider said of the other before",
    "what the other said of the decider before",
)
# A decision's log-odds are the sum of the first two; what was said before counts like another contribution.
CENTRE = np.array([1.0, 1.0, 0.0, 0.0, 1.0, 0.0])


class Said(NamedTuple):
    """A decision as far as standing goes.

    Attributes
    ----------
    decider, other : str
        Where the sides are two populations, the names tell them apart.
    says : bool, or None where it is not known
    expected : float
        Log-odds of yes where nothing is known of the two.
    group : str
    first_order, last_order : float
        From when to when it was made; NaN if that is not known.
    """

    decider: str
    other: str
    says: bool | None
    expected: float
    group: str = ""
    first_order: float = math.nan
    last_order: float = math.nan


class Person(NamedTuple):
    """What is known of one person: the two numbers, their variances, and their covariance."""

    easy: float = 0.0
    sought: float = 0.0
    easy_variance: float = VARIANCE
    sought_variance: float = VARIANCE
    covariance: float = CORRELATION * VARIANCE

    def decided(self, moved: float, told: float) -> Person:
        """What is known after a decision of theirs that moves log-odds so far, and tells so much."""
        of_easy, of_both = self.easy_variance, self.covariance
        return Person(
            self.easy + of_easy * moved,
            self.sought + of_both * moved,
            of_easy - of_easy * of_easy * told,
            self.sought_variance - of_both * of_both * told,
            of_both - of_easy * of_both * told,
        )

    def turned(self) -> Person:
        """The same with the two numbers exchanged."""
        return Person(self.sought, self.easy, self.sought_variance, self.easy_variance, self.covariance)


_STRANGER = Person()


@dataclass(slots=True)
class Standing:
    """What is known of everybody at one moment, and who said what of whom."""

    people: MutableMapping[str, Person] = field(default_factory=dict)
    said: MutableMapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)  # times yes, times asked

    def continued(self) -> Standing:
        """One that knows the same to begin with; what it learns stays with it."""
        return Standing(ChainMap({}, self.people), ChainMap({}, self.said))

    def learn(self, one: Said) -> None:
        """Take in a decision; one that is not known changes nothing.

        >>> standing = Standing()
        >>> standing.learn(Said("a", "b", True, 0.0))
        >>> [round(value, 3) for value in standing.of("a", "b")]
        [0.5, 0.5, -0.15, -0.15, 0.5, 0.0]
        """
        if one.says is None:
            return
        decider, other = self.people.get(one.decider, _STRANGER), self.people.get(one.other, _STRANGER)
        probability = 1 / (1 + math.exp(-(one.expected + decider.easy + other.sought)))
        information = probability * (1 - probability)
        share = 1 / (1 + information * (decider.easy_variance + other.sought_variance))
        moved, told = (one.says - probability) * share, information * share
        self.people[one.decider] = decider.decided(moved, told)
        self.people[one.other] = other.turned().decided(moved, told).turned()
        n_yes, n = self.said.get((one.decider, one.other), (0, 0))
        self.said[one.decider, one.other] = n_yes + one.says, n + 1

    def of(self, decider: str, other: str) -> tuple[float, ...]:
        """The numbers of `NAMES` for a decision, each 0 where nothing is known."""
        one, two = self.people.get(decider, _STRANGER), self.people.get(other, _STRANGER)
        leaning = self._leaning(decider, other), self._leaning(other, decider)
        return (one.easy, two.sought, two.easy, one.sought, *leaning)

    def _leaning(self, decider: str, other: str) -> float:
        """From −1 (always said no) to 1 (always yes), nearer to 0 the fewer times."""
        n_yes, n = self.said.get((decider, other), (0, 0))
        return (2 * n_yes - n) / (n + 1)


def standings(asked: Sequence[Said], known: Iterable[Said] = ()) -> Values:
    """What is known of both sides before each decision; shape (n, 6).

    Parameters
    ----------
    asked : of one file
        Those with an order know those of their group that were over before they began.
    known : decisions of another file, all of which came before
    """
    before = standing_after(known)
    found = np.zeros((len(asked), len(NAMES)))
    groups: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(asked):
        groups[one.group].append(at)
    for members in groups.values():
        standing = before.continued()
        for at, earlier in _in_order(asked, members):
            for one in earlier:
                standing.learn(one)
            found[at] = standing.of(asked[at].decider, asked[at].other)
    return found


def standing_after(known: Iterable[Said]) -> Standing:
    """What is known once all these decisions are made, in their order."""
    standing = Standing()
    for one in known:
        standing.learn(one)
    return standing


def _in_order(asked: Sequence[Said], members: Sequence[int]) -> Iterator[tuple[int, list[Said]]]:
    """Each decision of a group with those that were over since the one before it began; without order first."""
    numbered = [at for at in members if not math.isnan(asked[at].first_order)]
    yield from ((at, []) for at in members if math.isnan(asked[at].first_order))
    over = sorted((asked[at] for at in numbered), key=lambda one: one.last_order)
    done = 0
    for at in sorted(numbered, key=lambda at: asked[at].first_order):
        begun = done
        while over[done].last_order < asked[at].first_order:
            done += 1
        yield at, over[begun:done]


def standings_without(asked: Sequence[Said], folds: NDArray[np.int64]) -> Values:
    """What the other folds tell of both sides of each decision, whatever the order; shape (n, 6)."""
    found = np.zeros((len(asked), len(NAMES)))
    for fold in np.unique(folds):
        inside = np.flatnonzero(folds == fold)
        known = standing_after(asked[at] for at in np.flatnonzero(folds != fold).tolist())
        found[inside] = [known.of(asked[at].decider, asked[at].other) for at in inside.tolist()]
    return found
