"""Where a call is for, read from its words: the places of the network that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows
from graph.snapshot.nodes import Regions
from graph.snapshot.parts import Part
from matching.text.gazetteer import Gazetteer, Named, gazetteer


@dataclass(frozen=True, slots=True, eq=False)
class _OwnNames(Part):
    """What the regions of a snapshot are called."""

    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True)
class PlaceNamed:
    """A place that a call names: its region, and the words as they are written."""

    region_id: str
    words: str


def names_of_regions(snapshot: Snapshot) -> Gazetteer:
    """The regions of a snapshot by what they are called in Polish."""
    return snapshot.derive(_made, snapshot.regions).gazetteer


def places_named(snapshot: Snapshot, text: str, names: Gazetteer, near: Rows) -> tuple[PlaceNamed, ...]:
    """The regions of the network that a text names, in its order, each once.

    Of several that are called the same, those in a voivodeship that the text names or names a place of, else
    those in a voivodeship of `near`; where that leaves none, all. A voivodeship is left out where a powiat of it
    is named too.

    Parameters
    ----------
    near : int32 array
        Regions of whoever calls; may be empty.
    """
    regions = snapshot.regions
    named = [Named(ids, one.words) for one in names.places(text) if (ids := _known(regions, one.ids))]
    sure = {one.ids[0] for one in named if len(one.ids) == 1}
    larger = {one for one in sure if regions.level[regions.row_of[one]] != "powiat"}
    around = {_voivodeship_of(snapshot, one) for one in sure or map(str, regions.ids[near])}
    meant = dict.fromkeys(PlaceNamed(place, one.words) for one in named for place in _in(snapshot, one.ids, around))
    told = {_voivodeship_of(snapshot, one.region_id) for one in meant if one.region_id not in larger}
    return tuple(_each_once(one for one in meant if one.region_id not in told))


def _known(regions: Regions, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in ids if one in regions.row_of)


def _in(snapshot: Snapshot, ids: tuple[str, ...], around: set[str]) -> tuple[str, ...]:
    inside = tuple(one for one in ids if _voivodeship_of(snapshot, one) in around)
    return inside or ids


def _voivodeship_of(snapshot: Snapshot, region_id: str) -> str:
    """Id of the voivodeship of a region, which may be itself; empty if unknown."""
    row = int(snapshot.region_map.voivodeship_of[snapshot.regions.row_of[region_id]])
    return str(snapshot.regions.ids[row]) if row >= 0 else ""


def _each_once(found: Iterable[PlaceNamed]) -> Iterator[PlaceNamed]:
    seen: set[str] = set()
    for one in found:
        if one.region_id not in seen:
            seen.add(one.region_id)
            yield one


def _made(former: _OwnNames | None, regions: Regions) -> _OwnNames:
    named = zip(regions.ids.tolist(), regions.labels_pl.tolist(), strict=True)
    return _OwnNames((regions,), gazetteer((one, label) for one, label in named if label))
