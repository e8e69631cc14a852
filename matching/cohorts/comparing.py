"""Two drafts side by side: what is the same, what changed, and who gained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A draft as far as it can be compared.

    Attributes
    ----------
    scores : mapping of (seeker id, mentor id) to score in log-odds
        Its pairs.
    blocking_pairs : int
    """

    scores: Mapping[Pair, float]
    blocking_pairs: int

    @property
    def placed(self) -> frozenset[str]:
        """Organisations with at least one mentor."""
        return frozenset(seeker for seeker, _ in self.scores)

    @property
    def total(self) -> float:
        """The sum of the scores."""
        return sum(self.scores.values())

    @property
    def worst(self) -> float | None:
        """The lowest score of a pair; None without pairs."""
        return min(self.scores.values(), default=None)

    @property
    def load(self) -> Counter[str]:
        """How many organisations each mentor has."""
        return Counter(mentor for _, mentor in self.scores)


@dataclass(frozen=True, slots=True)
class Share:
    """Of the organisations of one group, how many each of two plans places."""

    group: str
    n: int
    placed_before: int
    placed_after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two plans; `shares` are by voivodeship and by size."""

    same: tuple[Pair, ...]
    removed: tuple[Pair, ...]
    added: tuple[Pair, ...]
    newly_placed: tuple[str, ...]
    no_longer_placed: tuple[str, ...]
    shares: Mapping[str, tuple[Share, ...]]


def compare(before: Plan, after: Plan, groups: Mapping[str, Mapping[str, str]]) -> Comparison:
    """What changes from one plan to the other.

    Parameters
    ----------
    groups : mapping of classification to (organisation id to its group)
        Of every organisation that takes part; those in no group are counted under an empty name.

    Examples
    --------
    >>> found = compare(Plan({("o1", "m1"): 2.0}, 0), Plan({("o2", "m1"): 3.0}, 0), {"size": {"o1": "0", "o2": "0"}})
    >>> found.newly_placed, found.no_longer_placed, found.shares["size"][0].n
    (('o2',), ('o1',), 2)
    """
    return Comparison(
        same=tuple(sorted(before.scores.keys() & after.scores.keys())),
        removed=tuple(sorted(before.scores.keys() - after.scores.keys())),
        added=tuple(sorted(after.scores.keys() - before.scores.keys())),
        newly_placed=tuple(sorted(after.placed - before.placed)),
        no_longer_placed=tuple(sorted(before.placed - after.placed)),
        shares={name: _shares(of, before.placed, after.placed) for name, of in groups.items()},
    )


def _shares(group_of: Mapping[str, str], before: frozenset[str], after: frozenset[str]) -> tuple[Share, ...]:
    members: dict[str, list[str]] = {}
    for actor_id, group in group_of.items():
        members.setdefault(group, []).append(actor_id)
    return tuple(Share(name, len(ids), _n_in(ids, before), _n_in(ids, after)) for name, ids in sorted(members.items()))


def _n_in(ids: Sequence[str], placed: frozenset[str]) -> int:
    return sum(actor_id in placed for actor_id in ids)
