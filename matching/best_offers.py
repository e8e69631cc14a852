"""Who can meet most of an organisation's needs: exactly the first k, without scoring everyone.

The value of a provider is Σ rarity · priority/3 · level/3 over the skills that the one needs
and the other offers; its logarithm is the signal `need_met` (`matching.signals.needs`).
Values are rounded to nine decimals, ties go by id.

Everyone on the lists of rare skills is scored, which is a few hundred. Then the lists of
common skills are walked from their best level down, until whoever has not been met yet could
not reach the k-th best so far: the threshold algorithm (Fagin, Lotem and Naor 2003) with
the pruning of MaxScore (Turtle and Flood 1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows
from graph.snapshot.matrices import entries_of_rows, row_of_matrix
from graph.snapshot.nodes import ORGANISATION
from matching.errors import InvalidOption
from matching.need_lists import TOP_GRADE, NeedLists, graded, need_lists
from matching.questions import actor_row, skills_asked

TIE_DECIMALS = 9
_MARGIN = 1e-8  # sums in another order differ by less; whoever is so near is compared exactly

Values = NDArray[np.float64]
Places = NDArray[np.intp]  # rows, as wide as what arrays are indexed by


@dataclass(frozen=True, slots=True, eq=False)
class BestOffers:
    """Who can meet most of the needs of some seekers, best first.

    Attributes
    ----------
    seekers : int32 array, shape (n,), rows
    providers : int32 array, shape (n, k), rows; -1 where there are fewer
    values : float64 array, shape (n, k), 0 upwards
    """

    seekers: Rows
    providers: Rows
    values: Values


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """What one seeker needs: skills, ascending, and what a third of a level in each is worth."""

    seeker: int
    skills: Sequence[int]
    factors: Sequence[float]


def best_offers(
    snapshot: Snapshot, seeker_id: str, k: int = 10, *, component: str | None = None, role: int = ORGANISATION
) -> BestOffers:
    """The k providers present, other than the seeker, that can meet most of its needs.

    Only those with a value above 0, so none for a seeker without needs. No rule of
    `matching.eligibility` is applied.

    Parameters
    ----------
    k : int, 1 or more
    component : str, optional
        Only needs of this component count.
    role : int
        Who is looked for: `ORGANISATION`, `PARTNER` or `MENTOR` of `graph.snapshot.nodes`.

    Raises
    ------
    UnknownActor, InvalidOption

    Examples
    --------
    Two actors; rarity 1 + ln(3/2), priority 3 of 3, level 1 of 3.

    >>> from datetime import date
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> actors = [make_node(f"org-{n}", "Organisation", name=f"Koło {n}", joined=date(2024, 1, 1)) for n in "12"]
    >>> web = make_node("I2.02", "Skill", label_pl="Strona", label_en="Website", component="image")
    >>> links = [make_link("NEEDS", "org-1", "I2.02", priority=3), make_link("OFFERS", "org-2", "I2.02", level=1)]
    >>> best = best_offers(snapshot_of([web, *actors], links), "org-1", 1)
    >>> best.providers.tolist(), best.values.round(3).tolist()
    ([[1]], [[0.468]])
    """
    seeker, lists = actor_row(snapshot, seeker_id), need_lists(snapshot, role)
    skills, priorities = row_of_matrix(snapshot.needs, seeker)
    if component is not None:
        asked = skills_asked(snapshot, component)[skills]
        skills, priorities = skills[asked], priorities[asked]
    return offers_for(lists, [wanted_of(lists, seeker, skills, priorities)], k)


def wanted_of(lists: NeedLists, seeker: int, skills: Rows, priorities: NDArray[np.integer]) -> Wanted:
    """The seeker's needs, from a row of the matrix of needs."""
    factors = graded(priorities) / TOP_GRADE * lists.rarity[skills]
    return Wanted(seeker, skills.tolist(), factors.tolist())


def offers_for(lists: NeedLists, wanted: Sequence[Wanted], k: int) -> BestOffers:
    """The first k of each seeker.

    Raises
    ------
    InvalidOption
        `k` is not a whole number from 1.
    """
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        raise InvalidOption("k", k, "a whole number, 1 or more")
    sums = np.zeros(lists.offers.shape[0])
    found = [_contenders(lists, one, k, sums) for one in wanted]
    return _ranked(lists, wanted, found, k)


def _contenders(lists: NeedLists, wanted: Wanted, k: int, sums: Values) -> Places:
    """Places among which the first k certainly are; `sums` are zeros and are left so."""
    n_kept = k + 1  # the seeker may be among them
    if not wanted.skills:
        return np.empty(0, dtype=np.intp)
    if len(wanted.skills) == 1:
        span = lists.span(wanted.skills[0])  # it is in the order of the answer
        return lists.providers[span.start : min(span.stop, span.start + n_kept)]
    common = [_Common.of(lists, *need) for need in _needs(wanted) if lists.common[need[0]] >= 0]
    rare = [need for need in _needs(wanted) if lists.common[need[0]] < 0]
    kept = _Kept(n_kept)
    listed = _sum_rare(lists, rare, sums)
    if listed:
        rows = np.concatenate([new for _, new in listed])
        kept.add(rows, _sums_of(rows, sums, common))
    _walk_common(lists, common, sums, kept)
    for rows, _ in listed:
        sums[rows] = 0.0
    return kept.rows


def _needs(wanted: Wanted) -> list[tuple[int, float]]:
    return list(zip(wanted.skills, wanted.factors, strict=True))


def _sum_rare(lists: NeedLists, rare: Sequence[tuple[int, float]], sums: Values) -> list[tuple[Places, Places]]:
    """For each rare skill its providers, and those of them that no list before had; adds to `sums`."""
    listed: list[tuple[Places, Places]] = []
    for skill, factor in rare:
        span = lists.span(skill)
        rows, worth = lists.providers[span], factor / TOP_GRADE * lists.levels[span]
        if listed:
            before = sums.take(rows)
            listed.append((rows, rows[before == 0.0]))
            sums[rows] = before + worth
        else:
            listed.append((rows, rows))
            sums[rows] = worth
    return listed


@dataclass(slots=True, eq=False)
class _Common:
    """A common skill that is needed, and from which level on its list is still to be walked."""

    skill: int
    unit: float
    levels: NDArray[np.uint8]
    unwalked: int = TOP_GRADE

    @classmethod
    def of(cls, lists: NeedLists, skill: int, factor: float) -> _Common:
        return cls(skill, factor / TOP_GRADE, lists.levels_of_common[lists.common[skill]])

    @property
    def bound(self) -> float:
        """The most that somebody not met on this list can have from it."""
        return self.unit * self.unwalked


def _walk_common(lists: NeedLists, common: Sequence[_Common], sums: Values, kept: _Kept) -> None:
    while 0.0 < sum(each.bound for each in common) >= kept.floor:
        best = max(common, key=lambda each: each.bound)
        rows = lists.providers[lists.span(best.skill, best.unwalked)]
        best.unwalked -= 1
        if len(rows):
            kept.add(rows, _sums_of(rows, sums, common))


def _sums_of(rows: Places, rare_sums: Values, common: Sequence[_Common]) -> Values:
    total = rare_sums.take(rows)
    for each in common:
        total += each.unit * each.levels.take(rows)
    return total


@dataclass(slots=True, eq=False)
class _Kept:
    """The best so far, each once, and the floor under which nobody can be among them."""

    n: int
    floor: float = 0.0
    rows: Places = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    sums: Values = field(default_factory=lambda: np.empty(0))

    def add(self, rows: Places, sums: Values) -> None:
        """Keep those of them that may be among the n best; each row is there once."""
        rows, sums = _above(self.floor, rows, sums)
        if not len(rows):
            return
        if len(self.rows):
            rows, first = np.unique(np.concatenate((self.rows, rows)), return_index=True)
            sums = np.concatenate((self.sums, sums))[first]
        if len(sums) >= self.n:
            self.floor = _nth_largest(sums, self.n) - _MARGIN
        self.rows, self.sums = _above(self.floor, rows, sums)


def _nth_largest(sums: Values, n: int) -> float:
    """The n-th largest; mostly few are half as large as the largest, and enough to look among."""
    large = sums[sums >= 0.5 * sums.max()]
    among = large if len(large) >= n else sums
    nth = len(among) - n
    return float(np.partition(among, nth)[nth])


def _above(floor: float, rows: Places, sums: Values) -> tuple[Places, Values]:
    if floor <= 0.0:
        return rows, sums
    above = (sums >= floor).nonzero()[0]
    return rows[above], sums[above]


def _ranked(lists: NeedLists, wanted: Sequence[Wanted], found: Sequence[Places], k: int) -> BestOffers:
    """The first k of each, by values that are summed as the signal sums them: skill after skill."""
    sizes = [len(rows) for rows in found]
    question = np.repeat(np.arange(len(wanted)), sizes)
    rows = np.concatenate([np.empty(0, dtype=np.intp), *found])
    seekers = np.array([one.seeker for one in wanted], dtype=np.int32)
    others = rows != seekers[question]
    question, rows = question[others], rows[others]
    values = _values(lists, wanted, question, rows)
    order = np.lexsort((rows, -values, question))
    question, rows, values = question[order], rows[order], values[order]
    rank = np.arange(len(question)) - np.searchsorted(question, np.arange(len(wanted)))[question]
    shown = rank < k
    best = BestOffers(seekers, np.full((len(wanted), k), -1, dtype=np.int32), np.zeros((len(wanted), k)))
    best.providers[question[shown], rank[shown]] = rows[shown]
    best.values[question[shown], rank[shown]] = values[shown]
    return best


def _values(lists: NeedLists, wanted: Sequence[Wanted], question: NDArray[np.int64], rows: Places) -> Values:
    """Σ rarity · priority/3 · level/3 of each question and provider, rounded."""
    factors = np.zeros((len(wanted), lists.offers.shape[1]))
    for at, one in enumerate(wanted):
        factors[at, one.skills] = one.factors
    entries, owners = entries_of_rows(lists.offers.indptr, rows)
    shares = graded(lists.offers.data[entries]) / TOP_GRADE
    parts = factors[question[owners], lists.offers.indices[entries]] * shares
    return np.asarray(np.bincount(owners, parts, len(rows)).round(TIE_DECIMALS), dtype=np.float64)
