"""The peers by name, and which setting of each did best on a split before the cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.peers.past import Past
from matching.evaluation.cases import Case
from matching.evaluation.metrics import per_query
from matching.evaluation.rankings import Rankings

MODULES: Mapping[str, str] = {
    "popularity": "popularity",
    "Adamic-Adar": "adamic_adar",
    "personalised PageRank": "page_rank",
    "EASE": "ease",
    "implicit ALS": "als",
    "TF-IDF": "tf_idf",
    "similar past projects": "similar_projects",
    "gradient boosting": "boosting",
}


@dataclass(frozen=True)
class Peer:
    """A peer with a setting."""

    name: str
    module: ModuleType
    setting: Mapping[str, Any]

    def rank(self, past: Past, cases: Sequence[Case]) -> Rankings:
        """What it answers to the questions, having seen the past."""
        return past.rank(self.module.scorer(past, **self.setting), cases)


def settings_of(name: str) -> list[Peer]:
    """The peer with each of its settings."""
    module = import_module(f"benchmarks.peers.{MODULES[name]}")
    return [Peer(name, module, setting) for setting in module.SETTINGS]


def best_of(peers: Sequence[Peer], past: Past, cases: Sequence[Case]) -> Peer:
    """The peer with the setting of the highest mean NDCG@10 on these questions; the first among equals."""
    if len(peers) == 1 or not cases:
        return peers[0]
    return max(peers, key=lambda peer: float(np.mean(ndcg_of(peer.rank(past, cases), cases))))


def ndcg_of(rankings: Rankings, cases: Sequence[Case]) -> np.ndarray:
    """NDCG@10 of each question, in the order of the questions."""
    ordered = {query: [org for org, _ in ranked] for query, ranked in rankings.items()}
    return per_query(ordered, {case.query: case.truth for case in cases})["ndcg"]
