"""I02, people taking part, and I08, hours of training: sums over events."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from graph import schema
from graph.snapshot.columns import Column, Mask
from web.services.growth.indicators.asked import Asked
from web.services.growth.indicators.counted import UNKNOWN, Counted, Number

TRAININGS = ("training", "webinar")
MODES = ("online", "on_site")


def people_taking_part(asked: Asked) -> tuple[Counted, int]:
    """I02, by component and by online or on site, and how many events do not say how many came."""
    events = asked.snapshot.events
    chosen = np.flatnonzero(asked.events & (events.kind != "project"))
    known = chosen[events.n_attendants[chosen] >= 0]

    def number(rows: NDArray[np.intp], *key: str) -> Number:
        n = int(events.n_attendants[rows].sum())
        return Number.count(n, "people", *key)

    return _summed(asked, "people", known, number), len(chosen) - len(known)


def training_hours(asked: Asked) -> tuple[Counted, int]:
    """I08, by component and by online or on site, and how many trainings do not say how long they were."""
    events = asked.snapshot.events
    chosen = np.flatnonzero(asked.events & np.isin(events.kind.astype(str), TRAININGS))
    known = chosen[~np.isnan(events.hours[chosen])]

    def number(rows: NDArray[np.intp], *key: str) -> Number:
        return Number(float(events.hours[rows].sum()))

    return _summed(asked, "hours", known, number), len(chosen) - len(known)


def _summed(asked: Asked, name: str, rows: NDArray[np.intp], number: Callable[..., Number]) -> Counted:
    events = asked.snapshot.events
    ways: dict[str, tuple[Column, tuple[str, ...]]] = {
        "component": (events.component, schema.COMPONENTS),
        "mode": (events.mode, MODES),
    }
    groups: dict[str, dict[str, Number]] = {}
    for by, (of, codes) in ways.items():
        known: Mask = np.isin(of[rows].astype(str), codes)
        parts = [(code, rows[of[rows] == code]) for code in codes] + [(UNKNOWN, rows[~known])]
        groups[by] = {code: number(some, by, code) for code, some in parts if len(some)}
    return Counted(name, "hours" if name == "hours" else "count", number(rows), groups)
