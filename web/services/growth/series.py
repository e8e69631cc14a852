"""The figures of growth that a question asks for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.analysis import scoped
from graph.analysis.figures import GROUPS
from graph.analysis.series import Series, series_of
from graph.snapshot import Snapshot
from web.services.growth.question import GrowthQuestion, check_days, periods_asked

N_KEPT = 32


@dataclass(frozen=True, slots=True)
class Growth:
    """A question with its answer."""

    snapshot: Snapshot
    question: GrowthQuestion
    series: Series


def growth_of(snapshot: Snapshot, question: GrowthQuestion, groups: Iterable[str] = GROUPS) -> Growth:
    """The figures of the network, or a part of it, period by period.

    Raises
    ------
    InvalidOption
        Nothing can be told of the days asked for.
    UnknownName
        There is no such scope, kind of period or group of figures.
    """
    check_days(snapshot, question)
    history = scoped(snapshot, question.scope)
    return Growth(snapshot, question, series_of(snapshot, history, periods_asked(snapshot, question), groups))


class LiveGrowth:
    """Answers about the current snapshot, kept until the network changes: pages ask the same again and again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._kept: OrderedDict[tuple[GrowthQuestion, tuple[str, ...]], Growth] = OrderedDict()

    def of(self, snapshot: Snapshot, question: GrowthQuestion, groups: Iterable[str] = GROUPS) -> Growth:
        """As `growth_of`; the last thirty-two answers about one snapshot are kept.

        Raises
        ------
        InvalidOption, UnknownName
            As `growth_of` raises them.
        """
        key = (question, tuple(groups))
        with self._lock:
            if self._snapshot is not snapshot:
                self._snapshot = snapshot
                self._kept.clear()
            if key not in self._kept:
                self._kept[key] = growth_of(snapshot, *key)
            self._kept.move_to_end(key)
            while len(self._kept) > N_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]
