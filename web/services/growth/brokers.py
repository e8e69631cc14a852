"""Who holds the network together: brokers, hubs, those it would fall apart without, and bridges between parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np

from graph.analysis import Scope, traits_of
from graph.analysis.brokers import N_SOURCES, Brokers, brokers_of
from graph.analysis.cross_links import CrossLinks, cross_links_of
from graph.analysis.strengths import strengths_of
from graph.snapshot import Snapshot
from web.services.growth.broker_words import how_counted
from web.services.growth.crossing import CROSSED, crossing_json, ends_json
from web.services.growth.kept import Kept
from web.services.growth.moments import NO_NAMES, Names, Part, actor_json, fingerprint, part_json, part_of
from web.services.growth.question import EVERYTHING

N_SOURCES_OF_A_PAGE = 64  # above 5,000 actors, so that a page waits seconds; it states the larger error
COLUMNS = (
    *("rank", "actor_id", "name", "roles", "region", "betweenness", "error", "n_contacts"),
    *("indispensable", "n_parts", "n_cut_off"),
)


@dataclass(frozen=True, slots=True, eq=False)
class BrokersAnswer:
    """Who holds a part of the network together.

    Attributes
    ----------
    part : Part
    brokers : Brokers
        Its arrays are in order of `brokers.graph.rows`.
    crossing : Mapping of str to CrossLinks
        By ``region`` and by ``sector``.
    """

    part: Part
    brokers: Brokers
    crossing: Mapping[str, CrossLinks]


def brokers_at(
    snapshot: Snapshot,
    as_of: date | None = None,
    scope: Scope = EVERYTHING,
    *,
    n_sources: int = N_SOURCES,
    seed: int = 0,
) -> BrokersAnswer:
    """Who holds the network, or a part of it, together on a day.

    Raises
    ------
    InvalidOption
        The day is after the snapshot's.
    UnknownName
        There is no such scope.
    """
    part = part_of(snapshot, as_of, scope)
    return _answer(part, _brokers(part, n_sources, seed))


class LiveBrokers:
    """Answers for pages: worked out once, and anew only when membership or contacts changed."""

    def __init__(self, n_sources: int = N_SOURCES_OF_A_PAGE) -> None:
        self._n_sources = n_sources
        self._answers: Kept[BrokersAnswer] = Kept()
        self._brokers: Kept[Brokers] = Kept()

    def of(self, snapshot: Snapshot, as_of: date | None = None, scope: Scope = EVERYTHING) -> BrokersAnswer:
        """As `brokers_at`, from fewer sources where the network is large.

        Raises
        ------
        InvalidOption, UnknownName
            As `brokers_at` raises them.
        """
        return self._answers.of(snapshot, (as_of, scope), lambda: self._made(snapshot, as_of, scope))

    def _made(self, snapshot: Snapshot, as_of: date | None, scope: Scope) -> BrokersAnswer:
        part = part_of(snapshot, as_of, scope)
        moment = part.moment
        strengths = strengths_of(snapshot, moment, part.kinds)
        seen = fingerprint(moment.present, moment.one, moment.other, strengths)
        return _answer(part, self._brokers.of(None, (part.day, seen), lambda: _brokers(part, self._n_sources, 0)))


def _brokers(part: Part, n_sources: int, seed: int) -> Brokers:
    rng = np.random.default_rng(seed)
    return brokers_of(part.snapshot, part.moment, kinds=part.kinds, n_sources=n_sources, rng=rng)


def _answer(part: Part, brokers: Brokers) -> BrokersAnswer:
    traits = traits_of(part.snapshot)
    crossing = {name: cross_links_of(part.moment, traits.named(name)) for name in CROSSED}
    return BrokersAnswer(part, brokers, MappingProxyType(crossing))


def brokers_json(answer: BrokersAnswer, language: str, names: Names = NO_NAMES, k: int | None = None) -> dict[str, Any]:
    """The k first brokers, hubs and indispensable actors, contacts on which parts hang, and cross links."""
    found = answer.brokers
    counted = found.betweenness
    return {
        **part_json(answer.part),
        "by": found.by,
        "exact": counted.is_exact,
        "n_sources": counted.n_sources,
        "agreement": counted.agreement,
        "n_compared": counted.n_compared,
        "note": how_counted(found, language),
        "brokers": [_broker_json(answer, at, language, names) for at in found.first(k).tolist()],
        "hubs": [_broker_json(answer, at, language, names) for at in found.hubs(k).tolist()],
        "n_indispensable": len(found.indispensable()),
        "indispensable": [_broker_json(answer, at, language, names) for at in found.indispensable(k).tolist()],
        "bridges": bridges_json(answer, language, names, k),
        "cross_links": {name: crossing_json(answer.part, answer.crossing[name], language, names) for name in CROSSED},
    }


def _broker_json(answer: BrokersAnswer, at: int, language: str, names: Names) -> dict[str, Any]:
    found = answer.brokers
    return {
        **actor_json(answer.part.snapshot, int(found.graph.rows[at]), names, language),
        "betweenness": float(found.betweenness.share[at]),
        "error": float(found.betweenness.error[at]),
        "n_contacts": int(found.degree[at]),
        "indispensable": bool(found.cuts.is_articulation[at]),
        "n_parts": int(found.cuts.n_parts[at]),
        "n_cut_off": int(found.cuts.n_cut_off[at]),
    }


def bridges_json(
    answer: BrokersAnswer, language: str, names: Names = NO_NAMES, k: int | None = None
) -> list[dict[str, Any]]:
    """The k contacts without which the most others would be cut off; ties by the ids of their ends."""
    graph, cuts = answer.brokers.graph, answer.brokers.cuts
    order = np.argsort(-cuts.n_beyond, kind="stable")[:k]
    return [
        {
            **ends_json(
                answer.part, int(graph.rows[graph.one[edge]]), int(graph.rows[graph.other[edge]]), language, names
            ),
            "n_beyond": n_beyond,
        }
        for edge, n_beyond in zip(cuts.bridges[order].tolist(), cuts.n_beyond[order].tolist(), strict=True)
    ]


def broker_rows(
    answer: BrokersAnswer, language: str, names: Names = NO_NAMES, k: int | None = None
) -> Iterator[list[object]]:
    """The k first brokers as rows of a table with `COLUMNS`."""
    for rank, at in enumerate(answer.brokers.first(k).tolist(), start=1):
        row = _broker_json(answer, at, language, names) | {"rank": rank}
        row |= {"roles": " ".join(row["roles"]), "indispensable": int(row["indispensable"])}
        yield [row[column] for column in COLUMNS]
