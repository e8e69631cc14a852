"""Contacts between regions and between sectors, and the pairs of members who alone join two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from graph.analysis import Scope, traits_of
from graph.analysis.cross_links import CrossLinks, cross_links_of
from graph.snapshot import Snapshot
from web.services.cards import name_of
from web.services.growth.moments import NO_NAMES, Names, Part, part_json, part_of
from web.services.growth.question import EVERYTHING
from web.services.growth.scope import scope_label

CROSSED = ("region", "sector")  # between whose values cross links are counted
COLUMNS = ("one_code", "one", "other_code", "other", "n_contacts", "only_pair")


@dataclass(frozen=True, slots=True, eq=False)
class CrossingAnswer:
    """Contacts of a part of the network between voivodeships or sectors."""

    part: Part
    crossing: CrossLinks


def crossing_at(
    snapshot: Snapshot, between: str, as_of: date | None = None, scope: Scope = EVERYTHING
) -> CrossingAnswer:
    """Contacts between voivodeships or sectors (`between` is one of `CROSSED`) on a day.

    Raises
    ------
    InvalidOption
        The day is after the snapshot's.
    UnknownName
        There is no such scope.
    """
    part = part_of(snapshot, as_of, scope)
    return CrossingAnswer(part, cross_links_of(part.moment, traits_of(snapshot).named(between)))


def crossing_answer_json(answer: CrossingAnswer, language: str, names: Names = NO_NAMES) -> dict[str, Any]:
    """The matrix with what it is about."""
    told = crossing_json(answer.part, answer.crossing, language, names)
    return {**part_json(answer.part), "between": answer.crossing.trait.name, **told}


def crossing_json(part: Part, crossing: CrossLinks, language: str, names: Names = NO_NAMES) -> dict[str, Any]:
    """The values that somebody has, the matrix of contacts between them, and the pairs who alone join two."""
    snapshot, moment, trait = part.snapshot, part.moment, crossing.trait
    shown = np.flatnonzero(crossing.n_actors > 0).tolist()
    return {
        "values": [
            {
                "code": trait.values[value],
                "label": scope_label(snapshot, trait.name, trait.values[value], language),
                "n_actors": int(crossing.n_actors[value]),
            }
            for value in shown
        ],
        "counts": crossing.counts[np.ix_(shown, shown)].tolist(),
        "sole": [
            {
                **ends_json(part, int(moment.one[edge]), int(moment.other[edge]), language, names),
                "joins": [one, other],
                "labels": [scope_label(snapshot, trait.name, value, language) for value in (one, other)],
            }
            for edge, one, other in crossing.of_sole()
        ],
    }


def ends_json(part: Part, one: int, other: int, language: str, names: Names) -> dict[str, Any]:
    """The two ends of a contact, by their rows."""
    ids = part.snapshot.actors.ids
    return {
        "one_id": str(ids[one]),
        "one": name_of(part.snapshot, one, names, language),
        "other_id": str(ids[other]),
        "other": name_of(part.snapshot, other, names, language),
    }


def crossing_rows(
    answer: CrossingAnswer, language: str, names: Names = NO_NAMES, k: int | None = None
) -> Iterator[list[object]]:
    """The k pairs of regions or sectors with the most contacts between them, as rows of a table with `COLUMNS`.

    Ties come by the codes of both. Where one pair of members alone joins the two, it is named.
    """
    part, crossing, trait = answer.part, answer.crossing, answer.crossing.trait
    low, high = np.nonzero(np.triu(crossing.counts, 1))
    counts = crossing.counts[low, high]
    sole = {(one, other): edge for edge, one, other in crossing.of_sole()}
    for at in np.argsort(-counts, kind="stable")[:k].tolist():
        pair = trait.values[low[at]], trait.values[high[at]]
        labels = [scope_label(part.snapshot, trait.name, value, language) for value in pair]
        ends = ""
        if pair in sole:
            edge = sole[pair]
            two = ends_json(part, int(part.moment.one[edge]), int(part.moment.other[edge]), language, names)
            ends = "{one} ({one_id}) – {other} ({other_id})".format(**two)
        yield [pair[0], labels[0], pair[1], labels[1], int(counts[at]), ends]
