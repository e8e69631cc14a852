"""Scores of many providers at once: named contributions of signals, and their sums.

A directional score is what one side gains, a sum of contributions in log-odds: each signal's
value times its weight. Signals of both sides count half for each. The reciprocal score is
the sum of the two directional ones, so a suggestion that is good for one side only does not
come first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from graph.snapshot.columns import Rows
from matching.questions import Question
from matching.results import Kind
from matching.signals.contacts import contacts_facts, contacts_values
from matching.signals.events import events_facts, events_values
from matching.signals.experience import (
    activity_facts,
    activity_values,
    experience_gap_facts,
    experience_gap_values,
    lead_facts,
    lead_values,
    recency_facts,
    recency_values,
)
from matching.signals.free_places import free_places_facts, free_places_values
from matching.signals.kinds import kind_activity_facts, kind_activity_values, sector_facts, sector_values
from matching.signals.languages import languages_facts, languages_values
from matching.signals.needs import need_met_facts, need_met_values, need_served_facts, need_served_values
from matching.signals.place import place_facts, place_values
from matching.signals.projects import similar_projects_facts, similar_projects_values, theme_facts, theme_values
from matching.signals.regions import regions_facts, regions_values
from matching.signals.signal import Signal, Values
from matching.signals.sphere import sphere_facts, sphere_values
from matching.signals.texts import mention_facts, mention_values, names_facts, names_values, text_facts, text_values
from matching.signals.walks import walk_facts, walk_values

ALL_SIGNALS: tuple[Signal, ...] = (
    Signal("need_met", "seeker", need_met_values, need_met_facts),
    Signal("need_served", "provider", need_served_values, need_served_facts),
    Signal("place", "both", place_values, place_facts),
    Signal("sphere", "both", sphere_values, sphere_facts),
    Signal("contacts", "both", contacts_values, contacts_facts),
    Signal("free_places", "provider", free_places_values, free_places_facts),
    Signal("languages", "both", languages_values, languages_facts),
    Signal("events", "both", events_values, events_facts),
    Signal("experience_gap", "both", experience_gap_values, experience_gap_facts),
    Signal("text", "both", text_values, text_facts),
    Signal("names", "both", names_values, names_facts),
    Signal("mention", "seeker", mention_values, mention_facts),
    Signal("walk", "both", walk_values, walk_facts),
    Signal("similar_projects", "seeker", similar_projects_values, similar_projects_facts),
    Signal("theme", "both", theme_values, theme_facts),
    Signal("activity", "seeker", activity_values, activity_facts),
    Signal("lead", "seeker", lead_values, lead_facts),
    Signal("recency", "seeker", recency_values, recency_facts),
    Signal("sector", "both", sector_values, sector_facts),
    Signal("kind_activity", "seeker", kind_activity_values, kind_activity_facts),
    Signal("regions", "both", regions_values, regions_facts),
)
# Rules and caveats go by these values, also where their weight is 0; the last ones for calls alone.
RULED = ("need_met", "need_served", "sphere", "contacts")
RULED_OF_CALLS = (*RULED, "text", "similar_projects", "mention")
# Sums in another order may differ in the last digits; what is equal to here is a tie.
TIE_DECIMALS = 9
_SHARE_OF_SEEKER = {"seeker": 1.0, "both": 0.5, "provider": 0.0}


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Providers with the values of their signals, and what these contribute.

    Rules and caveats go by the values, so that no weight switches them on or off.

    Attributes
    ----------
    rows : int32 array, shape (n,)
    signals : tuple of Signal
    by_signal : sequence of float64 arrays, shape (n,), before weighting
    weights : float64 array, shape (n signals,)
        The log-odds that one unit of each signal adds.
    scores : float64 array, shape (n,)
        Reciprocal scores, rounded so that ties are ties.
    """

    rows: Rows
    signals: tuple[Signal, ...]
    by_signal: Sequence[Values]
    weights: Values
    scores: Values = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scores", self._summed(self.weights).round(TIE_DECIMALS))

    def seeker_scores(self) -> Values:
        """Directional scores of the seeker, rounded likewise; shape (n,)."""
        shares = np.array([_SHARE_OF_SEEKER[signal.side] for signal in self.signals])
        return self._summed(self.weights * shares).round(TIE_DECIMALS)

    def _summed(self, weights: Values) -> Values:
        # Not as a product of matrices: its library would take every core for each of many questions at once.
        total, added = np.zeros(len(self.rows)), np.empty(len(self.rows))
        for weight, values in zip(weights.tolist(), self.by_signal, strict=True):
            if weight:
                total += np.multiply(values, weight, out=added)
        return total

    @property
    def values(self) -> Values:
        """Values of all signals, before weighting; shape (n signals, n)."""
        return np.array(self.by_signal).reshape(len(self.by_signal), len(self.rows))

    def contributions(self, position: int) -> list[float]:
        """What each signal adds for the provider at this position, in log-odds; one a signal."""
        here = [float(values[position]) for values in self.by_signal]
        return [weight * value for weight, value in zip(self.weights.tolist(), here, strict=True)]

    def value(self, name: str) -> Values:
        """Values of one signal, whatever its weight; zeros for one that is not looked at; shape (n,)."""
        for signal, values in zip(self.signals, self.by_signal, strict=True):
            if signal.name == name:
                return values
        return np.zeros(len(self.rows))


def score(question: Question, rows: Rows) -> Scored:
    """Values and contributions of every signal that this kind weighs or has a rule about."""
    ruled = RULED_OF_CALLS if question.kind is Kind.CALL else RULED
    used = tuple(signal for signal in ALL_SIGNALS if question.weight(signal.name) or signal.name in ruled)
    values = tuple(signal.values(question, rows) for signal in used)
    weights = np.array([question.weight(signal.name) for signal in used])
    return Scored(rows, used, values, weights)
