"""Who fits whom: the recommender.

>>> from matching import Kind
>>> [str(kind) for kind in Kind]
['peer', 'mentor', 'partner', 'call']
"""

from matching.answering import answer_call
from matching.calls import Call
from matching.errors import InvalidOption, MatchingError, UnknownActor
from matching.explain import explain
from matching.exposure import Exposure
from matching.options import ACCURATE, DEFAULTS, LIST_SIGNALS, SIGNALS, Bands, Options
from matching.recommend import recommend
from matching.results import (
    KINDS_OF_PROFILE,
    Band,
    Caveat,
    Explanation,
    Kind,
    Reason,
    Recommendation,
    Suggestion,
)
from matching.wording import band_label, sentence

__all__ = [
    "ACCURATE",
    "DEFAULTS",
    "KINDS_OF_PROFILE",
    "LIST_SIGNALS",
    "SIGNALS",
    "Band",
    "Bands",
    "Call",
    "Caveat",
    "Explanation",
    "Exposure",
    "InvalidOption",
    "Kind",
    "MatchingError",
    "Options",
    "Reason",
    "Recommendation",
    "Suggestion",
    "UnknownActor",
    "answer_call",
    "band_label",
    "explain",
    "recommend",
    "sentence",
]
