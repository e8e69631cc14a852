"""Calls: a need in somebody's own words, and who could answer it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.snapshot import Snapshot
from matching import answer_call
from matching.errors import InvalidOption
from matching.reading_calls import CallRead, read_call
from matching.results import Kind, Recommendation
from matching.text.gazetteer import Gazetteer, gazetteer
from seeds.reference.place_names import place_names
from web.ogniwo import Ogniwo


@dataclass(frozen=True, slots=True)
class Answered:
    """What was understood of a call, who could answer it, and the model of the weights (None: the published ones)."""

    read: CallRead
    answer: Recommendation
    model: int | None = None


def answered(  # each argument says one thing about the call
    ogniwo: Ogniwo,
    snapshot: Snapshot,
    text: str,
    *,
    caller_id: str | None = None,
    region_ids: tuple[str, ...] = (),
    sphere_ids: tuple[str, ...] = (),
    component: str | None = None,
    k: int = 10,
) -> Answered:
    """Who could answer the call, regard paid to what others were shown; nothing is kept.

    Raises
    ------
    UnknownActor
        There is no such caller.
    InvalidOption
        The text is blank or too long, a code is unknown, or `k` or `component` is not allowed.
    """
    if not text.strip():
        raise InvalidOption("text", "nothing", "a few words on what is needed")
    _known("region", region_ids, snapshot.regions.row_of)
    _known("sphere", sphere_ids, snapshot.spheres.row_of)
    read = read_call(
        snapshot, text, sphere_ids=sphere_ids, region_ids=region_ids, caller_id=caller_id, names=_gazetteer()
    )
    exposure = ogniwo.exposure.of(snapshot, caller_id or "")
    made_by = ogniwo.weights.now()
    answer = answer_call(
        snapshot, read.call, k, caller_id=caller_id, component=component, options=made_by.options, exposure=exposure
    )
    return Answered(read, answer, made_by.number(Kind.CALL))


@cache
def _gazetteer() -> Gazetteer:
    return gazetteer(place_names())


def _known(option: str, ids: tuple[str, ...], row_of: object) -> None:
    for one in ids:
        if one not in row_of:  # type: ignore[operator]  # a mapping by id
            raise InvalidOption(option, one, f"a code that `ogniwo codes {option}s` lists")
