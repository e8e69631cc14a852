"""Whom lists would show under some weights: how evenly, how many, and in which bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.snapshot import Snapshot
from graph.snapshot.nodes import ORGANISATION
from matching.evaluation.metrics import gini
from matching.exposure import Exposure
from matching.options import Options
from matching.questions import PROVIDER_ROLE
from matching.recommend import recommend
from matching.results import Band, Kind

N_SEEKERS = 100
K = 10


@dataclass(frozen=True, slots=True)
class Reach:
    """What a sample of seekers would be shown, one after the other.

    Attributes
    ----------
    gini : float
        Of how often each provider present is shown: 0 all alike, near 1 a few have everything.
    coverage : float
        Share of the providers present that are shown at all.
    strong, good : float
        Shares of the suggestions in these bands.
    mean_score : float
        Of the suggestions, by the signals alone, without what the list adds.
    """

    gini: float
    coverage: float
    strong: float
    good: float
    mean_score: float


def seekers_drawn(snapshot: Snapshot, rng: np.random.Generator, n: int = N_SEEKERS) -> list[str]:
    """Ids of at most n organisations present, drawn evenly, in order of id."""
    rows = np.flatnonzero(((snapshot.actors.roles & ORGANISATION) > 0) & snapshot.present)
    drawn = rows if len(rows) <= n else np.sort(rng.choice(rows, n, replace=False))
    return [str(one) for one in snapshot.actors.ids[drawn]]


def reach_of(snapshot: Snapshot, seekers: Sequence[str], kind: Kind, options: Options) -> Reach:
    """How lists of ten for these seekers spread, each made with regard to those before it."""
    counts = np.zeros(len(snapshot.actors), dtype=np.int64)
    bands: list[Band] = []
    scores: list[float] = []
    for seeker_id in seekers:
        answer = recommend(snapshot, seeker_id, kind, K, options=options, exposure=Exposure(counts.copy()))
        counts[[snapshot.actors.row_of[one.provider_id] for one in answer.suggestions]] += 1
        bands += [one.band for one in answer.suggestions]
        scores += [one.seeker_score + one.provider_score for one in answer.suggestions]
    providers = ((snapshot.actors.roles & PROVIDER_ROLE[kind]) > 0) & snapshot.present
    shown = counts[providers]
    n_shown, n_all = max(len(bands), 1), max(len(shown), 1)
    return Reach(
        gini(shown),
        int((shown > 0).sum()) / n_all,
        bands.count(Band.STRONG) / n_shown,
        bands.count(Band.GOOD) / n_shown,
        sum(scores) / n_shown,
    )
