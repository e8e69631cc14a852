"""Features of decisions: needs that the other side offers, likeness, and what each side is.

All that they depend on is learned from the training decisions: which terms there are and how
rare, means and deviations of numbers, and which features are frequent enough to tell. What is
not known of somebody adds nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.snapshot.matrices import Matrix
from matching.evaluation.decisions.columns import ColumnReading, reading_of
from matching.evaluation.decisions.files import Side, Texts
from matching.evaluation.decisions.overlaps import ANY, Named, Rarity, overlaps
from matching.evaluation.decisions.pairs import Decision
from matching.rarity import rarity

FEWEST = 5  # training decisions that a feature must be found in
# Weights of `need_met` and `need_served` that the recommender is published with.
PUBLISHED = {f"decider {ANY} met": 1.0, f"other {ANY} met": 1.0}


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What the training decisions tell of features.

    Attributes
    ----------
    columns : mapping of feature to column of the matrix, in order of name
    of_side, of_pair : mapping of a feature column's name to how it is read
    rarity : mapping of (list, term) to its rarity among those who offer something
    """

    columns: Mapping[str, int]
    of_side: Mapping[str, ColumnReading]
    of_pair: Mapping[str, ColumnReading]
    rarity: Rarity

    @property
    def centre(self) -> NDArray[np.float64]:
        """The published weight of each column, 0 where there is none; shape (n columns,)."""
        return np.array([PUBLISHED.get(name, 0.0) for name in self.columns])

    def matrix(self, decisions: Sequence[Decision]) -> Matrix:
        """The features of decisions, one row each."""
        rows, columns, values = [], [], []
        for row, one in enumerate(decisions):
            for name, value in self.features_of(one):
                if name in self.columns:
                    rows.append(row)
                    columns.append(self.columns[name])
                    values.append(value)
        shape = (len(decisions), len(self.columns))
        return csr_array((np.array(values, dtype=np.float64), (rows, columns)), shape=shape)

    def features_of(self, one: Decision) -> Named:
        """The features of a decision by name, without most of those that are 0."""
        decider, other = one.decider, one.other
        yield from overlaps("decider", decider.need, other.offer, self.rarity)
        yield from overlaps("other", other.need, decider.offer, self.rarity)
        for name, reading in self.of_pair.items():
            yield from reading.features(f"pair {name}", one.pair.features.get(name))
        for name, reading in self.of_side.items():
            mine, theirs = decider.features.get(name), other.features.get(name)
            yield from reading.features(f"decider {name}", mine)
            yield from reading.features(f"other {name}", theirs)
            yield from reading.likeness(f"alike {name}", mine, theirs)


def vocabulary_of(decisions: Sequence[Decision]) -> Vocabulary:
    """What there is to learn from these decisions."""
    people = {side.id: side for one in decisions for side in (one.decider, one.other)}
    of_side = _readings(side.features for one in decisions for side in (one.decider, one.other))
    of_pair = _readings(one.pair.features for one in decisions)
    everything = Vocabulary({}, of_side, of_pair, _rarity(people.values()))
    counted = Counter(name for one in decisions for name, value in everything.features_of(one) if value)
    kept = sorted(name for name, n in counted.items() if n >= FEWEST)
    return replace(everything, columns={name: at for at, name in enumerate(kept)})


def _readings(known: Iterable[Texts]) -> dict[str, ColumnReading]:
    values: dict[str, list[str]] = defaultdict(list)
    for features in known:
        for name, value in features.items():
            values[name].append(value)
    return {name: reading_of(values[name]) for name in sorted(values)}


def _rarity(people: Iterable[Side]) -> dict[tuple[str, str], float]:
    """Rarity of each term among those who need or offer anything of that list, and of all lists together."""
    having: dict[str, Counter[str]] = defaultdict(Counter)
    n_people: Counter[str] = Counter()
    for person in people:
        for name, terms in _lists_of(person):
            n_people[name] += 1
            having[name].update(terms)
    return {
        (name, term): float(rarity(n, n_people[name]))
        for name, counted in having.items()
        for term, n in counted.items()
    }


def _lists_of(person: Side) -> Iterator[tuple[str, set[str]]]:
    found: dict[str, set[str]] = defaultdict(set)
    for lists in (person.need, person.offer):
        for name, terms in lists.items():
            found[name].update(terms)
            found[ANY].update(terms)
    yield from found.items()
