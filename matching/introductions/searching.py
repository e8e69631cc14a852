"""The eligible pairs of each organisation that is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analysis.hops import Hops, blocks_of_hops
from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask, Rows
from matching.candidates import candidates
from matching.eligibility import eligible
from matching.introductions.network import Net
from matching.introductions.options import IntroductionOptions
from matching.introductions.points import amounts_of, values_of
from matching.introductions.sides import Sides
from matching.options import Options
from matching.questions import ask
from matching.results import Kind
from matching.scoring import score


@dataclass(frozen=True, slots=True, eq=False)
class PairsOf:
    """The pairs of one organisation that asks.

    Attributes
    ----------
    seeker : int
    providers : int array, shape (n pairs,)
        Rows, ascending.
    hops : int16 array, shape (n pairs,)
    fit : float64 array, shape (n pairs,)
    n_eligible : int
        How many there were before the best were kept.
    """

    seeker: int
    providers: Rows
    hops: Hops
    fit: NDArray[np.float64]
    n_eligible: int


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What pairs are sought in, and how.

    Attributes
    ----------
    chosen : bool array, shape (n actors,)
        The organisations that are looked at.
    lately : bool array, shape (n actors,)
        Who joined lately.
    keep_all : bool
        Whether every pair is kept, or the best of each organisation.
    """

    snapshot: Snapshot
    kind: Kind
    component: str | None
    recommender: Options
    options: IntroductionOptions
    net: Net
    sides: Sides
    chosen: Mask
    lately: Mask
    keep_all: bool

    def pairs(self) -> Iterator[PairsOf]:
        """The pairs of each organisation looked at, in order of its row."""
        seekers = np.flatnonzero(self.chosen)
        for first, block in blocks_of_hops(self.net.adjacency, seekers):
            for seeker, hops in zip(seekers[first : first + len(block)].tolist(), block, strict=True):
                yield self._pairs_of(seeker, hops)

    def _pairs_of(self, seeker: int, hops: Hops) -> PairsOf:
        question = ask(
            self.snapshot, str(self.snapshot.actors.ids[seeker]), self.kind, 1, self.component, self.recommender
        )
        rows = candidates(question)
        scored = score(question, rows[self.sides.answering[rows]])
        allowed = np.flatnonzero(eligible(question, scored))
        providers, fit = scored.rows[allowed], scored.scores[allowed]
        kept = self._best(seeker, providers, hops[providers], fit)
        return PairsOf(seeker, providers[kept], hops[providers[kept]], fit[kept], len(allowed))

    def _best(self, seeker: int, providers: Rows, hops: Hops, fit: NDArray[np.float64]) -> NDArray[np.intp]:
        """Positions of the pairs to keep, ascending."""
        n_kept = self.options.pairs_of_seeker
        if self.keep_all or len(providers) <= n_kept:
            return np.arange(len(providers))
        seekers = np.full(len(providers), seeker)
        values = values_of(amounts_of(self.net, seekers, providers, hops, fit, self.lately), self.options.weights)
        least = np.partition(values, -n_kept)[-n_kept]
        among = np.flatnonzero(values >= least)  # in order of row, so that a stable sort breaks ties by id
        return np.sort(among[np.argsort(-values[among], kind="stable")[:n_kept]])
