"""Rankings of the known organisations: those of the product, and by popularity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.evaluation.cases import Case
from matching.evaluation.metrics import K
from matching.evaluation.world import World
from matching.exposure import Exposure
from matching.options import Options
from matching.recommend import ranked as ranked_providers

Ranked = tuple[tuple[str, float], ...]
Rankings = Mapping[str, Ranked]
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Shown:
    """To how many seekers each actor was shown so far."""

    counts: np.ndarray

    def note(self, world: World, ranked: Ranked) -> None:
        for org, _ in ranked:
            self.counts[world.snapshot.actors.row_of[world.actor_of[org]]] += 1


def product_rankings(
    world: World, cases: Sequence[Case], options: Options, k: int = K, progress: Progress | None = None
) -> dict[str, Ranked]:
    """For each query, in the order of the cases, what the product answers, with its scores.

    Each question knows whom the ones before it were shown, as on the page.
    """
    shown = _Shown(np.zeros(len(world.snapshot.actors), dtype=np.int64))
    rankings = {}
    for number, case in enumerate(cases, start=1):
        found = ranked_providers(case.ask(world, k, options, Exposure(shown.counts)))
        ranked = tuple((world.org_of[provider], score) for provider, score in found)
        rankings[case.query] = ranked
        shown.note(world, ranked)
        if progress:
            progress(number, len(cases))
    return rankings


def popularity_rankings(world: World, cases: Sequence[Case], k: int = K) -> dict[str, Ranked]:
    """The known organisations with most past projects, without those that are no candidates; ties by id."""
    n_projects = Counter(org for project in world.past for org in project.members)
    ordered = sorted(world.known, key=lambda org: (-n_projects[org], org))
    met: dict[str, set[str]] = {}
    for project in world.past:
        for org in project.members:
            met.setdefault(org, set()).update(project.members)
    rankings = {}
    for case in cases:
        away = {case.seeker} | (met.get(case.seeker, set()) if case.call is None else set())
        first = (org for org in ordered if org not in away)
        rankings[case.query] = tuple((org, float(n_projects[org])) for org, _ in zip(first, range(k), strict=False))
    return rankings
