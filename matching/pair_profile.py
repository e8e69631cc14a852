"""What a pair looked like on the day it declined, so that it can be told when that has changed.

The profile is a fingerprint of each field of both sides that suggestions are made from. It
is kept on the link of a declined introduction and says nothing by itself: only whether a
field is still the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2s

from graph.snapshot import Snapshot
from graph.snapshot.columns import Column
from graph.snapshot.matrices import Matrix, row_of_matrix
from matching.closeness import regions_of

_DIGEST_BYTES = 3  # of each field: one chance in 16 million that a change goes unnoticed


@dataclass(frozen=True, slots=True)
class Changed:
    """Which fields of a pair differ from what they were; names of `FIELDS`, in their order."""

    source: tuple[str, ...]
    target: tuple[str, ...]


def pair_profile(snapshot: Snapshot, source: int, target: int) -> str:
    """The fingerprints of both actors' fields, those of the source first, as one short text.

    It depends on ids and values alone: not on rows, nor on the order in which records came.

    Parameters
    ----------
    source, target : int
        Rows of the actors at the two ends of the introduction.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.model import make_node
    >>> from graph.snapshot import snapshot_of
    >>> joined = date(2024, 1, 1)
    >>> twins = [make_node(i, "Organisation", name=i, joined=joined, online=True) for i in ("a", "b")]
    >>> one, other = pair_profile(snapshot_of(twins), 0, 1).split(";")
    >>> one == other, len(one.split(",")) == len(FIELDS)
    (True, True)
    """
    return ";".join(",".join(_prints(snapshot, actor)) for actor in (source, target))


def changed_since(profile: str | None, snapshot: Snapshot, source: int, target: int) -> Changed | None:
    """The fields that differ from the profile; None where there is none that can be read."""
    sides = [side.split(",") for side in (profile or "").split(";")]
    if [len(side) for side in sides] != [len(FIELDS)] * 2:
        return None
    return Changed(*(_differing(side, snapshot, actor) for side, actor in zip(sides, (source, target), strict=True)))


def _differing(former: list[str], snapshot: Snapshot, actor: int) -> tuple[str, ...]:
    now = _prints(snapshot, actor)
    return tuple(name for name, was, is_now in zip(FIELDS, former, now, strict=True) if was != is_now)


def _prints(snapshot: Snapshot, actor: int) -> tuple[str, ...]:
    return tuple(_print(read(snapshot, actor)) for read in _READ.values())


def _print(value: object) -> str:
    return blake2s(repr(value).encode(), digest_size=_DIGEST_BYTES).hexdigest()


def _rated(matrix: Matrix, ids: Column, actor: int) -> list[tuple[str, int]]:
    columns, ratings = row_of_matrix(matrix, actor)
    return sorted((str(ids[column]), int(rating)) for column, rating in zip(columns, ratings, strict=True))


def _spheres(snapshot: Snapshot, actor: int) -> list[str]:
    return sorted(str(snapshot.spheres.ids[column]) for column in row_of_matrix(snapshot.active_in, actor)[0])


def _regions(snapshot: Snapshot, actor: int) -> list[str]:
    """The seat first, if it is known: moving it is a change even where the same regions remain."""
    seat = int(snapshot.region_of[actor])
    others = sorted(str(snapshot.regions.ids[row]) for row in regions_of(snapshot, actor) if row != seat)
    return [str(snapshot.regions.ids[seat]) if seat >= 0 else "", *others]


_READ: Mapping[str, Callable[[Snapshot, int], object]] = {
    "needs": lambda snapshot, actor: _rated(snapshot.needs, snapshot.skills.ids, actor),
    "offers": lambda snapshot, actor: _rated(snapshot.offers, snapshot.skills.ids, actor),
    "regions": _regions,
    "spheres": _spheres,
    "online": lambda snapshot, actor: int(snapshot.actors.online[actor]),
    "languages": lambda snapshot, actor: sorted(snapshot.actors.languages[actor]),
    "capacity": lambda snapshot, actor: int(snapshot.actors.capacity[actor]),
}
FIELDS: tuple[str, ...] = tuple(_READ)
