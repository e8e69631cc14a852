"""A large network for measuring: communities, a few very well connected members, links over ten years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.model import Link, Node
from graph.schema import COOPERATION_KINDS

N_COMMUNITIES = 500
SHARE_INSIDE = 0.7
MEAN_DEGREE = 20
N_MONTHS = 120
SHARE_FOUNDERS = 0.3
_EXPONENT = 1.65  # of the power law of how sought after a member is: the highest degree of 150,000 is about 2,700
_TOWNS = ("Rzeszów", "Łódź", "Kraków", "Ćmielów", "Gdańsk", "Żywiec", "Sępólno Krajeńskie", "Zamość")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CooperationNetwork:
    """Who cooperates with whom: `sources` below `targets`, no pair twice, in order of both.

    Attributes
    ----------
    joined : (n_organisations,) month each joined
    sources, targets, months, kinds : (n_links,) rows of organisations, month of each link, index of its kind
    """

    joined: Ints
    sources: Ints
    targets: Ints
    months: Ints
    kinds: Ints


def cooperation_network(n_organisations: int, n_links: int, rng: np.random.Generator) -> CooperationNetwork:
    """The network of benchmarks/README.md at any size."""
    sources, targets = _pairs(n_organisations, n_links, rng)
    joined = np.where(
        rng.random(n_organisations) < SHARE_FOUNDERS, 0, rng.integers(1, N_MONTHS, n_organisations)
    ).astype(np.int64)
    earliest = np.maximum(joined[sources], joined[targets])
    months = rng.integers(earliest, N_MONTHS)
    kinds = rng.integers(0, len(COOPERATION_KINDS), len(sources))
    return CooperationNetwork(joined, sources, targets, months, kinds)


def _pairs(n_organisations: int, n_links: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Distinct pairs, drawn until there are enough, then thinned to exactly so many."""
    # Members of one community stand side by side, so a community is a stretch of the cumulated weights.
    community = np.sort(rng.integers(0, N_COMMUNITIES, n_organisations))
    reach = np.concatenate([[0.0], np.cumsum((1.0 - rng.random(n_organisations)) ** (-1.0 / _EXPONENT))])
    first = np.searchsorted(community, np.arange(N_COMMUNITIES + 1))
    codes = np.empty(0, dtype=np.int64)
    while len(codes) < n_links:
        n_drawn = int(1.3 * (n_links - len(codes))) + 100
        one = _drawn(reach, np.zeros(n_drawn), np.full(n_drawn, reach[-1]), rng)
        inside = rng.random(n_drawn) < SHARE_INSIDE
        low = np.where(inside, reach[first[community[one]]], 0.0)
        high = np.where(inside, reach[first[community[one] + 1]], reach[-1])
        other = _drawn(reach, low, high, rng)
        lower, higher = np.minimum(one, other), np.maximum(one, other)
        codes = np.union1d(codes, (lower * n_organisations + higher)[lower < higher])
    codes = np.sort(rng.choice(codes, n_links, replace=False))
    return codes // n_organisations, codes % n_organisations


def _drawn(
    reach: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64], rng: np.random.Generator
) -> Ints:
    """Rows drawn in proportion to their weight, each from its own stretch of the cumulated weights."""
    place = low + rng.random(len(low)) * (high - low)
    return np.minimum(np.searchsorted(reach, place, side="right") - 1, len(reach) - 2).astype(np.int64)


def organisations(network: CooperationNetwork) -> Iterator[Node]:
    """One organisation for each row, in order of id."""
    labels = frozenset({"Organisation"})
    days = first_days()
    for row, joined in enumerate(network.joined.tolist()):
        town = _TOWNS[row % len(_TOWNS)]
        properties = {
            "name": f"Stowarzyszenie „Razem” nr {row} w miejscowości {town}",
            "joined": days[joined],
            "locality": town,
            "legal_form": "ASSOC",
            "krs": f"{row:010}",
            "online": row % 2 == 0,
            "n_staff": row % 7,
            "n_projects": row % 30,
        }
        yield Node(f"org-{row:07}", labels, properties)


def cooperations(network: CooperationNetwork) -> Iterator[Link]:
    """One link for each pair, in order of (source, target)."""
    days = first_days()
    columns = (network.sources, network.targets, network.months, network.kinds)
    for source, target, month, kind in zip(*(column.tolist() for column in columns), strict=True):
        properties = {"since": days[month], "kind": COOPERATION_KINDS[kind], "strength": (source % 11) / 10}
        yield Link("COOPERATES_WITH", f"org-{source:07}", f"org-{target:07}", properties)


def first_days() -> list[date]:
    """The first day of each month."""
    return [date(2014 + month // 12, month % 12 + 1, 1) for month in range(N_MONTHS)]
