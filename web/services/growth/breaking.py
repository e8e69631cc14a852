"""What breaks if one member leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.analysis import Scope
from graph.analysis.breaking import Breaking, breaking_of
from graph.snapshot import Snapshot
from matching.errors import UnknownActor
from web.services.cards import name_of
from web.services.growth.broker_words import breaking_sentences
from web.services.growth.moments import NO_NAMES, Names, Part, actor_json, part_json, part_of
from web.services.growth.question import EVERYTHING

N_NAMED = 20  # of those who would be cut off


@dataclass(frozen=True, slots=True, eq=False)
class BreakingAnswer:
    """What breaks if somebody leaves a part of the network; `breaking` is None for who is not in it on the day."""

    part: Part
    row: int
    breaking: Breaking | None


def what_breaks(
    snapshot: Snapshot, actor_id: str, as_of: date | None = None, scope: Scope = EVERYTHING
) -> BreakingAnswer:
    """What breaks if the actor leaves on the day, by default the snapshot's.

    Raises
    ------
    UnknownActor
        There is nobody of that id.
    InvalidOption
        The day is after the snapshot's.
    UnknownName
        There is no such scope.
    """
    row = snapshot.actors.row_of.get(actor_id)
    if row is None:
        raise UnknownActor(actor_id)
    part = part_of(snapshot, as_of, scope)
    present = bool(part.moment.present[row])
    return BreakingAnswer(part, row, breaking_of(part.moment, row) if present else None)


def breaking_json(
    answer: BreakingAnswer, language: str, names: Names = NO_NAMES, k: int | None = N_NAMED
) -> dict[str, Any]:
    """What breaks, with the sizes of the parts, at most k of those cut off by name, and sentences."""
    snapshot, found = answer.part.snapshot, answer.breaking
    told = {
        **part_json(answer.part),
        "actor": actor_json(snapshot, answer.row, names, language),
        "sentences": sentences_of(answer, language, names),
    }
    if found is None:
        return told | {"present": False}
    return told | {
        "present": True,
        "n_contacts": found.n_contacts,
        "parts": [len(part) for part in found.parts],
        "n_cut_off": len(found.cut_off),
        "cut_off": _named(snapshot, found.cut_off[:k], names, language),
        "n_left_alone": len(found.left_alone),
        "left_alone": _named(snapshot, found.left_alone[:k], names, language),
        "n_pairs": found.n_pairs,
        "n_parted": found.n_parted,
        "hops_now": None if isnan(found.hops_now) else found.hops_now,
        "hops_then": None if isnan(found.hops_then) else found.hops_then,
    }


def sentences_of(answer: BreakingAnswer, language: str, names: Names = NO_NAMES) -> list[str]:
    """What breaks, as sentences."""
    name = name_of(answer.part.snapshot, answer.row, names, language)
    if answer.breaking is None:
        not_there = "nie należy tego dnia do tej części sieci" if language == "pl" else "is not there on that day"
        return [f"{name}: {not_there}."]
    return breaking_sentences(name, answer.breaking, language)


def _named(snapshot: Snapshot, rows: NDArray[np.intp], names: Names, language: str) -> list[dict[str, Any]]:
    return [actor_json(snapshot, row, names, language) for row in rows.tolist()]
