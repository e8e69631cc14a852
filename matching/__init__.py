"""Who fits whom: the recommender.

>>> from matching import Kind
>>> [str(kind) for kind in Kind]
['peer', 'mentor', 'partner', 'call']
"""

from matching.answering import answer_call
from matching.calls import Call
from matching.errors import InvalidOption, MatchingError, UnknownActor
from matching.explain import explain
from matching.options import DEFAULTS, SIGNALS, Bands, Options
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
    "DEFAULTS",
    "KINDS_OF_PROFILE",
    "SIGNALS",
    "Band",
    "Bands",
    "Call",
    "Caveat",
    "Explanation",
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
