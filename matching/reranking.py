"""Which providers are listed, in which order, and what the list itself adds to their scores.

Three steps after the scores, each with a contribution of its own that a reason shows: the price
of exposure, the likeness to others of the list, and the places kept for newcomers and the unseen. Without
them (see `matching.options.ACCURATE`) the order is that of the scores.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Mask
from matching.diversity import Likeness, likeness
from matching.exposure import Prices, prices_of
from matching.newcomers import n_places, newcomers
from matching.ordering import first_by_score
from matching.questions import Question
from matching.results import Reason
from matching.scoring import TIE_DECIMALS, Scored

# So many times as many as are listed, and no fewer than that, are looked at for variety.
_POOL, _SMALLEST_POOL = 5, 50

Positions = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Listed:
    """One place of the list: where the provider stands among the scored, its score with what the list adds, and why."""

    position: int
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Contest:
    """All providers that may be listed, before the list is made.

    Attributes
    ----------
    allowed : int64 array, shape (n,)
        Their positions among the scored, ascending.
    prices : Prices
    priced : float64 array, shape (n,)
        Reciprocal scores with the price of exposure.
    new : bool array
        Who is a newcomer.
    open : bool array
        Who may be listed: all but those at the cap of exposure, or all where too few remain.
    """

    question: Question
    scored: Scored
    allowed: Positions
    prices: Prices
    priced: Scores
    new: Mask
    open: Mask

    @staticmethod
    def of(question: Question, scored: Scored, allowed: Positions) -> Contest:
        """The contest of those whom no rule excludes."""
        rows = scored.rows[allowed]
        prices = prices_of(question.exposure, rows, question.options)
        priced = (scored.scores[allowed] + prices.contributions).round(TIE_DECIMALS)
        enough = int((~prices.dear).sum()) >= question.k
        is_open = ~prices.dear if enough else np.ones(len(rows), dtype=bool)
        return Contest(question, scored, allowed, prices, priced, newcomers(question, rows), is_open)

    def best(self, among: Mask, n: int) -> Positions:
        """The n with the highest priced scores, ties by id."""
        chosen = np.flatnonzero(among)
        return chosen[first_by_score(self.priced[chosen], n)]

    def listed(
        self, at: int, alike: float = 0.0, like: int | None = None, lift: float = 0.0, lifted_as: str = "newcomer"
    ) -> Listed:
        """A place for the provider at `at`, with what likeness takes away and a kept place gives."""
        provider_id = self._id(at)
        price = self.prices.reason(at, provider_id)
        reasons = [price] if price else []
        taken = -self.question.options.diversity * alike
        if taken and like is not None:
            facts = {"provider_id": provider_id, "like_id": self._id(like)}
            reasons.append(Reason("diversity", "list", taken, facts))
        if lift:
            reasons.append(Reason(lifted_as, "list", lift, {"provider_id": provider_id}))
        return Listed(int(self.allowed[at]), float(self.priced[at]) + taken + lift, tuple(reasons))

    def places_of(self, made: list[Listed]) -> Mask:
        """Which of those allowed stand on a list."""
        on_list = np.zeros(len(self.allowed), dtype=bool)
        on_list[np.searchsorted(self.allowed, [one.position for one in made])] = True
        return on_list

    def _id(self, at: int) -> str:
        return str(self.question.snapshot.actors.ids[self.scored.rows[self.allowed[at]]])


@dataclass(slots=True)
class _Choice:
    """The list while it is made: who is on it, and how alike each of the pool is to them."""

    pool: Positions
    alike_to: Likeness
    chosen: list[int] = field(default_factory=list)  # places in the pool
    likest: Scores = field(default_factory=lambda: np.zeros(0))
    like: Positions = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def take(self, at: int) -> None:
        closer = self.alike_to[at] > self.likest
        self.likest = np.where(closer, self.alike_to[at], self.likest)
        self.like = np.where(closer, at, self.like)
        self.chosen.append(at)


def make_list(contest: Contest) -> list[Listed]:
    """The k providers to show, by score with what the list adds, ties by id."""
    listed = _with_kept_places(contest, _varied(contest))
    return sorted(listed, key=lambda one: (-round(one.score, TIE_DECIMALS), one.position))


def _varied(contest: Contest) -> list[Listed]:
    """The best k, each chosen with regard to those chosen before it."""
    question = contest.question
    if not question.options.diversity:
        return [contest.listed(int(at)) for at in contest.best(contest.open, question.k)]
    pool = np.sort(contest.best(contest.open, max(_SMALLEST_POOL, _POOL * question.k)))
    alike = likeness(question, contest.scored.rows[contest.allowed[pool]])
    choice = _Choice(pool, alike, likest=np.zeros(len(pool)), like=np.zeros(len(pool), dtype=np.int64))
    listed = []
    worth = contest.priced[pool].copy()
    for _ in range(min(question.k, len(pool))):
        at = int(np.argmax((worth - question.options.diversity * choice.likest).round(TIE_DECIMALS)))
        listed.append(contest.listed(int(pool[at]), float(choice.likest[at]), int(pool[choice.like[at]])))
        worth[at] = -np.inf
        choice.take(at)
    return listed


def _with_kept_places(contest: Contest, listed: list[Listed]) -> list[Listed]:
    """The list with its last places given to newcomers it lacks, and to those whom nobody was shown yet."""
    question, options = contest.question, contest.question.options
    if len(listed) < question.k:
        return listed  # all who may be listed are
    n_new = n_places(options.newcomer_slots, question.k)
    n_unseen = _places_for_unseen(contest, listed)
    made = listed[: question.k - n_unseen]
    missing = n_new - sum(_is_new(contest, one) for one in made)
    if not n_unseen:
        made = _without_last(contest, listed, missing)
    made = _lifted(contest, made, contest.new, "newcomer", min(missing, question.k - len(made)), listed)
    made = _lifted(contest, made, contest.prices.unseen, "unseen", question.k - len(made), listed)
    there = {one.position for one in made}
    return made + [one for one in listed if one.position not in there][: question.k - len(made)]


def _places_for_unseen(contest: Contest, listed: list[Listed]) -> int:
    """How many of the last places go to the unseen: with those who are there anyway, as many as are kept."""
    kept = n_places(contest.question.options.unseen_slots, contest.question.k) if contest.prices.unseen.any() else 0
    unseen = [bool(contest.prices.unseen[np.searchsorted(contest.allowed, one.position)]) for one in listed]
    return next(n for n in range(kept + 1) if n + sum(unseen[: len(unseen) - n]) >= kept)


def _without_last(contest: Contest, listed: list[Listed], n: int) -> list[Listed]:
    """The list without its last n that are no newcomers."""
    known = [one for one in listed if not _is_new(contest, one)]
    leaving = {one.position for one in known[max(len(known) - max(n, 0), 1) :]}
    return [one for one in listed if one.position not in leaving]


def _lifted(contest: Contest, made: list[Listed], among: Mask, name: str, n: int, listed: list[Listed]) -> list[Listed]:
    """The list with the best n of some group added, lifted to the last score on it where they lie below."""
    if n <= 0:
        return made
    on_list = contest.places_of(made)
    before = {one.position: one for one in listed}
    last = min(one.score for one in made)
    added = []
    for at in contest.best(contest.open & among & ~on_list, n).tolist():
        by_itself = before.get(int(contest.allowed[at]))
        lift = max(last - float(contest.priced[at]), 0.0)
        added.append(by_itself or contest.listed(at, lift=lift, lifted_as=name))
    return made + added


def _is_new(contest: Contest, one: Listed) -> bool:
    return bool(contest.new[np.searchsorted(contest.allowed, one.position)])


def beside(contest: Contest, made: list[Listed], position: int) -> Listed:
    """What the list would add to a provider that is allowed but not on it."""
    at = int(np.searchsorted(contest.allowed, position))
    if not contest.question.options.diversity or not made:
        return contest.listed(at)
    others = np.searchsorted(contest.allowed, [one.position for one in made])
    rows = contest.scored.rows[contest.allowed[np.append(others, at)]]
    alike = likeness(contest.question, rows)[-1, :-1]
    likest = int(np.argmax(alike))
    return contest.listed(at, float(alike[likest]), int(others[likest]))
