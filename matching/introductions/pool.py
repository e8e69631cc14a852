"""The pairs that could be introduced, each with how well the two fit and how far apart they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.hops import Hops
from graph.analysis.scope import Scope
from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask, Rows
from matching.introductions.network import Net, net_of
from matching.introductions.options import IntroductionOptions
from matching.introductions.results import Note
from matching.introductions.searching import PairsOf, Search
from matching.introductions.seekers import looked_at
from matching.introductions.sides import sides_of, why_nobody
from matching.options import Options
from matching.results import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Eligible pairs of one network, however many are asked for.

    Attributes
    ----------
    net : Net
    seekers, providers : int arrays, shape (n pairs,)
        Rows of the two, in order of both.
    hops : int16 array, shape (n pairs,)
    fit : float64 array, shape (n pairs,)
        Reciprocal scores.
    lately : bool array, shape (n actors,)
        Who joined lately.
    n_eligible : int
        Pairs that were weighed, also those that were not kept; where some were not, a pair may
        count from both of its sides.
    n_looked_at, n_seekers : int
        From how many organisations pairs were sought, and how many could ask.
    note : str or None
        Why there are no pairs.
    """

    snapshot: Snapshot
    kind: Kind
    component: str | None
    recommender: Options
    options: IntroductionOptions
    net: Net
    seekers: Rows
    providers: Rows
    hops: Hops
    fit: NDArray[np.float64]
    lately: Mask
    n_eligible: int
    n_looked_at: int
    n_seekers: int
    note: Note | None


def _nobody(done: int, all_of: int) -> None:
    """Nobody is told."""


def pool_of(
    snapshot: Snapshot,
    kind: Kind,
    scope: Scope,
    recommender: Options,
    options: IntroductionOptions,
    told: Callable[[int, int], None] = _nobody,
) -> Pool:
    """The pairs that no rule of the recommender excludes.

    Where either of the two could ask, the one with fewer contacts does, ties by id. Where more
    than `max_seekers` could ask, only some are looked at, and only their best pairs are kept.
    `told` is called after each organisation with how many of how many have been looked at.

    Raises
    ------
    UnknownName
        There is no such component, region, sphere, sector, role or kind of contact.
    """
    net = net_of(snapshot, scope.kind)
    sides = sides_of(snapshot, kind, scope)
    asking = np.flatnonzero(sides.asking)
    chosen = np.zeros(len(snapshot.actors), dtype=bool)
    chosen[looked_at(snapshot, net, asking, options.max_seekers)] = True
    lately = snapshot.day - snapshot.actors.joined.astype(np.int64) < recommender.newcomer_days
    keep_all = len(asking) <= options.max_seekers
    search = Search(snapshot, kind, scope.component, recommender, options, net, sides, chosen, lately, keep_all)
    found = []
    for pairs_of_one in search.pairs():
        found.append(pairs_of_one)
        told(len(found), int(chosen.sum()))
    seekers, providers, hops, fit = _once(net, *_columns(found))
    note = None if len(seekers) else why_nobody(snapshot, sides)
    n_eligible = len(seekers) if keep_all else sum(each.n_eligible for each in found)
    return Pool(
        *(snapshot, kind, scope.component, recommender, options, net, seekers, providers, hops, fit, lately),
        *(n_eligible, len(found), len(asking), note),
    )


def _columns(found: list[PairsOf]) -> tuple[Rows, Rows, Hops, NDArray[np.float64]]:
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int16), np.zeros(0)
    return (
        np.repeat([each.seeker for each in found], [len(each.providers) for each in found]).astype(np.int64),
        np.concatenate([each.providers for each in found]).astype(np.int64),
        np.concatenate([each.hops for each in found]),
        np.concatenate([each.fit for each in found]),
    )


def _once(
    net: Net, seekers: Rows, providers: Rows, hops: Hops, fit: NDArray[np.float64]
) -> tuple[Rows, Rows, Hops, NDArray[np.float64]]:
    """The pairs without those that the other one, with fewer contacts, asks for as well; ties by row."""
    n = len(net.present)
    mirrored = np.isin(seekers * n + providers, providers * n + seekers)
    more, equal = net.degree[seekers] > net.degree[providers], net.degree[seekers] == net.degree[providers]
    kept = ~(mirrored & (more | (equal & (seekers > providers))))
    return seekers[kept], providers[kept], hops[kept], fit[kept]
