"""Which introductions would help most: found once for a network until it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from graph.snapshot import Snapshot
from matching.introductions import (
    BestIntroductions,
    IntroductionOptions,
    IntroductionQuestion,
    Pool,
    best_of_pool,
    pool_of,
)
from matching.results import Kind
from web.services.growth.kept import Kept
from web.services.growth.soon import AtWork, Soon
from web.services.suggesting_all import snapshot_as_of

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo

N_POOLS, N_ANSWERS, N_DAYS = 4, 32, 2  # a pool of 150,000 organisations takes about a minute and a few megabytes
LARGE = 2_000  # actors of a network for which nobody is kept waiting while its pairs are weighed

Told = Callable[[int, int], None]  # how many of how many are done


def _nobody(done: int, all_of: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Best:
    """An answer with the network it is about."""

    snapshot: Snapshot
    answer: BestIntroductions
    is_of_today: bool = True


class LiveIntroductions:
    """Answers about the current network, kept until it or the weights in force change.

    Most of the work is one pool of pairs for a kind and a part of the network on a day; how many
    are asked for, and in which way, is answered from it. Nobody else is held up meanwhile.
    """

    def __init__(self) -> None:
        self._snapshots: Kept[Snapshot] = Kept(N_DAYS)
        self._pools: Kept[Pool] = Kept(N_POOLS)
        self._answers: Kept[BestIntroductions] = Kept(N_ANSWERS)
        self._soon: Soon[Best] = Soon()

    def of(
        self, ogniwo: Ogniwo, question: IntroductionQuestion, as_of: date | None = None, told: Told = _nobody
    ) -> Best:
        """The answer to the question, on a day, by default today.

        Raises
        ------
        UnknownName
            There is no such component, region, sphere, sector, role or kind of contact.
        """
        current, made_by = ogniwo.snapshot(), ogniwo.weights.now()
        day = as_of or current.as_of
        snapshot = self._snapshots.of(current, day, lambda: snapshot_as_of(ogniwo, day))
        kind = Kind(question.kind)
        model = made_by.number(kind)

        def pool() -> Pool:
            return pool_of(snapshot, kind, question.scope, made_by.options, IntroductionOptions(), told)

        def answer() -> BestIntroductions:
            return best_of_pool(self._pools.of(current, (kind, question.scope, model, day), pool), question)

        return Best(snapshot, self._answers.of(current, (question, model, day), answer), day == current.as_of)

    def soon(self, ogniwo: Ogniwo, question: IntroductionQuestion, as_of: date | None = None) -> Best | AtWork:
        """The answer, or how far it is where a large network takes longer than one waits for a page.

        Raises
        ------
        UnknownName
            As `of` raises it.
        """
        current = ogniwo.snapshot()
        if current.n_present <= LARGE:
            return self.of(ogniwo, question, as_of)
        model = ogniwo.weights.now().number(Kind(question.kind))
        asked = (current.revision, current.as_of, question, model, as_of)
        return self._soon.of(asked, lambda told: self.of(ogniwo, question, as_of, told))


def best_introductions(ogniwo: Ogniwo, question: IntroductionQuestion, as_of: date | None = None) -> Best:
    """The answer to one question, for whoever asks once.

    Raises
    ------
    UnknownName
        There is no such component, region, sphere, sector, role or kind of contact.
    """
    return LiveIntroductions().of(ogniwo, question, as_of)
