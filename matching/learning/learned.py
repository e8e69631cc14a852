"""What decisions teach about one kind of suggestion: weights, how good they are, and whether they may be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from graph.snapshot import Snapshot
from matching.learning.checks import Guard, guards_of_number, guards_of_quality, guards_of_reach
from matching.learning.decisions import DecisionRows
from matching.learning.fitting import FACTOR, fit_weights
from matching.learning.holding_out import Compared, compared
from matching.learning.reach import Reach, reach_of, seekers_drawn
from matching.learning.with_weights import with_weights
from matching.options import Options
from matching.results import Kind

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights for one kind with what speaks for and against them.

    Attributes
    ----------
    published, weights : mapping of signal to float
        Before and after; the published ones remain where there is nothing to learn from.
    n_decided, n_yes : int
    guards : tuple of Guard
        Without enough decisions only those that say so.
    quality : Compared or None
        On later decisions that were held out; None without enough decisions.
    reach : (Reach, Reach) or None
        Before and after, on the network as it is.
    """

    kind: Kind
    published: Mapping[str, float]
    weights: Mapping[str, float]
    n_decided: int
    n_yes: int
    guards: tuple[Guard, ...]
    quality: Compared | None = None
    reach: tuple[Reach, Reach] | None = None

    @property
    def failed(self) -> tuple[Guard, ...]:
        """The guards that do not hold; none where the weights may be promoted."""
        return tuple(guard for guard in self.guards if not guard.passed)

    def as_json(self) -> dict[str, Any]:
        """Everything in JSON values."""
        return {
            "kind": self.kind.value,
            "n_decided": self.n_decided,
            "n_yes": self.n_yes,
            "weights": {name: [self.published[name], weight] for name, weight in self.weights.items()},
            "guards": [asdict(guard) for guard in self.guards],
            "passes": not self.failed,
            "quality": asdict(self.quality) if self.quality else None,
            "reach": [asdict(one) for one in self.reach] if self.reach else None,
        }


def learn(rows: DecisionRows, snapshot: Snapshot, options: Options, rng: np.random.Generator) -> Learned:
    """What the decisions teach; the same rows, snapshot and state of `rng` always teach the same.

    Parameters
    ----------
    rows : DecisionRows
    snapshot : Snapshot
        The network as it is, on which exposure is measured.
    options : Options
        The published ones for this network (`matching.questions.options_for`).
    """
    published = {name: options.weight(rows.kind, name) for name in rows.signals}
    before = np.array(list(published.values()))
    n_yes = int(rows.said_yes.sum())
    guards = guards_of_number(rows)
    if not all(guard.passed for guard in guards):
        return Learned(rows.kind, published, published, len(rows), n_yes, guards)
    fitted = dict(zip(rows.signals, fit_weights(rows.values, rows.said_yes, before, rows.lists).tolist(), strict=True))
    quality = compared(rows, before, rng)
    seekers = seekers_drawn(snapshot, rng)

    def reach_with(weights: Mapping[str, float]) -> Reach:
        return reach_of(snapshot, seekers, rows.kind, with_weights(options, rows.kind, weights))

    old = reach_with(published)
    weights = _levelled(fitted, old, reach_with(fitted))
    reach = old, reach_with(weights)
    guards += guards_of_quality(quality) + guards_of_reach(*reach)
    return Learned(rows.kind, published, weights, len(rows), n_yes, guards, quality, reach)


def _levelled(weights: Mapping[str, float], old: Reach, new: Reach) -> dict[str, float]:
    """The weights times one number, by which suggestions score as high on average as with the published ones.

    So bands, and what the list adds, mean what they meant. Where there is no mean score above 0, nothing is levelled.
    """
    both = old.mean_score > 0 and new.mean_score > 0
    factor = min(max(old.mean_score / new.mean_score, 1 / FACTOR), FACTOR) if both else 1.0
    return {name: round(weight * factor, _DECIMALS) for name, weight in weights.items()}
