"""What was decided before: how easily somebody says yes, and how sought they are.

Two numbers for each person: the log-odds of a decision are what was expected of the two plus how
easily the decider says yes plus how sought the other is (a two-way random-effects model, as Rasch
1960 for answers). Both begin at 0 with the variance `VARIANCE`, slightly opposed, since who is
sought can choose; each decision moves them by how surprising it was and how little was known
(assumed-density filtering, as Glickman 1999 for players), so what is known at any moment is at
hand at once. What a group decided before is fitted together instead, while the group is small
(see `matching.evaluation.decisions.together`).
"""

from __future__ import annotations

import math
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.decisions.said import STRANGER, Person, Said
from matching.evaluation.decisions.together import Together, is_small

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


@dataclass(slots=True)
class Standing:
    """What is known of everybody at one moment, and who said what of whom."""

    people: MutableMapping[str, Person] = field(default_factory=dict)
    said: MutableMapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)  # times yes, times asked

    def continued(self) -> Standing:
        """One that knows the same to begin with; what it learns stays with it."""
        return Standing(ChainMap({}, self.people), ChainMap({}, self.said))

    def learn(self, one: Said, *, alone: bool = True) -> None:
        """Take in a decision; one that is not known changes nothing.

        Unless alone, what it tells of the two is fitted with others, and only what was said of whom is noted.

        >>> standing = Standing()
        >>> standing.learn(Said("a", "b", True, 0.0))
        >>> [round(value, 3) for value in standing.of("a", "b")]
        [0.5, 0.5, -0.15, -0.15, 0.5, 0.0]
        """
        if one.says is None:
            return
        n_yes, n = self.said.get((one.decider, one.other), (0, 0))
        self.said[one.decider, one.other] = n_yes + one.says, n + 1
        if not alone:
            return
        decider, other = self.people.get(one.decider, STRANGER), self.people.get(one.other, STRANGER)
        probability = 1 / (1 + math.exp(-(one.expected + decider.easy + other.sought)))
        information = probability * (1 - probability)
        share = 1 / (1 + information * (decider.easy_variance + other.sought_variance))
        moved, told = (one.says - probability) * share, information * share
        self.people[one.decider] = decider.decided(moved, told)
        self.people[one.other] = other.turned().decided(moved, told).turned()

    def of(self, decider: str, other: str) -> tuple[float, ...]:
        """The numbers of `NAMES` for a decision, each 0 where nothing is known."""
        one, two = self.people.get(decider, STRANGER), self.people.get(other, STRANGER)
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
        group = _together(standing, [asked[at] for at in members])
        over: list[Said] = []
        for at, earlier in _in_order(asked, members):
            over += earlier
            if group and earlier:
                standing.people.update(group.learned(over))
            for one in earlier:
                standing.learn(one, alone=not group)
            found[at] = standing.of(asked[at].decider, asked[at].other)
    return found


def _together(standing: Standing, asked: Sequence[Said]) -> Together | None:
    """The group to be fitted at once; None where nothing has an order, or where it is too large."""
    moments = {one.first_order for one in asked if not math.isnan(one.first_order)}
    people = {person for one in asked for person in (one.decider, one.other)}
    if not moments or not is_small(len(people), len(moments)):
        return None
    return Together(sorted(people), lambda person: standing.people.get(person, STRANGER))


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
