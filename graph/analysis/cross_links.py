"""Contacts between regions or between sectors, and the pairs who alone join two of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.moment import Moment
from graph.analysis.traits import Trait


@dataclass(frozen=True, slots=True, eq=False)
class CrossLinks:
    """How many contacts there are within and between the values of a trait.

    Attributes
    ----------
    trait : Trait
    n_actors : int64 array, shape (n values,)
        Actors present with each value.
    counts : int64 array, n values × n values
        Symmetric; within each value on the diagonal. A contact of somebody whose value is not
        known counts nowhere.
    sole : int64 array, shape (n sole, 2)
        Positions, in the moment's edges and in order of both values, of the contacts that alone
        join two values: [position of the edge, smaller value × n values + larger value].
    """

    trait: Trait
    n_actors: NDArray[np.int64]
    counts: NDArray[np.int64]
    sole: NDArray[np.int64]

    def of_sole(self) -> list[tuple[int, str, str]]:
        """For each sole contact the position of its edge and the two values that it joins."""
        n, values = len(self.trait.values), self.trait.values
        return [(edge, values[pair // n], values[pair % n]) for edge, pair in self.sole.tolist()]


def cross_links_of(moment: Moment, trait: Trait) -> CrossLinks:
    """The contacts of a day by a trait of both ends.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.analysis.history import history_of
    >>> from graph.analysis.moment import moment_of
    >>> from graph.analysis.traits import traits_of
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> day = date(2024, 1, 1)
    >>> actors = [make_node(name, "Organisation", name=name, joined=day) for name in "ab"]
    >>> actors.append(make_node("c", "Partner", name="c", joined=day, sector="culture"))
    >>> links = [make_link("COOPERATES_WITH", *pair, since=day, kind="event") for pair in ("ab", "bc")]
    >>> snapshot = snapshot_of(actors, links)
    >>> found = cross_links_of(moment_of(history_of(snapshot), snapshot.day), traits_of(snapshot).sector)
    >>> found.counts[0, 0], found.of_sole()
    (np.int64(1), [(1, 'ngo', 'culture')])
    """
    n = len(trait.values)
    one, other = trait.of[moment.one], trait.of[moment.other]
    known = np.flatnonzero((one >= 0) & (other >= 0))
    low, high = np.minimum(one, other)[known], np.maximum(one, other)[known]
    pair = low.astype(np.int64) * n + high
    upper = np.bincount(pair, minlength=n * n).reshape(n, n)
    alone = (upper.ravel()[pair] == 1) & (low != high)
    order = np.argsort(pair[alone], kind="stable")
    sole = np.stack((known[alone][order], pair[alone][order]), axis=1)
    counts = upper + np.triu(upper, 1).T
    return CrossLinks(trait, trait.counts(moment.rows), counts, sole)
