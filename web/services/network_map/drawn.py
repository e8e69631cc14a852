"""The map of the network as it is now, worked out once until the network changes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.analysis.history import History, history_of
from graph.analysis.layout import Layout, layouts_of
from graph.analysis.periods import periods_of
from graph.snapshot import NO_DAY, Snapshot
from web.services.growth.communities import CommunitiesAnswer
from web.services.network_map.communities import communities_on

MOST_DRAWN = 15_000  # beyond that neither a browser nor an eye can follow


@dataclass(frozen=True, slots=True, eq=False)
class NetworkMap:
    """A snapshot's network with a place for everyone who ever joined it, or for those with the most contacts.

    Attributes
    ----------
    history : History
        Of those who have a place on the map.
    n_left_out : int
        How many others ever joined: in a network of more than `MOST_DRAWN` those with the fewest contacts.
    layouts : tuple of Layout
        One for the end of each year, the last for the snapshot's day; empty where nobody ever joined.
    year_ends : dict of str to int
        The last day of each year, the snapshot's day for the current one.
    communities : CommunitiesAnswer or None
        Those that stand together, None where nobody ever joined.
    """

    snapshot: Snapshot
    history: History
    layouts: tuple[Layout, ...]
    year_ends: dict[str, int]
    communities: CommunitiesAnswer | None
    n_left_out: int = 0
    texts: dict[Callable[..., Any], bytes] = field(default_factory=dict, repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def tag(self) -> str:
        """Another one for each state of the network and each day."""
        return f"map-{self.snapshot.revision}-{self.snapshot.as_of}"

    def written(self, write: Callable[[NetworkMap], dict[str, Any]]) -> bytes:
        """What `write` answers of this map, as JSON; written once."""
        with self.lock:
            if write not in self.texts:
                self.texts[write] = json.dumps(write(self), ensure_ascii=False, separators=(",", ":")).encode()
            return self.texts[write]

    @property
    def rows(self) -> NDArray[np.intp]:
        """Who is on the map, as rows of the snapshot, ascending."""
        return self.layouts[-1].rows if self.layouts else np.empty(0, dtype=np.intp)

    @property
    def points(self) -> NDArray[np.float64]:
        """Where each stands; shape (n on the map, 2)."""
        return self.layouts[-1].points if self.layouts else np.empty((0, 2))

    @property
    def community(self) -> NDArray[np.int64]:
        """Label of each one's community, from 1, 0 for none; shape (n on the map,)."""
        return self.communities.label_of()[self.rows] if self.communities else np.empty(0, dtype=np.int64)

    @property
    def mean_displacement(self) -> float | None:
        """How far those on the map moved from year to year on average, as a share of its diagonal."""
        moved = [layout.displacement for layout in self.layouts if layout.displacement is not None]
        return float(np.mean(moved)) if moved else None


def map_of(snapshot: Snapshot, former: NetworkMap | None = None) -> NetworkMap:
    """The map of the snapshot's network; layouts of a former map are taken over where nothing changed."""
    whole = history_of(snapshot)
    history, n_left_out = best_linked(whole, MOST_DRAWN)
    years = {one.name: one.last for one in periods_of(snapshot, "year", whole.first_day)}
    earlier = former.layouts if former else ()
    layouts = layouts_of(history, snapshot.actors.ids, list(years.values()), earlier)
    communities = communities_on(snapshot, history, layouts) if layouts else None
    return NetworkMap(snapshot, history, layouts, years, communities, n_left_out)


def best_linked(history: History, most: int) -> tuple[History, int]:
    """The history of those who were in contact with the most others, ties by id, and how many are left out."""
    ever = (history.joined != NO_DAY) & (history.joined < history.left)
    n_left_out = int(ever.sum()) - most
    if n_left_out <= 0:
        return history, 0
    first = np.diff(history.one.astype(np.int64) * history.n_actors + history.other, prepend=-1) != 0
    ends = np.concatenate((history.one[first], history.other[first]))
    n_others = np.where(ever, np.bincount(ends, minlength=history.n_actors), -1)
    kept = np.zeros(history.n_actors, dtype=bool)
    kept[np.argsort(-n_others, kind="stable")[:most]] = True
    return history.only(kept), n_left_out


class LiveMap:
    """The map of the current snapshot, shared by all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: NetworkMap | None = None

    def of(self, snapshot: Snapshot) -> NetworkMap:
        """The map of this snapshot; threads that ask for the same one wait for it."""
        latest = self._latest
        if latest is not None and latest.snapshot is snapshot:
            return latest
        with self._lock:
            if self._latest is None or self._latest.snapshot is not snapshot:
                self._latest = map_of(snapshot, self._latest)
            return self._latest
