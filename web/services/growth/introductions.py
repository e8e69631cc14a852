"""Which introductions would help most: found once for a network until it changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from graph.analysis import Scope
from graph.snapshot import Snapshot
from matching.introductions import (
    BestIntroductions,
    IntroductionOptions,
    IntroductionQuestion,
    Pool,
    best_of_pool,
    pool_of,
)
from matching.options import Options
from matching.results import Kind

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo

K = TypeVar("K")
V = TypeVar("V")

N_POOLS, N_ANSWERS = 4, 32  # a pool of 150,000 organisations takes about a minute and a few megabytes

_PoolKey = tuple[Kind, Scope, int | None]


@dataclass(frozen=True, slots=True)
class Best:
    """An answer with the network it is about."""

    snapshot: Snapshot
    answer: BestIntroductions


class LiveIntroductions:
    """Answers about the current snapshot, kept until the network or the weights in force change.

    Most of the work is one pool of pairs for a kind and a part of the network; how many are asked
    for, and in which way, is answered from it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._pools: OrderedDict[_PoolKey, Pool] = OrderedDict()
        self._answers: OrderedDict[tuple[IntroductionQuestion, int | None], BestIntroductions] = OrderedDict()

    def of(self, ogniwo: Ogniwo, question: IntroductionQuestion) -> Best:
        """The answer to the question.

        Raises
        ------
        UnknownName
            There is no such component, region, sphere, sector, role or kind of contact.
        """
        snapshot, made_by = ogniwo.snapshot(), ogniwo.weights.now()
        kind = Kind(question.kind)
        model = made_by.number(kind)
        with self._lock:
            if self._snapshot is not snapshot:
                self._snapshot = snapshot
                self._pools.clear()
                self._answers.clear()
            answer = self._answers.get((question, model))
            if answer is None:
                pool = self._pool(snapshot, (kind, question.scope, model), made_by.options)
                answer = best_of_pool(pool, question)
            _keep(self._answers, (question, model), answer, N_ANSWERS)
        return Best(snapshot, answer)

    def _pool(self, snapshot: Snapshot, key: _PoolKey, options: Options) -> Pool:
        kind, scope, _ = key
        pool = self._pools.get(key) or pool_of(snapshot, kind, scope, options, IntroductionOptions())
        _keep(self._pools, key, pool, N_POOLS)
        return pool


def _keep(kept: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


def best_introductions(ogniwo: Ogniwo, question: IntroductionQuestion) -> Best:
    """The answer to one question, for whoever asks once.

    Raises
    ------
    UnknownName
        There is no such component, region, sphere, sector, role or kind of contact.
    """
    return LiveIntroductions().of(ogniwo, question)
