"""I10, suggestions accepted, and I11, fairness of exposure: from what the office keeps of suggestions shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Mask
from graph.snapshot.nodes import ORGANISATION
from matching.results import Kind
from web.office.shown import FirstShown
from web.services.growth.indicators import groupings
from web.services.growth.indicators.asked import Asked
from web.services.growth.indicators.counted import Counted, Grouping, Number

Rows = NDArray[np.int64]
NEW_DAYS = 365
_KINDS = tuple(str(kind) for kind in Kind)


@dataclass(frozen=True, slots=True, eq=False)
class ShownPairs:
    """Different pairs of seeker and provider that were shown in the period for a kind, both in the network's records.

    Attributes
    ----------
    seekers, providers : int arrays, shape (n shown,)
        Rows.
    kinds : int array, shape (n shown,)
        Positions in the kinds of suggestions.
    days : int array, shape (n shown,)
        Day on which each was first shown in the period.
    """

    seekers: Rows
    providers: Rows
    kinds: Rows
    days: Rows

    @classmethod
    def of(cls, asked: Asked, shown: list[FirstShown]) -> ShownPairs:
        """Those shown of whom the network has both."""
        row_of = asked.snapshot.actors.row_of
        known = [one for one in shown if one.seeker_id in row_of and one.provider_id in row_of]
        columns = [(row_of[one.seeker_id], row_of[one.provider_id], _KINDS.index(one.kind), one.day) for one in known]
        return cls(*np.array(columns, dtype=np.int64).reshape(len(columns), 4).T)


def suggestions_accepted(asked: Asked, shown: ShownPairs) -> Counted:
    """I10, by kind of suggestion, and by the seeker's size, place, and whether it is an informal group."""
    chosen = np.flatnonzero(asked.within[shown.seekers])
    accepted = _accepted(asked, shown)
    snapshot = asked.snapshot
    of_seekers = (groupings.sizes(snapshot), groupings.settlements(snapshot), groupings.informal(snapshot))
    ways = (
        Grouping("kind", _KINDS, shown.kinds),
        *(Grouping(each.by, each.codes, each.of[shown.seekers]) for each in of_seekers),
    )
    groups = {
        way.by: {
            code: Number(_share(accepted[some]), len(some), ("shown", way.by, code)) for code, some in way.parts(chosen)
        }
        for way in ways
    }
    return Counted("accepted", "share", Number(_share(accepted[chosen]), len(chosen), ("shown",)), groups)


def _accepted(asked: Asked, shown: ShownPairs) -> Mask:
    """Which led to an introduction of the kind, asked for since then and accepted by the end of the period."""
    links = asked.snapshot.links("INTRODUCED_TO")
    accepted = np.flatnonzero(links.columns["accepted"] <= asked.last)
    asked_on: dict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
    for at in accepted.tolist():
        pair = int(links.source[at]), int(links.target[at])
        asked_on[min(pair), max(pair)].append((links.columns["kind"][at], int(links.columns["since"][at])))
    columns = zip(
        shown.seekers.tolist(), shown.providers.tolist(), shown.kinds.tolist(), shown.days.tolist(), strict=True
    )
    found = []
    for seeker, provider, kind, day in columns:
        introductions = asked_on.get((min(seeker, provider), max(seeker, provider)), [])
        # A call is answered in any role, so an introduction of any kind may follow from it.
        found.append(any(since >= day and _KINDS[kind] in {of, str(Kind.CALL)} for of, since in introductions))
    return np.array(found, dtype=bool)


def _share(these: Mask) -> float | None:
    return float(these.mean()) if len(these) else None


def exposures(asked: Asked, shown: ShownPairs) -> tuple[Counted, ...]:
    """I11: small and large, rural and urban, new and old organisations."""
    pool = np.flatnonzero(_pool(asked))
    pairs = np.unique(np.column_stack((shown.seekers, shown.providers)), axis=0).reshape(-1, 2)
    n_shown = np.bincount(pairs[:, 1], minlength=len(asked.within))
    return tuple(_exposure(way, pool, n_shown) for way in _comparisons(asked))


def _pool(asked: Asked) -> Mask:
    """Organisations within the scope that belong to the network on the last day."""
    actors = asked.snapshot.actors
    present = (actors.joined <= asked.last) & (actors.left > asked.last)
    return np.asarray(asked.within & present & ((actors.roles & ORGANISATION) > 0))


def _comparisons(asked: Asked) -> tuple[Grouping, ...]:
    actors = asked.snapshot.actors
    size = np.where(actors.n_staff < 0, -1, np.minimum(actors.n_staff, 1)).astype(np.int64)
    old = (asked.last - actors.joined.astype(np.int64) >= NEW_DAYS).astype(np.int64)
    settlement = groupings.settlements(asked.snapshot)
    return (
        Grouping("small_large", ("small", "large"), size),
        Grouping("rural_urban", settlement.codes, settlement.of),
        Grouping("new_old", ("new", "old"), old),
    )


def _exposure(way: Grouping, pool: Rows, n_shown: NDArray[np.int64]) -> Counted:
    """The ratio of each group; that of the first, which is the one to watch, stands for the measure."""
    total = int(n_shown[pool].sum())
    groups = {}
    for code, rows in way.parts(pool):
        ratio = float(n_shown[rows].sum()) / total / (len(rows) / len(pool)) if total else None
        groups[code] = Number(ratio, len(rows), ("pool", way.by, code))
    watched = groups.get(way.codes[0])
    needs = tuple(number.key for number in groups.values())
    value = None if watched is None else watched.value
    return Counted(way.by, "ratio", Number(value, len(pool), ("pool",)), {way.by: groups}, needs)
