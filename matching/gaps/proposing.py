"""A gap put together as a proposal: who would come, who could help today, who is nearest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows
from matching.gaps.access import Access, Numbers
from matching.gaps.reach import Reach
from matching.gaps.results import Attendee, Cause, FreeProvider, Mode, Nearest, Proposal

NOWHERE = -1  # row of the venue where there is none


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """Who of those that need a skill stands in one proposal.

    Attributes
    ----------
    access : Access
    venue : int
        Row of the region, or `NOWHERE`.
    here, coming, also : int32 arrays
        Positions in `access` of all that belong here, of those that would come, and of those
        that work online and could come too.
    """

    access: Access
    mode: Mode
    venue: int
    here: Rows
    coming: Rows
    also: Rows
    urgency: float


def proposal(snapshot: Snapshot, reach: Reach, gap: Gap, rank: int) -> Proposal:
    """The gap with everything that is said about it."""
    access, ids = gap.access, snapshot.actors.ids
    around = gap.venue if gap.venue != NOWHERE else _around(snapshot, reach, gap)
    return Proposal(
        rank=rank,
        skill_id=str(snapshot.skills.ids[access.skill]),
        component=str(snapshot.skills.component[access.skill]),
        mode=gap.mode,
        region_id=_region_id(snapshot, gap.venue),
        around_id=_region_id(snapshot, around),
        cause=_cause(gap),
        urgency=gap.urgency,
        n_needing=len(gap.here),
        n_served=float(np.minimum(access.access[gap.here], 1).sum()),
        n_would_come=len(gap.coming),
        attendees=_attendees(snapshot, reach, gap),
        could_also_come=tuple(ids[access.needing[gap.also]].tolist()),
        providers=_providers(snapshot, reach, gap),
        nearest=_nearest(snapshot, reach, gap, around),
    )


def _region_id(snapshot: Snapshot, region: int) -> str:
    return "" if region == NOWHERE else str(snapshot.regions.ids[region])


def _around(snapshot: Snapshot, reach: Reach, gap: Gap) -> int:
    """The home of most who would come, the first by id of several; `NOWHERE` if none is known."""
    counted = np.bincount(reach.home_of[gap.access.needing[gap.coming]], minlength=len(snapshot.regions) + 1)[:-1]
    return int(counted.argmax()) if counted.any() else NOWHERE


def _cause(gap: Gap) -> Cause:
    access = gap.access
    if access.n_reaching[gap.coming].any():
        return "too_few_places"
    others = ~np.isin(access.offering, access.needing[gap.coming])
    if not others.any():
        return "nobody_offers"
    return "nobody_within_reach" if access.places[others].any() else "nobody_free"


def _attendees(snapshot: Snapshot, reach: Reach, gap: Gap) -> tuple[Attendee, ...]:
    access, ids = gap.access, snapshot.actors.ids
    # Rows are in order of id, so positions break the ties.
    ordered = gap.coming[np.lexsort((gap.coming, access.access[gap.coming], -access.priority[gap.coming]))]
    rows = access.needing[ordered]
    numbers = access.priority[ordered].tolist(), access.access[ordered].tolist()
    return tuple(
        Attendee(
            organisation_id=ids[row],
            priority=priority,
            km=km,
            access=places,
            online=gap.mode == "online",
        )
        for row, km, priority, places in zip(
            rows.tolist(), _km_to_venue(snapshot, reach, gap, rows), *numbers, strict=True
        )
    )


def _km_to_venue(snapshot: Snapshot, reach: Reach, gap: Gap, rows: Rows) -> list[float] | list[None]:
    if gap.venue == NOWHERE:
        return [None] * len(rows)
    kilometres: list[float] = snapshot.region_map.distance_km[gap.venue][reach.home_of[rows]].tolist()
    return kilometres


def _providers(snapshot: Snapshot, reach: Reach, gap: Gap) -> tuple[FreeProvider, ...]:
    """Providers with free places that reach somebody here, most reached first, ties by id."""
    access = gap.access
    here = access.needing[gap.here]
    by_home = reach.by_home(here)
    free = np.flatnonzero(access.places > 0)
    offering = access.offering[free]
    n_reached = reach.within(offering) @ by_home
    if gap.mode == "online":
        n_reached = np.where(reach.online[offering], by_home.sum(), n_reached)
    n_reached = np.rint(n_reached).astype(np.int32) - np.isin(offering, here) * _itself(reach, gap, offering)
    order = np.lexsort((offering, -n_reached))
    return tuple(
        FreeProvider(
            str(snapshot.actors.ids[offering[at]]),
            int(access.places[free[at]]),
            int(access.n_sharing[free[at]]),
            int(n_reached[at]),
        )
        for at in order.tolist()
        if n_reached[at] > 0
    )


def _itself(reach: Reach, gap: Gap, actors: Rows) -> Rows:
    """1 for who of the actors would count as reaching itself."""
    at_home = reach.home_of[actors] < reach.n_homes - 1
    return np.asarray(at_home | reach.online[actors] if gap.mode == "online" else at_home, dtype=np.int32)


def _nearest(snapshot: Snapshot, reach: Reach, gap: Gap, around: int) -> Nearest | None:
    """The nearest that offers the skill and would not come itself, ties by id."""
    access = gap.access
    others = np.flatnonzero(~np.isin(access.offering, access.needing[gap.coming]))
    if not len(others):
        return None
    km = np.full(len(others), np.inf)
    if around != NOWHERE:
        km = _km_from(snapshot, reach, access.offering[others], around)
    at = int(np.argmin(km.round(6)))
    actor = int(access.offering[others[at]])
    return Nearest(
        str(snapshot.actors.ids[actor]),
        float(km[at]) if np.isfinite(km[at]) else None,
        int(access.places[others[at]]),
        bool(reach.online[actor]),
    )


def _km_from(snapshot: Snapshot, reach: Reach, actors: Rows, region: int) -> Numbers:
    """Kilometres from the region to the nearest of each actor's seats and regions of work; infinite if unknown."""
    places = reach.places_of[actors]
    km = np.full(len(actors), np.inf)
    placed = np.flatnonzero(np.diff(places.indptr))
    if len(placed):
        distances = snapshot.region_map.distance_km[region][places.indices]
        km[placed] = np.minimum.reduceat(distances, places.indptr[placed])
    return km
