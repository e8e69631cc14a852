"""The published defaults of the recommender: what each signal counts for, and its limits.

Every number here is a choice made in the open, explained in docs/matching.md; none is
learned from anybody's answers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from matching.errors import InvalidOption
from matching.results import Band, Kind

Weights = Mapping[str, float]

SIGNALS: tuple[str, ...] = (
    "need_met",
    "need_served",
    "place",
    "sphere",
    "contacts",
    "free_places",
    "languages",
    "events",
    "experience_gap",
    "text",
    "names",
    "mention",
    "walk",
    "similar_projects",
    "theme",
    "activity",
    "lead",
    "recency",
    "sector",
    "kind_activity",
    "regions",
)

# Where and how experienced somebody is; the other signals say what the two have to do with each other.
CIRCUMSTANCES = frozenset(
    (
        "place",
        "free_places",
        "languages",
        "experience_gap",
        "activity",
        "lead",
        "recency",
        "sector",
        "kind_activity",
        "regions",
    )
)

# Of a call, only these say that somebody can answer it.
ANSWERS = frozenset(("need_met", "text", "mention", "similar_projects", "theme"))

# What the list adds, after the signals.
LIST_SIGNALS: tuple[str, ...] = ("exposure", "diversity", "newcomer", "unseen")

MAX_K = 100

_WEIGHTS: Mapping[Kind, Weights] = MappingProxyType(
    {
        Kind.PEER: MappingProxyType(
            {
                "need_met": 1.0,
                "need_served": 1.0,
                "place": 1.2,
                "sphere": 1.0,
                "languages": 2.0,
                "events": 0.4,
                "experience_gap": 0.3,
                "text": 2.0,
                "names": 1.0,
                "walk": 2.0,
                "similar_projects": 0.3,
                "theme": 0.3,
                "activity": 0.3,
                "recency": 0.2,
            }
        ),
        Kind.MENTOR: MappingProxyType(
            {
                "need_met": 1.4,
                "need_served": 0.3,
                "place": 0.8,
                "sphere": 0.6,
                "contacts": 0.5,
                "free_places": 0.6,
                "languages": 2.0,
            }
        ),
        Kind.CALL: MappingProxyType(
            {
                "need_met": 1.4,
                "need_served": 0.3,
                "place": 2.0,
                "sphere": 0.6,
                "free_places": 0.3,
                "languages": 2.0,
                "text": 6.0,
                "names": 1.0,
                "mention": 2.5,
                "walk": 2.5,
                "similar_projects": 0.3,
                "theme": 0.3,
                "lead": 0.2,
                "recency": 0.2,
            }
        ),
        Kind.PARTNER: MappingProxyType(
            {
                "need_met": 0.8,
                "need_served": 0.8,
                "place": 2.0,
                "sphere": 0.8,
                "contacts": 0.6,
                "languages": 2.0,
                "events": 0.3,
                "text": 1.0,
                "similar_projects": 0.3,
            }
        ),
    }
)


# Where joint projects are recorded and nobody states a need or an offer, words and places must carry what those would.
_WEIGHTS_OF_RECORDS: Mapping[Kind, Weights] = MappingProxyType(
    {
        Kind.PEER: MappingProxyType(
            {
                **_WEIGHTS[Kind.PEER],
                "place": 1.8,
                "experience_gap": 0.2,
                "text": 4.1,
                "names": 4.7,
                "walk": 5.0,
                "similar_projects": 1.4,
                "theme": 0.2,
                "activity": 0.7,
                "recency": 0.3,
                "kind_activity": 1.1,
                "regions": 0.35,
            }
        ),
        Kind.CALL: MappingProxyType({**_WEIGHTS[Kind.CALL], "kind_activity": 0.5}),
    }
)


@dataclass(frozen=True, slots=True)
class Bands:
    """From which score on a suggestion is called strong, and from which good.

    It is neither where the reasons besides `CIRCUMSTANCES` (of a call, the `ANSWERS`) add up to less than
    `in_common`: being near is no reason to meet.
    """

    strong: float
    good: float
    in_common: float = 0.3

    def band_of(self, score: float, in_common: float) -> Band:
        """The band of a score, and of what the reasons that matter most add to it.

        >>> bands = Bands(strong=3.0, good=1.5)
        >>> bands.band_of(1.5, 0.3), bands.band_of(3.5, 0.2)
        (<Band.GOOD: 'good'>, <Band.POSSIBLE: 'possible'>)
        """
        if score < self.good or in_common < self.in_common:
            return Band.POSSIBLE
        return Band.STRONG if score >= self.strong else Band.GOOD


_BANDS: Mapping[Kind, Bands] = MappingProxyType(
    {
        Kind.PEER: Bands(strong=3.0, good=1.8),
        Kind.MENTOR: Bands(strong=3.0, good=1.8),
        Kind.PARTNER: Bands(strong=2.4, good=1.2),
        Kind.CALL: Bands(strong=2.4, good=1.2),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How suggestions are made.

    Attributes
    ----------
    weights :
        For each kind, the log-odds that one unit of a signal adds. A signal that is left
        out is not used.
    weights_of_records :
        For some kinds, the weights where joint projects are recorded and nobody states a need or an offer.
    bands :
        For each kind, where the bands begin.
    near_km : float
        Kilometres over which closeness falls to 1/e.
    far_penalty : float
        What being as far as can be costs, in units of the place signal.
    online_softening : float
        Share of that cost that remains where both work online.
    fresh_years : float
        Years after the end of a cooperation until it counts for half.
    declined_days : int
        How long a pair stays away after a declined introduction.
    newcomer_days : int
        How long an actor counts as having joined lately.
    gain_required : bool
        Whether somebody from whom nobody gains anything is kept away. Without it the answer
        is filled with the best of the rest, as a comparison of rankings needs it.
    exposure_price : float
        Log-odds taken away for every e-fold of exposure above the mean.
    exposure_cap : float
        How many times the mean somebody may be shown before others go first.
    unseen_slots : int
        How many of ten places go to those whom nobody else was shown yet; the newcomers' are among them, and so are
        those who are on the list by score.
    newcomer_slots : int
        How many of ten places are kept for newcomers.
    newcomer_ties : int
        With how many joint projects (or contacts) somebody still counts as a newcomer.
    diversity : float
        Log-odds taken away for being just like another one of the list.

    Raises
    ------
    InvalidOption
        A weight is not finite, a signal or a kind is unknown, or a limit is out of range.
    """

    weights: Mapping[Kind, Weights] = field(default_factory=lambda: _WEIGHTS)
    weights_of_records: Mapping[Kind, Weights] = field(default_factory=lambda: _WEIGHTS_OF_RECORDS)
    bands: Mapping[Kind, Bands] = field(default_factory=lambda: _BANDS)
    near_km: float = 60.0
    far_penalty: float = 0.5
    online_softening: float = 0.2
    fresh_years: float = 3.0
    declined_days: int = 365
    newcomer_days: int = 180
    gain_required: bool = True
    exposure_price: float = 0.3
    exposure_cap: float = 10.0
    unseen_slots: int = 5
    newcomer_slots: int = 2
    newcomer_ties: int = 2
    diversity: float = 0.3

    def __post_init__(self) -> None:
        for kind in Kind:
            _check_kind(self, kind)
        for weights in self.weights_of_records.values():
            _check_weights(weights)
        for name in ("near_km", "fresh_years"):
            _require(0 < getattr(self, name) < math.inf, name, getattr(self, name), "a number above 0")
        for name in ("far_penalty", "online_softening"):
            _require(0 <= getattr(self, name) <= 1, name, getattr(self, name), "a number from 0 to 1")
        for name in ("exposure_price", "diversity"):
            _require(0 <= getattr(self, name) < math.inf, name, getattr(self, name), "a number, 0 or more")
        _require(self.exposure_cap > 1, "exposure_cap", self.exposure_cap, "a number above 1")
        for name in ("unseen_slots", "newcomer_slots"):
            _require(0 <= getattr(self, name) <= 9, name, getattr(self, name), "a number from 0 to 9")
        _require(self.newcomer_ties >= 0, "newcomer_ties", self.newcomer_ties, "a number, 0 or more")
        for name in ("declined_days", "newcomer_days"):
            _require(getattr(self, name) >= 0, name, getattr(self, name), "a number of days, 0 or more")

    def for_records(self) -> Options:
        """These options for a network of recorded projects without needs and offers.

        >>> DEFAULTS.for_records().weight(Kind.PEER, "place"), DEFAULTS.for_records().weight(Kind.CALL, "place")
        (1.8, 2.0)
        """
        weights = MappingProxyType({**self.weights, **self.weights_of_records})
        return replace(self, weights=weights, weights_of_records=MappingProxyType({}))

    def weight(self, kind: Kind, signal: str) -> float:
        """What one unit of the signal adds for this kind; 0 where it is not used.

        >>> DEFAULTS.weight(Kind.PEER, "free_places")
        0.0
        """
        return self.weights[kind].get(signal, 0.0)


def _check_kind(options: Options, kind: Kind) -> None:
    _require(kind in options.weights, "weights", list(options.weights), f"weights for every kind, also {kind}")
    _require(kind in options.bands, "bands", list(options.bands), f"bands for every kind, also {kind}")
    _check_weights(options.weights[kind])
    bands = options.bands[kind]
    _require(bands.strong >= bands.good, "bands", bands, "strong not below good")


def _check_weights(weights: Weights) -> None:
    for signal, weight in weights.items():
        _require(signal in SIGNALS, "weights", signal, f"signals: {', '.join(SIGNALS)}")
        _require(math.isfinite(weight), f"weights of {signal}", weight, "a finite number")


def _require(fits: bool, option: str, value: object, allowed: str) -> None:
    if not fits:
        raise InvalidOption(option, value, allowed)


DEFAULTS = Options()
# By score alone, for whoever compares rankings; the product's default is the fair order.
ACCURATE = replace(DEFAULTS, exposure_price=0.0, exposure_cap=math.inf, unseen_slots=0, newcomer_slots=0, diversity=0.0)
